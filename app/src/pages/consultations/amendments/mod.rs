//! Amendments: beside a paragraph, all of a text, one, writing one, and merging them into the next version.

pub mod all;
pub mod amend;
mod card;
mod difference;
pub mod merge;
mod merge_place;
pub mod one;
pub mod panel;
pub mod protocol;

/// Does this whenever something happened in a text, as long as the page is open.
#[cfg(feature = "hydrate")]
fn follow(text: uuid::Uuid, hear: impl Fn() + 'static) {
    let line = leptos::prelude::RwSignal::new(crate::components::live::Line::Connecting);
    crate::components::live::follow(format!("/live/texts/{text}"), "changed", line, move |_| hear());
}
