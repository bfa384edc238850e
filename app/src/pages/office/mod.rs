//! The office: what staff see.

pub mod account_row;
pub mod accounts;
pub mod overview;
pub mod result_card;
pub mod results;
pub mod rights;
pub mod surveys;
