//! What only the browser has: storage on the device, the form on the page, focus, chance, the network's state.

use std::cell::RefCell;

use domain::draft::Draft;
use domain::sealing::Secret;
use uuid::Uuid;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{FormData, HtmlElement, HtmlFormElement, Storage};

use leptos::prelude::{document, window};

/// The id of the form that a question page consists of.
pub const FORM: &str = "answers";

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn draft_key(slug: &str) -> String {
    format!("teilhabe.draft.{slug}")
}

/// The draft kept on this device, if there is one that can be read.
pub fn device_draft(slug: &str) -> Option<Draft> {
    let text = storage()?.get_item(&draft_key(slug)).ok().flatten()?;
    serde_json::from_str(&text).ok()
}

/// Keeps the draft on this device; false when the browser refuses (full, or private mode).
pub fn keep_device_draft(slug: &str, draft: &Draft) -> bool {
    let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(draft)) else { return false };
    storage.set_item(&draft_key(slug), &text).is_ok()
}

fn words_key(field: &str) -> String {
    format!("teilhabe.words.{field}")
}

/// What somebody typed into a field and has not sent yet.
pub fn kept_words(field: &str) -> Option<String> {
    storage()?.get_item(&words_key(field)).ok().flatten()
}

/// Keeps on this device what is being typed into a field. A browser that refuses (full, or private mode) keeps nothing.
pub fn keep_words(field: &str, words: &str) {
    if let Some(storage) = storage() {
        drop(storage.set_item(&words_key(field), words));
    }
}

/// Forgets what was typed into a field: it is sent, or given up.
pub fn forget_words(field: &str) {
    if let Some(storage) = storage() {
        drop(storage.remove_item(&words_key(field)));
    }
}

/// Forgets the draft, and the way to its sealed copy.
pub fn forget_draft(slug: &str) {
    if let Some(storage) = storage() {
        // Nothing is lost when this fails: the receipt on the server outranks the copy.
        let _ = storage.remove_item(&draft_key(slug));
        let _ = storage.remove_item(&access_key(slug));
    }
}

fn access_key(slug: &str) -> String {
    format!("teilhabe.access.{slug}")
}

/// Remembers on this device what was derived from an access: the way to the sealed draft, and the proof that it is done.
pub fn keep_access(slug: &str, secret: &Secret, proof: &str) {
    if let Some(storage) = storage() {
        // Without it the link or the code leads back all the same.
        let _ = storage.set_item(&access_key(slug), &format!("{} {proof}", secret.text()));
    }
}

/// The way to the sealed draft and the proof, when this device came with an access.
pub fn access(slug: &str) -> Option<(Secret, String)> {
    let text = storage()?.get_item(&access_key(slug)).ok().flatten()?;
    let (secret, proof) = text.split_once(' ')?;
    Some((Secret::read(secret)?, proof.to_owned()))
}

/// What stands behind `#`, taken out of the address bar and the history.
pub fn take_fragment() -> Option<String> {
    let location = window().location();
    let fragment = location.hash().ok()?.strip_prefix('#')?.to_owned();
    if fragment.is_empty() || fragment == "content" {
        return None;
    }
    let path = location.pathname().ok()?;
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path));
    }
    Some(fragment)
}

/// What stands in a field now, also when it was typed before this program had loaded.
pub fn field_value(id: &str) -> String {
    let Some(field) = document().get_element_by_id(id) else { return String::new() };
    match field.dyn_into::<web_sys::HtmlInputElement>() {
        Ok(input) => input.value(),
        Err(field) => field.dyn_into::<web_sys::HtmlTextAreaElement>().map(|area| area.value()).unwrap_or_default(),
    }
}

/// Loads another page.
pub fn go_to(path: &str) {
    let _ = window().location().assign(path);
}

