//! What a discussion needs of the browser: unsent words kept on the device, selected words, where things stand. Nothing of it is there
//! on the server.

#[cfg(feature = "hydrate")]
use wasm_bindgen::prelude::*;

/// Where unsent words are kept on the device.
#[cfg(feature = "hydrate")]
fn key(name: &str) -> String {
    format!("teilhabe.words.{name}")
}

#[cfg(feature = "hydrate")]
fn storage() -> Option<web_sys::Storage> {
    leptos::prelude::window().local_storage().ok().flatten()
}

/// Keeps words that were not sent yet; empty words are forgotten.
pub fn keep(name: &str, words: &str) {
    #[cfg(feature = "hydrate")]
    if let Some(storage) = storage() {
        // A browser that keeps nothing (full, or private) still has them in the field.
        let _ =
            if words.trim().is_empty() { storage.remove_item(&key(name)) } else { storage.set_item(&key(name), words) };
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (name, words);
}

/// Words that were kept and not sent.
#[cfg(feature = "hydrate")]
pub fn kept(name: &str) -> Option<String> {
    storage()?.get_item(&key(name)).ok().flatten()
}

/// Whether what opens or closes is open now.
pub fn is_open(event: &leptos::ev::Event) -> bool {
    #[cfg(feature = "hydrate")]
    {
        let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        element.is_some_and(|element| element.has_attribute("open"))
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = event;
        false
    }
}

/// What stands in a text area now.
#[cfg(feature = "hydrate")]
pub fn area(id: &str) -> Option<web_sys::HtmlTextAreaElement> {
    leptos::prelude::document().get_element_by_id(id)?.dyn_into().ok()
}

/// Empties a field.
pub fn empty(id: &str) {
    #[cfg(feature = "hydrate")]
    if let Some(element) = leptos::prelude::document().get_element_by_id(id) {
        let _ = js_sys::Reflect::set(&element, &"value".into(), &"".into());
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = id;
}

/// Moves the focus to an element once the page has settled.
pub fn focus(id: &str) {
    #[cfg(feature = "hydrate")]
    crate::browser::focus(id);
    #[cfg(not(feature = "hydrate"))]
    let _ = id;
}

/// Moves the focus to an element once the page has settled, unless something has it.
pub fn focus_if_lost(id: String) {
    #[cfg(feature = "hydrate")]
    crate::browser::focus_if_lost(id);
    #[cfg(not(feature = "hydrate"))]
    drop(id);
}

/// Whether an element begins above what can be seen: what is put into it would move what is read.
pub fn begins_above(id: &str) -> bool {
    #[cfg(feature = "hydrate")]
    {
        top(id).is_some_and(|top| top < 0.0)
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = id;
        false
    }
}

#[cfg(feature = "hydrate")]
fn top(id: &str) -> Option<f64> {
    let element: JsValue = leptos::prelude::document().get_element_by_id(id)?.into();
    get(&call(&element, "getBoundingClientRect", &[])?, "top")?.as_f64()
}

/// Whether somebody is just typing, or about to press something, inside an element.
pub fn holds_focus(id: &str) -> bool {
    #[cfg(feature = "hydrate")]
    {
        let document = leptos::prelude::document();
        let element = document.get_element_by_id(id);
        element.is_some_and(|element| {
            document.active_element().is_some_and(|active| element.contains(Some(active.as_ref())))
        })
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = id;
        false
    }
}

/// Words selected inside the element of this selector, and how many letters and digits of it stand in front of them. Numbers of lines
/// are no words.
#[cfg(feature = "hydrate")]
pub fn selected(within: &str) -> Option<(String, usize)> {
    let document: JsValue = leptos::prelude::document().into();
    let element: JsValue = leptos::prelude::document().query_selector(within).ok().flatten()?.into();
    let selection = call(&document, "getSelection", &[])?;
    if get(&selection, "rangeCount")?.as_f64()? < 1.0 {
        return None;
    }
    let range = call(&selection, "getRangeAt", &[0.into()])?;
    for node in ["startContainer", "endContainer"] {
        if !call(&element, "contains", &[get(&range, node)?])?.as_bool()? {
            return None;
        }
    }
    let words = words_of(&range)?;
    let front = call(&document, "createRange", &[])?;
    call(&front, "selectNodeContents", &[element])?;
    call(&front, "setEnd", &[get(&range, "startContainer")?, get(&range, "startOffset")?])?;
    let before = words_of(&front)?.chars().filter(|sign| sign.is_alphanumeric()).count();
    (!words.trim().is_empty()).then_some((words, before))
}

/// What a range says, without the numbers of lines.
#[cfg(feature = "hydrate")]
fn words_of(range: &JsValue) -> Option<String> {
    let part = call(range, "cloneContents", &[])?;
    while let Some(number) = call(&part, "querySelector", &[".line-number".into()]).filter(JsValue::is_object) {
        call(&number, "remove", &[])?;
    }
    get(&part, "textContent")?.as_string()
}

#[cfg(feature = "hydrate")]
fn get(on: &JsValue, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(on, &name.into()).ok()
}

/// Calls a function of the browser that our bindings do not name.
#[cfg(feature = "hydrate")]
fn call(on: &JsValue, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let function: js_sys::Function = get(on, name)?.dyn_into().ok()?;
    function.apply(on, &arguments.iter().collect::<js_sys::Array>()).ok()
}

/// Calls `changed` whenever another place of the page is selected, until the part of the page that asked for it is gone.
#[cfg(feature = "hydrate")]
pub fn on_selection(changed: impl Fn() + 'static) {
    use leptos::prelude::{GetValue as _, StoredValue, WithValue as _, document, on_cleanup};
    // Kept until then: the browser calls it.
    let listener = StoredValue::new_local(Closure::<dyn Fn()>::new(changed));
    let function = listener.with_value(|listener| listener.as_ref().clone().unchecked_into::<js_sys::Function>());
    let _ = document().add_event_listener_with_callback("selectionchange", &function);
    let function = StoredValue::new_local(function);
    on_cleanup(move || {
        if let Some(function) = function.try_get_value() {
            let _ = document().remove_event_listener_with_callback("selectionchange", &function);
        }
    });
}
