//! German wall-clock time for what people read and type; everything that is kept is UTC.
//!
//! The rule is that of the European Union (directive 2000/84/EC, in Germany since 1996): summer time, two hours before UTC, runs
//! from the last Sunday of March to the last Sunday of October, each time at 1:00 UTC; otherwise one hour.

use chrono::{DateTime, Datelike as _, Duration, NaiveDate, NaiveDateTime, NaiveTime, Utc, Weekday};

/// What a clock time means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// This moment.
    Once(DateTime<Utc>),
    /// The clocks show it twice, when summer time ends.
    Twice(DateTime<Utc>, DateTime<Utc>),
    /// The clocks jump over it, when summer time starts.
    Never,
}

impl Moment {
    /// The moment that is meant where nobody can be asked: for a time shown twice the first, for one jumped over nothing.
    pub fn first(self) -> Option<DateTime<Utc>> {
        match self {
            Self::Once(moment) | Self::Twice(moment, _) => Some(moment),
            Self::Never => None,
        }
    }
}

/// What a clock in Germany shows at this moment.
pub fn clock(moment: DateTime<Utc>) -> NaiveDateTime {
    moment.naive_utc() + offset(moment)
}

/// The moment at which a clock in Germany shows this.
pub fn moment(clock_time: NaiveDateTime) -> Moment {
    let candidates = [2, 1].map(|hours| (clock_time - Duration::hours(hours)).and_utc());
    match candidates.map(|candidate| clock(candidate) == clock_time) {
        [true, true] => Moment::Twice(candidates[0], candidates[1]),
        [true, false] => Moment::Once(candidates[0]),
        [false, true] => Moment::Once(candidates[1]),
        [false, false] => Moment::Never,
    }
}

/// A day as people type it, 31.12.2026, or as browsers send it, 2026-12-31; nothing for other texts, nor for years that nobody
/// writes here: two digits are no year.
pub fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    ["%Y-%m-%d", "%d.%m.%Y"]
        .into_iter()
        .find_map(|format| NaiveDate::parse_from_str(text, format).ok())
        .filter(|day| (1900..=9999).contains(&day.year()))
}

/// The moment at which this day begins in Germany: clocks never change at midnight.
pub fn start_of_day(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    moment(midnight).first().unwrap_or_else(|| midnight.and_utc())
}

fn offset(moment: DateTime<Utc>) -> Duration {
    let summer =
        switch(moment.year(), 3).zip(switch(moment.year(), 10)).is_some_and(|(from, to)| (from..to).contains(&moment));
    Duration::hours(if summer { 2 } else { 1 })
}

/// 1:00 UTC on the last Sunday of a month with 31 days.
fn switch(year: i32, month: u32) -> Option<DateTime<Utc>> {
    let last = NaiveDate::from_ymd_opt(year, month, 31)?;
    let sunday = last.week(Weekday::Sun).first_day();
    Some(sunday.and_time(NaiveTime::from_hms_opt(1, 0, 0)?).and_utc())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn clock_time(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a time")
    }

    fn utc(text: &str) -> DateTime<Utc> {
        clock_time(text).and_utc()
    }

    #[test]
    fn clocks_jump_in_march_and_fall_back_in_october() {
        assert_eq!(moment(clock_time("2026-01-10 12:00")), Moment::Once(utc("2026-01-10 11:00")));
        assert_eq!(moment(clock_time("2026-07-10 12:00")), Moment::Once(utc("2026-07-10 10:00")));
        assert_eq!(moment(clock_time("2026-03-29 01:59")), Moment::Once(utc("2026-03-29 00:59")));
        assert_eq!(moment(clock_time("2026-03-29 02:30")), Moment::Never);
        assert_eq!(moment(clock_time("2026-03-29 03:00")), Moment::Once(utc("2026-03-29 01:00")));
        let twice = Moment::Twice(utc("2026-10-25 00:30"), utc("2026-10-25 01:30"));
        assert_eq!(moment(clock_time("2026-10-25 02:30")), twice);
        assert_eq!(twice.first(), Some(utc("2026-10-25 00:30")));
        assert_eq!(clock(utc("2027-03-28 01:00")), clock_time("2027-03-28 03:00"));
        assert_eq!(clock(utc("2027-10-31 01:00")), clock_time("2027-10-31 02:00"));
    }

    #[test]
    fn days_are_read_as_they_are_typed_and_as_browsers_send_them() {
        let last = NaiveDate::from_ymd_opt(2026, 12, 31);
        for text in ["2026-12-31", "31.12.2026", " 31.12.2026 "] {
            assert_eq!(day(text), last, "{text}");
        }
        assert_eq!(day("1.2.2026"), NaiveDate::from_ymd_opt(2026, 2, 1));
        for text in
            ["", "bald", "31.02.2026", "31.12.26", "0026-12-31", "+12026-12-31", "12/31/2026", "2026-12-31T10:00"]
        {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn every_day_begins_at_its_midnight() {
        let first = NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day");
        for day in first.iter_days().take(1_500) {
            let begins = start_of_day(day);
            assert_eq!(clock(begins), day.and_time(NaiveTime::MIN), "{day}");
            assert_eq!(clock(begins - Duration::milliseconds(1)).date(), day.pred_opt().expect("a day"), "{day}");
        }
    }

    proptest! {
        #[test]
        fn what_a_clock_shows_leads_back(second in 946_684_800_i64..4_102_444_800) {
            let now = DateTime::from_timestamp(second, 0).expect("a time");
            let back = moment(clock(now));
            let same = match back {
                Moment::Once(one) => one == now,
                Moment::Twice(one, other) => one == now || other == now,
                Moment::Never => false,
            };
            prop_assert!(same);
        }
    }
}