/// The fields of the form on the page as it is now, like a browser would post them.
pub fn form_fields() -> Vec<(String, String)> {
    let form = document().get_element_by_id(FORM).and_then(|element| element.dyn_into::<HtmlFormElement>().ok());
    let Some(data) = form.and_then(|form| FormData::new_with_form(&form).ok()) else { return Vec::new() };
    js_sys::try_iter(&data.entries())
        .ok()
        .flatten()
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let pair: js_sys::Array = entry.ok()?.dyn_into().ok()?;
            Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
        })
        .collect()
}

/// A random id (version 4) for a new submission.
pub fn random_submission() -> Uuid {
    uuid::Builder::from_random_bytes(random()).into_uuid()
}

/// Random bytes.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0_u8; N];
    if window().crypto().and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes)).is_err() {
        // Every browser with WebAssembly has it; chance from elsewhere still keeps two respondents apart.
        for byte in &mut bytes {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255 by construction")]
            {
                *byte = (js_sys::Math::random() * 256.0) as u8;
            }
        }
    }
    bytes
}

/// Moves the focus to an element once the page has settled.
pub fn focus(id: &str) {
    let id = id.to_owned();
    leptos::prelude::request_animation_frame(move || {
        if let Some(element) = html_element(&id) {
            drop(element.focus());
        }
    });
}

fn html_element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Whether nothing has the focus: what had it is gone.
fn focus_is_lost() -> bool {
    document().active_element().is_none_or(|active| active.tag_name() == "BODY")
}

/// Moves the focus to an element, also to one that takes none by itself.
fn give_focus(element: &HtmlElement) {
    if element.tab_index() < 0 && !element.has_attribute("tabindex") {
        drop(element.set_attribute("tabindex", "-1"));
    }
    drop(element.focus());
}

/// Moves the focus to an element once the page has settled, unless something has it.
pub fn focus_if_lost(id: String) {
    leptos::prelude::request_animation_frame(move || {
        if let Some(element) = html_element(&id).filter(|_| focus_is_lost()) {
            give_focus(&element);
        }
    });
}

/// Changes the page. When the element with the focus goes with the change, the focus goes to what stood around it and is still there.
pub fn keeping_focus(change: impl FnOnce()) {
    let mut around = Vec::new();
    let mut next = document().active_element();
    while let Some(element) = next {
        // Not its property: in a form with a field of the name `id`, that is the field.
        around.extend(element.get_attribute("id"));
        next = element.parent_element();
    }
    change();
    leptos::prelude::request_animation_frame(move || {
        let left = around.iter().find_map(|id| html_element(id));
        if let Some(element) = left.filter(|_| focus_is_lost()) {
            give_focus(&element);
        }
    });
}

thread_local! {
    /// The path of the page that readers have arrived at.
    static ARRIVED: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Where readers begin on a page that took the place of another without the browser's help: at what the address names, or else at
/// its title. A page that only shows something new leaves them where they are.
pub fn arrive(path: String, named: &str) {
    let before = ARRIVED.replace(path.clone());
    if before.is_empty() || before == path {
        return;
    }
    let named = named.trim_start_matches('#').to_owned();
    leptos::prelude::request_animation_frame(move || {
        let title = || document().query_selector("main h1").ok()??.dyn_into().ok();
        let start = html_element(&named).or_else(title).or_else(|| html_element("content"));
        if let Some(element) = start.filter(|_| focus_is_lost()) {
            give_focus(&element);
        }
    });
}

/// Runs `action` the next time the device is online again.
pub fn when_online(action: impl FnOnce() + 'static) {
    let run = Closure::once_into_js(action);
    let options = web_sys::AddEventListenerOptions::new();
    options.set_once(true);
    let _ = window().add_event_listener_with_callback_and_add_event_listener_options(
        "online",
        run.unchecked_ref(),
        &options,
    );
}

/// Presses the button that sends the form, when there still is one.
pub fn press_submit() {
    let button = document().query_selector("#answers .page-actions [value=submit]").ok().flatten();
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        button.click();
    }
}

/// Copies a text; the promise of the clipboard is not waited for.
pub fn copy(text: &str) {
    drop(window().navigator().clipboard().write_text(text));
}
