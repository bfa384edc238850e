//! Answering a survey, from the letter to the thanks.

pub mod answer;
pub mod drafting;
pub mod letter;
pub mod privacy;
pub mod question_page;
pub mod review;
pub mod thanks;
