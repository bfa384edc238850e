//! Bodies that advise or decide: a list for everybody, forms for the office.

use domain::process::body::{Body, BodyRight};
use leptos::prelude::*;
use uuid::Uuid;

use super::decisions::day_words;
use crate::calls::consultation::bodies::{BodiesView, KeepBody, load_bodies};
use crate::components::forum::{Forum, Refused, refusal};
use crate::components::message::Failure;
use crate::pages::consultations::once;
use crate::texts::{fill, outcome as t};

/// `/bodies`
#[component]
pub fn Bodies() -> impl IntoView {
    let action = ServerAction::<KeepBody>::new();
    let found = Resource::new(move || action.version().get(), |_| load_bodies());
    view! {
        <Forum title=t::BODIES>
            <h1>{t::BODIES}</h1>
            <p>{t::BODIES_LEAD}</p>
            <Refused error=refusal(action) id="body-problem"/>
            <Transition>
                {once(move || Suspend::new(async move {
                    match found.await {
                        Err(error) => view! { <Failure error/> }.into_any(),
                        Ok(found) => view! { <List found action/> }.into_any(),
                    }
                }))}
            </Transition>
        </Forum>
    }
}

#[component]
fn List(found: BodiesView, action: ServerAction<KeepBody>) -> impl IntoView {
    let BodiesView { bodies, new, today } = found;
    let names: Vec<(Uuid, String)> = bodies.iter().map(|(body, _)| (body.id, body.name.clone())).collect();
    let may = new.is_some();
    let rows = {
        let names = names.clone();
        bodies
            .into_iter()
            .map(move |(body, version)| {
                let successor = names.iter().find(|(id, _)| Some(*id) == body.successor).map(|(_, name)| name.clone());
                let names = names.clone();
                view! {
                    <li class="card body-card" id=format!("body-{}", body.id)>
                        <h2>{body.name.clone()}</h2>
                        <p>
                            {body.kind.clone()}" · "{t::right(body.right)}
                            {days(&body).map(|days| view! { " · "{days} })}
                            {(!body.exists_on(today)).then(|| view! { " "<span class="state closed">{t::BODY_NOT_NOW}</span> })}
                        </p>
                        {successor.map(|name| view! { <p class="quiet">{fill(t::BODY_FOLLOWED, &[("name", &name)])}</p> })}
                        {may.then(|| view! {
                            <details>
                                <summary>{t::BODY_CHANGE}<span class="visually-hidden">": "{body.name.clone()}</span></summary>
                                <Form body=body.clone() version names action/>
                            </details>
                        })}
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        {if names.is_empty() {
            view! { <p class="empty">{t::NO_BODIES}</p> }.into_any()
        } else {
            view! { <ul class="plain-list">{rows}</ul> }.into_any()
        }}
        {new.map(|id| {
            let body = Body {
                id, name: String::new(), kind: String::new(), right: BodyRight::Advise, from: None, to: None, successor: None,
            };
            view! {
                <section class="panel" aria-labelledby="new-body">
                    <h2 id="new-body">{t::BODY_NEW}</h2>
                    <Form body version=0 names action/>
                </section>
            }
        })}
    }
}

#[component]
fn Form(body: Body, version: u32, names: Vec<(Uuid, String)>, action: ServerAction<KeepBody>) -> impl IntoView {
    let id = move |name: &str| format!("body-{name}-{}", body.id);
    let iso = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    view! {
        <ActionForm action=action attr:class="entry-form">
            <input type="hidden" name="id" value=body.id.to_string()/>
            <input type="hidden" name="version" value=version.to_string()/>
            <div class="field">
                <label for=id("name")>{t::BODY_NAME}</label>
                <input type="text" id=id("name") name="name" value=body.name required maxlength="200" aria-describedby="body-problem"/>
            </div>
            <div class="field">
                <label for=id("kind")>{t::BODY_KIND}</label>
                <p class="help quiet" id=id("kind-help")>{t::BODY_KIND_HINT}</p>
                <input type="text" id=id("kind") name="kind" value=body.kind required maxlength="200" aria-describedby=id("kind-help")/>
            </div>
            <div class="field">
                <label for=id("right")>{t::BODY_RIGHT}</label>
                <select id=id("right") name="right">
                    <option value="advise" selected=body.right == BodyRight::Advise>{t::right(BodyRight::Advise)}</option>
                    <option value="decide" selected=body.right == BodyRight::Decide>{t::right(BodyRight::Decide)}</option>
                </select>
            </div>
            <div class="field">
                <label for=id("from")>{t::BODY_FROM}</label>
                <input type="date" id=id("from") name="from" value=iso(body.from) aria-describedby=id("days-help")/>
            </div>
            <div class="field">
                <label for=id("to")>{t::BODY_TO}</label>
                <input type="date" id=id("to") name="to" value=iso(body.to) aria-describedby=id("days-help")/>
                <p class="help quiet" id=id("days-help")>{t::BODY_DAYS_HINT}</p>
            </div>
            <div class="field">
                <label for=id("successor")>{t::BODY_SUCCESSOR}</label>
                <select id=id("successor") name="successor">
                    <option value="">{t::BODY_NO_SUCCESSOR}</option>
                    {names.into_iter().filter(|(other, _)| *other != body.id).map(|(other, name)| view! {
                        <option value=other.to_string() selected=body.successor == Some(other)>{name}</option>
                    }).collect_view()}
                </select>
            </div>
            <button class="button">{t::BODY_SAVE}</button>
        </ActionForm>
    }
}

/// Since when and until when a body exists; nothing when that is not limited.
fn days(body: &Body) -> Option<String> {
    let (from, to) = (body.from.map(day_words), body.to.map(day_words));
    match (from, to) {
        (None, None) => None,
        (Some(from), None) => Some(fill(t::SINCE, &[("from", &from)])),
        (None, Some(to)) => Some(fill(t::UNTIL, &[("to", &to)])),
        (Some(from), Some(to)) => Some(fill(t::FROM_TO, &[("from", &from), ("to", &to)])),
    }
}
