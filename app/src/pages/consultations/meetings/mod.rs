//! Meetings: the list on conference and group pages, a meeting's page, its form, and the view for the big screen.

use chrono::{DateTime, Utc};
use domain::local_time;
use leptos::prelude::*;
use uuid::Uuid;

use crate::calls::consultation::meetings::{MeetingCard, Meetings, list_meetings};
use crate::components::forum::{Time, moment};
use crate::pages::consultations::once;
use crate::texts::{fill, meetings as t};

pub mod agenda;
pub mod follow;
pub mod form;
#[cfg(feature = "hydrate")]
mod keeping;
pub mod page;
pub mod screen;
pub mod speaking;

/// The meetings of a conference, or of one of its groups, for a page that has a heading of the first level already.
#[component]
pub fn MeetingList(#[prop(into)] conference: String, group: Option<Uuid>) -> impl IntoView {
    let found =
        Resource::new(move || (conference.clone(), group), |(conference, group)| list_meetings(conference, group));
    view! {
        <section class="meetings" id="meetings" aria-labelledby="meetings-title">
            <h2 id="meetings-title">{t::MEETINGS}</h2>
            <Suspense>
                {once(move || Suspend::new(async move {
                    // Whoever sees this page sees its meetings, or there are none for them.
                    found.await.ok().map(|found| view! { <Cards found/> })
                }))}
            </Suspense>
        </section>
    }
}

#[component]
fn Cards(found: Meetings) -> impl IntoView {
    let empty = found.cards.is_empty();
    let (to_come, earlier): (Vec<MeetingCard>, Vec<MeetingCard>) =
        found.cards.into_iter().partition(|card| card.to_come);
    view! {
        {empty.then(|| view! { <p class="quiet">{t::NONE}</p> })}
        {(!to_come.is_empty()).then(|| view! { <ul class="cards meeting-cards">{to_come.into_iter().map(card).collect_view()}</ul> })}
        {(!earlier.is_empty()).then(|| view! {
            <details class="earlier">
                <summary>{t::EARLIER}</summary>
                <ul class="cards meeting-cards">{earlier.into_iter().map(card).collect_view()}</ul>
            </details>
        })}
        <p class="button-row">
            {found.new.map(|path| view! { <a class="button" href=path>{t::NEW}</a> })}
            {(!empty).then(|| view! { <a class="button quiet-button" href=found.calendar rel="external">{t::CALENDAR}</a> })}
        </p>
    }
}

fn card(card: MeetingCard) -> impl IntoView {
    let (class, state) = t::state(card.state);
    view! {
        <li class="card">
            <p class="small quiet">
                <Time at=card.starts/>
                {card.group.map(|group| view! { " · "{group} })}
            </p>
            <h3><a href=format!("/meetings/{}", card.id)>{card.title}</a></h3>
            <p class="small">
                <span class=format!("state {class}")>{state}</span>
                {(!card.place.is_empty()).then(|| view! { " "{card.place} })}
            </p>
        </li>
    }
}

/// From when until when, without the day twice.
pub(super) fn span(starts: DateTime<Utc>, ends: DateTime<Utc>) -> String {
    let (from, until) = (local_time::clock(starts), local_time::clock(ends));
    let end = if from.date() == until.date() { until.format("%H:%M Uhr").to_string() } else { moment(ends) };
    fill(t::UNTIL, &[("starts", &moment(starts)), ("ends", &end)])
}
