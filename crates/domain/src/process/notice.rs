//! Following: how often somebody wants to hear of a thing, when digests are due, and what of all that happened is news.

use chrono::{DateTime, Datelike as _, Days, NaiveTime, Utc, Weekday};
use serde::{Deserialize, Serialize};

use super::space::ThingKind;
use crate::local_time;

/// The hour at which digests go, by German clocks.
const HOUR: u32 = 7;

/// How often somebody wants to hear of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    /// Within a minute.
    AtOnce,
    /// Every day at seven.
    Daily,
    /// Every Monday at seven.
    Weekly,
    /// Not at all, whatever else is followed around it.
    Never,
}

impl Rhythm {
    /// All there are, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::AtOnce, Self::Daily, Self::Weekly, Self::Never];

    /// The newest moment up to now at which digests of this rhythm go; nothing for rhythms without digests.
    pub fn last_due(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let clock = local_time::clock(now);
        let seven = NaiveTime::from_hms_opt(HOUR, 0, 0)?;
        let day = if clock.time() < seven { clock.date().pred_opt()? } else { clock.date() };
        let day = match self {
            Self::Daily => day,
            Self::Weekly => day.checked_sub_days(Days::new(u64::from(day.weekday().days_since(Weekday::Mon))))?,
            Self::AtOnce | Self::Never => return None,
        };
        local_time::moment(day.and_time(seven)).first()
    }
}

/// What kind of thing a happening is about, by the word it is kept under. Nothing for words that are not known here: then nobody is told.
pub fn kind(word: &str) -> Option<ThingKind> {
    Some(match word {
        // A decision and an answer stand with their text and are seen with it.
        "text" | "decision" | "answer" => ThingKind::Text,
        // That somebody is addressed stands in a comment.
        "comment" | "mention" => ThingKind::Comment,
        "amendment" => ThingKind::Amendment,
        "position" => ThingKind::Positions,
        "objection" => ThingKind::Objection,
        "vote" => ThingKind::Vote,
        "meeting" => ThingKind::Meeting,
        "document" => ThingKind::Document,
        _ => return None,
    })
}

/// Whether a happening is worth a notice. That a meeting moves on moves pages only; what somebody thinks in a consent poll, votes
/// or supports is counted, not announced.
pub fn is_news(kind: &str, deed: &str) -> bool {
    let quiet = matches!(
        (kind, deed),
        ("meeting", "moved") | ("position", _) | ("vote", "cast") | ("amendment", "backed" | "unbacked")
    );
    !quiet && self::kind(kind).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    #[test]
    fn digests_go_at_seven_by_german_clocks_in_summer_and_winter() {
        let daily = |now| Rhythm::Daily.last_due(utc(now));
        assert_eq!(daily("2026-01-10T05:59:59Z"), Some(utc("2026-01-09T06:00:00Z")));
        assert_eq!(daily("2026-01-10T06:00:00Z"), Some(utc("2026-01-10T06:00:00Z")));
        assert_eq!(daily("2026-07-10T04:59:00Z"), Some(utc("2026-07-09T05:00:00Z")));
        assert_eq!(daily("2026-07-10T23:30:00Z"), Some(utc("2026-07-10T05:00:00Z")));
        // The clocks change on Sunday, 29 March 2026.
        assert_eq!(daily("2026-03-29T04:59:59Z"), Some(utc("2026-03-28T06:00:00Z")));
        assert_eq!(daily("2026-03-29T05:00:00Z"), Some(utc("2026-03-29T05:00:00Z")));
    }

    #[test]
    fn weekly_ones_on_mondays() {
        // 23 November 2026 is a Monday.
        let weekly = |now| Rhythm::Weekly.last_due(utc(now));
        assert_eq!(weekly("2026-11-23T05:59:00Z"), Some(utc("2026-11-16T06:00:00Z")));
        assert_eq!(weekly("2026-11-23T06:00:00Z"), Some(utc("2026-11-23T06:00:00Z")));
        assert_eq!(weekly("2026-11-29T22:00:00Z"), Some(utc("2026-11-23T06:00:00Z")));
        assert_eq!(
            (Rhythm::AtOnce.last_due(utc("2026-11-23T06:00:00Z")), Rhythm::Never.last_due(utc("2026-11-23T06:00:00Z"))),
            (None, None)
        );
    }

    #[test]
    fn what_is_not_known_is_told_to_nobody() {
        assert!(is_news("comment", "new") && is_news("meeting", "changed") && is_news("decision", "new"));
        assert!(
            !is_news("meeting", "moved")
                && !is_news("position", "agree")
                && !is_news("vote", "cast")
                && !is_news("secret", "new")
        );
    }
}
