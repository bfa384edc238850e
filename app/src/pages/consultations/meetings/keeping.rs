//! Keeps a long form on this device while somebody types, so that a reload or a lost line costs nothing.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, FormData, HtmlFormElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, Storage,
};

/// What is kept: the version of the thing that was being changed, and the fields.
#[derive(Serialize, Deserialize)]
struct Kept {
    version: u32,
    fields: BTreeMap<String, String>,
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn form(id: &str) -> Option<HtmlFormElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Puts back what was typed and not sent, says so in `restored`, and keeps on keeping until the form was `taken`.
pub fn keep(id: &'static str, key: &str, version: u32, restored: RwSignal<bool>, taken: Signal<bool>) {
    let key = StoredValue::new(key.to_owned());
    Effect::new(move |_| {
        // Once the form is on the page.
        request_animation_frame(move || {
            if key.try_get_value().is_some_and(|key| restore(id, &key, version)) {
                let _ = restored.try_set(true);
            }
        });
    });
    let typing = window_event_listener(leptos::ev::input, move |event: Event| {
        let inside = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .is_some_and(|field| field.closest(&format!("#{id}")).ok().flatten().is_some());
        if let Some(key) = key.try_get_value().filter(|_| inside) {
            save(id, &key, version);
        }
    });
    on_cleanup(move || typing.remove());
    Effect::new(move |_| {
        if let (true, Some(storage)) = (taken.get(), storage()) {
            let _ = storage.remove_item(&key.get_value());
        }
    });
}

fn save(id: &str, key: &str, version: u32) {
    let Some(data) = form(id).and_then(|form| FormData::new_with_form(&form).ok()) else { return };
    let fields = js_sys::try_iter(&data.entries())
        .ok()
        .flatten()
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let pair: js_sys::Array = entry.ok()?.dyn_into().ok()?;
            Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
        })
        .collect();
    if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(&Kept { version, fields })) {
        // A full or forbidden storage keeps nothing; the form itself does.
        let _ = storage.set_item(key, &text);
    }
}

/// Whether anything was put back. What was typed into an older version stays on the device and is not mixed with a newer one.
fn restore(id: &str, key: &str, version: u32) -> bool {
    let kept = storage().and_then(|storage| storage.get_item(key).ok().flatten());
    let Some(kept) = kept.and_then(|text| serde_json::from_str::<Kept>(&text).ok()) else { return false };
    let Some(form) = form(id).filter(|_| kept.version == version) else { return false };
    let mut any = false;
    for (name, value) in &kept.fields {
        if let Ok(Some(field)) = form.query_selector(&format!("[name=\"{name}\"]")) {
            any |= put(field, value);
        }
    }
    any
}

/// Hidden fields keep what the server gave; the rest gets back what was typed.
fn put(field: Element, value: &str) -> bool {
    let field = match field.dyn_into::<HtmlTextAreaElement>() {
        Ok(area) => {
            let other = area.value() != value;
            area.set_value(value);
            return other;
        }
        Err(field) => field,
    };
    let field = match field.dyn_into::<HtmlSelectElement>() {
        Ok(select) => {
            let other = select.value() != value;
            select.set_value(value);
            return other;
        }
        Err(field) => field,
    };
    match field.dyn_into::<HtmlInputElement>() {
        Ok(input) if !matches!(input.type_().as_str(), "hidden" | "checkbox" | "radio") => {
            let other = input.value() != value;
            input.set_value(value);
            other
        }
        _ => false,
    }
}
