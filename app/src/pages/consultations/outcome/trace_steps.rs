//! The steps of one paragraph's trace, in the order in which they happened. Each is a link, forwards and back.

use domain::text::words::{Op, Piece};
use leptos::prelude::*;
use uuid::Uuid;

use super::decisions::Decisions;
use crate::calls::consultation::trace::{
    AddSource, Change, OriginView, RemoveSource, SourceView, SurveyChoice, TraceAmendment, TraceOf, TraceReport,
    TraceVersion,
};
use crate::calls::results::{ResultsView, survey_results};
use crate::components::forum::{Refused, Time, refusal};
use crate::components::live::Line;
use crate::pages::consultations::reading::number_words;
use crate::pages::office::result_card::ResultCard;
use crate::pages::office::results::follow_results;
use crate::texts::{fill, outcome as t};

/// All steps of a paragraph.
#[component]
pub fn Steps(
    text: Uuid,
    chosen: TraceOf,
    surveys: Option<Vec<SurveyChoice>>,
    sees_results: bool,
    adding: ServerAction<AddSource>,
    removing: ServerAction<RemoveSource>,
) -> impl IntoView {
    let paragraph = chosen.paragraph;
    let leads = surveys.is_some();
    let here = if chosen.is_there {
        format!("/texts/{text}/paragraphs/{paragraph}")
    } else {
        format!("/texts/{text}/versions/{}#p-{paragraph}", chosen.last_version)
    };
    view! {
        <ol class="trace-steps">
            <li class="trace-step">
                <h2>{t::TRACE_SOURCES}</h2>
                {chosen.sources.is_empty().then(|| view! { <p class="quiet">{t::TRACE_NO_SOURCES}</p> })}
                {chosen.sources.into_iter().map(|source| view! {
                    <Source text paragraph source sees_results leads removing/>
                }).collect_view()}
                {surveys.map(|surveys| view! { <AddForm text paragraph surveys action=adding/> })}
            </li>
            {chosen.origin.map(|origin| view! { <li class="trace-step"><Origin origin/></li> })}
            <li class="trace-step">
                <h2>{t::TRACE_PARAGRAPH}</h2>
                <p dir="auto"><a href=here><b>{number_words(&chosen.number)}</b>" "{chosen.words}</a></p>
            </li>
            <li class="trace-step">
                <h2>{t::TRACE_AMENDMENTS}</h2>
                {chosen.amendments.is_empty().then(|| view! { <p class="quiet">{t::TRACE_NO_AMENDMENTS}</p> })}
                <ul class="plain-list">
                    {chosen.amendments.into_iter().map(|one| view! { <li><Amendment one/></li> }).collect_view()}
                </ul>
            </li>
            <li class="trace-step">
                <h2>{t::TRACE_VERSIONS}</h2>
                <ul class="plain-list">
                    {chosen.versions.into_iter().map(|version| view! { <li><Version text paragraph version/></li> }).collect_view()}
                </ul>
            </li>
            <li class="trace-step">
                <h2>{t::TRACE_REPORTS}</h2>
                {chosen.reports.is_empty().then(|| view! { <p class="quiet">{t::TRACE_NO_REPORTS}</p> })}
                <ul class="plain-list">
                    {chosen.reports.into_iter().map(|report| view! { <li><InReport report/></li> }).collect_view()}
                </ul>
            </li>
            <li class="trace-step">
                <h2>{t::TRACE_DECISIONS}</h2>
                <Decisions decisions=chosen.decisions/>
                <p><a href=format!("/texts/{text}/outcome")>{t::OUTCOME}</a></p>
            </li>
        </ol>
    }
}

#[component]
fn Source(
    text: Uuid,
    paragraph: Uuid,
    source: SourceView,
    sees_results: bool,
    leads: bool,
    removing: ServerAction<RemoveSource>,
) -> impl IntoView {
    let SourceView { survey, question, survey_title, question_text } = source;
    view! {
        <article class="trace-source">
            <p><strong>{survey_title}</strong></p>
            {if sees_results {
                view! {
                    <Figures survey=survey.clone() question=question.clone()/>
                    <p><a href=format!("/office/surveys/{survey}")>{t::TRACE_CHART_LINK}</a></p>
                }.into_any()
            } else {
                view! {
                    <p>{question_text}</p>
                    <p class="quiet">{t::TRACE_CHART_LATER}</p>
                }.into_any()
            }}
            {leads.then(|| view! {
                <ActionForm action=removing>
                    <input type="hidden" name="text" value=text.to_string()/>
                    <input type="hidden" name="paragraph" value=paragraph.to_string()/>
                    <input type="hidden" name="survey" value=survey.clone()/>
                    <input type="hidden" name="question" value=question.clone()/>
                    <button class="button quiet-button">{t::TRACE_SOURCE_REMOVE}</button>
                </ActionForm>
            })}
        </article>
    }
}

/// The live figures of one question.
#[component]
fn Figures(survey: String, question: String) -> impl IntoView {
    let found = Resource::new(|| (), move |()| survey_results(survey.clone()));
    view! {
        <Suspense>
            {move || {
                let code = question.clone();
                Suspend::new(async move { found.await.ok().map(|found| view! { <Card found code/> }) })
            }}
        </Suspense>
    }
}

