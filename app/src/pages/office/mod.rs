//! The office: what staff see.

pub mod audit;
pub mod overview;
pub mod protection;
pub mod result_card;
pub mod results;
pub mod survey_protection;
pub mod surveys;
