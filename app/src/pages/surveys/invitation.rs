//! Coming with an invitation: by its link, whose second half the browser keeps to itself, or by typing the code of a letter.
//!
//! With scripts the browser derives and blinds; the plain form below sends the whole code, and the server does it.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};

use crate::components::frame::Site;
use crate::components::message::Message;
use crate::language::{reader_invitation_texts, reader_texts};
use crate::texts::InvitationTexts;

/// What the reader is told about an invitation that may not be used, by the word in the address.
fn obstacle(t: &InvitationTexts, problem: &str) -> Option<(&'static str, &'static str)> {
    match problem {
        "too-early" => Some((t.too_early_title, t.too_early_lead)),
        "expired" => Some((t.expired_title, t.expired_lead)),
        "revoked" => Some((t.revoked_title, t.revoked_lead)),
        "replaced" => Some((t.replaced_title, t.replaced_lead)),
        "answered" => Some((t.answered_title, t.answered_before_lead)),
        _ => None,
    }
}

/// What is wrong with what was typed.
fn mistake(t: &InvitationTexts, problem: &str) -> Option<&'static str> {
    match problem {
        "length" => Some(t.problem_length),
        "letter" => Some(t.problem_letter),
        "unknown" => Some(t.problem_unknown),
        "needed" => Some(t.problem_needed),
        "too-many" => Some(t.problem_too_many),
        _ => None,
    }
}

#[component]
pub fn InvitationPage() -> impl IntoView {
    let t = reader_invitation_texts();
    let params = use_params_map();
    // A link of the form /i/INVITATION#HALF: the half is read in the browser only.
    let invitation = Memo::new(move |_| params.read().get("invitation").unwrap_or_default());
    let asked = use_location().query.with_untracked(|query| query.get("problem").unwrap_or_default());
    let problem = RwSignal::new(asked);
    let opening = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        let invitation = invitation.get();
        if let Some(fragment) = crate::browser::take_fragment()
            && !invitation.is_empty()
        {
            match domain::access::Access::from_link(&invitation, &fragment) {
                Ok(access) => super::opening::open(access, problem, opening),
                Err(_) => problem.set("letter".to_owned()),
            }
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = invitation;
    view! {
        {move || {
            let problem_now = problem.get();
            match obstacle(t, &problem_now) {
                Some((title, lead)) => view! {
                    <Site title=title languages=true>
                        <Message title lead/>
                        <p class="quiet message-page">{t.ask_us}</p>
                    </Site>
                }.into_any(),
                None => view! {
                    <Site title=t.title languages=true>
                        <CodeForm problem opening/>
                    </Site>
                }.into_any(),
            }
        }}
    }
}

#[component]
fn CodeForm(problem: RwSignal<String>, opening: RwSignal<bool>) -> impl IntoView {
    let t = reader_invitation_texts();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        #[cfg(feature = "hydrate")]
        match domain::access::Access::parse(&crate::browser::field_value("code")) {
            Ok(access) => super::opening::open(access, problem, opening),
            Err(domain::access::Mistyped::Length) => problem.set("length".to_owned()),
            Err(domain::access::Mistyped::Letter) => problem.set("letter".to_owned()),
        }
    };
    let wrong = move || mistake(t, &problem.read());
    view! {
        <form class="sign-in" method="post" action="/i" on:submit=submit>
            <h1 class="begins">{t.title}</h1>
            <p class="quiet">{t.lead}</p>
            {move || opening.get().then(|| view! { <p class="notice" role="status">{t.opening}</p> })}
            {move || wrong().map(|words| view! { <p class="notice danger" role="alert" id="code-problem">{words}</p> })}
            <div class="field">
                <label for="code">{t.code}</label>
                <input
                    type="text"
                    id="code"
                    name="code"
                    dir="ltr"
                    autocomplete="off"
                    autocapitalize="characters"
                    spellcheck="false"
                    required
                    maxlength="60"
                    aria-describedby="code-hint"
                    aria-invalid=move || wrong().is_some().then_some("true")
                />
                <p class="small quiet" id="code-hint">{t.code_hint}</p>
            </div>
            <button class="button primary">{t.go}</button>
            <noscript><p class="small quiet">{t.without_scripts}</p></noscript>
            <p class="small quiet">{t.ask_us}</p>
        </form>
    }
}

/// Seeing one's own response again: changing or withdrawing it by its receipt. A plain form, with and without scripts.
#[component]
pub fn ReceiptPage() -> impl IntoView {
    let t = reader_invitation_texts();
    let params = use_params_map();
    let slug = params.read_untracked().get("slug").unwrap_or_default();
    let (problem, withdrawn) = use_location()
        .query
        .with_untracked(|query| (query.get("problem").unwrap_or_default(), query.get("withdrawn").is_some()));
    #[cfg(feature = "hydrate")]
    if withdrawn {
        crate::browser::forget_draft(&slug);
    }
    if withdrawn {
        return view! {
            <Site title=t.withdrawn_title languages=true>
                <Message title=t.withdrawn_title lead=t.withdrawn_lead/>
            </Site>
        }
        .into_any();
    }
    let words = match problem.as_str() {
        "unknown" => Some(t.receipt_unknown),
        "late" => Some(t.receipt_late),
        "unsure" => Some(t.withdraw_unsure),
        _ => None,
    };
    view! {
        <Site title=t.receipt_page_title languages=true>
            <form class="sign-in" method="post" action=format!("/surveys/{slug}/receipt")>
                <h1 class="begins">{t.receipt_page_title}</h1>
                <p class="quiet">{t.receipt_page_lead}</p>
                {words.map(|words| view! { <p class="notice danger" role="alert">{words}</p> })}
                <div class="field">
                    <label for="receipt">{t.receipt}</label>
                    <input type="text" id="receipt" name="receipt" dir="ltr" autocomplete="off"
                        autocapitalize="characters" spellcheck="false" required maxlength="40"/>
                </div>
                <button class="button primary" name="go" value="change">{t.change_response}</button>
                <fieldset class="apart">
                    <legend class="visually-hidden">{t.withdraw}</legend>
                    <label class="choice"><input type="checkbox" name="sure" value="yes"/>" "<span>{t.withdraw_sure}</span></label>
                    <button class="button danger" name="go" value="withdraw">{t.withdraw}</button>
                </fieldset>
                <p class="small quiet"><a href=format!("/surveys/{slug}") rel="external">{reader_texts().survey}</a></p>
            </form>
        </Site>
    }
    .into_any()
}
