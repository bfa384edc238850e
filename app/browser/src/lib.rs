//! The entry of the browser's half: makes the page that the server rendered alive.

#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    // What went wrong is told in the console; otherwise it would say "unreachable" and nothing else.
    std::panic::set_hook(Box::new(|panic| leptos::logging::error!("{panic}")));
    leptos::mount::hydrate_lazy(app::App);
}
