//! Server functions of consultations, one file per thing.

pub mod conferences;
pub mod following;
pub mod groups;
pub mod meetings;
pub mod speaking;
pub mod texts;
