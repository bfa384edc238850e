//! What became of contributions: how many are still open, the list, official answers, and the office's form for them.

use std::collections::BTreeMap;

use domain::process::fate::{Fate, Fates};
use leptos::prelude::*;
use uuid::Uuid;

use super::decisions::day_words;
use super::long_text::{LongText, sent};
use crate::calls::consultation::decisions::{KeepAnswer, LONGEST_UNIT, LONGEST_WORDS};
use crate::calls::consultation::outcome::{AnswerView, Contribution, ContributionDesk, ContributionKind};
use crate::components::forum::{Refused, refusal};
use crate::texts::{fill, outcome as t};

/// How many contributions wait: a sentence and, when there are some, a bar that says the same.
#[component]
pub fn Share(fates: Fates) -> impl IntoView {
    let Some(share) = fates.share_open() else { return view! { <p class="quiet">{t::NOTHING_SAID}</p> }.into_any() };
    let per_cent = format!("{:.0}", share * 100.0);
    let values = [("open", fates.open.to_string()), ("base", fates.base().to_string()), ("share", per_cent.clone())];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    let words = fill(if fates.open == 0 { t::SHARE_NONE_OPEN } else { t::SHARE_OPEN }, &values);
    view! {
        <div class="share-open">
            <p>{words}</p>
            <meter min="0" max="100" value=per_cent aria-hidden="true"></meter>
        </div>
    }
    .into_any()
}

/// All fates with their numbers, and links to each.
#[component]
pub fn FateTable(text: Uuid, fates: Fates, chosen: String) -> impl IntoView {
    let rows = [
        ("open", t::FATE_OPEN, fates.open),
        ("taken_over", t::FATE_TAKEN_OVER, fates.taken_over),
        ("answered", t::FATE_ANSWERED, fates.answered),
        ("rejected", t::FATE_REJECTED, fates.rejected),
        ("taken_back", t::FATE_TAKEN_BACK, fates.taken_back),
    ];
    let base = fates.base();
    #[expect(clippy::cast_precision_loss, reason = "contributions are far below 2^52")]
    let share = move |fate: &str, count: usize| {
        if fate == "taken_back" || base == 0 {
            "–".to_owned()
        } else {
            format!("{:.0} %", count as f64 * 100.0 / base as f64)
        }
    };
    view! {
        <div class="table-frame" role="region" aria-label=t::FATES_TABLE tabindex="0">
            <table>
                <caption>{t::FATES_BASE}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t::FATE}</th>
                        <th scope="col" class="number">{t::FATE_COUNT}</th>
                        <th scope="col" class="number">{t::FATE_SHARE}</th>
                    </tr>
                </thead>
                <tbody>
                    {rows.map(|(fate, name, count)| view! {
                        <tr>
                            <th scope="row">
                                <a href=format!("/texts/{text}/outcome?fate={fate}#said") aria-current=(fate == chosen).then_some("true")>{name}</a>
                            </th>
                            <td class="number">{count}</td>
                            <td class="number">{share(fate, count)}</td>
                        </tr>
                    })}
                </tbody>
            </table>
        </div>
    }
}

