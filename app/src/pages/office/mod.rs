//! The office: what staff see.

pub mod organisation;
pub mod organisation_fields;
pub mod organisation_import;
pub mod organisation_notes;
pub mod organisations;
pub mod overview;
pub mod result_card;
pub mod results;
pub mod surveys;
