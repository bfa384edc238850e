//! What was deleted and inserted, told to the eye by strike and underline, to the ear in words.

use domain::text::document::Number;
use domain::text::words::Piece;
use leptos::prelude::*;
use uuid::Uuid;

use crate::calls::consultation::amendments::{Want, WishView};
use crate::pages::consultations::compare::pieces as marked;
use crate::texts::{amendments as t, consultation, fill};

/// Old and new words in one.
#[component]
pub fn Difference(pieces: Vec<Piece>) -> impl IntoView {
    view! { <p class="difference" dir="auto">{marked(&pieces)}</p> }
}

/// What stands in front of a paragraph, in words.
pub fn place(number: &Number) -> String {
    match number {
        Number::Paragraph(count) => fill(consultation::PARAGRAPH, &[("n", &count.to_string())]),
        Number::Heading(levels) => {
            let levels: Vec<String> = levels.iter().map(u32::to_string).collect();
            fill(consultation::HEADING, &[("n", &levels.join("."))])
        }
    }
}

/// The same, or the start of the text.
pub fn place_or_start(paragraph: Option<&(Uuid, Number)>) -> String {
    paragraph.map_or_else(|| t::AT_START.to_owned(), |(_, number)| place(number))
}

/// What is wanted, in a few words.
pub fn want(wish: &WishView) -> String {
    let pattern = match wish.want {
        Want::Rewrite => t::REWRITE_AT,
        Want::Insert => t::INSERT_AT,
        Want::Delete => t::DELETE_AT,
    };
    fill(pattern, &[("place", &place_or_start(wish.paragraph.as_ref()))])
}
