//! Consultations: what working groups write and what becomes of it.

pub mod outcome;
