//! Meetings: agenda, minutes and documents, what is up just now, and who speaks next.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::conference::{LONGEST_NAME, LONGEST_WORDS};

/// Most items of an agenda, and most documents.
pub const MOST_ITEMS: usize = 60;
/// Most minutes planned for one item of an agenda: a whole day.
pub const LONGEST_ITEM: u32 = 24 * 60;
/// Most characters of a link.
pub const LONGEST_LINK: usize = 2_000;

/// How far a meeting is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingState {
    /// It is to come, or goes on.
    #[default]
    Planned,
    /// It is over.
    Held,
    /// It does not take place.
    Cancelled,
}

/// An item of an agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaItem {
    /// Its identity; a renamed or moved item stays the same.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// How long it is planned, in minutes; 0: not said.
    pub minutes: u32,
    /// The text it is about.
    pub text: Option<Uuid>,
    /// Who introduces it.
    pub speaker: String,
    /// What was decided; Markdown.
    pub decision: String,
}

/// A document of a meeting, as a link or a few words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What it is called.
    pub name: String,
    /// Where it lies; empty when the name says where it is to be had.
    pub link: String,
}

/// A meeting of a group, or of a whole conference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Its identity.
    pub id: Uuid,
    /// The conference's slug.
    pub conference: String,
    /// The group; none for a meeting of the whole conference.
    pub group: Option<Uuid>,
    /// What it is called.
    pub title: String,
    /// Where it takes place.
    pub place: String,
    /// Where one takes part from afar; empty when one cannot.
    pub link: String,
    /// From this moment on.
    pub starts: DateTime<Utc>,
    /// Until this moment.
    pub ends: DateTime<Utc>,
    /// What is dealt with, in order.
    pub agenda: Vec<AgendaItem>,
    /// What was said; Markdown.
    pub minutes: String,
    /// What people should read.
    pub documents: Vec<Document>,
    /// How far it is.
    pub state: MeetingState,
    /// Whether those who have not spoken yet are called first.
    pub new_voices_first: bool,
}

/// What is up in a meeting just now. The chairs move it on; whoever looks at the big screen follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Course {
    /// The item that is dealt with.
    pub item: Option<Uuid>,
    /// The paragraph of its text that is talked about.
    pub paragraph: Option<Uuid>,
    /// The account that has the floor.
    pub speaker: Option<Uuid>,
}

/// What is wrong with a meeting; everything at once. Places count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum MeetingProblem {
    /// The title is missing or longer than [`LONGEST_NAME`].
    #[error("the title is missing or too long")]
    Title,
    /// The place is longer than [`LONGEST_NAME`].
    #[error("the place is too long")]
    Place,
    /// It ends before it starts, or lasts longer than a week.
    #[error("the end is not after the start, or more than a week after it")]
    Time,
    /// The link to take part from afar is none.
    #[error("the link does not begin with https:// or http://")]
    Link,
    /// The minutes are longer than [`LONGEST_WORDS`].
    #[error("the minutes are too long")]
    Minutes,
    /// There are more than [`MOST_ITEMS`] items or documents.
    #[error("there are too many items or documents")]
    TooMany,
    /// An item has no title, or too long words.
    #[error("item {0} has no title, or too long words")]
    Item(usize),
    /// An item lasts longer than [`LONGEST_ITEM`].
    #[error("item {0} lasts too long")]
    ItemTime(usize),
    /// A document has no name, a too long one, or a link that is none.
    #[error("document {0} has no name, or a link that is none")]
    Document(usize),
}

impl Meeting {
    /// All that is wrong; empty when it can be kept.
    pub fn problems(&self) -> Vec<MeetingProblem> {
        let mut found = Vec::new();
        if !is_name(&self.title) {
            found.push(MeetingProblem::Title);
        }
        if self.place.chars().count() > LONGEST_NAME {
            found.push(MeetingProblem::Place);
        }
        if self.ends <= self.starts || self.ends - self.starts > chrono::TimeDelta::days(7) {
            found.push(MeetingProblem::Time);
        }
        if !self.link.is_empty() && !is_link(&self.link) {
            found.push(MeetingProblem::Link);
        }
        if self.minutes.chars().count() > LONGEST_WORDS {
            found.push(MeetingProblem::Minutes);
        }
        if self.agenda.len() > MOST_ITEMS || self.documents.len() > MOST_ITEMS {
            found.push(MeetingProblem::TooMany);
        }
        for (place, item) in self.agenda.iter().enumerate() {
            let too_long = item.speaker.chars().count() > LONGEST_NAME || item.decision.chars().count() > LONGEST_WORDS;
            if !is_name(&item.title) || too_long {
                found.push(MeetingProblem::Item(place));
            }
            if item.minutes > LONGEST_ITEM {
                found.push(MeetingProblem::ItemTime(place));
            }
        }
        for (place, document) in self.documents.iter().enumerate() {
            if !is_name(&document.name) || (!document.link.is_empty() && !is_link(&document.link)) {
                found.push(MeetingProblem::Document(place));
            }
        }
        found
    }

    /// The item of this identity, and its place from 0.
    pub fn item(&self, id: Uuid) -> Option<(usize, &AgendaItem)> {
        self.agenda.iter().enumerate().find(|(_, item)| item.id == id)
    }

    /// When each item is planned to begin, as far as the items in front of it say how long they take.
    pub fn begins(&self) -> Vec<Option<DateTime<Utc>>> {
        let mut next = Some(self.starts);
        let begin = |item: &AgendaItem| {
            let begins = next;
            next = begins.filter(|_| item.minutes > 0).map(|at| at + chrono::TimeDelta::minutes(item.minutes.into()));
            begins
        };
        self.agenda.iter().map(begin).collect()
    }

