//! Consultations: conferences, their groups, texts, and what is said about them.

use leptos::prelude::*;

use crate::calls::consultation::conferences::{ConferenceCard, PhaseNow, TextCard, consultations};
use crate::calls::consultation::texts::TextPlace;
use crate::components::forum::{Forum, moment};
use crate::components::message::Failure;
use crate::components::to_sign_in::ToSignIn;
use crate::error::CallError;
use crate::texts::{consultation as t, count, fill};

pub mod agreement;
pub mod amendments;
pub mod comments;
pub mod compare;
pub mod conference;
pub mod conference_form;
pub mod following;
pub mod group;
pub mod group_form;
pub mod meetings;
pub mod opening;
pub mod outcome;
pub mod phases;
pub mod reading;
pub mod tags;
pub mod text;
pub mod versions;
pub mod write;

/// The list of conferences.
#[component]
pub fn Consultations() -> impl IntoView {
    let found = Resource::new(|| (), |()| consultations());
    loaded(found, |found| {
        view! {
            <Forum title=t::CONSULTATIONS wide=true>
                <div class="page-head">
                    <div><h1 class="begins">{t::CONSULTATIONS}</h1><p>{t::LEAD}</p></div>
                    {found.may_manage.then(|| view! { <a class="button" href="/consultations/new">{t::NEW_CONFERENCE}</a> })}
                </div>
                {if found.cards.is_empty() {
                    view! {
                        <div class="empty"><p><strong>{t::NONE_YET}</strong></p><p>{t::NONE_YET_HINT}</p></div>
                    }.into_any()
                } else {
                    view! { <div class="cards">{found.cards.into_iter().map(card).collect_view()}</div> }.into_any()
                }}
            </Forum>
        }
    })
}

fn card(card: ConferenceCard) -> impl IntoView {
    view! {
        <article class="card">
            <p class="kind">{t::CONSULTATIONS}</p>
            <h2><a href=format!("/consultations/{}", card.slug)>{card.title}</a></h2>
            {(!card.published).then(|| view! { <p><span class="state draft">{t::NOT_PUBLISHED}</span></p> })}
            {card.days.map(|(first, last)| {
                let day = |day: chrono::NaiveDate| day.format("%d.%m.%Y").to_string();
                view! { <p class="card-facts">{fill(t::DAYS, &[("first", &day(first)), ("last", &day(last))])}</p> }
            })}
            {card.phase.map(|phase| view! { <p class="card-facts">{phase_words(&phase)}</p> })}
            <p class="card-facts">{count(card.texts, t::TEXTS_ONE, t::TEXTS_MANY)}</p>
        </article>
    }
}

/// The page with its frame once its data are there; the way to the sign-in for whom it is not.
pub fn loaded<T, V>(
    found: Resource<Result<T, CallError>>,
    show: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + serde::Serialize + serde::de::DeserializeOwned + 'static,
    V: IntoView + 'static,
{
    let body = move || {
        let show = show.clone();
        Suspend::new(async move {
            match found.await {
                Err(CallError::Forbidden) => view! { <ToSignIn/> }.into_any(),
                Err(error) => view! { <Forum title=t::CONSULTATIONS><Failure error/></Forum> }.into_any(),
                Ok(found) => show(found).into_any(),
            }
        })
    };
    view! { <Transition>{once(body)}</Transition> }
}

/// What is shown once something has loaded, for the inside of a `Suspense`. The server looks there twice, and would make everything
/// within twice; the browser would then take up what the first of the two, long gone, could no longer load.
#[cfg(feature = "ssr")]
pub fn once<V>(body: impl Fn() -> V) -> V {
    body()
}

/// What is shown once something has loaded, and each time it has loaded anew.
#[cfg(not(feature = "ssr"))]
pub fn once<V>(body: impl Fn() -> V) -> impl Fn() -> V {
    body
}

/// The pages above one of a text.
pub fn trail(place: &TextPlace) -> Vec<(String, String)> {
    let mut trail = vec![(format!("/consultations/{}", place.conference), place.conference_title.clone())];
    trail.extend(place.group.iter().map(|(id, name)| (format!("/groups/{id}"), name.clone())));
    trail.push((format!("/texts/{}", place.id), place.title.clone()));
    trail
}

/// The running phase or the pause, in words.
pub fn phase_words(phase: &PhaseNow) -> String {
    let until = phase.until.map(moment).unwrap_or_default();
    if phase.name.is_empty() {
        fill(t::PAUSE_UNTIL, &[("until", &until)])
    } else {
        fill(t::PHASE_UNTIL, &[("phase", &phase.name), ("until", &until)])
    }
}

/// A list of texts with their kind and stage.
pub fn text_list(texts: Vec<TextCard>) -> impl IntoView {
    view! {
        <ul class="text-list">
            {texts.into_iter().map(|text| {
                let (class, stage) = t::stage(text.stage);
                let version = fill(t::VERSION, &[("n", &text.current.to_string())]);
                view! {
                    <li>
                        <a href=format!("/texts/{}", text.id)>{text.title}</a>
                        " "<span class=format!("state {class}")>{stage}</span>
                        " "<span class="quiet small">{t::kind(text.kind)}" · "{version}" · "{moment(text.changed)}</span>
                    </li>
                }
            }).collect_view()}
        </ul>
    }
}
