//! How a survey is run: who may answer, until when, and from how many responses on figures move.

use chrono::{Days, NaiveDate, NaiveDateTime, Timelike as _};
use serde::{Deserialize, Serialize};

/// Nobody is reminded earlier in the day.
const FIRST_HOUR: u32 = 8;
/// A reminder that was missed is caught up for so many days; after that it is left out.
const CAUGHT_UP: u64 = 7;

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

    /// The day whose reminder may go out at this moment, by a clock in Duisburg: today's, or one of the last days that was
    /// missed. Whoever was written to on that day or later has had it.
    pub fn reminder_due(&self, now: NaiveDateTime) -> Option<NaiveDate> {
        let today = now.date();
        let earliest = today.checked_sub_days(Days::new(CAUGHT_UP)).unwrap_or(today);
        let due = self.reminders.iter().filter(|day| (earliest..=today).contains(*day)).max().copied();
        due.filter(|_| now.hour() >= FIRST_HOUR)
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
    fn reminders_wait_for_the_morning_and_are_caught_up_for_a_week() {
        let at = |day: u32, hour: u32, minute: u32| {
            NaiveDate::from_ymd_opt(2026, 12, day).and_then(|day| day.and_hms_opt(hour, minute, 0)).expect("a time")
        };
        let terms = Terms { reminders: vec![at(2, 0, 0).date(), at(4, 0, 0).date()], ..Terms::default() };
        let due = |day, hour, minute| terms.reminder_due(at(day, hour, minute)).map(|day| day.to_string());
        assert_eq!((due(1, 12, 0), due(2, 0, 30), due(2, 7, 59)), (None, None, None));
        assert_eq!(due(2, 8, 0).as_deref(), Some("2026-12-02"));
        assert_eq!(due(3, 9, 0).as_deref(), Some("2026-12-02"), "missed yesterday");
        assert_eq!(due(5, 1, 0), None, "what was missed waits for the morning, too");
        assert_eq!(due(11, 23, 0).as_deref(), Some("2026-12-04"), "of two the later one");
        assert_eq!(due(12, 9, 0), None);
    }

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
