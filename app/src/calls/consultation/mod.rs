//! Server functions of consultations, one file per thing.

pub mod commenting;
pub mod comments;
pub mod conferences;
pub mod groups;
pub mod moderation;
pub mod search;
pub mod agreement;
pub mod conferences;
pub mod groups;
pub mod objections;
pub mod positions;
pub mod texts;
pub mod votes;
pub mod voting;
