//! What is stored where, why, for whom and until when: the register that the data-protection officer reads.
//!
//! One row per table of the database and per further place. A test of the store compares the rows with the schema as it is:
//! a table or a field without its words here fails, and so do words without their table. To add a table, add a row to
//! [`RECORDS`] that names every field. The words are German, because they are read in the office and nowhere else.
//! Durations come from the constants below, which the code itself uses.

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
const SECURITY: &str = "Art. 6 Abs. 1 Buchst. e, Art. 32 DSGVO (Sicherheit der Verarbeitung)";
const ACCOUNTABILITY: &str = "Art. 5 Abs. 2, Art. 32 DSGVO (Rechenschaft und Sicherheit)";
const NECESSARY: &str = "§ 25 Abs. 2 Nr. 2 TDDDG (unbedingt erforderlich)";
const NOBODY: &str = "";

/// Everything that is stored.
pub const RECORDS: &[Record] = &[
    Record {
        place: Place::Database,
        name: "survey",
        title: "Befragungen",
        data: &[
            ("definition", "Fragen, Texte, verantwortliche Stelle und Kontakt"),
            ("state", "Entwurf, offen oder beendet"),
            ("created", "Zeitpunkt der Anlage"),
            ("version", "Nummer der Fassung"),
        ],
        purpose: "Befragungen durchführen",
        ground: NOBODY,
        recipients: "alle, sobald die Befragung offen ist",
        retention: Retention::Lasting("Ergebnisse bleiben nur mit ihren Fragen verständlich"),
    },
    Record {
        place: Place::Database,
        name: "response",
        title: "Antwortbögen",
        data: &[
            ("answers", "Antworten auf die Fragen"),
            ("day", "Tag des Eingangs, keine Uhrzeit"),
            ("language", "Sprache, in der geantwortet wurde"),
            ("version", "Fassung der Befragung"),
            ("demo", "Kennzeichen für Beispieldaten"),
        ],
        purpose: "Bedarf der Organisationen erheben und auswerten",
        ground: TASK,
        recipients: "Referat für Integration und externe Lesende, beide nur als Ergebnisse; wer den Beleg hat",
        retention: Retention::SurveyDate,
    },
    Record {
        place: Place::Database,
        name: "draft",
        title: "Angefangene Antworten",
        data: &[
            ("sealed", "verschlüsselte Antworten; den Schlüssel hat nur der Browser der antwortenden Person"),
            ("expires", "Zeitpunkt, zu dem der Entwurf verfällt"),
        ],
        purpose: "Unterbrechen und später weitermachen können",
        ground: TASK,
        recipients: "nur die antwortende Person",
        retention: Retention::Days(DRAFT_DAYS, "nach der letzten Änderung"),
    },
    Record {
        place: Place::Database,
        name: "survey_protection",
        title: "Datenschutz der Befragungen",
        data: &[
            ("retention", "letzter Tag der Aufbewahrung"),
            ("notices", "Datenschutzhinweise je Sprache"),
            ("version", "Nummer der Fassung"),
        ],
        purpose: "Löschfristen einhalten und über Rechte informieren",
        ground: NOBODY,
        recipients: "Referat für Integration; die Hinweise alle",
        retention: Retention::Lasting("zeigt, was Antwortenden zugesagt war"),
    },
    Record {
        place: Place::Database,
        name: "erasure",
        title: "Nachweis der Löschungen",
        data: &[
            ("survey", "Befragung"),
            ("day", "Tag der Löschung"),
            ("responses", "Anzahl der gelöschten Antwortbögen"),
            ("cause", "Anlass der Löschung"),
            ("actor", "Kennung des Kontos, das gelöscht hat"),
        ],
        purpose: "Nachweisen, dass gelöscht wurde",
        ground: ACCOUNTABILITY,
        recipients: "Referat für Integration",
        retention: Retention::Lasting("der Nachweis muss länger halten als das, was gelöscht wurde"),
    },
    Record {
        place: Place::Database,
        name: "account",
        title: "Konten",
        data: &[
            ("email", "E-Mail-Adresse"),
            ("name", "Name"),
            ("role", "Rolle"),
            ("password_hash", "nicht umkehrbare Prüfsumme des Passworts"),
            ("created", "Zeitpunkt der Anlage"),
        ],
        purpose: "Anmelden und Rechte prüfen",
        ground: TASK,
        recipients: "Referat für Integration; die Person selbst",
        retention: Retention::Until("das Konto gelöscht wird"),
    },
    Record {
        place: Place::Database,
        name: "account_email",
        title: "Adressen der Konten",
        data: &[("account", "Konto, zu dem die Adresse gehört")],
        purpose: "Jede Adresse nur einem Konto geben",
        ground: TASK,
        recipients: "niemand; das Programm prüft damit",
        retention: Retention::Until("das Konto gelöscht wird"),
    },
    Record {
        place: Place::Database,
        name: "session",
        title: "Anmeldungen",
        data: &[
            ("data", "Kennung des Kontos, Zeit der letzten Nutzung in Schritten von fünf Minuten"),
            ("expires", "Zeitpunkt, zu dem die Anmeldung endet"),
        ],
        purpose: "Angemeldet bleiben",
        ground: TASK,
        recipients: "niemand; das Programm prüft damit",
        retention: Retention::Hours(SESSION_IDLE_HOURS, "nach der letzten Nutzung"),
    },
    Record {
        place: Place::Database,
        name: "api_key",
        title: "Schlüssel für Programme",
        data: &[
            ("name", "Bezeichnung des Programms"),
            ("scopes", "was das Programm darf"),
            ("created", "Zeitpunkt der Anlage"),
        ],
        purpose: "Andere Programme anbinden",
        ground: NOBODY,
        recipients: "niemand; das Programm prüft damit",
        retention: Retention::Until("der Schlüssel gelöscht wird"),
    },
    Record {
        place: Place::Database,
        name: "audit",
        title: "Protokoll",
        data: &[
            ("at", "Zeitpunkt"),
            ("actor", "Kennung dessen, der gehandelt hat, ohne Namen"),
            ("deed", "Handlung"),
            ("subject", "Kennung dessen, womit etwas geschah"),
            ("note", "Ergänzung ohne Namen und ohne Antworten"),
            ("hash", "Prüfsumme, die jeden Eintrag an den vorigen bindet"),
        ],
        purpose: "Nachvollziehen, wer was getan und wer in personenbezogene Daten gesehen hat",
        ground: ACCOUNTABILITY,
        recipients: "Referat für Integration",
        retention: Retention::Lasting("Einträge lassen sich nicht ändern und nicht entfernen"),
    },
    Record {
        place: Place::Database,
        name: "mail",
        title: "Ausgehende E-Mails",
        data: &[
            ("recipient", "E-Mail-Adresse"),
            ("template", "Vorlage"),
            ("language", "Sprache"),
            ("parameters", "eingesetzte Angaben, keine geheimen Links"),
            ("state", "wartet, gesendet, gescheitert oder angehalten"),
            ("due", "frühester Zeitpunkt des Versands"),
            ("attempts", "Anzahl der Versuche"),
            ("trouble", "letzte Meldung des Mailservers"),
            ("queued", "Zeitpunkt des Auftrags"),
        ],
        purpose: "Einladungen und Bestätigungen zuverlässig zustellen",
        ground: TASK,
        recipients: "Referat für Integration; der Mailserver",
        retention: Retention::Until("der Auftrag gelöscht wird"),
    },
    Record {
        place: Place::Database,
        name: "migration",
        title: "Stand des Datenbankschemas",
        data: &[
            ("name", "Name der Änderung"),
            ("checksum", "Prüfsumme der Änderung"),
            ("applied", "Zeitpunkt der Änderung"),
        ],
        purpose: "Die Datenbank auf dem Stand des Programms halten",
        ground: NOBODY,
        recipients: "niemand; das Programm prüft damit",
        retention: Retention::Lasting("ohne Bezug zu Personen"),
    },
    Record {
        place: Place::Database,
        name: "migration_lock",
        title: "Sperre während einer Änderung des Schemas",
        data: &[("holder", "Zufallszahl des laufenden Programms"), ("expires", "Ende der Sperre")],
        purpose: "Verhindern, dass zwei Programme zugleich ändern",
        ground: NOBODY,
        recipients: "niemand; das Programm prüft damit",
        retention: Retention::Until("die Änderung fertig ist"),
    },
    Record {
        place: Place::Cookie,
        name: "teilhabe",
        title: "Cookie der Anmeldung",
        data: &[("value", "Zufallszahl, die zur Anmeldung führt")],
        purpose: "Angemeldet bleiben",
        ground: NECESSARY,
        recipients: "nur der Browser der angemeldeten Person",
        retention: Retention::Hours(SESSION_IDLE_HOURS, "nach der letzten Nutzung"),
    },
    Record {
        place: Place::Cookie,
        name: "draft",
        title: "Cookie einer angefangenen Befragung",
        data: &[("value", "Zufallszahl, die zum Entwurf führt und ihn entschlüsselt")],
        purpose: "Unterbrechen und später weitermachen können",
        ground: NECESSARY,
        recipients: "nur der Browser der antwortenden Person",
        retention: Retention::Days(DRAFT_DAYS, "nach der letzten Änderung"),
    },
    Record {
        place: Place::Cookie,
        name: "language",
        title: "Cookie der Sprache",
        data: &[("value", "gewählte Sprache")],
        purpose: "Die Seiten in der gewählten Sprache zeigen",
        ground: NECESSARY,
        recipients: "nur der Browser der Person",
        retention: Retention::Days(LANGUAGE_DAYS, "nach der letzten Wahl"),
    },
    Record {
        place: Place::Browser,
        name: "teilhabe.draft",
        title: "Angefangene Antworten auf dem eigenen Gerät",
        data: &[("value", "Antworten, damit bei schlechter Verbindung nichts verloren geht")],
        purpose: "Ohne Verbindung weiterschreiben können",
        ground: NECESSARY,
        recipients: "nur wer das Gerät benutzt",
        retention: Retention::Until("die Antworten abgesendet sind"),
    },
    Record {
        place: Place::Folder,
        name: "keys",
        title: "Schlüssel außerhalb der Datenbank",
        data: &[("file", "je Zweck 32 zufällige Bytes")],
        purpose: "Dafür sorgen, dass eine Kopie der Datenbank allein nichts verrät",
        ground: SECURITY,
        recipients: "nur das Programm",
        retention: Retention::Until("endet, was der Schlüssel schützt"),
    },
    Record {
        place: Place::Log,
        name: "log",
        title: "Betriebsprotokoll",
        data: &[("line", "Art der Seite, Ergebnis, Dauer; keine Adressen, keine Namen, keine Antworten")],
        purpose: "Fehler finden",
        ground: SECURITY,
        recipients: "Betrieb des Servers",
        retention: Retention::Until("der Betrieb des Servers es löscht"),
    },
    Record {
        place: Place::Memory,
        name: "limits",
        title: "Zähler gegen Missbrauch",
        data: &[("address", "Internetadresse, gekürzt auf das Netz, wo mehrere sich eines teilen")],
        purpose: "Überlastung und das Raten von Passwörtern verhindern",
        ground: SECURITY,
        recipients: "niemand; das Programm prüft damit",
        retention: Retention::Hours(1, "nach der letzten Anfrage, spätestens beim Neustart"),
    },
];

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
    }
}
