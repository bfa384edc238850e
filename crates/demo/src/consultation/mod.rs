//! A consultation for the demo: a conference in the middle of its public phase, with groups, texts and what people say about them.
//!
//! Everybody in it is invented and called so. The guidelines and recommendations are told again in words of our own; what the council
//! decided is its own wording. Working groups have numbers: nobody knows their official names.

mod talk;
mod words;

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use domain::agreement::consent::Position;
use domain::comment::CommentKind;
use domain::local_time;
use domain::process::conference::{Conference, GroupTemplate, WorkingGroup};
use domain::process::meeting::{AgendaItem, Document, Meeting, MeetingState};
use domain::process::phase::Schedule;
use domain::process::space::Openness;
use domain::text::blocks::{Block, BlockKind, List};
use domain::text::document::{Content, Paragraph, Tag};
use domain::text::kind::TextKind;
use uuid::Uuid;

/// The address of the conference.
pub const SLUG: &str = "integrationskonferenz-demo";

/// So many days ago its first phase began: the public one, of thirty days, comes after sixty.
const BEGUN: i64 = 70;

/// Everything there is in it. Places in lists are used in place of identities where people and groups are meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Consultation {
    /// Its frame, published.
    pub conference: Conference,
    /// Three groups.
    pub groups: Vec<WorkingGroup>,
    /// Invented members.
    pub people: Vec<DemoPerson>,
    /// The texts in the order they were begun.
    pub texts: Vec<DemoText>,
    /// Comments, each behind the one it answers.
    pub comments: Vec<DemoComment>,
    /// Amendments to the newest versions.
    pub amendments: Vec<DemoAmendment>,
    /// What members say in the consent poll on a text of their group.
    pub positions: Vec<DemoPosition>,
    /// Meetings, the one to come first.
    pub meetings: Vec<DemoMeeting>,
}

/// An invented member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPerson {
    /// Of the account.
    pub id: Uuid,
    /// Ends in `example.org`, which belongs to nobody.
    pub email: String,
    /// Says that it is invented.
    pub name: String,
    /// Place of the group.
    pub group: usize,
    /// Whether the person leads the group.
    pub chair: bool,
}

/// A text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoText {
    /// Its identity.
    pub id: Uuid,
    /// Place of the group; none for texts of the whole conference.
    pub group: Option<usize>,
    /// What it is for.
    pub kind: TextKind,
    /// Place of the person who wrote it.
    pub author: usize,
    /// When.
    pub at: DateTime<Utc>,
    /// What it says.
    pub content: Content,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoComment {
    /// Its identity.
    pub id: Uuid,
    /// The text.
    pub text: Uuid,
    /// The paragraph.
    pub paragraph: Uuid,
    /// The comment it answers.
    pub parent: Option<Uuid>,
    /// Place of the person who wrote it.
    pub author: usize,
    /// When.
    pub at: DateTime<Utc>,
    /// What it is meant as.
    pub kind: CommentKind,
    /// What it says.
    pub body: &'static str,
    /// Places of people who agree.
    pub agree: &'static [usize],
}

/// An amendment of one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoAmendment {
    /// Its identity.
    pub id: Uuid,
    /// The text.
    pub text: Uuid,
    /// The paragraph.
    pub paragraph: Uuid,
    /// Place of the person who wrote it.
    pub author: usize,
    /// When.
    pub at: DateTime<Utc>,
    /// What the paragraph should say.
    pub words: &'static str,
    /// Why.
    pub reason: &'static str,
    /// Places of people who support it.
    pub supporters: &'static [usize],
}

/// What a member says about a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPosition {
    /// The text.
    pub text: Uuid,
    /// Place of the person.
    pub person: usize,
    /// When.
    pub at: DateTime<Utc>,
    /// What the person says.
    pub position: Position,
    /// The objection's identity, paragraph and reason, if it is one.
    pub objection: Option<(Uuid, Uuid, &'static str)>,
}

/// A meeting and who comes to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoMeeting {
    /// The meeting.
    pub meeting: Meeting,
    /// Place of the person who called it.
    pub author: usize,
    /// When.
    pub at: DateTime<Utc>,
    /// Places of people who registered.
    pub guests: &'static [usize],
}

/// Kinds of things that have identities.
#[derive(Debug, Clone, Copy)]
enum Shelf {
    Account = 1,
    Phase,
    Group,
    Text,
    Paragraph,
    Comment,
    Amendment,
    Objection,
    Meeting,
    Item,
}

/// Always the same identity for the same thing, so that what was loaded once is found again.
fn identity(shelf: Shelf, place: usize) -> Uuid {
    Uuid::from_u128(0xde30_0000_0000_4000_8000_0000_0000_0000 | ((shelf as u128) << 32) | place as u128)
}

fn text_identity(place: usize) -> Uuid {
    identity(Shelf::Text, place)
}

/// The item of this number, from 1, of the text at this place; 0 is the note behind them.
fn paragraph_identity(text: usize, item: usize) -> Uuid {
    identity(Shelf::Paragraph, text * 1_000 + item)
}

