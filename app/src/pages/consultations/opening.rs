//! Who reads along in a group: what a change would show or hide stands here before anybody confirms it.

use domain::process::space::Openness;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::conference_form::OpennessField;
use super::loaded;
use crate::calls::consultation::groups::{OpenGroup, Opening, look_at_opening};
use crate::components::forum::{Forum, Refused, refusal};
use crate::texts::{consultation as t, fill};

#[component]
pub fn OpeningPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = Memo::new(move |_| {
        let to = match query.read().get("to").as_deref() {
            Some("closed") => Openness::Closed,
            Some("public") => Openness::Public,
            _ => Openness::Visible,
        };
        (params.read().get("group").unwrap_or_default(), to)
    });
    let found = Resource::new(move || asked.get(), |(id, to)| look_at_opening(id, to));
    let chosen = move || query.read().get("to").is_some();
    loaded(found, move |found| {
        let id = params.read_untracked().get("group").unwrap_or_default();
        let trail = vec![(format!("/groups/{id}"), found.name.clone())];
        let from = found.from;
        view! {
            <Forum title=t::OPENING trail>
                <h1>{t::OPENING}</h1>
                <form method="get" action=format!("/groups/{id}/opening") class="edit-form">
                    <OpennessField chosen={if chosen() { found.to } else { from }} name="to"/>
                    <button class="button">{t::LOOK}</button>
                </form>
                {(chosen() && found.to != from).then(|| view! { <Change id found/> })}
            </Forum>
        }
    })
}

#[component]
fn Change(id: String, found: Opening) -> impl IntoView {
    let action = ServerAction::<OpenGroup>::new();
    let error = refusal(action);
    let list = |titles: &[String]| titles.iter().cloned().map(|title| view! { <li>{title}</li> }).collect_view();
    let to = match found.to {
        Openness::Closed => "closed",
        Openness::Visible => "visible",
        Openness::Public => "public",
    };
    view! {
        <section class="panel" aria-labelledby="change">
            <h2 id="change">{fill(t::OPENING_FROM_TO, &[("from", t::openness(found.from)), ("to", t::openness(found.to))])}</h2>
            {(!found.shown.is_empty()).then(|| view! { <p>{t::OPENING_SHOWN}</p><ul>{list(&found.shown)}</ul> })}
            {(!found.hidden.is_empty()).then(|| view! { <p>{t::OPENING_HIDDEN}</p><ul>{list(&found.hidden)}</ul> })}
            {(found.shown.is_empty() && found.hidden.is_empty()).then(|| view! { <p>{t::OPENING_NOTHING}</p> })}
            <p class="quiet">{t::OPENING_LATER}</p>
            <form method="post" action=OpenGroup::url()>
                <Refused error id="opening-problem"/>
                <input type="hidden" name="id" value=id/>
                <input type="hidden" name="version" value=found.version/>
                <input type="hidden" name="to" value=to/>
                <input type="hidden" name="seen" value=found.shown.len()/>
                <button class="button primary">{t::OPENING_CONFIRM}</button>
            </form>
        </section>
    }
}
