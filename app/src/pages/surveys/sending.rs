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
    /// The response that was to be changed is not there any more.
    Withdrawn,
    Ready,
    Under,
    Offline,
    Failed,
    /// Quicker than people are; the same again is taken.
    TooQuick,
    /// The field that people do not see was filled in; it is shown now.
    Trapped,
}

impl Sending {
    /// Whether there is nothing left to send: the answers are here to be read.
    pub fn is_over(&self) -> bool {
        matches!(self, Self::Answered(_) | Self::Withdrawn)
    }
}

/// Somebody else was quicker: the answers above stay to be read, and the way to the response that is kept is here.
#[component]
fn Answered(receipt: String, slug: String) -> impl IntoView {
    let t = reader_invitation_texts();
    view! {
        <section class="notice warning" role="alert" id="told" tabindex="-1" autofocus aria-labelledby="answered">
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
            match send_response(slug.clone(), draft, Some(trapped())).await {
                Ok(Outcome::Stored { receipt }) => {
                    drafting.finish(receipt);
                    let replace = leptos_router::NavigateOptions { replace: true, ..Default::default() };
                    navigate(&Step::Thanks.path(&slug), replace);
                }
                Ok(Outcome::NotInvited) => {
                    drafting.give_back_ballot();
                    navigate("/i?problem=needed", leptos_router::NavigateOptions::default());
                }
                Ok(Outcome::Answered { receipt }) => state.set(Sending::Answered(receipt)),
                Ok(Outcome::Closed) => navigate(&format!("/surveys/{slug}"), leptos_router::NavigateOptions::default()),
                Ok(Outcome::Withdrawn) => state.set(Sending::Withdrawn),
                // The survey as it is now comes with the page; the draft is on this device.
                Ok(Outcome::Problems { page }) => go_to(&match page {
                    Some(page) => format!("{}?check=1", Step::Page(page).path(&slug)),
                    None => Step::Review.path(&slug),
                }),
                Ok(Outcome::TooQuick(begun)) => {
                    drafting.begin(begun);
                    state.set(Sending::TooQuick);
                }
                Ok(Outcome::Trapped) => state.set(Sending::Trapped),
                Err(CallError::Connection) => {
                    state.set(Sending::Offline);
                    #[cfg(feature = "hydrate")]
                    crate::browser::when_online(move || {
                        // Presses the button again; nothing happens when the reader has gone on meanwhile.
                        crate::browser::press_submit();
                    });
                }
                Err(_) => state.set(Sending::Failed),
            }
        });
    }
}

/// What stands in the field that people do not see.
fn trapped() -> String {
    #[cfg(feature = "hydrate")]
    return crate::browser::field_value(domain::form::TRAP);
    #[cfg(not(feature = "hydrate"))]
    String::new()
}

/// Loads another page, with everything on it.
fn go_to(path: &str) {
    #[cfg(feature = "hydrate")]
    crate::browser::go_to(path);
    #[cfg(not(feature = "hydrate"))]
    let _ = path;
}

/// How sending stands when the page is opened: without scripts the server leads back here and says what happened.
pub fn first_state(visit: &Visit) -> Sending {
    let told = leptos_router::hooks::use_location().query.with_untracked(|query| query.get("told"));
    match told.as_deref() {
        Some("answered") => visit.drafting.current().map_or(Sending::Ready, |draft| {
            Sending::Answered(domain::receipt::receipt(&visit.survey.slug, draft.submission))
        }),
        Some("withdrawn") => Sending::Withdrawn,
        Some("too-quick") => Sending::TooQuick,
        Some("trapped") => Sending::Trapped,
        _ => Sending::Ready,
    }
}

/// What went wrong, and what is safe. Whoever comes back to it without scripts begins to read here.
#[component]
pub fn SendingTrouble(state: RwSignal<Sending>, slug: String) -> impl IntoView {
    let (t, i) = (reader_texts(), reader_invitation_texts());
    let notice = |kind: &'static str, words: &'static str| {
        view! { <p class=format!("notice {kind}") role="alert" id="told" tabindex="-1" autofocus>{words}</p> }
            .into_any()
    };
    move || match state.get() {
        Sending::Offline => notice("warning", t.offline),
        Sending::Failed => notice("danger", t.send_failed),
        Sending::TooQuick => notice("warning", t.too_quick),
        Sending::Trapped => notice("warning", t.trapped),
        Sending::Withdrawn => notice("warning", i.withdrawn_meanwhile),
        Sending::Answered(receipt) => view! { <Answered receipt slug=slug.clone()/> }.into_any(),
        Sending::Ready | Sending::Under => ().into_any(),
    }
}
