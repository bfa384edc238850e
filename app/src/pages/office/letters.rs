//! Letters to print: one page each, for envelopes with a window, in the language of who is invited, with code and QR picture.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};

use super::organisations::HERE;
use crate::calls::inviting::{PaperLetter, load_letters};
use crate::components::frame::Office;
use crate::components::message::Failure;
use crate::components::to_sign_in::ToSignIn;
use crate::error::CallError;
use crate::texts::{count, fill, invitation_texts, inviting as t, texts};

#[component]
pub fn Letters() -> impl IntoView {
    let params = use_params_map();
    let slug = params.read_untracked().get("slug").unwrap_or_default();
    let all = use_location().query.with_untracked(|query| query.get("all").is_some());
    let found = Resource::new(
        {
            let slug = slug.clone();
            move || slug.clone()
        },
        move |slug| load_letters(slug, !all),
    );
    view! {
        <Office title=t::LETTERS here="/office/surveys">
            <Suspense>
                {move || {
                    let slug = slug.clone();
                    Suspend::new(async move {
                        match found.await {
                            Err(CallError::Forbidden) => view! { <ToSignIn/> }.into_any(),
                            Err(error) => view! { <Failure error/> }.into_any(),
                            Ok(letters) => view! { <Sheets letters slug all/> }.into_any(),
                        }
                    })
                }}
            </Suspense>
        </Office>
    }
}

#[component]
fn Sheets(letters: Vec<PaperLetter>, slug: String, all: bool) -> impl IntoView {
    let base = format!("/office/surveys/{slug}");
    let empty = letters.is_empty();
    let without: Vec<(String, Option<String>)> = letters
        .iter()
        .filter(|letter| letter.address.is_empty())
        .map(|letter| (letter.name.clone(), letter.organisation.clone()))
        .collect();
    let shown: Vec<String> = letters.iter().map(|letter| letter.id.clone()).collect();
    let invitations = format!("{base}/invitations");
    view! {
        <div class="page-head no-print">
            <div>
                <h1>{t::LETTERS}</h1>
                <p class="quiet">{t::LETTERS_HINT}" "{t::PRINT_KEYS}</p>
            </div>
            <div class="button-row">
                {if all {
                    view! { <a class="button" href=format!("{base}/letters") rel="external">{t::ONLY_NEW}</a> }.into_any()
                } else {
                    view! { <a class="button" href=format!("{base}/letters?all=1") rel="external">{t::ALL_OPEN}</a> }.into_any()
                }}
                <a class="button" href=format!("{base}/invitations")>{t::INVITATIONS}</a>
            </div>
        </div>
        {if empty {
            view! { <div class="empty"><p><strong>{t::NO_LETTERS}</strong></p></div> }.into_any()
        } else {
            view! {
                {(!without.is_empty()).then(|| view! { <WithoutAddress without invitations=invitations.clone()/> })}
                {(!all).then(|| view! {
                    <form class="no-print" method="post" action=invitations.clone()>
                        // What others have added since is not in anybody's hands yet.
                        {shown
                            .into_iter()
                            .map(|id| view! { <input type="hidden" name="id" value=id/> })
                            .collect_view()}
                        <button class="button primary" name="go" value="printed">{t::MARK_PRINTED}</button>
                    </form>
                })}
                {letters.into_iter().map(sheet).collect_view()}
            }.into_any()
        }}
    }
}

/// Whose letters have nothing in the window of their envelope, for the office alone.
#[component]
fn WithoutAddress(without: Vec<(String, Option<String>)>, invitations: String) -> impl IntoView {
    let number = u64::try_from(without.len()).unwrap_or_default();
    view! {
        <div class="notice warning no-print">
            <p><strong>{count(number, t::NO_ADDRESS_ONE, t::NO_ADDRESS)}</strong></p>
            <p>{t::NO_ADDRESS_HINT}</p>
            <ul>
                {without
                    .into_iter()
                    .map(|(name, organisation)| {
                        let href = organisation.map_or_else(|| invitations.clone(), |id| format!("{HERE}/{id}"));
                        view! { <li><a href=href dir="auto">{name}</a></li> }
                    })
                    .collect_view()}
            </ul>
        </div>
    }
}

fn sheet(letter: PaperLetter) -> impl IntoView {
    let words = invitation_texts(&letter.language);
    let until = letter.until.map(|day| texts(&letter.language).date(day));
    let from = letter.from.map(|day| texts(&letter.language).date(day));
    view! {
        <article class="paper" lang=letter.language.to_string() dir=letter.language.direction()>
            <p class="paper-sender">{letter.responsible.clone()}</p>
            <address class="paper-address" dir="auto">
                <strong>{letter.name.clone()}</strong>
                {letter.address.into_iter().map(|line| view! { <br/>{line} }).collect_view()}
            </address>
            <h2>{fill(words.letter_subject, &[("survey", &letter.survey)])}</h2>
            <p>{words.letter_greeting}</p>
            <p>{fill(words.letter_body, &[("name", &letter.name)])}</p>
            <div class="paper-qr" role="img" aria-label="QR" inner_html=letter.qr></div>
            <p>{words.letter_scan}</p>
            <p>{fill(words.letter_type, &[("site", &letter.site)])}</p>
            <p class="paper-code" dir="ltr">{letter.code}</p>
            <p>{words.letter_once}</p>
            {from.map(|from| view! { <p><strong>{fill(words.letter_from, &[("from", &from)])}</strong></p> })}
            {until.map(|until| view! { <p><strong>{fill(words.letter_until, &[("until", &until)])}</strong></p> })}
            {(!letter.contact.is_empty()).then(|| view! { <p>{fill(words.letter_contact, &[("contact", &letter.contact)])}</p> })}
            <p>{words.letter_thanks}</p>
        </article>
    }
}