/// One page of contributions with what became of each.
#[component]
pub fn Said(text: Uuid, said: Vec<Contribution>, given: BTreeMap<Uuid, String>, may_answer: bool) -> impl IntoView {
    if said.is_empty() {
        return view! { <p class="quiet">{t::NOTHING_HERE}</p> }.into_any();
    }
    let rows = said
        .into_iter()
        .map(|one| {
            let id = one.id;
            let place = place(text, &one);
            view! {
                <li class="card said" id=format!("said-{id}")>
                    <p>
                        <b>{kind_word(one.kind)}</b>" "{fill(t::BY, &[("name", &one.name)])}
                        " "<span class="state fate" data-fate=crate::calls::consultation::outcome::fate_word(&one.fate)>{t::fate(&one.fate)}</span>
                    </p>
                    <p dir="auto">{one.words}</p>
                    <FateDetails text fate=one.fate given=given.clone()/>
                    <p class="said-links">
                        <a href=place>{t::TO_PLACE}</a>
                        {may_answer.then(|| view! { <a href=format!("/texts/{text}/outcome?open={id}#work")>{t::WORK_ON}</a> })}
                    </p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="plain-list">{rows}</ul> }.into_any()
}

/// The difference, the answer or the reason.
#[component]
pub fn FateDetails(text: Uuid, fate: Fate, given: BTreeMap<Uuid, String>) -> impl IntoView {
    match fate {
        Fate::Open | Fate::TakenBack => ().into_any(),
        Fate::TakenOver { version } => {
            let before = version.saturating_sub(1).max(1);
            view! {
                <p>
                    {fill(t::TAKEN_OVER_IN, &[("version", &version.to_string())])}" · "
                    <a href=format!("/texts/{text}/compare?old={before}&new={version}")>{t::SHOW_DIFFERENCE}</a>
                </p>
            }
            .into_any()
        }
        Fate::Answered { answer } => {
            given.get(&answer).map(|words| view! { <blockquote dir="auto">{words.clone()}</blockquote> }).into_any()
        }
        Fate::Rejected { reason } => view! { <blockquote dir="auto">{reason}</blockquote> }.into_any(),
    }
}

/// Official answers, those that are owed first.
#[component]
pub fn Answers(answers: Vec<AnswerView>) -> impl IntoView {
    if answers.is_empty() {
        return view! { <p class="quiet">{t::NO_ANSWERS}</p> }.into_any();
    }
    let rows = answers
        .into_iter()
        .map(|answer| {
            let state = match &answer.given {
                Some((at, _)) => {
                    let day = day_words(domain::local_time::clock(*at).date());
                    fill(t::ANSWER_GIVEN, &[("day", &day)])
                }
                None if answer.overdue => t::ANSWER_OVERDUE.to_owned(),
                None => t::ANSWER_OWED.to_owned(),
            };
            view! {
                <li class="card answer" class:overdue=answer.overdue>
                    <p><strong>{state}</strong></p>
                    <p class="quiet">{fill(t::ANSWER_TO, &[("words", &answer.words)])}</p>
                    {(!answer.unit.is_empty()).then(|| view! { <p>{fill(t::ANSWER_BY, &[("unit", &answer.unit)])}</p> })}
                    {answer.due.map(|due| view! { <p>{fill(t::ANSWER_DUE_ON, &[("day", &day_words(due))])}</p> })}
                    {answer.given.map(|(_, words)| view! { <blockquote dir="auto">{words}</blockquote> })}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="plain-list">{rows}</ul> }.into_any()
}

/// The office's form to answer one contribution.
#[component]
pub fn Work(text: Uuid, desk: ContributionDesk, action: ServerAction<KeepAnswer>) -> impl IntoView {
    let ContributionDesk { about, answer, owed } = desk;
    view! {
        <section class="panel" id="work" aria-labelledby="work-title">
            <h2 id="work-title">{kind_word(about.kind)}" "{fill(t::BY, &[("name", &about.name)])}</h2>
            <blockquote dir="auto">{about.words.clone()}</blockquote>
            <AnswerForm text to=about.id answer owed action/>
        </section>
    }
}

#[component]
fn AnswerForm(
    text: Uuid,
    to: Uuid,
    answer: Uuid,
    owed: Option<AnswerView>,
    action: ServerAction<KeepAnswer>,
) -> impl IntoView {
    let (id, version) = owed.as_ref().map_or((answer, 0), |owed| (owed.id, owed.version));
    let (unit, due) = owed.map_or((String::new(), None), |owed| (owed.unit, owed.due));
    view! {
        <ActionForm action=action attr:class="entry-form" attr:id="answer-form">
            <h3>{t::ANSWER_WRITE}</h3>
            <Refused error=refusal(action) id="answer-problem"/>
            <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="version" value=version.to_string()/>
            <input type="hidden" name="text" value=text.to_string()/>
            <input type="hidden" name="to" value=to.to_string()/>
            <div class="field">
                <label for="answer-unit">{t::ANSWER_UNIT}</label>
                <p class="help quiet" id="answer-unit-help">{t::ANSWER_UNIT_HINT}</p>
                <input type="text" id="answer-unit" name="unit" value=unit maxlength=LONGEST_UNIT.to_string() aria-describedby="answer-unit-help answer-problem"/>
            </div>
            <div class="field">
                <label for="answer-due">{t::ANSWER_DUE}</label>
                <input type="date" id="answer-due" name="due" value=due.map(|due| due.to_string()).unwrap_or_default() aria-describedby="answer-problem"/>
            </div>
            <div class="field">
                <label for="answer-words">{t::ANSWER_WORDS}</label>
                <p class="help quiet" id="answer-words-help">{t::ANSWER_WORDS_HINT}</p>
                <LongText id="answer-words" name="words" key=format!("answer-{to}") longest=LONGEST_WORDS described="answer-words-help answer-problem" sent=sent(action)/>
            </div>
            <button class="button">{t::ANSWER_SAVE}</button>
        </ActionForm>
    }
}

/// Where a contribution is read.
fn place(text: Uuid, one: &Contribution) -> String {
    match (one.kind, one.paragraph) {
        (ContributionKind::Amendment, _) => format!("/amendments/{}", one.id),
        (ContributionKind::Objection, _) => format!("/texts/{text}/agreement"),
        (ContributionKind::Comment, Some(paragraph)) => format!("/texts/{text}/paragraphs/{paragraph}"),
        (ContributionKind::Comment, None) => format!("/texts/{text}/discussion"),
    }
}

/// What kind of thing somebody said.
pub fn kind_word(kind: ContributionKind) -> &'static str {
    match kind {
        ContributionKind::Comment => t::COMMENT,
        ContributionKind::Amendment => t::AMENDMENT,
        ContributionKind::Objection => t::OBJECTION,
    }
}
