//! The office: what staff see.

pub mod account_row;
pub mod accounts;
pub mod audit;
pub mod invitations;
pub mod inviting;
pub mod letters;
pub mod mail;
pub mod mail_text;
pub mod mail_texts;
pub mod organisation;
pub mod organisation_fields;
pub mod organisation_import;
pub mod organisation_notes;
pub mod organisations;
pub mod overview;
pub mod protection;
pub mod reach;
pub mod result_card;
pub mod results;
pub mod rights;
pub mod survey_protection;
pub mod surveys;
pub mod terms;
