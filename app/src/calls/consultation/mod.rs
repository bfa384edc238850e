//! Server functions of consultations, one file per thing.

pub mod commenting;
pub mod comments;
pub mod bodies;
pub mod conferences;
pub mod decisions;
pub mod groups;
pub mod moderation;
pub mod search;
pub mod agreement;
pub mod conferences;
pub mod following;
pub mod groups;
pub mod objections;
pub mod positions;
pub mod amending;
pub mod amendment_steps;
pub mod amendments;
pub mod conferences;
pub mod groups;
pub mod merge_steps;
#[cfg(feature = "ssr")]
mod merge_view;
pub mod merging;
pub mod meetings;
pub mod speaking;
pub mod texts;
pub mod votes;
pub mod voting;
pub mod outcome;
pub mod report;
pub mod text_files;
pub mod texts;
pub mod trace;
