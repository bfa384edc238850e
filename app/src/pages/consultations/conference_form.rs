//! The office sets up a conference and makes its groups in one step.

use domain::process::space::Openness;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::loaded;
use crate::calls::consultation::conferences::{ConferenceView, CreateGroups, KeepConference, load_conference};
use crate::components::forum::{Forum, Refused, refusal};
use crate::components::textarea::in_textarea;
use crate::texts::consultation as t;

#[component]
pub fn NewConference() -> impl IntoView {
    view! {
        <Forum title=t::NEW_CONFERENCE trail=vec![("/consultations".to_owned(), t::CONSULTATIONS.to_owned())]>
            <h1>{t::NEW_CONFERENCE}</h1>
            <Form found=None/>
        </Forum>
    }
}

#[component]
pub fn EditConference() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("conference").unwrap_or_default());
    let found = Resource::new(move || slug.get(), load_conference);
    loaded(found, |found| {
        let trail = vec![(format!("/consultations/{}", found.conference.slug), found.conference.title.clone())];
        view! {
            <Forum title=t::EDIT_CONFERENCE trail>
                <h1>{t::EDIT_CONFERENCE}</h1>
                <Form found=Some(found)/>
            </Forum>
        }
    })
}

#[component]
fn Form(found: Option<ConferenceView>) -> impl IntoView {
    let action = ServerAction::<KeepConference>::new();
    let error = refusal(action);
    let version = found.as_ref().map_or(0, |found| found.version);
    let new = found.is_none();
    let conference = found.map(|found| found.conference);
    let of = |part: fn(&domain::process::conference::Conference) -> String| {
        conference.as_ref().map(part).unwrap_or_default()
    };
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let (slug, title, place) = (of(|one| one.slug.clone()), of(|one| one.title.clone()), of(|one| one.place.clone()));
    let (purpose, programme) = (of(|one| one.purpose.clone()), of(|one| one.programme.clone()));
    let (first, last) = conference.as_ref().and_then(|one| one.days).unzip();
    let published = conference.as_ref().is_some_and(|one| one.published);
    view! {
        <ActionForm action=action attr:class="edit-form">
            <Refused error id="conference-problem"/>
            <input type="hidden" name="version" value=version/>
            <div class="field">
                <label for="title">{t::TITLE}</label>
                <input type="text" id="title" name="title" required maxlength="200" value=title/>
            </div>
            {if new {
                view! {
                    <div class="field">
                        <label for="slug">{t::ADDRESS}</label>
                        <p class="help" id="slug-hint">{t::ADDRESS_HINT}</p>
                        <input type="text" id="slug" name="slug" required maxlength="80" pattern="[a-z0-9\\-]+" aria-describedby="slug-hint"/>
                    </div>
                }.into_any()
            } else {
                view! { <input type="hidden" name="slug" value=slug/> }.into_any()
            }}
            <div class="field">
                <label for="purpose">{t::PURPOSE}</label>
                <p class="help" id="markdown-hint">{t::MARKDOWN_HINT}</p>
                <textarea id="purpose" name="purpose" rows="5" aria-describedby="markdown-hint">{in_textarea(&purpose)}</textarea>
            </div>
            <div class="field">
                <label for="programme">{t::PROGRAMME}</label>
                <textarea id="programme" name="programme" rows="6" aria-describedby="markdown-hint">{in_textarea(&programme)}</textarea>
            </div>
            <div class="field">
                <label for="place">{t::PLACE}</label>
                <input type="text" id="place" name="place" maxlength="200" value=place/>
            </div>
            <div class="field">
                <label for="first">{t::FIRST_DAY}</label>
                <input type="date" id="first" name="first" value=day(first)/>
            </div>
            <div class="field">
                <label for="last">{t::LAST_DAY}</label>
                <input type="date" id="last" name="last" value=day(last)/>
            </div>
            <p class="check"><label><input type="checkbox" name="published" value="true" checked=published/>" "{t::PUBLISH}</label></p>
            <button class="button primary">{t::SAVE}</button>
        </ActionForm>
    }
}

/// Makes groups from one template.
#[component]
pub fn NewGroups() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("conference").unwrap_or_default());
    let found = Resource::new(move || slug.get(), load_conference);
    loaded(found, |found| {
        let slug = found.conference.slug.clone();
        let trail = vec![(format!("/consultations/{slug}"), found.conference.title)];
        let action = ServerAction::<CreateGroups>::new();
        let error = refusal(action);
        view! {
            <Forum title=t::MAKE_GROUPS trail>
                <h1>{t::MAKE_GROUPS}</h1>
                <p>{t::MAKE_GROUPS_LEAD}</p>
                <ActionForm action=action attr:class="edit-form">
                    <Refused error id="groups-problem"/>
                    <input type="hidden" name="slug" value=slug/>
                    <div class="field">
                        <label for="names">{t::GROUP_NAMES}</label>
                        <p class="help" id="names-hint">{t::GROUP_NAMES_HINT}</p>
                        <textarea id="names" name="names" rows="10" required aria-describedby="names-hint"></textarea>
                    </div>
                    <OpennessField chosen=Openness::Visible name="openness"/>
                    <div class="field">
                        <label for="minutes_form">{t::MINUTES_FORM}</label>
                        <textarea id="minutes_form" name="minutes_form" rows="4"></textarea>
                    </div>
                    <p class="check"><label><input type="checkbox" name="review" value="true" checked/>" "{t::REVIEW}</label></p>
                    <div class="field">
                        <label for="support">{t::SUPPORT}</label>
                        <input type="number" id="support" name="support" min="0" max="1000" value="0" class="short"/>
                    </div>
                    <button class="button primary">{t::MAKE_GROUPS}</button>
                </ActionForm>
            </Forum>
        }
    })
}

/// Who reads along, as a choice.
#[component]
pub fn OpennessField(chosen: Openness, name: &'static str) -> impl IntoView {
    view! {
        <div class="field">
            <label for=name>{t::OPENNESS}</label>
            <select id=name name=name>
                {[(Openness::Closed, "closed"), (Openness::Visible, "visible"), (Openness::Public, "public")]
                    .map(|(one, value)| view! { <option value=value selected={one == chosen}>{t::openness(one)}</option> })
                    .collect_view()}
            </select>
        </div>
    }
}
