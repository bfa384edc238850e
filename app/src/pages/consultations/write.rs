//! Beginning a text in a group, and writing its next version.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::loaded;
use crate::calls::consultation::groups::load_group;
use crate::calls::consultation::texts::{BeginText, WriteText, load_writing};
use crate::components::forum::{Forum, Refused, refusal};
use crate::components::textarea::in_textarea;
use crate::texts::consultation as t;

#[component]
pub fn NewText() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("group").unwrap_or_default());
    let found = Resource::new(move || id.get(), load_group);
    loaded(found, |found| {
        let action = ServerAction::<BeginText>::new();
        let error = refusal(action);
        let trail = vec![(format!("/groups/{}", found.group.id), found.group.name.clone())];
        view! {
            <Forum title=t::BEGIN_TEXT trail wide=true>
                <h1>{t::BEGIN_TEXT}</h1>
                {found.new_text.is_none().then(|| view! { <p class="notice warning">{t::NOT_NOW}</p> })}
                {found.new_text.map(|id| view! {
                    <ActionForm action=action attr:class="edit-form wide">
                        <Refused error id="text-problem"/>
                        <input type="hidden" name="group" value=found.group.id.to_string()/>
                        <input type="hidden" name="id" value=id.to_string()/>
                        <Fields title=String::new() body=String::new()/>
                        <button class="button primary">{t::SAVE_DRAFT}</button>
                    </ActionForm>
                })}
            </Forum>
        }
    })
}

#[component]
pub fn WritePage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("text").unwrap_or_default());
    let found = Resource::new(move || id.get(), load_writing);
    loaded(found, |found| {
        let action = ServerAction::<WriteText>::new();
        let error = refusal(action);
        let place = found.place;
        let trail = vec![(format!("/texts/{}", place.id), place.title.clone())];
        view! {
            <Forum title=t::WRITE trail wide=true>
                <h1>{t::WRITE}</h1>
                {(!place.may.write).then(|| view! { <p class="notice warning">{t::NOT_NOW}</p> })}
                <ActionForm action=action attr:class="edit-form wide">
                    <Refused error id="text-problem"/>
                    <input type="hidden" name="id" value=place.id.to_string()/>
                    <input type="hidden" name="seen" value=place.current/>
                    <Fields title=place.title body=found.body/>
                    <div class="field">
                        <label for="reason">{t::REASON}</label>
                        <p class="help" id="reason-hint">{t::REASON_HINT}</p>
                        <input type="text" id="reason" name="reason" required maxlength="500" aria-describedby="reason-hint"/>
                    </div>
                    <button class="button primary">{t::SAVE_VERSION}</button>
                </ActionForm>
            </Forum>
        }
    })
}

#[component]
fn Fields(title: String, body: String) -> impl IntoView {
    view! {
        <div class="field">
            <label for="title">{t::TEXT_TITLE}</label>
            <input type="text" id="title" name="title" required maxlength="200" value=title/>
        </div>
        <div class="field">
            <label for="body">{t::TEXT_BODY}</label>
            <p class="help" id="body-hint">{t::MARKDOWN_HINT}</p>
            <textarea id="body" name="body" rows="20" class="manuscript" aria-describedby="body-hint">{in_textarea(&body)}</textarea>
        </div>
    }
}
