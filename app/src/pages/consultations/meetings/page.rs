//! A meeting: when and where, agenda, texts, who comes, who speaks, minutes.

use domain::process::meeting::Document;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::agenda::Agenda;
use super::follow::follow;
use super::span;
use super::speaking::{Attendance, Registration, SpeakingList};
use crate::calls::consultation::meetings::{MeetingView, RegisterForMeeting, load_meeting};
use crate::calls::consultation::speaking::{AskToSpeak, CallSpeaker, MoveMeeting, NoteAttendance};
use crate::components::forum::Forum;
use crate::pages::consultations::loaded;
use crate::texts::{consultation, meetings as t};

/// What can be done here. Made once, so that refusals outlast a new drawing.
#[derive(Clone, Copy)]
struct Actions {
    register: ServerAction<RegisterForMeeting>,
    ask: ServerAction<AskToSpeak>,
    call: ServerAction<CallSpeaker>,
    course: ServerAction<MoveMeeting>,
    attendance: ServerAction<NoteAttendance>,
}

impl Actions {
    fn new() -> Self {
        Self {
            register: ServerAction::new(),
            ask: ServerAction::new(),
            call: ServerAction::new(),
            course: ServerAction::new(),
            attendance: ServerAction::new(),
        }
    }

    /// Counts up with everything that was done.
    fn done(self) -> usize {
        let versions = [
            self.register.version().get(),
            self.ask.version().get(),
            self.call.version().get(),
            self.course.version().get(),
            self.attendance.version().get(),
        ];
        versions.into_iter().sum()
    }
}

/// The page of a meeting.
#[component]
pub fn MeetingPage() -> impl IntoView {
    let params = use_params_map();
    let meeting = Memo::new(move |_| params.read().get("meeting").unwrap_or_default());
    let live = follow(&meeting.get_untracked());
    let actions = Actions::new();
    let found =
        Resource::new(move || (meeting.get(), live.get(), actions.done()), |(meeting, _, _)| load_meeting(meeting));
    loaded(found, move |found| view! { <Whole found actions/> })
}

/// The pages above a meeting.
pub(super) fn trail(found: &MeetingView) -> Vec<(String, String)> {
    let (slug, title) = &found.conference;
    let group = found.group.as_ref().map(|(id, name)| (format!("/groups/{id}"), name.clone()));
    [
        ("/consultations".to_owned(), consultation::CONSULTATIONS.to_owned()),
        (format!("/consultations/{slug}"), title.clone()),
    ]
    .into_iter()
    .chain(group)
    .collect()
}

#[component]
fn Whole(found: MeetingView, actions: Actions) -> impl IntoView {
    let id = found.id;
    let (class, state) = t::state(found.state);
    let to_come = found.speaking.open;
    let course = (found.leads && to_come).then_some(actions.course);
    let waits_for_link = found.link.is_empty() && !found.guests.registered && found.guests.may_register;
    view! {
        <Forum title=found.title.clone() trail=trail(&found)>
            <div class="page-head">
                <div>
                    <h1>{found.title.clone()}</h1>
                    <p><span class=format!("state {class}")>{state}</span></p>
                </div>
                <div class="button-row">
                    {found.leads.then(|| view! { <a class="button" href=format!("/meetings/{id}/edit")>{t::EDIT}</a> })}
                    <a class="button quiet-button" href=format!("/meetings/{id}/screen")>{t::SCREEN}</a>
                </div>
            </div>
            <dl class="fact-list">
                <dt>{t::WHEN}</dt>
                <dd>{span(found.starts, found.ends)}</dd>
                {(!found.place.is_empty()).then(|| view! { <dt>{t::WHERE}</dt><dd>{found.place.clone()}</dd> })}
                {(!found.link.is_empty()).then(|| view! {
                    <dt>{t::ONLINE}</dt>
                    <dd><a href=found.link.clone() rel="external noreferrer">{found.link.clone()}</a></dd>
                })}
            </dl>
            {waits_for_link.then(|| view! { <p class="small quiet">{t::ONLINE_LATER}</p> })}
            <Registration meeting=id guests=found.guests.clone() to_come register=actions.register/>
            <Agenda
                meeting=id
                items=found.items
                paragraph=found.paragraph
                paragraphs=found.paragraphs
                course
            />
            {(to_come || found.speaking.waiting > 0).then(|| view! {
                <SpeakingList meeting=id speaking=found.speaking.clone() leads=found.leads ask=actions.ask call=actions.call/>
            })}
            {(!found.minutes_html.is_empty()).then(|| view! {
                <section aria-labelledby="minutes-title" id="minutes">
                    <h2 id="minutes-title">{t::MINUTES}</h2>
                    <div class="prose" inner_html=found.minutes_html></div>
                </section>
            })}
            {(!found.documents.is_empty()).then(|| view! { <Documents documents=found.documents/> })}
            {found.guests.list.map(|list| view! { <Attendance meeting=id list leads=found.leads note=actions.attendance/> })}
            <noscript><p><a class="button quiet-button" href=format!("/meetings/{id}") rel="external">{t::RELOAD}</a></p></noscript>
        </Forum>
    }
}

#[component]
fn Documents(documents: Vec<Document>) -> impl IntoView {
    view! {
        <section aria-labelledby="documents-title">
            <h2 id="documents-title">{t::DOCUMENTS}</h2>
            <ul>
                {documents
                    .into_iter()
                    .map(|document| {
                        if document.link.is_empty() {
                            view! { <li>{document.name}</li> }.into_any()
                        } else {
                            view! { <li><a href=document.link rel="external noreferrer">{document.name}</a></li> }.into_any()
                        }
                    })
                    .collect_view()}
            </ul>
        </section>
    }
}
