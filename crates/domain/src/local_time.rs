//! German wall-clock time for what people read and type; everything that is kept is UTC.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, TimeDelta, Utc};

/// What a clock in Germany shows. Summer time runs from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last
/// Sunday of October (directive 2000/84/EC).
pub fn in_germany(time: DateTime<Utc>) -> NaiveDateTime {
    time.naive_utc() + TimeDelta::hours(ahead(time.naive_utc()))
}

/// The moment at which this day begins in Germany.
pub fn start_of_day(day: NaiveDate) -> DateTime<Utc> {
    // Summer time never begins or ends at midnight, so the hour before decides for midnight, too.
    let midnight = day.and_time(chrono::NaiveTime::MIN);
    (midnight - TimeDelta::hours(ahead(midnight - TimeDelta::hours(1)))).and_utc()
}

/// The day a calendar in Germany shows.
pub fn german_day(time: DateTime<Utc>) -> NaiveDate {
    in_germany(time).date()
}

/// How many hours German clocks are ahead of UTC.
fn ahead(utc: NaiveDateTime) -> i64 {
    let changes =
        |month| last_sunday(utc.year(), month).map(|day| day.and_time(chrono::NaiveTime::MIN) + TimeDelta::hours(1));
    match (changes(3), changes(10)) {
        (Some(begins), Some(ends)) if begins <= utc && utc < ends => 2,
        _ => 1,
    }
}

/// Of a month with 31 days.
fn last_sunday(year: i32, month: u32) -> Option<NaiveDate> {
    let last = NaiveDate::from_ymd_opt(year, month, 31)?;
    Some(last - TimeDelta::days(i64::from(last.weekday().num_days_from_sunday())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(utc: &str) -> String {
        in_germany(utc.parse().expect("a time")).to_string()
    }

    #[test]
    fn clocks_change_on_the_last_sundays_of_march_and_october() {
        assert_eq!(shown("2026-03-29T00:59:59Z"), "2026-03-29 01:59:59");
        assert_eq!(shown("2026-03-29T01:00:00Z"), "2026-03-29 03:00:00");
        assert_eq!(shown("2026-10-25T00:59:59Z"), "2026-10-25 02:59:59");
        assert_eq!(shown("2026-10-25T01:00:00Z"), "2026-10-25 02:00:00");
        assert_eq!(shown("2026-12-31T23:30:00Z"), "2027-01-01 00:30:00");
    }

    #[test]
    fn every_day_begins_at_its_midnight() {
        let first = NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day");
        for day in first.iter_days().take(1_500) {
            let begins = start_of_day(day);
            assert_eq!(in_germany(begins), day.and_time(chrono::NaiveTime::MIN), "{day}");
            assert_eq!(german_day(begins - TimeDelta::milliseconds(1)), day.pred_opt().expect("a day"), "{day}");
        }
    }
}
