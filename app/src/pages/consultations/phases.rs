//! The phases of a conference, or of a group of its own.

use domain::process::phase::{Activity, Audience, Phase, Schedule};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::loaded;
use crate::calls::consultation::conferences::{KeepPhases, load_conference};
use crate::calls::consultation::groups::load_group;
use crate::components::forum::{Forum, Refused, field_moment, refusal};
use crate::texts::{consultation as t, fill};

#[component]
pub fn ConferencePhases() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("conference").unwrap_or_default());
    let found = Resource::new(move || slug.get(), load_conference);
    loaded(found, |found| {
        let slug = found.conference.slug.clone();
        let trail = vec![(format!("/consultations/{slug}"), found.conference.title)];
        view! { <Page trail slug group=None version=found.version schedule=found.conference.schedule/> }
    })
}

#[component]
pub fn GroupPhases() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("group").unwrap_or_default());
    let found = Resource::new(move || id.get(), load_group);
    loaded(found, |found| {
        let trail = vec![(format!("/groups/{}", found.group.id), found.group.name.clone())];
        let (slug, id) = (found.group.conference.clone(), found.group.id);
        view! { <Page trail slug group=Some(id) version=found.version schedule=found.group.schedule.unwrap_or_default()/> }
    })
}

#[component]
fn Page(
    trail: Vec<(String, String)>,
    slug: String,
    group: Option<Uuid>,
    version: u32,
    schedule: Schedule,
) -> impl IntoView {
    let action = ServerAction::<KeepPhases>::new();
    let error = refusal(action);
    let known = schedule.phases.len();
    view! {
        <Forum title=t::PHASES trail wide=true>
            <h1>{t::PHASES}</h1>
            <p>{t::PHASES_LEAD}</p>
            {group.map(|_| view! { <p>{t::OWN_PHASES}</p> })}
            <ActionForm action=action attr:class="edit-form wide">
                <Refused error id="phases-problem"/>
                <input type="hidden" name="slug" value=slug/>
                {group.map(|group| view! { <input type="hidden" name="group" value=group.to_string()/> })}
                <input type="hidden" name="version" value=version/>
                {schedule.phases.into_iter().map(Some).chain([None]).enumerate().map(|(at, phase)| {
                    let title = if at < known { fill(t::PHASE, &[("n", &(at + 1).to_string())]) } else { t::NEW_PHASE.to_owned() };
                    view! { <Fields at title phase/> }
                }).collect_view()}
                <button class="button primary">{t::SAVE}</button>
            </ActionForm>
        </Forum>
    }
}

/// The fields of a phase; an empty row is none.
#[component]
fn Fields(at: usize, title: String, phase: Option<Phase>) -> impl IntoView {
    let name = |field: &str| format!("phases[{at}][{field}]");
    let id = |field: &str| format!("phase-{at}-{field}");
    let (starts, ends) =
        phase.as_ref().map_or_else(Default::default, |phase| (field_moment(phase.starts), field_moment(phase.ends)));
    view! {
        <fieldset class="panel phase-fields">
            <legend><h2>{title}</h2></legend>
            <input type="hidden" name=name("id") value=phase.as_ref().map(|phase| phase.id.to_string()).unwrap_or_default()/>
            <div class="field">
                <label for=id("name")>{t::NAME}</label>
                <input type="text" id=id("name") name=name("name") maxlength="200" value=phase.as_ref().map(|phase| phase.name.clone()).unwrap_or_default()/>
            </div>
            <div class="field">
                <label for=id("starts")>{t::STARTS}</label>
                <input type="datetime-local" id=id("starts") name=name("starts") value=starts/>
            </div>
            <div class="field">
                <label for=id("ends")>{t::ENDS}</label>
                <input type="datetime-local" id=id("ends") name=name("ends") value=ends/>
            </div>
            <details>
                <summary>{t::WHO_MAY}</summary>
                {Activity::ALL.map(|activity| {
                    let word = word(&activity);
                    let chosen = phase.as_ref().and_then(|phase| phase.rights.get(&activity).copied());
                    view! {
                        <div class="field">
                            <label for=id(&word)>{t::activity(activity)}</label>
                            <select id=id(&word) name=format!("phases[{at}][rights][{word}]")>
                                <option value="" selected=chosen.is_none()>{t::NOBODY}</option>
                                {[Audience::Chairs, Audience::Members, Audience::SignedIn, Audience::Everybody].map(|audience| view! {
                                    <option value=self::word(&audience) selected={chosen == Some(audience)}>{t::audience(audience)}</option>
                                }).collect_view()}
                            </select>
                        </div>
                    }
                }).collect_view()}
            </details>
        </fieldset>
    }
}

/// The name that forms give a variant.
fn word<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
