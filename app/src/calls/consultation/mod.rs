//! Server functions of consultations, one file per thing.

pub mod bodies;
pub mod conferences;
pub mod decisions;
pub mod groups;
pub mod outcome;
pub mod report;
pub mod text_files;
pub mod texts;
pub mod trace;
