//! Settings of a working group, by those who lead it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::loaded;
use crate::calls::consultation::groups::{KeepGroup, load_group};
use crate::components::forum::{Forum, Refused, refusal};
use crate::components::textarea::in_textarea;
use crate::texts::consultation as t;

#[component]
pub fn EditGroup() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("group").unwrap_or_default());
    let found = Resource::new(move || id.get(), load_group);
    loaded(found, |found| {
        let group = found.group;
        let action = ServerAction::<KeepGroup>::new();
        let error = refusal(action);
        let trail = vec![(format!("/groups/{}", group.id), group.name.clone())];
        view! {
            <Forum title=t::EDIT_GROUP trail>
                <h1>{t::EDIT_GROUP}</h1>
                <ActionForm action=action attr:class="edit-form">
                    <Refused error id="group-problem"/>
                    <input type="hidden" name="id" value=group.id.to_string()/>
                    <input type="hidden" name="version" value=found.version/>
                    <div class="field">
                        <label for="name">{t::NAME}</label>
                        <input type="text" id="name" name="name" required maxlength="200" value=group.name/>
                    </div>
                    <div class="field">
                        <label for="purpose">{t::PURPOSE}</label>
                        <p class="help" id="markdown-hint">{t::MARKDOWN_HINT}</p>
                        <textarea id="purpose" name="purpose" rows="5" aria-describedby="markdown-hint">{in_textarea(&group.purpose)}</textarea>
                    </div>
                    <div class="field">
                        <label for="room">{t::ROOM}</label>
                        <input type="text" id="room" name="room" maxlength="200" value=group.room/>
                    </div>
                    <div class="field">
                        <label for="minutes_form">{t::MINUTES_FORM}</label>
                        <textarea id="minutes_form" name="minutes_form" rows="4" aria-describedby="markdown-hint">{in_textarea(&group.minutes_form)}</textarea>
                    </div>
                    <p class="check"><label><input type="checkbox" name="review" value="true" checked=group.review/>" "{t::REVIEW}</label></p>
                    <div class="field">
                        <label for="support">{t::SUPPORT}</label>
                        <input type="number" id="support" name="support" min="0" max="1000" class="short" value=group.support.least/>
                    </div>
                    <button class="button primary">{t::SAVE}</button>
                </ActionForm>
            </Forum>
        }
    })
}
