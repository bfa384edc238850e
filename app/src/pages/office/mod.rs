//! The office: what staff see.

pub mod audit;
pub mod mail;
pub mod mail_text;
pub mod mail_texts;
pub mod overview;
pub mod protection;
pub mod result_card;
pub mod results;
pub mod survey_protection;
pub mod surveys;
