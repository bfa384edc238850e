//! What is stored where, why, for whom and until when: the register that the data-protection officer reads.
//!
//! One row per table of the database and per further place. A test of the store compares the rows with the schema as it is:
//! a table or a field without its words here fails, and so do words without their table. To add a table, add a row that
//! names every field to the file of its area. The words are German, because they are read in the office and nowhere else.
//! Durations come from the constants below, which the code itself uses; where they do not, a comment names the place.

mod answers;
mod consultation;
mod house;
mod mail;
mod organisations;
mod outside;
mod people;

/// How long an untouched draft of a response is kept, in days.
pub const DRAFT_DAYS: u16 = 30;
/// How long a session lasts without being used, in hours.
pub const SESSION_IDLE_HOURS: u16 = 8;
/// How long a browser remembers the chosen language, in days.
pub const LANGUAGE_DAYS: u16 = 365;

/// The longest privacy notice of a survey in one language, in characters.
pub const LONGEST_NOTICE: usize = 20_000;
/// So many days before responses are erased the office is reminded of it.
pub const REMINDER_DAYS: u16 = 7;

/// Where something is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// A table of the database.
    Database,
    /// A cookie in a person's browser.
    Cookie,
    /// The storage of a person's browser.
    Browser,
    /// A folder of the server outside the database.
    Folder,
    /// The log of the running program.
    Log,
    /// The memory of the running program.
    Memory,
}

impl Place {
    /// The word for it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Database => "Datenbank",
            Self::Cookie => "Cookie im Browser",
            Self::Browser => "Speicher des Browsers",
            Self::Folder => "Ordner auf dem Server",
            Self::Log => "Betriebsprotokoll des Servers",
            Self::Memory => "Arbeitsspeicher des Servers",
        }
    }
}

/// Until when something is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retention {
    /// So many days after what is said.
    Days(u16, &'static str),
    /// So many hours after what is said.
    Hours(u16, &'static str),
    /// Until the retention date of the survey it belongs to.
    SurveyDate,
    /// Until what is said.
    Until(&'static str),
    /// For good, for the reason said.
    Lasting(&'static str),
}

impl Retention {
    /// The rule as a German sentence without its full stop.
    pub fn words(self) -> String {
        match self {
            Self::Days(1, after) => format!("1 Tag {after}"),
            Self::Hours(1, after) => format!("1 Stunde {after}"),
            Self::Days(days, after) => format!("{days} Tage {after}"),
            Self::Hours(hours, after) => format!("{hours} Stunden {after}"),
            Self::SurveyDate => "bis zum Löschdatum der Befragung, dann von selbst gelöscht".to_owned(),
            Self::Until(when) => format!("bis {when}"),
            Self::Lasting(reason) => format!("dauerhaft: {reason}"),
        }
    }
}

/// What is stored in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// Where.
    pub place: Place,
    /// Name of the table, the cookie or the folder.
    pub name: &'static str,
    /// What it holds, in a word or two.
    pub title: &'static str,
    /// Every field with what it says.
    pub data: &'static [(&'static str, &'static str)],
    /// Why it is stored.
    pub purpose: &'static str,
    /// On what legal ground; empty where nothing says anything about persons.
    pub ground: &'static str,
    /// Who can see it.
    pub recipients: &'static str,
    /// Until when.
    pub retention: Retention,
}

const TASK: &str = "Art. 6 Abs. 1 Buchst. e DSGVO, § 3 DSG NRW (öffentliche Aufgabe)";
const TASK_AND_CONSENT: &str = "Art. 6 Abs. 1 Buchst. e DSGVO, § 3 DSG NRW (öffentliche Aufgabe); \
     für die Veröffentlichung Art. 6 Abs. 1 Buchst. a DSGVO (Einwilligung)";
const OBJECTION: &str = "Art. 6 Abs. 1 Buchst. e, Art. 21 DSGVO (Widerspruch beachten)";
const SECURITY: &str = "Art. 6 Abs. 1 Buchst. e, Art. 32 DSGVO (Sicherheit der Verarbeitung)";
const ACCOUNTABILITY: &str = "Art. 5 Abs. 2, Art. 32 DSGVO (Rechenschaft und Sicherheit)";
const NECESSARY: &str = "§ 25 Abs. 2 Nr. 2 TDDDG (unbedingt erforderlich)";
const NOBODY: &str = "";

/// Nothing in the program deletes it.
const NOT_OF_ITSELF: Retention = Retention::Until("der Betrieb des Servers es löscht; von selbst wird nichts gelöscht");

/// The rows by area, in the order in which they are shown.
const AREAS: [&[Record]; 7] = [
    answers::RECORDS,
    consultation::RECORDS,
    people::RECORDS,
    organisations::RECORDS,
    mail::RECORDS,
    house::RECORDS,
    outside::RECORDS,
];

/// Everything that is stored.
pub const RECORDS: &[Record] = &together();

const COUNT: usize = {
    let (mut count, mut area) = (0, 0);
    while area < AREAS.len() {
        count += AREAS[area].len();
        area += 1;
    }
    count
};

/// All areas as one list, so that whoever reads it needs not know of areas.
const fn together() -> [Record; COUNT] {
    let mut all = [AREAS[0][0]; COUNT];
    let (mut place, mut area) = (0, 0);
    while area < AREAS.len() {
        let mut row = 0;
        while row < AREAS[area].len() {
            all[place] = AREAS[area][row];
            place += 1;
            row += 1;
        }
        area += 1;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_says_everything_and_none_stands_twice() {
        for (place, record) in RECORDS.iter().enumerate() {
            for words in [record.name, record.title, record.purpose, record.recipients] {
                assert!(!words.trim().is_empty(), "{}", record.name);
            }
            assert!(!record.retention.words().is_empty());
            assert!(
                !record.data.is_empty()
                    && record.data.iter().all(|(field, words)| !field.is_empty() && !words.is_empty())
            );
            let twice = RECORDS[..place].iter().any(|other| (other.place, other.name) == (record.place, record.name));
            assert!(!twice, "{} stands twice", record.name);
        }
    }

    #[test]
    fn durations_are_those_of_the_program() {
        let draft = RECORDS.iter().find(|record| record.name == "draft").expect("drafts are stored");
        assert_eq!(draft.retention.words(), format!("{DRAFT_DAYS} Tage nach der letzten Änderung"));
        assert_eq!(Retention::Days(1, "danach").words(), "1 Tag danach");
        assert_eq!(Retention::Hours(1, "danach").words(), "1 Stunde danach");
    }
}
