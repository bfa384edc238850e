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