/// The consultation as it stands at this moment: what has happened lies in the days before, what is to come in those after.
pub fn consultation(now: DateTime<Utc>) -> Consultation {
    let today = local_time::clock(now).date();
    let groups = groups();
    let frame = talk::Frame { today };
    Consultation {
        conference: conference(today),
        people: talk::people(),
        texts: texts(frame),
        comments: talk::comments(frame),
        amendments: talk::amendments(frame),
        positions: talk::positions(frame),
        meetings: meetings(frame, &groups),
        groups,
    }
}

fn conference(today: NaiveDate) -> Conference {
    let mut phase = 0;
    let ids = || {
        phase += 1;
        identity(Shelf::Phase, phase)
    };
    Conference {
        slug: SLUG.to_owned(),
        title: "Integrationskonferenz (Demo)".to_owned(),
        purpose: words::PURPOSE.to_owned(),
        programme: words::PROGRAMME.to_owned(),
        place: "Beispielhalle".to_owned(),
        days: today.checked_add_days(Days::new(14)).zip(today.checked_add_days(Days::new(15))),
        schedule: Schedule::suggested(local_time::start_of_day(today) - TimeDelta::days(BEGUN), ids),
        published: true,
    }
}

fn groups() -> Vec<WorkingGroup> {
    let group = |(place, (openness, purpose)): (usize, &(Openness, &str))| {
        let template = GroupTemplate {
            openness: *openness,
            minutes_form: words::MINUTES.to_owned(),
            // What others say in the first group is seen at once; in the second it is looked at before.
            review: place > 0,
            ..GroupTemplate::default()
        };
        let name = format!("Arbeitsgruppe {} (Demo)", place + 1);
        let group =
            template.group(identity(Shelf::Group, place), SLUG, &name, u32::try_from(place).unwrap_or(u32::MAX));
        WorkingGroup { purpose: (*purpose).to_owned(), ..group }
    };
    words::GROUPS.iter().enumerate().map(group).collect()
}

fn texts(frame: talk::Frame) -> Vec<DemoText> {
    let text = |(place, words): (usize, &words::Text)| DemoText {
        id: text_identity(place),
        group: words.group,
        kind: words.kind,
        author: words.author,
        at: frame.ago(words.days_ago, 10),
        content: content(place, words),
    };
    words::TEXTS.iter().enumerate().map(text).collect()
}

fn content(text: usize, words: &words::Text) -> Content {
    let note = Paragraph::new(paragraph_identity(text, 0), Block::paragraph(words.note));
    let item = |(place, (text_of_item, keys)): (usize, &(&str, &str))| {
        let kind = BlockKind::Item { list: List::Numbers, depth: 0 };
        let block = Block { kind, text: (*text_of_item).to_owned() };
        let tags: BTreeSet<Tag> = keys.split_whitespace().filter_map(Tag::of_key).collect();
        Paragraph { tags, ..Paragraph::new(paragraph_identity(text, place + 1), block) }
    };
    let items = words.items.iter().enumerate().map(item);
    Content { title: words.title.to_owned(), paragraphs: items.chain(std::iter::once(note)).collect() }
}

/// One that was held and one that is to come.
fn meetings(frame: talk::Frame, groups: &[WorkingGroup]) -> Vec<DemoMeeting> {
    let mut item = 0;
    let mut meeting =
        |place: usize, group: usize, title: &str, starts: DateTime<Utc>, agenda: &[words::Item]| Meeting {
            id: identity(Shelf::Meeting, place),
            conference: SLUG.to_owned(),
            group: groups.get(group).map(|group| group.id),
            title: title.to_owned(),
            place: "Beispielhalle, Raum 2".to_owned(),
            link: String::new(),
            starts,
            ends: starts + TimeDelta::hours(2),
            agenda: agenda
                .iter()
                .map(|(title, minutes, text, decision)| {
                    item += 1;
                    AgendaItem {
                        id: identity(Shelf::Item, item),
                        title: (*title).to_owned(),
                        minutes: *minutes,
                        text: text.map(text_identity),
                        speaker: String::new(),
                        decision: (*decision).to_owned(),
                    }
                })
                .collect(),
            minutes: String::new(),
            documents: Vec::new(),
            state: MeetingState::Planned,
            new_voices_first: true,
        };
    let held = Meeting {
        state: MeetingState::Held,
        minutes: words::MINUTES_OF_FIRST.to_owned(),
        ..meeting(0, 0, "Erste Sitzung (Demo)", frame.ago(20, 18), &words::FIRST_AGENDA)
    };
    let next = Meeting {
        documents: vec![Document {
            name: "Die Empfehlungen auf Papier liegen im Raum aus".to_owned(),
            link: String::new(),
        }],
        ..meeting(1, 0, "Zweite Sitzung (Demo)", frame.ahead(6, 18), &words::SECOND_AGENDA)
    };
    vec![
        DemoMeeting { meeting: next, author: 0, at: frame.ago(5, 9), guests: &[0, 2] },
        DemoMeeting { meeting: held, author: 0, at: frame.ago(30, 9), guests: &[] },
    ]
}

#[cfg(test)]
mod tests;
