//! Surveys, who is invited to them, and what is answered.

use super::{ACCOUNTABILITY, DRAFT_DAYS, NOBODY, Place, Record, Retention, TASK};

pub(super) const RECORDS: &[Record] = &[
    Record {
        place: Place::Database,
        name: "survey",
        title: "Befragungen",
        data: &[
            ("definition", "Fragen, Texte, verantwortliche Stelle und Kontakt"),
            ("state", "Entwurf, offen oder beendet"),
            ("created", "Zeitpunkt der Anlage"),
            ("version", "Nummer der Fassung"),
            ("terms", "wer antworten darf, bis wann, Tage der Erinnerung, kleinste Gruppe für Zahlen"),
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
            ("day", "Tag des Eingangs, keine Uhrzeit; in anonymen Befragungen mit Einladung nichts"),
            ("language", "Sprache, in der geantwortet wurde; in anonymen Befragungen mit Einladung nichts"),
            ("version", "Fassung der Befragung"),
            ("demo", "Kennzeichen für Beispieldaten"),
            (
                "origin",
                "woher sie kommt: in anonymen Befragungen nichts, in pseudonymen ein Kürzel, das nur mit dem Schlüssel \
                 außerhalb der Datenbank zur Organisation führt, in namentlichen die Einladung",
            ),
            ("assisted", "Kennzeichen, dass jemand für andere oder mit ihnen ausgefüllt hat"),
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
            (
                "sealed",
                "verschlüsselte Antworten und, in offenen Befragungen, wann sie begonnen wurden; nach dem Absenden nur noch der \
                 Beleg oder, war jemand mit derselben Einladung schneller, die eigenen Antworten zum Nachlesen; den Schlüssel hat der Browser der \
                 antwortenden Person, bei einer Einladung entsteht er aus deren Zugang",
            ),
            ("expires", "Tag, an dem der Entwurf verfällt"),
        ],
        purpose: "Unterbrechen und später weitermachen können",
        ground: TASK,
        recipients: "nur die antwortende Person",
        retention: Retention::Days(DRAFT_DAYS, "nach der letzten Änderung"),
    },
    Record {
        place: Place::Database,
        name: "invitation",
        title: "Einladungen zu Befragungen",
        data: &[
            ("survey", "Befragung"),
            ("organisation", "Kennung der Organisation, falls sie im Register steht"),
            ("name", "Name, wie er auf dem Brief steht"),
            ("email", "E-Mail-Adresse"),
            ("address", "Postanschrift"),
            ("language", "Sprache, in der wir schreiben"),
            ("request", "Prüfsumme einer verdeckten Anfrage; sie verrät nicht, welche Antwort daraus wurde"),
            ("from", "erster Tag, an dem die Einladung gilt"),
            ("until", "letzter Tag, an dem die Einladung gilt"),
            ("state", "gültig, zurückgenommen oder ersetzt"),
            ("sent", "Tage, an denen wir geschrieben haben"),
            (
                "done",
                "ob geantwortet wurde, nie was; in anonymen Befragungen erst später und für mehrere zugleich eingetragen",
            ),
        ],
        purpose: "Organisationen einladen, jede einmal antworten lassen und nur erinnern, wer noch nicht geantwortet hat",
        ground: TASK,
        recipients: "Referat für Integration",
        retention: Retention::SurveyDate,
    },
    Record {
        place: Place::Database,
        name: "invitation_list",
        title: "Stand der Einladungslisten",
        data: &[("version", "wie oft Einladungen hinzukamen")],
        purpose: "Keine Organisation zweimal einladen, auch wenn zwei zugleich einladen",
        ground: NOBODY,
        recipients: "niemand; das Programm prüft damit",
        retention: Retention::Lasting("eine Zahl je Befragung"),
    },
    Record {
        place: Place::Database,
        name: "survey_protection",
        title: "Datenschutz der Befragungen",
        data: &[
            ("retention", "letzter Tag der Aufbewahrung von Antworten und Einladungen"),
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
            ("invitations", "Anzahl der gelöschten Einladungen"),
            ("cause", "Anlass der Löschung"),
            ("actor", "Kennung des Kontos, das gelöscht hat"),
        ],
        purpose: "Nachweisen, dass gelöscht wurde",
        ground: ACCOUNTABILITY,
        recipients: "Referat für Integration",
        retention: Retention::Lasting("der Nachweis muss länger halten als das, was gelöscht wurde"),
    },
];
