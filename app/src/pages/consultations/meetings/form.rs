//! The form in which those who lead plan a meeting, and write its minutes.

use domain::process::meeting::MeetingState;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use crate::calls::consultation::meetings::{
    DocumentFields, ItemFields, KeepMeeting, MeetingSheet, meeting_to_edit, new_meeting,
};
use crate::components::forum::{Forum, Refused, refusal};
use crate::components::textarea::in_textarea;
use crate::error::CallError;
use crate::pages::consultations::loaded;
use crate::texts::{consultation, fill, meetings as t};

/// The id of the form on the page.
const FORM: &str = "meeting-form";

/// A new meeting of a group.
#[component]
pub fn NewGroupMeeting() -> impl IntoView {
    let params = use_params_map();
    let group = Memo::new(move |_| params.read().get("group").unwrap_or_default());
    sheet_page(Resource::new(move || group.get(), |group| new_meeting(String::new(), group)))
}

/// A new meeting of a whole conference.
#[component]
pub fn NewConferenceMeeting() -> impl IntoView {
    let params = use_params_map();
    let conference = Memo::new(move |_| params.read().get("conference").unwrap_or_default());
    sheet_page(Resource::new(move || conference.get(), |conference| new_meeting(conference, String::new())))
}

/// A meeting that is there.
#[component]
pub fn EditMeeting() -> impl IntoView {
    let params = use_params_map();
    let meeting = Memo::new(move |_| params.read().get("meeting").unwrap_or_default());
    sheet_page(Resource::new(move || meeting.get(), meeting_to_edit))
}

fn sheet_page(found: Resource<Result<MeetingSheet, CallError>>) -> impl IntoView {
    let keep = ServerAction::<KeepMeeting>::new();
    loaded(found, move |sheet| view! { <Sheet sheet keep/> })
}

#[component]
fn Sheet(sheet: MeetingSheet, keep: ServerAction<KeepMeeting>) -> impl IntoView {
    let form = sheet.form;
    let title = if form.version == 0 { t::NEW_TITLE } else { t::EDIT };
    let slug = form.conference.clone();
    let group = sheet.group_name.map(|name| (format!("/groups/{}", form.group), name));
    let meeting = (form.version > 0).then(|| (format!("/meetings/{}", form.id), form.title.clone()));
    let trail: Vec<(String, String)> = [
        ("/consultations".to_owned(), consultation::CONSULTATIONS.to_owned()),
        (format!("/consultations/{slug}"), sheet.conference_title),
    ]
    .into_iter()
    .chain(group)
    .chain(meeting)
    .collect();
    let error = refusal(keep);
    let restored = RwSignal::new(false);
    // A new form has a new identity each time it is loaded: what was begun is found by where it belongs.
    let place = if form.version == 0 { format!("{slug}.{}", form.group) } else { form.id.to_string() };
    let taken = Signal::derive(move || matches!(keep.value().get(), Some(Ok(()))));
    #[cfg(feature = "hydrate")]
    super::keeping::keep(FORM, &format!("teilhabe.meeting.{place}"), form.version, restored, taken);
    #[cfg(not(feature = "hydrate"))]
    let _ = (place, taken);
    let texts = StoredValue::new(sheet.texts);
    let new_voices = form.new_voices_first;
    view! {
        <Forum title trail>
            <h1>{title}</h1>
            {move || restored.get().then(|| view! { <p class="notice" role="status">{t::RESTORED}</p> })}
            <ActionForm action=keep attr:id=FORM attr:class="meeting-form" attr:aria-describedby="meeting-problem">
                <Refused error id="meeting-problem"/>
                <input type="hidden" name="form[id]" value=form.id.to_string()/>
                <input type="hidden" name="form[conference]" value=form.conference.clone()/>
                <input type="hidden" name="form[group]" value=form.group.clone()/>
                <input type="hidden" name="form[version]" value=form.version.to_string()/>
                <Line id="title" label=t::TITLE value=form.title.clone() required=true longest=200/>
                <div class="field-row">
                    <Moment id="starts" label=t::STARTS value=form.starts.clone()/>
                    <Moment id="ends" label=t::ENDS value=form.ends.clone()/>
                </div>
                <Line id="place" label=t::PLACE value=form.place.clone() longest=200/>
                <div class="field">
                    <label for="link">{t::LINK}</label>
                    <p class="help" id="link-help">{t::LINK_HINT}</p>
                    <input type="url" id="link" name="form[link]" maxlength="2000" value=form.link.clone() aria-describedby="link-help"/>
                </div>
                <div class="field">
                    <label for="state">{t::STATE}</label>
                    <select id="state" name="form[state]">
                        {[("planned", MeetingState::Planned), ("held", MeetingState::Held), ("cancelled", MeetingState::Cancelled)]
                            .map(|(value, state)| view! {
                                <option value=value selected=form.state == state>{t::state(state).1}</option>
                            })
                            .collect_view()}
                    </select>
                </div>
                <label class="choice">
                    <input type="checkbox" name="form[new_voices_first]" value="true" checked=new_voices/>
                    " "
                    <span>{t::NEW_VOICES_FIRST_FIELD}</span>
                </label>
                <h2>{t::AGENDA}</h2>
                <p class="help">{t::ITEMS_HINT}</p>
                {form
                    .items
                    .into_iter()
                    .enumerate()
                    .map(|(place, item)| view! { <ItemRow place item texts/> })
                    .collect_view()}
                <h2>{t::MINUTES}</h2>
                <div class="field">
                    <label for="minutes">{t::MINUTES}</label>
                    <p class="help" id="minutes-help">{consultation::MARKDOWN_HINT}</p>
                    <textarea id="minutes" name="form[minutes]" rows="14" maxlength="20000" aria-describedby="minutes-help">
                        {in_textarea(&form.minutes)}
                    </textarea>
                </div>
                <h2>{t::DOCUMENTS}</h2>
                {form
                    .documents
                    .into_iter()
                    .enumerate()
                    .map(|(place, document)| view! { <DocumentRow place document/> })
                    .collect_view()}
                <button class="button primary">{t::SAVE}</button>
            </ActionForm>
        </Forum>
    }
}

