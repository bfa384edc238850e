//! The office puts the report together from the groups' texts, and brings it up to their newer versions.

use domain::text::report_update::Update;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use crate::calls::consultation::report::{
    LONGEST_TITLE, MakeReport, NewerSource, ReportDesk, ReportRow, ReportView, UpdateReport, load_report_desk,
};
use crate::components::forum::{Forum, Refused, refusal};
use crate::pages::consultations::loaded;
use crate::pages::consultations::reading::number_words;
use crate::texts::{fill, outcome as t};

/// `/consultations/:conference/report`
#[component]
pub fn Report() -> impl IntoView {
    let params = use_params_map();
    let conference = Memo::new(move |_| params.read().get("conference").unwrap_or_default());
    let (making, updating) = (ServerAction::<MakeReport>::new(), ServerAction::<UpdateReport>::new());
    let found = Resource::new(move || conference.get(), load_report_desk);
    loaded(found, move |desk| view! { <Desk desk making updating/> })
}

#[component]
fn Desk(desk: ReportDesk, making: ServerAction<MakeReport>, updating: ServerAction<UpdateReport>) -> impl IntoView {
    let ReportDesk { conference, conference_title, id, rows, reports } = desk;
    let archive = format!("/consultations/{conference}/archive.zip");
    let trail = vec![(format!("/consultations/{conference}"), conference_title)];
    view! {
        <Forum title=t::REPORT trail>
            <h1>{t::REPORT}</h1>
            <p>{t::REPORT_LEAD}</p>
            <Refused error=refusal(updating) id="update-problem"/>
            {(!reports.is_empty()).then(|| view! {
                <section aria-labelledby="reports">
                    <h2 id="reports">{t::REPORTS}</h2>
                    {reports.into_iter().map(|report| view! { <Known report action=updating/> }).collect_view()}
                </section>
            })}
            <section class="panel" aria-labelledby="new-report">
                <h2 id="new-report">{t::REPORT_NEW}</h2>
                {if rows.is_empty() {
                    view! { <p class="empty">{t::REPORT_NOTHING}</p> }.into_any()
                } else {
                    view! { <NewReport conference id rows action=making/> }.into_any()
                }}
            </section>
            <p><a class="button" href=archive rel="external" download>{t::ARCHIVE}</a></p>
        </Forum>
    }
}

#[component]
fn NewReport(conference: String, id: Uuid, rows: Vec<ReportRow>, action: ServerAction<MakeReport>) -> impl IntoView {
    view! {
        <ActionForm action=action attr:class="entry-form" attr:id="report-form">
            <Refused error=refusal(action) id="report-problem"/>
            <input type="hidden" name="conference" value=conference/>
            <input type="hidden" name="id" value=id.to_string()/>
            <div class="field">
                <label for="report-title">{t::REPORT_TITLE}</label>
                <input type="text" id="report-title" name="title" required maxlength=LONGEST_TITLE.to_string() aria-describedby="report-problem"/>
            </div>
            <p class="help quiet" id="report-place-help">{t::REPORT_PLACE_HINT}</p>
            <ol class="plain-list report-parts">
                {rows.into_iter().enumerate().map(|(at, row)| view! { <PartRow at row/> }).collect_view()}
            </ol>
            <button class="button primary">{t::REPORT_MAKE}</button>
        </ActionForm>
    }
}

#[component]
fn PartRow(at: usize, row: ReportRow) -> impl IntoView {
    let (place, heading) = (format!("part-place-{at}"), format!("part-heading-{at}"));
    let suggested = if row.group.is_empty() { row.title.clone() } else { format!("{}: {}", row.group, row.title) };
    view! {
        <li class="card report-part">
            <fieldset>
                <legend>
                    <a href=format!("/texts/{}/versions/{}", row.text, row.current)>{row.title}</a>
                    " "<span class="quiet">{row.group}" · "{fill(t::DECISION_ON, &[("version", &row.current.to_string())])}</span>
                </legend>
                <input type="hidden" name=format!("parts[{at}][text]") value=row.text.to_string()/>
                <div class="field">
                    <label for=place.clone()>{t::REPORT_PLACE}</label>
                    <input type="number" id=place name=format!("parts[{at}][place]") min="1" max="999" inputmode="numeric" class="short" value=(at + 1).to_string() aria-describedby="report-place-help report-problem"/>
                </div>
                <div class="field">
                    <label for=heading.clone()>{t::REPORT_HEADING}</label>
                    <input type="text" id=heading name=format!("parts[{at}][heading]") value=suggested maxlength=LONGEST_TITLE.to_string()/>
                </div>
            </fieldset>
        </li>
    }
}

