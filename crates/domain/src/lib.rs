//! The rules of Teilhabe, pure: no async, no I/O, no clock, no randomness. Time, ids and seeds are arguments.
//!
//! The same code runs in the browser (checking while somebody answers) and on the server (checking what arrives).
//! Start reading at [`survey::Survey`], then [`answering::check`], then [`tally::Tally`].

pub mod access;
pub mod account;
pub mod agreement;
pub mod amendment;
pub mod answer;
pub mod answering;
pub mod audit;
pub mod ballot;
pub mod bridging;
pub mod comment;
pub mod commenting;
pub mod condition;
pub mod definition;
pub mod district;
pub mod draft;
pub mod form;
pub mod invitation;
pub mod language;
pub mod local_time;
pub mod mail;
pub mod majority;
pub mod organisation;
pub mod permission;
pub mod problem;
pub mod process;
pub mod protection;
pub mod receipt;
pub mod results;
pub mod sealing;
pub mod survey;
pub mod tally;
pub mod terms;
pub mod text;
pub mod tongue;
pub mod topic;
pub mod way_back;
pub mod words;
