//! Answering a survey, from the letter to the thanks.

pub mod answer;
pub mod drafting;
pub mod invitation;
pub mod letter;
#[cfg(feature = "hydrate")]
pub mod opening;
pub mod privacy;
pub mod question_page;
pub mod review;
pub mod sending;
pub mod thanks;
