//! What the house itself needs: keys of programs, the audit log, the schema.

use super::{ACCOUNTABILITY, NOBODY, Place, Record, Retention};

pub(super) const RECORDS: &[Record] = &[
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
];
