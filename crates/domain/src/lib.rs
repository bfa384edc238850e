//! The rules of Teilhabe, pure: no async, no I/O, no clock, no randomness. Time, ids and seeds are arguments.
//!
//! The same code runs in the browser (checking while somebody answers) and on the server (checking what arrives).
//! Start reading at [`survey::Survey`], then [`answering::check`], then [`tally::Tally`].

pub mod account;
pub mod answer;
pub mod answering;
pub mod condition;
pub mod definition;
pub mod draft;
pub mod form;
pub mod language;
pub mod mail;
pub mod permission;
pub mod problem;
pub mod receipt;
pub mod results;
pub mod survey;
pub mod tally;
