//! Mails, their texts, and who wants none.

use super::{NOBODY, OBJECTION, Place, Record, Retention, TASK};

pub(super) const RECORDS: &[Record] = &[
    Record {
        place: Place::Database,
        name: "mail",
        title: "Ausgehende E-Mails",
        data: &[
            ("recipient", "E-Mail-Adresse"),
            ("template", "Vorlage"),
            ("language", "Sprache"),
            ("parameters", "eingesetzte Angaben, keine geheimen Links"),
            ("state", "wartet, wird gesendet, gesendet, gescheitert oder angehalten"),
            ("due", "frühester Zeitpunkt des nächsten Versuchs"),
            ("attempts", "Anzahl der Versuche"),
            ("trouble", "was den Versand hindert, in einem Wort"),
            ("queued", "Zeitpunkt des Auftrags"),
            ("address", "E-Mail-Adresse in kleinen Buchstaben"),
            ("attempt", "Zufallszahl des laufenden Versuchs"),
            ("lease", "Zeitpunkt, bis zu dem der laufende Versuch Vorrang hat"),
            ("tried", "Zeitpunkt des ersten Versuchs"),
            ("ended", "Zeitpunkt, zu dem sie gesendet, gescheitert oder angehalten war"),
            ("answer", "letzte Meldung des Mailservers im Wortlaut"),
            ("bounced", "Kennzeichen, dass unter der Adresse niemand zu erreichen ist"),
        ],
        purpose: "Einladungen und Bestätigungen zuverlässig zustellen",
        ground: TASK,
        recipients: "Referat für Integration; der Mailserver",
        // `KEPT` in server/src/jobs/mail.rs.
        retention: Retention::Days(
            30,
            "nach dem Ende des Versands; danach bleiben Vorlage, Sprache, Zeiten und Ergebnis, ohne Adresse und Inhalt",
        ),
    },
    Record {
        place: Place::Database,
        name: "mail_template",
        title: "Eigene Vorlagen für E-Mails",
        data: &[
            ("template", "Art der E-Mail"),
            ("language", "Sprache"),
            ("survey", "Befragung, falls die Vorlage nur für eine gilt"),
            ("subject", "Betreff"),
            ("body", "Text"),
            ("revision", "Nummer der Fassung"),
        ],
        purpose: "Einladungen und Erinnerungen in eigenen Worten schreiben",
        ground: NOBODY,
        recipients: "Referat für Integration; ausgefüllt, wer die E-Mail bekommt",
        retention: Retention::Until("die Vorlage zurückgesetzt wird"),
    },
    Record {
        place: Place::Database,
        name: "mail_draft",
        title: "Entwürfe von Vorlagen für E-Mails",
        data: &[
            ("subject", "Betreff"),
            ("body", "Text; abgelegt unter der Kennung des Kontos, das ihn schreibt"),
            ("revision", "Fassung, mit der der Entwurf begann"),
        ],
        purpose: "Vorlagen in Ruhe schreiben und ansehen, bevor sie gelten",
        ground: TASK,
        recipients: "nur die Person, die den Entwurf schreibt",
        retention: Retention::Until("der Entwurf übernommen oder verworfen oder das Konto gelöscht wird"),
    },
    Record {
        place: Place::Database,
        name: "mail_stop",
        title: "Abbestellte und unerreichbare Adressen",
        data: &[(
            "since",
            "Zeitpunkt, seit dem nichts mehr dorthin geht; die E-Mail-Adresse steht nur als Prüfsumme da, die ohne den Schlüssel außerhalb \
             der Datenbank niemand zuordnen kann",
        )],
        purpose: "Keine Einladungen und Erinnerungen mehr an Adressen senden, die keine möchten oder keine Post annehmen",
        ground: OBJECTION,
        recipients: "niemand; das Programm prüft damit",
        retention: Retention::Until(
            "die Person unter der Adresse wieder Einladungen möchte oder wieder zu erreichen ist",
        ),
    },
];
