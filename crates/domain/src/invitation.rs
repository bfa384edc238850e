//! Invitations to a survey: how far one is, and whether it may still be used.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What an invitation's owner is told, each with a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It may be used.
    Valid,
    /// Its first day has not come.
    TooEarly,
    /// Its last day is over.
    Expired,
    /// The office has taken it back.
    Revoked,
    /// There is a newer one in its place.
    Replaced,
    /// The survey has ended.
    SurveyClosed,
}

/// How far an invitation is, for the office. Which answers it brought is not among it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// Made, but nobody was written to.
    Created,
    /// Somebody was written to.
    Invited,
    /// Somebody was reminded.
    Reminded,
    /// A response has come.
    Done,
    /// Taken back or replaced.
    Ended,
}

/// From when to when an invitation may be used; both days count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// The first day; any when there is none.
    pub from: Option<NaiveDate>,
    /// The last day; any when there is none.
    pub until: Option<NaiveDate>,
}

impl Window {
    /// How an invitation with this window stands on this day.
    pub fn standing(&self, day: NaiveDate) -> Standing {
        if self.from.is_some_and(|from| day < from) {
            Standing::TooEarly
        } else if self.until.is_some_and(|until| day > until) {
            Standing::Expired
        } else {
            Standing::Valid
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_of_the_window_count() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 12, day).expect("a day");
        let window = Window { from: Some(day(2)), until: Some(day(4)) };
        let standings: Vec<Standing> = (1..=5).map(|number| window.standing(day(number))).collect();
        assert_eq!(
            standings,
            [Standing::TooEarly, Standing::Valid, Standing::Valid, Standing::Valid, Standing::Expired]
        );
        assert_eq!(Window::default().standing(day(1)), Standing::Valid);
    }
}
