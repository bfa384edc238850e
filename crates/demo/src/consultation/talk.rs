//! Who talks in the demo's consultation, and what they say: comments, amendments, positions.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use domain::agreement::consent::Position;
use domain::comment::CommentKind;
use domain::local_time;
use uuid::Uuid;

use super::words::{GUIDELINES, MEETING_PLACES, RECOMMENDATIONS};
use super::{DemoAmendment, DemoComment, DemoPerson, DemoPosition, Shelf, identity, paragraph_identity, text_identity};

/// From where days are counted.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    pub today: NaiveDate,
}

impl Frame {
    /// So many days ago, when clocks in Germany showed about this hour.
    pub fn ago(self, days: i64, hour: i64) -> DateTime<Utc> {
        local_time::start_of_day(self.today) + TimeDelta::hours(hour) - TimeDelta::days(days)
    }

    /// In so many days, at this hour.
    pub fn ahead(self, days: u64, hour: i64) -> DateTime<Utc> {
        let day = self.today.checked_add_days(Days::new(days)).unwrap_or(self.today);
        local_time::start_of_day(day) + TimeDelta::hours(hour)
    }
}

/// Name, the place of the group, and whether the person leads it.
const PEOPLE: [(&str, usize, bool); 7] = [
    ("Amal Beispiel (Demo)", 0, true),
    ("Boris Muster (Demo)", 0, false),
    ("Canan Probe (Demo)", 0, false),
    ("Dilek Beispiel (Demo)", 1, true),
    ("Emil Muster (Demo)", 1, false),
    ("Fatou Probe (Demo)", 2, true),
    ("Goran Beispiel (Demo)", 2, false),
];

pub fn people() -> Vec<DemoPerson> {
    let person = |(place, (name, group, chair)): (usize, &(&str, usize, bool))| DemoPerson {
        id: identity(Shelf::Account, place),
        email: format!("demo-{}@example.org", place + 1),
        name: (*name).to_owned(),
        group: *group,
        chair: *chair,
    };
    PEOPLE.iter().enumerate().map(person).collect()
}

/// Text and number of the item, the place of the comment it answers, who, days ago, meant as, words, who agrees.
type Line = ((usize, usize), Option<usize>, usize, i64, CommentKind, &'static str, &'static [usize]);

const COMMENTS: [Line; 9] = [
    (
        (RECOMMENDATIONS, 5),
        None,
        4,
        8,
        CommentKind::Question,
        "Gilt das auch für Menschen, die nur wenige Stunden in der Woche für die Stadt arbeiten?",
        &[1, 2],
    ),
    (
        (RECOMMENDATIONS, 5),
        Some(0),
        0,
        7,
        CommentKind::For,
        "Gute Frage. Wir meinen alle, die mit Menschen zu tun haben, gleich wie viele Stunden.",
        &[4],
    ),
    (
        (RECOMMENDATIONS, 6),
        None,
        2,
        7,
        CommentKind::Suggestion,
        "Name und Telefonnummer sollten am Eingang hängen, in mehreren Sprachen.",
        &[0, 1, 3],
    ),
    (
        (RECOMMENDATIONS, 3),
        None,
        1,
        6,
        CommentKind::Against,
        "Einmal im Jahr ist zu selten. Bis dahin hat man vergessen, was man wollte.",
        &[2],
    ),
    (
        (RECOMMENDATIONS, 3),
        Some(3),
        3,
        5,
        CommentKind::Question,
        "Wer schreibt das denn auf, und wie viel Arbeit macht es den Ämtern?",
        &[],
    ),
    (
        (RECOMMENDATIONS, 1),
        None,
        6,
        2,
        CommentKind::For,
        "Das unterstütze ich. Bitte fragt auch die Menschen, die es betrifft.",
        &[],
    ),
    (
        (GUIDELINES, 5),
        None,
        2,
        4,
        CommentKind::For,
        "Sprache steht zu Recht vorne. Die Sprachen der Familien gehören für mich dazu.",
        &[0, 4],
    ),
    (
        (GUIDELINES, 11),
        None,
        4,
        3,
        CommentKind::Suggestion,
        "Vielen Vereinen hilft ein Raum mehr als Geld. Das könnte hier stehen.",
        &[3],
    ),
    (
        (MEETING_PLACES, 1),
        None,
        1,
        1,
        CommentKind::Question,
        "Wer schließt am Abend ab? An unserer Schule ist es daran gescheitert.",
        &[],
    ),
];

pub fn comments(frame: Frame) -> Vec<DemoComment> {
    let comment = |(place, line): (usize, &Line)| {
        let ((text, item), parent, author, days_ago, kind, body, agree) = *line;
        DemoComment {
            id: identity(Shelf::Comment, place),
            text: text_identity(text),
            paragraph: paragraph_identity(text, item),
            parent: parent.map(|parent| identity(Shelf::Comment, parent)),
            author,
            at: frame.ago(days_ago, 9) + TimeDelta::minutes(i64::try_from(place).unwrap_or_default() * 17),
            kind,
            body,
            agree,
        }
    };
    COMMENTS.iter().enumerate().map(comment).collect()
}

pub fn amendments(frame: Frame) -> Vec<DemoAmendment> {
    let amendment = |place: usize, item, author, days, words, reason, supporters| DemoAmendment {
        id: identity(Shelf::Amendment, place),
        text: text_identity(RECOMMENDATIONS),
        paragraph: paragraph_identity(RECOMMENDATIONS, item),
        author,
        at: frame.ago(days, 16),
        words,
        reason,
        supporters,
    };
    vec![
        amendment(
            0,
            3,
            1,
            5,
            "Ein festes Verfahren zeigt zweimal im Jahr, was erreicht ist und was noch nicht.",
            "In einem halben Jahr lässt sich noch umsteuern, nach einem ganzen ist es oft zu spät.",
            &[2, 4],
        ),
        amendment(
            1,
            6,
            2,
            3,
            "In jeder Einrichtung gibt es einen Menschen, an den man sich mit Fragen dazu wenden kann. Name und Telefonnummer stehen gut \
             sichtbar am Eingang.",
            "Wer fragen möchte, soll nicht erst suchen müssen.",
            &[0],
        ),
    ]
}

pub fn positions(frame: Frame) -> Vec<DemoPosition> {
    let position = |person, days, position, objection: Option<(Uuid, Uuid, &'static str)>| DemoPosition {
        text: text_identity(RECOMMENDATIONS),
        person,
        at: frame.ago(days, 12),
        position,
        objection,
    };
    let about = paragraph_identity(RECOMMENDATIONS, 4);
    let reason = "Wenn jedes Amt nur für sich sorgt, achtet niemand auf das Ganze. Es fehlt eine Stelle, bei der alles zusammenläuft.";
    vec![
        position(0, 3, Position::Agree, None),
        position(2, 2, Position::Agree, None),
        position(1, 1, Position::Object, Some((identity(Shelf::Objection, 0), about, reason))),
    ]
}
