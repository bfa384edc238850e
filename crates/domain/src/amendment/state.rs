//! How an amendment gets on: from a draft over supporters and admission to what became of it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Amendment;

/// How far an amendment is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum State {
    /// Only its author sees it.
    Draft,
    /// Sent; it gathers supporters where the rule asks for some.
    Submitted,
    /// Enough people support it.
    Supported,
    /// The chair put it up for decision.
    Admitted,
    /// Taken over as it was.
    Accepted {
        /// In this version.
        version: u32,
    },
    /// Taken over in other words.
    Modified {
        /// In this version.
        version: u32,
        /// Why not as it was.
        reason: String,
    },
    /// Not taken over.
    Rejected {
        /// Why.
        reason: String,
    },
    /// Its author took it back.
    Withdrawn,
    /// A new version came out, and the amendment now amends that one. It is open as before.
    CarriedOver {
        /// The new version.
        version: u32,
        /// Whether it had been admitted.
        admitted: bool,
    },
    /// A new version came out that it collides with. Its author may rework it.
    Collided {
        /// The new version.
        version: u32,
    },
}

impl State {
    /// Whether something is still to be decided about it.
    pub fn is_open(&self) -> bool {
        matches!(
            self,
            Self::Submitted | Self::Supported | Self::Admitted | Self::CarriedOver { .. } | Self::Collided { .. }
        )
    }

    /// Whether others may see it, where they may see the text.
    pub fn is_public(&self) -> bool {
        *self != Self::Draft
    }
}

/// What an amendment needs before it can be admitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SupportRule {
    /// So many supporters besides the author; 0: none.
    pub least: u32,
    /// Until then. The moment itself is too late.
    pub until: Option<DateTime<Utc>>,
}

impl SupportRule {
    /// Whether support still counts.
    pub fn is_running(self, now: DateTime<Utc>) -> bool {
        self.until.is_none_or(|until| now < until)
    }

    /// Whether so many are enough.
    pub fn is_enough(self, supporters: usize) -> bool {
        u32::try_from(supporters).unwrap_or(u32::MAX) >= self.least
    }
}

/// What somebody does with an amendment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "step")]
pub enum Step {
    /// The author sends it, for the first time or after a collision.
    Submit,
    /// Somebody supports it.
    Support {
        /// Who.
        account: Uuid,
    },
    /// Somebody takes support back.
    Unsupport {
        /// Who.
        account: Uuid,
    },
    /// The chair puts it up for decision.
    Admit,
    /// It was taken over as it was.
    Accept {
        /// In this version.
        version: u32,
    },
    /// It was taken over in other words.
    Modify {
        /// In this version.
        version: u32,
        /// Why not as it was.
        reason: String,
    },
    /// It was not taken over.
    Reject {
        /// Why; readers see it.
        reason: String,
    },
    /// The author takes it back.
    Withdraw,
    /// A new version came out and it fits.
    CarryOver {
        /// The new version.
        version: u32,
    },
    /// A new version came out and it does not fit.
    Collide {
        /// The new version.
        version: u32,
    },
}

/// Why a step cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepProblem {
    /// Not from where the amendment is now.
    #[error("the amendment is past that, or not there yet")]
    NotNow,
    /// Not enough supporters.
    #[error("too few people support it")]
    TooFewSupporters,
    /// The time for supporters is over.
    #[error("the time for supporters is over")]
    TooLate,
    /// Authors do not support their own.
    #[error("authors do not count as supporters")]
    OwnAmendment,
    /// A reason is missing.
    #[error("a reason is missing")]
    NoReason,
}

impl Amendment {
    /// The amendment after a step. Supporting twice, or taking back what was not given, changes nothing.
    ///
    /// # Errors
    /// When the step cannot be taken now; the amendment stays as it is.
    pub fn after(&self, step: &Step, rule: SupportRule, now: DateTime<Utc>) -> Result<Self, StepProblem> {
        let mut next = self.clone();
        let decidable = matches!(self.state, State::Admitted | State::CarriedOver { admitted: true, .. });
        next.state = match step {
            Step::Submit if matches!(self.state, State::Draft | State::Collided { .. }) => {
                if self.reason.trim().is_empty() {
                    return Err(StepProblem::NoReason);
                }
                self.gathering(rule)
            }
            Step::Support { account } | Step::Unsupport { account } => {
                if !self.gathers() {
                    return Err(StepProblem::NotNow);
                }
                if !rule.is_running(now) {
                    return Err(StepProblem::TooLate);
                }
                if *account == self.author {
                    return Err(StepProblem::OwnAmendment);
                }
                next.supporters.retain(|known| known != account || matches!(step, Step::Support { .. }));
                if matches!(step, Step::Support { .. }) && !self.supporters.contains(account) {
                    next.supporters.push(*account);
                }
                if matches!(self.state, State::CarriedOver { .. }) { self.state.clone() } else { next.gathering(rule) }
            }
            Step::Admit if self.gathers() => {
                if !rule.is_enough(self.supporters.len()) {
                    return Err(StepProblem::TooFewSupporters);
                }
                State::Admitted
            }
            Step::Accept { version } if decidable => State::Accepted { version: *version },
            Step::Modify { version, reason } if decidable => {
                State::Modified { version: *version, reason: said(reason)? }
            }
            Step::Reject { reason } if self.state.is_open() => State::Rejected { reason: said(reason)? },
            Step::Withdraw if self.state.is_open() || self.state == State::Draft => State::Withdrawn,
            Step::CarryOver { version } if self.state.is_open() => {
                State::CarriedOver { version: *version, admitted: decidable }
            }
            Step::Collide { version } if self.state.is_open() => State::Collided { version: *version },
            _ => return Err(StepProblem::NotNow),
        };
        Ok(next)
    }

    /// Whether its time for supporters ran out with too few of them.
    pub fn has_lapsed(&self, rule: SupportRule, now: DateTime<Utc>) -> bool {
        self.gathers() && !rule.is_running(now) && !rule.is_enough(self.supporters.len())
    }

    fn gathers(&self) -> bool {
        matches!(self.state, State::Submitted | State::Supported | State::CarriedOver { admitted: false, .. })
    }

    fn gathering(&self, rule: SupportRule) -> State {
        if rule.is_enough(self.supporters.len()) { State::Supported } else { State::Submitted }
    }
}

fn said(reason: &str) -> Result<String, StepProblem> {
    if reason.trim().is_empty() { Err(StepProblem::NoReason) } else { Ok(reason.to_owned()) }
}
