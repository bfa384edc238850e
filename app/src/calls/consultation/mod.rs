//! Server functions of consultations, one file per thing.

pub mod amending;
pub mod amendment_steps;
pub mod amendments;
pub mod conferences;
pub mod groups;
pub mod merge_steps;
#[cfg(feature = "ssr")]
mod merge_view;
pub mod merging;
pub mod texts;