#[component]
fn Known(report: ReportView, action: ServerAction<UpdateReport>) -> impl IntoView {
    let ReportView { id, title, current, settled, newer, paragraphs } = report;
    let up_to_date = newer.is_empty();
    view! {
        <article class="card report">
            <h3><a href=format!("/texts/{id}")>{title}</a>" · "{fill(t::DECISION_ON, &[("version", &current.to_string())])}</h3>
            {up_to_date.then(|| view! { <p>{t::REPORT_CURRENT}</p> })}
            {newer.into_iter().map(|source| view! { <Newer report=id seen=current settled source action/> }).collect_view()}
            <details>
                <summary>{t::REPORT_ORIGINS}</summary>
                <ul class="plain-list">
                    {paragraphs.into_iter().map(|paragraph| view! {
                        <li>
                            <p dir="auto"><b>{number_words(&paragraph.number)}</b>" "{paragraph.words}</p>
                            {paragraph.origin.map(|(title, version, address)| view! {
                                <p class="small">
                                    <a href=address>{fill(t::REPORT_ORIGIN, &[("title", &title), ("version", &version.to_string())])}</a>
                                    {paragraph.edited.then(|| view! { " "<span class="state">{t::REPORT_EDITED}</span> })}
                                </p>
                            })}
                        </li>
                    }).collect_view()}
                </ul>
            </details>
        </article>
    }
}

#[component]
fn Newer(
    report: Uuid,
    seen: u32,
    settled: bool,
    source: NewerSource,
    action: ServerAction<UpdateReport>,
) -> impl IntoView {
    let NewerSource { text, title, taken, newest, updates } = source;
    let words =
        fill(t::REPORT_NEWER, &[("title", &title), ("taken", &taken.to_string()), ("newest", &newest.to_string())]);
    let some = updates.iter().any(Update::fits);
    let nothing = updates.is_empty();
    view! {
        <section class="notice">
            <p>
                {words}" "
                <a href=format!("/texts/{text}/compare?old={taken}&new={newest}")>{t::SHOW_DIFFERENCE}</a>
            </p>
            {if nothing {
                view! { <p>{t::REPORT_SAME}</p> }.into_any()
            } else {
                view! { <ul class="plain-list">{updates.into_iter().map(update_row).collect_view()}</ul> }.into_any()
            }}
            {(!settled && (some || nothing)).then(|| view! {
                <ActionForm action=action>
                    <input type="hidden" name="report" value=report.to_string()/>
                    <input type="hidden" name="seen" value=seen.to_string()/>
                    <input type="hidden" name="source" value=text.to_string()/>
                    <input type="hidden" name="taken" value=taken.to_string()/>
                    <input type="hidden" name="newest" value=newest.to_string()/>
                    <button class="button">{t::REPORT_TAKE_IN}</button>
                </ActionForm>
            })}
        </section>
    }
}

fn update_row(update: Update) -> impl IntoView {
    let fits = update.fits();
    let (word, body) = match update {
        Update::Changed { before, source, after, .. } => {
            let pieces = domain::text::words::paragraph(&before, after.as_deref().unwrap_or(&source));
            (t::REPORT_CHANGED, super::trace_steps::difference(pieces).into_any())
        }
        Update::Gone { before, .. } => (t::REPORT_GONE, view! { <del>{before}</del> }.into_any()),
        Update::Added { text, .. } => (t::REPORT_ADDED, view! { <ins>{text}</ins> }.into_any()),
    };
    view! {
        <li>
            <p dir="auto"><b>{word}": "</b>{body}</p>
            {(!fits).then(|| view! { <p class="small"><strong>{t::REPORT_COLLIDES}</strong></p> })}
        </li>
    }
}
