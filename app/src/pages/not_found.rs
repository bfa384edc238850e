//! No such page.

use leptos::prelude::*;

use crate::components::frame::Site;
use crate::components::message::Failure;
use crate::error::CallError;
use crate::language::reader_texts;

#[component]
pub fn NotFound() -> impl IntoView {
    view! { <Site title=reader_texts().not_found_title languages=true><Failure error=CallError::NotFound/></Site> }
}
