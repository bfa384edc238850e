//! What comes out of a consultation: files, the report, decisions, what became of contributions, traces.

pub mod bodies;
pub mod contributions;
pub mod decisions;
pub mod files;
pub mod long_text;
pub mod overview;
pub mod panel;
pub mod report;
pub mod trace;
pub mod trace_steps;
