//! Sending a response from the browser: once, again when the line comes back, and what the reader is told when it does not work.

use domain::survey::Mode;
use leptos::prelude::*;

use super::answer::{Step, Visit};
use crate::calls::answering::{Outcome, send_response};
use crate::error::CallError;
use crate::language::{reader_invitation_texts, reader_texts};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sending {
    /// Somebody with the same invitation was quicker; the receipt of what is kept.
    Answered(String),
    Ready,
    Under,
    Offline,
    Failed,
}

/// Somebody else was quicker: the answers above stay to be read, and the way to the response that is kept is here.
#[component]
fn Answered(receipt: String, slug: String) -> impl IntoView {
    let t = reader_invitation_texts();
    view! {
        <section class="notice warning" role="alert" aria-labelledby="answered">
            <h2 id="answered">{t.answered_title}</h2>
            <p>{t.answered_lead}</p>
            <p class="receipt-code" dir="ltr">{receipt}</p>
            <p><a href=format!("/surveys/{slug}/receipt") rel="external">{t.change_response}</a></p>
        </section>
    }
}

/// Sends the draft once, however often it is called meanwhile, and again by itself when the line comes back.
pub fn sender(visit: &Visit, state: RwSignal<Sending>) -> impl Fn() + Clone + use<> {
    let drafting = visit.drafting;
    let slug = visit.survey.slug.clone();
    let mode = visit.survey.mode;
    let navigate = leptos_router::hooks::use_navigate();
    move || {
        let Some(draft) = drafting.current() else { return };
        if state.get_untracked() == Sending::Under {
            return;
        }
        state.set(Sending::Under);
        // In an anonymous survey the response travels without the invitation's name.
        let mut draft = draft;
        if mode == Mode::Anonymous
            && let Some(ballot) = &mut draft.ballot
        {
            ballot.invitation.clear();
        }
        let (slug, navigate) = (slug.clone(), navigate.clone());
        leptos::task::spawn_local(async move {
            match send_response(slug.clone(), draft).await {
                Ok(Outcome::Stored { receipt }) => {
                    drafting.finish(receipt);
                    let replace = leptos_router::NavigateOptions { replace: true, ..Default::default() };
                    navigate(&Step::Thanks.path(&slug), replace);
                }
                Ok(Outcome::NotInvited) => {
                    navigate("/i?problem=needed", leptos_router::NavigateOptions::default());
                }
                Ok(Outcome::Answered { receipt }) => state.set(Sending::Answered(receipt)),
                Ok(Outcome::Closed) => navigate(&format!("/surveys/{slug}"), leptos_router::NavigateOptions::default()),
                Err(CallError::Connection) => {
                    state.set(Sending::Offline);
                    #[cfg(feature = "hydrate")]
                    crate::browser::when_online(move || {
                        // Presses the button again; nothing happens when the reader has gone on meanwhile.
                        crate::browser::press_submit();
                    });
                }
                Ok(Outcome::Problems) | Err(_) => state.set(Sending::Failed),
            }
        });
    }
}

/// How sending stands when the page is opened: without scripts the server leads back here when somebody else was quicker.
pub fn first_state(visit: &Visit) -> Sending {
    let beaten = leptos_router::hooks::use_location().query.with_untracked(|query| query.get("answered").is_some());
    visit.drafting.current().filter(|_| beaten).map_or(Sending::Ready, |draft| {
        Sending::Answered(domain::receipt::receipt(&visit.survey.slug, draft.submission))
    })
}

/// What went wrong, and what is safe.
#[component]
pub fn SendingTrouble(state: RwSignal<Sending>, slug: String) -> impl IntoView {
    let t = reader_texts();
    move || match state.get() {
        Sending::Offline => view! { <p class="notice warning" role="alert">{t.offline}</p> }.into_any(),
        Sending::Failed => view! { <p class="notice danger" role="alert">{t.send_failed}</p> }.into_any(),
        Sending::Answered(receipt) => view! { <Answered receipt slug=slug.clone()/> }.into_any(),
        Sending::Ready | Sending::Under => ().into_any(),
    }
}