    /// Whether people may still register, ask to speak and be called.
    pub fn is_to_come(&self, now: DateTime<Utc>) -> bool {
        // Meetings take longer than planned.
        self.state == MeetingState::Planned && now < self.ends + chrono::TimeDelta::hours(12)
    }
}

fn is_name(name: &str) -> bool {
    !name.trim().is_empty() && name.chars().count() <= LONGEST_NAME
}

/// Whether it is an address that a browser opens: nothing else may stand in a link on a page or in a calendar.
pub fn is_link(link: &str) -> bool {
    let rest = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty())
        && link.chars().count() <= LONGEST_LINK
        && !link.chars().any(|sign| sign.is_whitespace() || sign.is_control())
}

/// Somebody who wants to speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// Who.
    pub account: Uuid,
    /// Since when.
    pub asked: DateTime<Utc>,
    /// Whether the person has spoken in this meeting already.
    pub has_spoken: bool,
}

/// Who speaks in which order: as they asked; with `new_voices_first`, those who have not spoken yet come before all others.
pub fn speaking_order(wishes: &[Wish], new_voices_first: bool) -> Vec<Uuid> {
    let mut order = wishes.to_vec();
    order.sort_by_key(|wish| (new_voices_first && wish.has_spoken, wish.asked, wish.account));
    order.into_iter().map(|wish| wish.account).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + minute * 60, 0).expect("a time")
    }

    fn item(title: &str, minutes: u32) -> AgendaItem {
        let id = Uuid::from_u128(title.len() as u128);
        AgendaItem { id, title: title.into(), minutes, text: None, speaker: String::new(), decision: String::new() }
    }

    fn meeting() -> Meeting {
        Meeting {
            id: Uuid::from_u128(1),
            conference: "konferenz".into(),
            group: None,
            title: "Auftakt".into(),
            place: "Rathaus".into(),
            link: String::new(),
            starts: at(0),
            ends: at(120),
            agenda: vec![item("Begrüßung", 10), item("Aussprache", 0), item("Ende", 5)],
            minutes: String::new(),
            documents: vec![],
            state: MeetingState::Planned,
            new_voices_first: false,
        }
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        assert_eq!(meeting().problems(), []);
        let wrong = Meeting {
            title: " ".into(),
            place: "x".repeat(LONGEST_NAME + 1),
            link: "javascript:alert(1)".into(),
            ends: at(0),
            agenda: vec![item("", 1), item("Pause", LONGEST_ITEM + 1)],
            minutes: "x".repeat(LONGEST_WORDS + 1),
            documents: vec![
                Document { name: "Einladung".into(), link: String::new() },
                Document { name: "Plan".into(), link: "data:text/html,x".into() },
            ],
            ..meeting()
        };
        let expected = [
            MeetingProblem::Title,
            MeetingProblem::Place,
            MeetingProblem::Time,
            MeetingProblem::Link,
            MeetingProblem::Minutes,
            MeetingProblem::Item(0),
            MeetingProblem::ItemTime(1),
            MeetingProblem::Document(1),
        ];
        assert_eq!(wrong.problems(), expected);
        let many = Meeting { agenda: vec![item("Punkt", 1); MOST_ITEMS + 1], ..meeting() };
        assert_eq!(many.problems(), [MeetingProblem::TooMany]);
    }

    #[test]
    fn only_addresses_that_a_browser_opens_are_links() {
        for link in ["https://example.org/raum?a=1", "http://example.org"] {
            assert!(is_link(link), "{link}");
        }
        for link in ["", "https://", "javascript:alert(1)", "https://a b", "https://a\nb", "ftp://a", " https://a"] {
            assert!(!is_link(link), "{link}");
        }
    }

    #[test]
    fn items_begin_when_those_before_them_are_over_as_far_as_that_is_known() {
        assert_eq!(meeting().begins(), [Some(at(0)), Some(at(10)), None]);
        assert!(meeting().is_to_come(at(130)));
        assert!(!meeting().is_to_come(at(120 + 12 * 60)));
        assert!(!Meeting { state: MeetingState::Cancelled, ..meeting() }.is_to_come(at(0)));
    }

    fn wish(account: u128, minute: i64, has_spoken: bool) -> Wish {
        Wish { account: Uuid::from_u128(account), asked: at(minute), has_spoken }
    }

    #[test]
    fn people_speak_as_they_asked_and_new_voices_first_where_that_is_the_rule() {
        let wishes = [wish(1, 3, false), wish(2, 1, true), wish(3, 2, false)];
        let order = |first| speaking_order(&wishes, first).iter().map(Uuid::as_u128).collect::<Vec<_>>();
        assert_eq!(order(false), [2, 3, 1]);
        assert_eq!(order(true), [3, 1, 2]);
    }

    proptest! {
        #[test]
        fn everybody_who_asked_is_called_once_and_nobody_overtakes_an_equal(
            asked in prop::collection::btree_map(0_u128..50, (0_i64..100, any::<bool>()), 0..20), first in any::<bool>(),
        ) {
            let wishes: Vec<Wish> = asked.iter().map(|(id, (minute, spoken))| wish(*id, *minute, *spoken)).collect();
            let order = speaking_order(&wishes, first);
            let mut sorted = order.clone();
            sorted.sort();
            prop_assert_eq!(sorted, wishes.iter().map(|wish| wish.account).collect::<Vec<_>>());
            let of = |id: Uuid| wishes.iter().find(|wish| wish.account == id).copied();
            for pair in order.windows(2) {
                if let (Some(one), Some(next)) = (of(pair[0]), of(pair[1])) {
                    let same_rank = !first || one.has_spoken == next.has_spoken;
                    prop_assert!(!same_rank || one.asked <= next.asked);
                    prop_assert!(!first || one.has_spoken <= next.has_spoken);
                }
            }
        }
    }
}
