//! The office: what staff see.

pub mod overview;
pub mod result_card;
pub mod results;
pub mod surveys;
