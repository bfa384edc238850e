//! Coming with an invitation: by its link, whose second half the browser keeps to itself, or by typing the code of a letter.
//!
//! With scripts the browser derives and blinds; the plain form below sends the whole code, and the server does it.

use domain::access::Access;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};

use crate::components::frame::Site;
use crate::components::message::Message;
use crate::language::{reader_invitation_texts, reader_texts};
use crate::texts::InvitationTexts;
use crate::typed::typed;

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
        "offline" => Some(t.problem_offline),
        "failed" => Some(t.problem_failed),
        _ => None,
    }
}

/// Whether the same again may work a moment later: the code is not to blame.
fn may_pass(problem: &str) -> bool {
    matches!(problem, "too-many" | "offline" | "failed")
}

/// The access that was brought by link or typed. It is kept in memory only, as long as the page is open.
type Brought = StoredValue<Option<Access>>;

#[component]
pub fn InvitationPage() -> impl IntoView {
    let t = reader_invitation_texts();
    let params = use_params_map();
    // A link of the form /i/INVITATION#HALF: the half is read in the browser only.
    let invitation = Memo::new(move |_| params.read().get("invitation").unwrap_or_default());
    let asked = use_location().query.with_untracked(|query| query.get("problem").unwrap_or_default());
    let typed = typed();
    let problem = RwSignal::new(if typed.problem.is_empty() { asked } else { typed.problem });
    let text = StoredValue::new(typed.text);
    let brought = Brought::new(None);
    let opening = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        let invitation = invitation.get();
        if let Some(fragment) = crate::browser::take_fragment()
            && !invitation.is_empty()
        {
            match domain::access::Access::from_link(&invitation, &fragment) {
                Ok(access) => open(access, brought, problem, opening),
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
                        <CodeForm problem opening brought text=text.get_value()/>
                    </Site>
                }.into_any(),
            }
        }}
    }
}

/// Opens the invitation, and keeps the access for another try.
fn open(access: Access, brought: Brought, problem: RwSignal<String>, opening: RwSignal<bool>) {
    brought.set_value(Some(access.clone()));
    #[cfg(feature = "hydrate")]
    super::opening::open(access, problem, opening);
    #[cfg(not(feature = "hydrate"))]
    let _ = (access, problem, opening);
}

#[component]
fn CodeForm(problem: RwSignal<String>, opening: RwSignal<bool>, brought: Brought, text: String) -> impl IntoView {
    let t = reader_invitation_texts();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        #[cfg(feature = "hydrate")]
        match domain::access::Access::parse(&crate::browser::field_value("code")) {
            Ok(access) => open(access, brought, problem, opening),
            Err(domain::access::Mistyped::Length) => problem.set("length".to_owned()),
            Err(domain::access::Mistyped::Letter) => problem.set("letter".to_owned()),
        }
    };
    let wrong = move || mistake(t, &problem.read());
    let mistyped = move || matches!(problem.read().as_str(), "length" | "letter" | "unknown");
    let again = move |_: leptos::ev::MouseEvent| {
        if let Some(access) = brought.get_value() {
            open(access, brought, problem, opening);
        }
    };
    view! {
        <form class="sign-in" method="post" action="/i" on:submit=submit>
            <h1 class="begins">{t.title}</h1>
            <p class="quiet">{t.lead}</p>
            {move || opening.get().then(|| view! { <p class="notice" role="status">{t.opening}</p> })}
            {move || wrong().map(|words| view! { <p class="notice danger" role="alert" id="code-problem">{words}</p> })}
            {move || (may_pass(&problem.read()) && brought.with_value(Option::is_some)).then(|| view! {
                <p><button class="button" type="button" on:click=again>{reader_texts().try_again}</button></p>
            })}
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
                    value=text
                    aria-describedby=move || if wrong().is_some() { "code-problem code-hint" } else { "code-hint" }
                    aria-invalid=move || mistyped().then_some("true")
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
    let withdrawn = use_location().query.with_untracked(|query| query.get("withdrawn").is_some());
    let typed = typed();
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
    // What is wrong, and with which field.
    let unknown = (typed.problem == "unknown").then_some("receipt-problem");
    let unsure = (typed.problem == "unsure").then_some("sure-problem");
    view! {
        <Site title=t.receipt_page_title languages=true>
            <form class="sign-in" method="post" action=format!("/surveys/{slug}/receipt")>
                <h1 class="begins">{t.receipt_page_title}</h1>
                <p class="quiet">{t.receipt_page_lead}</p>
                {unknown.map(|id| view! { <p class="notice danger" role="alert" id=id>{t.receipt_unknown}</p> })}
                {unsure.map(|id| view! { <p class="notice danger" role="alert" id=id>{t.withdraw_unsure}</p> })}
                <div class="field">
                    <label for="receipt">{t.receipt}</label>
                    <input type="text" id="receipt" name="receipt" dir="ltr" autocomplete="off"
                        autocapitalize="characters" spellcheck="false" required maxlength="40" value=typed.text
                        aria-describedby=unknown aria-invalid=unknown.map(|_| "true")/>
                </div>
                <button class="button primary" name="go" value="change">{t.change_response}</button>
                <fieldset class="apart">
                    <legend class="visually-hidden">{t.withdraw}</legend>
                    <label class="choice"><input type="checkbox" name="sure" value="yes" autofocus=unsure.is_some()
                        aria-describedby=unsure aria-invalid=unsure.map(|_| "true")/>" "<span>{t.withdraw_sure}</span></label>
                    <button class="button danger" name="go" value="withdraw">{t.withdraw}</button>
                </fieldset>
                <p class="small quiet"><a href=format!("/surveys/{slug}") rel="external">{reader_texts().survey}</a></p>
            </form>
        </Site>
    }
    .into_any()
}
