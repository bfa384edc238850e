//! Pages of consultations, a folder per thing.

pub mod comments;
