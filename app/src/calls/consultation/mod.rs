//! Server functions of consultations, one file per thing.

pub mod conferences;
pub mod groups;
pub mod texts;
