//! Agreement: whether the groups can live with a text, and what bodies vote on.
//!
//! [`consent`] asks every group whether anybody has a grave reason against a text, [`objection`] keeps such reasons as things with a
//! state, [`vote`] counts yes and no, open or secret, and shows results no earlier than promised.

pub mod consent;
pub mod objection;
pub mod vote;
