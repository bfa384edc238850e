//! Consultations: conferences, groups, texts, and what people say about them.

pub mod amendments;
