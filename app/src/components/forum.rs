//! The frame around a page of consultations, and what its forms share: the way here, refusals, times.

use chrono::{DateTime, Utc};
use domain::local_time;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::account_error::CallErrorKind;
use crate::calls::account::{SignOut, current_person};
use crate::components::to_sign_in::sign_in_here;
use crate::refusal::Refusal;
use crate::texts::consultation as t;
use crate::texts::office;

/// A page of consultations. `trail` are the pages above this one, the highest first: address and name. They speak German.
#[component]
pub fn Forum(
    #[prop(into)] title: String,
    #[prop(optional)] trail: Vec<(String, String)>,
    #[prop(optional)] wide: bool,
    children: Children,
) -> impl IntoView {
    let person = Resource::new(|| (), |()| current_person());
    let sign_out = ServerAction::<SignOut>::new();
    #[cfg(feature = "hydrate")]
    {
        let place = leptos_router::hooks::use_location();
        Effect::new(move || crate::browser::arrive(place.pathname.get_untracked(), &place.hash.read_untracked()));
    }
    view! {
        <Title text=title/>
        <a class="skip-link" href="#content" rel="external">{office::SKIP}</a>
        <div class="site forum" lang="de" dir="ltr">
            <header class="site-header">
                <a class="wordmark" href="/"><b>"Teilhabe"</b>" "<span class="city">{office::CITY}</span></a>
                <nav aria-label=t::AREAS class="forum-nav"><a href="/consultations">{t::CONSULTATIONS}</a></nav>
                <Suspense>
                    {move || Suspend::new(async move {
                        match person.await.ok().flatten() {
                            None => view! { <a class="button quiet-button" href=sign_in_here()>{t::SIGN_IN}</a> }.into_any(),
                            Some(person) => view! {
                                <a class="user" href="/account" rel="external">{person.name}</a>
                                <ActionForm action=sign_out>
                                    <button class="button quiet-button">{office::SIGN_OUT}</button>
                                </ActionForm>
                            }.into_any(),
                        }
                    })}
                </Suspense>
            </header>
            <main id="content" class:wide=wide>
                {(!trail.is_empty()).then(|| view! {
                    <nav class="trail" aria-label=t::TRAIL>
                        <ol class="trail-steps">
                            {trail.into_iter().map(|(path, name)| view! { <li><a href=path>{name}</a></li> }).collect_view()}
                        </ol>
                    </nav>
                })}
                {children()}
            </main>
            <footer class="site-footer"><p><a href="/privacy">{t::PRIVACY}</a></p></footer>
        </div>
    }
}

/// What an action was refused for, if it was.
pub fn refusal<S>(action: ServerAction<S>) -> Signal<Option<Refusal>>
where
    S: leptos::server_fn::ServerFn<Error = Refusal> + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
{
    Signal::derive(move || action.value().get().and_then(Result::err))
}

/// Says why something was not done. `id` ties it to the field it is about.
#[component]
pub fn Refused(error: Signal<Option<Refusal>>, #[prop(into)] id: String) -> impl IntoView {
    move || {
        let id = id.clone();
        // The page may be gone already when the answer comes.
        error
            .try_get()
            .flatten()
            .map(|error| view! { <p class="notice danger" id=id role="alert" tabindex="-1">{words(error)}</p> })
    }
}

/// The sentence for a refusal.
pub fn words(refusal: Refusal) -> String {
    match refusal {
        Refusal::Because(sentence) => sentence,
        Refusal::Call(kind) => match kind {
            CallErrorKind::Forbidden => t::FORBIDDEN,
            CallErrorKind::NotFound => t::NOT_FOUND,
            CallErrorKind::TooMany => t::TOO_MANY,
            CallErrorKind::Connection => t::NO_CONNECTION,
            CallErrorKind::Failed => t::FAILED,
        }
        .to_owned(),
    }
}

/// A moment as people in Germany read it: 14.03.2027, 18:00 Uhr.
pub fn moment(at: DateTime<Utc>) -> String {
    local_time::clock(at).format("%d.%m.%Y, %H:%M Uhr").to_string()
}

/// A moment as the value of a field `datetime-local`.
pub fn field_moment(at: DateTime<Utc>) -> String {
    local_time::clock(at).format("%Y-%m-%dT%H:%M").to_string()
}

/// A moment with its machine-readable form.
#[component]
pub fn Time(at: DateTime<Utc>) -> impl IntoView {
    view! { <time datetime=at.to_rfc3339()>{moment(at)}</time> }
}
