//! Server functions of consultations, one file per thing.

pub mod commenting;
pub mod comments;
pub mod conferences;
pub mod groups;
pub mod moderation;
pub mod search;
pub mod texts;