#[component]
fn Line(
    id: &'static str,
    label: &'static str,
    value: String,
    longest: u32,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input type="text" id=id name=format!("form[{id}]") maxlength=longest.to_string() required=required value=value/>
        </div>
    }
}

#[component]
fn Moment(id: &'static str, label: &'static str, value: String) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input type="datetime-local" id=id name=format!("form[{id}]") required value=value/>
        </div>
    }
}

#[component]
fn ItemRow(place: usize, item: ItemFields, texts: StoredValue<Vec<(Uuid, String)>>) -> impl IntoView {
    let name = move |field: &str| format!("form[items][{place}][{field}]");
    let id = move |field: &str| format!("item-{place}-{field}");
    let chosen = item.text.clone();
    let offered = texts.with_value(|texts| {
        texts
            .iter()
            .map(|(text, title)| {
                let text = text.to_string();
                let selected = text == chosen;
                view! { <option value=text selected=selected>{title.clone()}</option> }
            })
            .collect_view()
    });
    view! {
        <fieldset class="panel item-fields">
            <legend>{fill(t::ITEM, &[("n", &(place + 1).to_string())])}</legend>
            <input type="hidden" name=name("id") value=item.id/>
            <div class="field">
                <label for=id("title")>{t::ITEM_TITLE}</label>
                <input type="text" id=id("title") name=name("title") maxlength="200" value=item.title/>
            </div>
            <div class="field-row">
                <div class="field">
                    <label for=id("minutes")>{t::ITEM_MINUTES}</label>
                    <input type="text" inputmode="numeric" id=id("minutes") name=name("minutes") maxlength="4" value=item.minutes/>
                </div>
                <div class="field">
                    <label for=id("speaker")>{t::ITEM_SPEAKER}</label>
                    <input type="text" id=id("speaker") name=name("speaker") maxlength="200" value=item.speaker/>
                </div>
            </div>
            <div class="field">
                <label for=id("text")>{t::ITEM_TEXT}</label>
                <select id=id("text") name=name("text")>
                    <option value="">{t::NO_TEXT}</option>
                    {offered}
                </select>
            </div>
            <div class="field">
                <label for=id("decision")>{t::ITEM_DECISION}</label>
                <textarea id=id("decision") name=name("decision") rows="3" maxlength="20000">{in_textarea(&item.decision)}</textarea>
            </div>
        </fieldset>
    }
}

#[component]
fn DocumentRow(place: usize, document: DocumentFields) -> impl IntoView {
    let name = move |field: &str| format!("form[documents][{place}][{field}]");
    let id = move |field: &str| format!("document-{place}-{field}");
    view! {
        <fieldset class="item-fields">
            <legend>{fill(t::DOCUMENT, &[("n", &(place + 1).to_string())])}</legend>
            <div class="field-row">
                <div class="field">
                    <label for=id("name")>{t::DOCUMENT_NAME}</label>
                    <input type="text" id=id("name") name=name("name") maxlength="200" value=document.name/>
                </div>
                <div class="field">
                    <label for=id("link")>{t::DOCUMENT_LINK}</label>
                    <input type="url" id=id("link") name=name("link") maxlength="2000" value=document.link/>
                </div>
            </div>
        </fieldset>
    }
}
