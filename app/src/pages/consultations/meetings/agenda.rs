//! The agenda of a meeting with what was decided; those who lead call up items and paragraphs here.

use domain::local_time;
use leptos::prelude::*;
use uuid::Uuid;

use crate::calls::consultation::meetings::{ItemView, ParagraphView};
use crate::calls::consultation::speaking::MoveMeeting;
use crate::components::forum::{Refused, refusal};
use crate::texts::{fill, meetings as t};

/// The whole agenda. `course`: where the reader leads and the meeting is not over, the action that moves it on.
#[component]
pub fn Agenda(
    meeting: Uuid,
    items: Vec<ItemView>,
    paragraph: Option<ParagraphView>,
    paragraphs: Vec<(Uuid, String)>,
    course: Option<ServerAction<MoveMeeting>>,
) -> impl IntoView {
    let empty = items.is_empty();
    let shown = paragraph.as_ref().map(|paragraph| paragraph.id);
    view! {
        <section id="agenda" aria-labelledby="agenda-title">
            <h2 id="agenda-title">{t::AGENDA}</h2>
            {empty.then(|| view! { <p class="quiet">{t::NO_AGENDA}</p> })}
            {course.map(|course| view! { <Refused error=refusal(course) id="course-problem"/> })}
            <ol class="agenda">
                {items
                    .into_iter()
                    .map(|item| {
                        let paragraphs = if item.now { paragraphs.clone() } else { Vec::new() };
                        let below = item.now.then(|| paragraph.clone()).flatten();
                        view! {
                            <li class:now=item.now aria-current=item.now.then_some("step")>
                                <Item item=item.clone()/>
                                {below.map(|paragraph| view! { <Paragraph paragraph/> })}
                                {course.map(|course| view! { <Moving meeting item=item.id now=item.now paragraphs shown course/> })}
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </section>
    }
}

#[component]
fn Item(item: ItemView) -> impl IntoView {
    let minutes = (item.minutes > 0).then(|| fill(t::MINUTES_LONG, &[("n", &item.minutes.to_string())]));
    let begins = item.begins.map(|at| fill(t::BEGINS, &[("at", &local_time::clock(at).format("%H:%M").to_string())]));
    let facts: Vec<String> = begins.into_iter().chain(minutes).collect();
    view! {
        <h3>
            {item.title}
            {item.now.then(|| view! { " "<span class="state open">{t::NOW}</span> })}
        </h3>
        {(!facts.is_empty()).then(|| view! { <p class="small quiet">{facts.join(" · ")}</p> })}
        {(!item.speaker.is_empty()).then(|| view! { <p class="small">{fill(t::SPEAKER, &[("name", &item.speaker)])}</p> })}
        {item.text.map(|(id, title)| view! { <p>{t::TEXT}": "<a href=format!("/texts/{id}")>{title}</a></p> })}
        {(!item.decision_html.is_empty()).then(|| view! {
            <div class="decision">
                <h4>{t::DECISION}</h4>
                <div inner_html=item.decision_html></div>
            </div>
        })}
    }
}

/// The paragraph that is talked about.
#[component]
pub fn Paragraph(paragraph: ParagraphView) -> impl IntoView {
    let path = format!("/texts/{}/paragraphs/{}", paragraph.text, paragraph.id);
    view! {
        <div class="current-paragraph">
            <h4>{t::CURRENT_PARAGRAPH}</h4>
            <blockquote inner_html=paragraph.html></blockquote>
            <p class="small"><a href=path>{t::TO_PARAGRAPH}</a></p>
        </div>
    }
}

/// What those who lead do with an item.
#[component]
fn Moving(
    meeting: Uuid,
    item: Uuid,
    now: bool,
    paragraphs: Vec<(Uuid, String)>,
    shown: Option<Uuid>,
    course: ServerAction<MoveMeeting>,
) -> impl IntoView {
    let field = format!("paragraph-{item}");
    view! {
        <div class="button-row moving">
            <ActionForm action=course>
                <input type="hidden" name="meeting" value=meeting.to_string()/>
                // An empty item ends the one that is up.
                <input type="hidden" name="item" value=if now { String::new() } else { item.to_string() }/>
                <button class="button">{if now { t::END_ITEM } else { t::SHOW_ITEM }}</button>
            </ActionForm>
            {(now && !paragraphs.is_empty()).then(|| view! {
                <ActionForm action=course attr:class="button-row">
                    <input type="hidden" name="meeting" value=meeting.to_string()/>
                    <input type="hidden" name="item" value=item.to_string()/>
                    <div class="field">
                        <label for=field.clone()>{t::PARAGRAPH}</label>
                        <select id=field.clone() name="paragraph">
                            <option value="">{t::NO_PARAGRAPH}</option>
                            {paragraphs
                                .into_iter()
                                .map(|(id, words)| view! { <option value=id.to_string() selected=shown == Some(id)>{words}</option> })
                                .collect_view()}
                        </select>
                    </div>
                    <button class="button">{t::SHOW_PARAGRAPH}</button>
                </ActionForm>
            })}
        </div>
    }
}
