//! Server functions of consultations, one file per thing.

pub mod agreement;
pub mod amending;
pub mod amendment_steps;
pub mod amendments;
pub mod bodies;
pub mod commenting;
pub mod comments;
pub mod conferences;
pub mod decisions;
pub mod following;
pub mod groups;
pub mod meetings;
pub mod merge_steps;
#[cfg(feature = "ssr")]
mod merge_view;
pub mod merging;
pub mod moderation;
pub mod objections;
pub mod open;
pub mod outcome;
pub mod positions;
pub mod report;
pub mod search;
pub mod speaking;
pub mod tags;
pub mod text_files;
pub mod texts;
pub mod trace;
pub mod votes;
pub mod voting;
