//! What a text is for, and how far it is.

use serde::{Deserialize, Serialize};

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextKind {
    /// Of a working group.
    Recommendation,
    /// Merged from all groups.
    Report,
    /// One of the city's principles: to refer to.
    Guideline,
}

/// How far a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextStage {
    /// Only who began it and the chairs see it.
    Draft,
    /// Whoever sees the group sees it.
    Open,
    /// Open, and no longer changed.
    Settled,
}
