//! The register of organisations.

use super::{NOBODY, NOT_OF_ITSELF, Place, Record, Retention, TASK, TASK_AND_CONSENT};

pub(super) const RECORDS: &[Record] = &[
    Record {
        place: Place::Database,
        name: "organisation",
        title: "Register der Organisationen",
        data: &[
            (
                "entry",
                "Name, Sprachen, Themen, Stadtteile, Postanschrift, Einwilligung mit Datum, Kennzeichen für \
                 Beispieldaten; Kontaktpersonen mit Name, Aufgabe, E-Mail-Adresse, Telefonnummer und Sprache",
            ),
            ("key", "Name in vereinfachter Schreibweise, zum Suchen"),
            ("topics", "Themen"),
            ("languages", "Sprachen"),
            ("districts", "Stadtteile"),
            ("consented", "ob eine Einwilligung vorliegt"),
            ("directory", "ob sie im öffentlichen Verzeichnis steht"),
            ("archived", "ob sie archiviert ist"),
            ("umbrella", "Kennung des Dachverbands"),
            ("caretaker", "Kennung des Kontos, das sie im Referat betreut"),
            ("created", "Zeitpunkt der Anlage"),
            ("changed", "Zeitpunkt der letzten Änderung"),
            ("version", "Nummer der Fassung"),
        ],
        purpose: "Organisationen erreichen, einladen und auf Wunsch öffentlich zeigen",
        ground: TASK_AND_CONSENT,
        recipients: "Referat für Integration; alle, soweit die Organisation in das öffentliche Verzeichnis eingewilligt hat",
        retention: NOT_OF_ITSELF,
    },
    Record {
        place: Place::Database,
        name: "organisation_name",
        title: "Namen der Organisationen",
        data: &[("organisation", "Organisation, zu der der Name gehört")],
        purpose: "Jeden Namen nur einer Organisation geben",
        ground: NOBODY,
        recipients: "niemand; das Programm prüft damit",
        retention: NOT_OF_ITSELF,
    },
    Record {
        place: Place::Database,
        name: "organisation_note",
        title: "Interne Notizen zu Organisationen",
        data: &[
            ("organisation", "Organisation"),
            ("text", "Notiz"),
            ("author", "Kennung des Kontos, das sie geschrieben hat"),
            ("created", "Zeitpunkt der Notiz"),
            ("follow_up", "Tag der Wiedervorlage"),
            ("done", "ob die Wiedervorlage erledigt ist"),
        ],
        purpose: "Absprachen festhalten und an sie erinnern",
        ground: TASK,
        recipients: "Referat für Integration",
        retention: Retention::Until("jemand im Referat sie löscht; von selbst wird nichts gelöscht"),
    },
    Record {
        place: Place::Database,
        name: "organisation_slip",
        title: "Noch nicht gespeicherte Formulare, Listen des Registers und Dateien mit Texten",
        data: &[
            ("owner", "Kennung des Kontos, das sie geschickt hat"),
            (
                "text",
                "Angaben aus Formular, Notiz, Liste oder Textdatei, auch zu Kontaktpersonen, und was daraus wurde",
            ),
            ("expires", "Zeitpunkt, zu dem sie verfallen"),
        ],
        purpose: "Angaben verbessern, Listen und Texte vor dem Einlesen prüfen können",
        ground: TASK,
        recipients: "nur die Person, die sie geschickt hat",
        // `SLIPS_STAY` in app/src/services/register.rs, `STAYS` in app/src/services/consultation/imports.rs.
        retention: Retention::Days(1, "nach dem Absenden"),
    },
];
