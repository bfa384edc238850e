//! How a survey is run: who may answer, until when, and from how many responses on figures move.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Who may answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// Whoever has the address of the survey.
    #[default]
    Everybody,
    /// Whoever is invited, once per invitation.
    Invited,
}

/// The terms of a survey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Terms {
    /// Who may answer.
    pub door: Door,
    /// The last day on which responses are taken; open without end when there is none.
    pub closes: Option<NaiveDate>,
    /// The last day on which a response may be changed with its receipt; without it, as long as the survey is open. It may be
    /// withdrawn as long as it is kept.
    pub changes_until: Option<NaiveDate>,
    /// Days on which those who are not done are reminded by mail.
    pub reminders: Vec<NaiveDate>,
    /// The fewest responses that figures may move by where a moving figure could tell who answered.
    pub smallest_cell: u32,
}

impl Default for Terms {
    fn default() -> Self {
        Self { door: Door::Everybody, closes: None, changes_until: None, reminders: Vec::new(), smallest_cell: 5 }
    }
}

impl Terms {
    /// Whether responses are still taken on this day.
    pub fn takes_responses_on(&self, day: NaiveDate) -> bool {
        self.closes.is_none_or(|last| day <= last)
    }

    /// Whether a response may be changed on this day, in a survey that is open or not.
    pub fn allows_changes_on(&self, day: NaiveDate, open: bool) -> bool {
        match self.changes_until {
            Some(last) => day <= last,
            None => open && self.takes_responses_on(day),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_still_counts() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 12, day).expect("a day");
        let terms = Terms { closes: Some(day(5)), ..Terms::default() };
        assert!(terms.takes_responses_on(day(5)) && !terms.takes_responses_on(day(6)));
        assert!(terms.allows_changes_on(day(5), true) && !terms.allows_changes_on(day(5), false));
        let longer = Terms { changes_until: Some(day(9)), ..terms };
        assert!(longer.allows_changes_on(day(9), false) && !longer.allows_changes_on(day(10), true));
        let read: Terms = serde_json::from_str("{}").expect("everything has a default");
        assert_eq!(read, Terms::default());
    }
}