#[component]
fn Card(found: ResultsView, code: String) -> impl IntoView {
    let results = RwSignal::new(found.results);
    let line = RwSignal::new(Line::Connecting);
    follow_results(&found.survey.slug, results, line);
    let question = found.survey.questions().find(|question| question.code == code).cloned();
    question.map(|question| {
        let conditional = question.visible_if.is_some();
        let figures = Memo::new(move |_| results.read().question(&code).cloned());
        view! { <ResultCard question figures conditional/> }
    })
}

#[component]
fn AddForm(text: Uuid, paragraph: Uuid, surveys: Vec<SurveyChoice>, action: ServerAction<AddSource>) -> impl IntoView {
    (!surveys.is_empty()).then(|| {
        view! {
            <ActionForm action=action attr:class="entry-form" attr:id="source-form">
                <Refused error=refusal(action) id="source-problem"/>
                <input type="hidden" name="text" value=text.to_string()/>
                <input type="hidden" name="paragraph" value=paragraph.to_string()/>
                <div class="field">
                    <label for="source-question">{t::TRACE_SOURCE_ADD}</label>
                    <select id="source-question" name="question" aria-describedby="source-problem">
                        {surveys.into_iter().map(|survey| view! {
                            <optgroup label=survey.title>
                                {survey.questions.into_iter().map(|(code, words)| view! {
                                    <option value=format!("{}/{code}", survey.slug)>{words}</option>
                                }).collect_view()}
                            </optgroup>
                        }).collect_view()}
                    </select>
                </div>
                <button class="button">{t::TRACE_SOURCE_SAVE}</button>
            </ActionForm>
        }
    })
}

#[component]
fn Origin(origin: Option<OriginView>) -> impl IntoView {
    view! {
        <h2>{t::TRACE_ORIGIN}</h2>
        {match origin {
            None => view! { <p class="quiet">{t::TRACE_ORIGIN_HIDDEN}</p> }.into_any(),
            Some(OriginView { text, title, version, paragraph }) => {
                let words = fill(t::TRACE_REPORT, &[("title", &title), ("version", &version.to_string())]);
                view! {
                    <p>
                        <a href=format!("/texts/{text}/versions/{version}#p-{paragraph}")>{words}</a>" · "
                        <a href=format!("/texts/{text}/trace?paragraph={paragraph}")>{t::TRACE_OF_TEXT}</a>
                    </p>
                }.into_any()
            }
        }}
    }
}

#[component]
fn Amendment(one: TraceAmendment) -> impl IntoView {
    let version = match one.fate {
        domain::process::fate::Fate::TakenOver { version } => Some(version),
        _ => None,
    };
    view! {
        <p>
            <a href=format!("/amendments/{}", one.id)>
                {t::AMENDMENT}" "{fill(t::BY, &[("name", &one.name)])}
            </a>
            ", "<Time at=one.at/>" · "{t::fate(&one.fate)}
            {version.map(|version| view! {
                ": "<a href=format!("#version-{version}")>{fill(t::TRACE_VERSION, &[("version", &version.to_string())])}</a>
            })}
        </p>
        {(!one.reason.is_empty()).then(|| view! { <p class="quiet" dir="auto">{one.reason}</p> })}
    }
}

#[component]
fn Version(text: Uuid, paragraph: Uuid, version: TraceVersion) -> impl IntoView {
    let TraceVersion { number, at, reason, change, pieces } = version;
    let before = number.saturating_sub(1).max(1);
    view! {
        <div id=format!("version-{number}")>
            <p>
                <a href=format!("/texts/{text}/versions/{number}#p-{paragraph}")>
                    {fill(t::TRACE_VERSION, &[("version", &number.to_string())])}
                </a>
                ", "<Time at/>
                {(number > 1).then(|| view! {
                    " · "<a href=format!("/texts/{text}/compare?old={before}&new={number}")>{t::SHOW_DIFFERENCE}</a>
                })}
            </p>
            {(!reason.is_empty()).then(|| view! { <p class="quiet" dir="auto">{reason}</p> })}
            {match change {
                Change::Began => view! { <p>{t::TRACE_BEGAN}</p> }.into_any(),
                Change::Ended => view! { <p>{t::TRACE_ENDED}</p> }.into_any(),
                Change::Changed => view! { <p dir="auto">{difference(pieces)}</p> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn InReport(report: TraceReport) -> impl IntoView {
    let TraceReport { text, title, version, paragraph, number } = report;
    let words = fill(t::TRACE_REPORT, &[("title", &title), ("version", &version.to_string())]);
    view! {
        <p>
            <a href=format!("/texts/{text}/versions/{version}#p-{paragraph}")>{words}", "{number_words(&number)}</a>" · "
            <a href=format!("/texts/{text}/trace?paragraph={paragraph}")>{t::TRACE_OF_TEXT}</a>
        </p>
    }
}

/// Words taken away and put in, told by more than colour.
pub fn difference(pieces: Vec<Piece>) -> impl IntoView {
    pieces
        .into_iter()
        .map(|piece| match piece.op {
            Op::Kept => view! { <span>{piece.text}</span> }.into_any(),
            Op::Deleted => view! { <del>{piece.text}</del> }.into_any(),
            Op::Inserted => view! { <ins>{piece.text}</ins> }.into_any(),
        })
        .collect_view()
}
