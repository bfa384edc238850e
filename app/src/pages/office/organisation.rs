//! One organisation for staff: everything the register says about it, to read and to change.

use domain::organisation::Organisation;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use uuid::Uuid;

use super::organisation_fields::Fields;
use super::organisation_notes::Notes;
use super::organisations::HERE;
use super::reach::Reach;
use crate::calls::organisations::{OrganisationPage, open_organisation};
use crate::components::frame::Office;
use crate::components::message::Failure;
use crate::components::to_sign_in::ToSignIn;
use crate::error::CallError;
use crate::texts::{office_mail as mail, organisations as t};

#[component]
pub fn NewOrganisation() -> impl IntoView {
    view! { <Shown id=Signal::stored("new".to_owned())/> }
}

#[component]
pub fn EditOrganisation() -> impl IntoView {
    let params = use_params_map();
    view! { <Shown id=Signal::derive(move || params.read().get("id").unwrap_or_default())/> }
}

#[component]
fn Shown(id: Signal<String>) -> impl IntoView {
    let query = use_query_map();
    let slip = Memo::new(move |_| query.read().get("slip").unwrap_or_default());
    let page = Resource::new(move || (id.get(), slip.get()), |(id, slip)| open_organisation(id, slip));
    let saved = Memo::new(move |_| query.read().get("saved").is_some());
    view! {
        <Office title=t::ORGANISATIONS here=HERE>
            <p><a href=HERE>{t::BACK}</a></p>
            <Suspense>
                {move || Suspend::new(async move {
                    match page.await {
                        Err(CallError::Forbidden) => view! { <ToSignIn/> }.into_any(),
                        Err(error) => view! { <Failure error/> }.into_any(),
                        Ok(page) => view! { <Whole page saved=saved.get_untracked()/> }.into_any(),
                    }
                })}
            </Suspense>
        </Office>
    }
}

#[component]
fn Whole(page: OrganisationPage, saved: bool) -> impl IntoView {
    let id = page.organisation.id;
    let is_new = page.title.is_empty();
    let title = if is_new { t::NEW.to_owned() } else { page.title.clone() };
    let OrganisationPage { members, addresses, notes, new_note, refused_note, outdated, .. } = page.clone();
    let organisation = page.organisation.clone();
    view! {
        <div class="page-head">
            <div>
                <h1 dir="auto">{title}</h1>
                <p>{marks(&organisation)}</p>
            </div>
        </div>
        {saved.then(|| view! { <p class="notice" role="status">{t::SAVED}</p> })}
        {outdated.map(|differences| view! { <Outdated differences/> })}
        <Fields page/>
        {(!addresses.is_empty()).then(|| view! { <Addresses organisation=id addresses/> })}
        {(!members.is_empty()).then(|| view! { <Members members/> })}
        {(!is_new).then(|| view! { <Notes organisation=id notes new_note refused=refused_note/> })}
    }
}

fn marks(organisation: &Organisation) -> impl IntoView + use<> {
    let marks = [
        (organisation.is_public(), "state open", t::CONSENT_DIRECTORY),
        (organisation.welcomes_mail(), "state open", t::CONSENT_MAIL),
        (organisation.archived, "state closed", t::ARCHIVED),
        (organisation.demo, "state draft", t::DEMO),
    ];
    marks
        .into_iter()
        .filter(|(shown, ..)| *shown)
        .map(|(_, class, words)| view! { <span class=class>{words}</span>" " })
        .collect_view()
}

/// Somebody else was faster: what the register says now, and what was written here.
#[component]
fn Outdated(differences: Vec<(String, String, String)>) -> impl IntoView {
    view! {
        <div class="notice warning" role="alert">
            <h2>{t::OUTDATED}</h2>
            <p>{t::OUTDATED_HINT}</p>
            <Differences differences old=t::IN_REGISTER new=t::YOURS/>
            <p>{t::OUTDATED_SAVE}</p>
        </div>
    }
}

/// Fields with two values each.
#[component]
pub fn Differences(differences: Vec<(String, String, String)>, old: &'static str, new: &'static str) -> impl IntoView {
    let value = |text: String| {
        if text.is_empty() {
            view! { <span class="quiet">{t::EMPTY_VALUE}</span> }.into_any()
        } else {
            view! { <span dir="auto">{text}</span> }.into_any()
        }
    };
    view! {
        <dl class="differences">
            {differences
                .into_iter()
                .map(|(column, before, after)| view! {
                    <div>
                        <dt>{column}</dt>
                        <dd><span class="visually-hidden">{old}": "</span><del>{value(before)}</del></dd>
                        <dd><span class="visually-hidden">{new}": "</span><ins>{value(after)}</ins></dd>
                    </div>
                })
                .collect_view()}
        </dl>
    }
}

/// Whether mails reach its contact persons.
#[component]
fn Addresses(organisation: Uuid, addresses: Vec<(String, bool)>) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby="addresses">
            <h2 id="addresses">{mail::ADDRESSES}</h2>
            <p class="quiet small">{mail::ADDRESSES_HINT}</p>
            <ul class="to-do">
                {addresses
                    .into_iter()
                    .map(|(address, unreachable)| view! {
                        <li><bdi>{address.clone()}</bdi><Reach address unreachable back=format!("{HERE}/{organisation}")/></li>
                    })
                    .collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn Members(members: Vec<(Uuid, String)>) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby="members">
            <h2 id="members">{t::MEMBERS}</h2>
            <ul class="to-do">
                {members
                    .into_iter()
                    .map(|(id, name)| view! { <li><a href=format!("{HERE}/{id}") dir="auto">{name}</a></li> })
                    .collect_view()}
            </ul>
        </section>
    }
}
