//! Accounts, and signing in.

use super::{NOBODY, Place, Record, Retention, SECURITY, SESSION_IDLE_HOURS, TASK};

pub(super) const RECORDS: &[Record] = &[
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
            ("standing", "eingeladen, aktiv oder deaktiviert"),
            ("ends", "letzter Tag der Nutzung, falls es einen gibt"),
            ("language", "Sprache der E-Mails an die Person"),
        ],
        purpose: "Anmelden und Rechte prüfen",
        ground: TASK,
        recipients: "Referat für Integration; die Person selbst",
        retention: Retention::Until(
            "das Konto gelöscht wird; danach bleiben Kennung, Rolle, Sprache und Zeitpunkt, ohne Namen und Adresse",
        ),
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
            (
                "data",
                "Kennung des Kontos, Beginn, Art von Browser und Betriebssystem, Zeit der letzten Nutzung in Schritten \
                 von fünf Minuten; während der Anmeldung, welche Seite danach kommt",
            ),
            ("expires", "Zeitpunkt, zu dem die Anmeldung endet"),
            ("account", "Kennung des Kontos, sobald jemand angemeldet ist oder das Passwort gestimmt hat"),
        ],
        purpose: "Angemeldet bleiben; sehen und beenden können, wo man angemeldet ist",
        ground: TASK,
        recipients: "die angemeldete Person; das Programm prüft damit",
        retention: Retention::Hours(SESSION_IDLE_HOURS, "nach der letzten Nutzung"),
    },
    Record {
        place: Place::Database,
        name: "account_guard",
        title: "Zähler der Änderungen an Konten",
        data: &[("changes", "Anzahl der Änderungen")],
        purpose: "Verhindern, dass zwei zugleich das letzte Konto der Verwaltung entfernen",
        ground: NOBODY,
        recipients: "niemand; das Programm prüft damit",
        retention: Retention::Lasting("ohne Bezug zu Personen"),
    },
    Record {
        place: Place::Database,
        name: "account_link",
        title: "Links in E-Mails zu Konten",
        data: &[
            ("purpose", "Einladung, neues Passwort oder neue E-Mail-Adresse"),
            ("account", "Kennung des Kontos"),
            ("email", "neue E-Mail-Adresse, die der Link bestätigt"),
            ("expires", "Zeitpunkt, zu dem der Link verfällt"),
            ("used", "ob er schon benutzt wurde"),
        ],
        purpose: "Konten annehmen, Passwörter neu setzen und neue Adressen bestätigen",
        ground: TASK,
        recipients: "die Person selbst; das Programm prüft damit",
        // `life` in app/src/services/account_links.rs.
        retention: Retention::Days(
            14,
            "nach dem Versand bei Einladungen, 1 Tag bei neuen E-Mail-Adressen, 2 Stunden bei neuen Passwörtern",
        ),
    },
    Record {
        place: Place::Database,
        name: "second_factor",
        title: "Zweiter Schritt beim Anmelden",
        data: &[
            ("sealed", "Geheimnis, das auch das Telefon der Person hat, verschlüsselt"),
            ("confirmed", "ob der erste Code richtig war"),
            ("last_step", "Zeitabschnitt des zuletzt benutzten Codes"),
            ("recovery", "nicht umkehrbare Prüfsummen der übrigen Notfall-Codes"),
            ("fresh", "neue Notfall-Codes, verschlüsselt, bis die Person sie notiert hat"),
        ],
        purpose: "Konten auch dann schützen, wenn ein Passwort bekannt wird",
        ground: SECURITY,
        recipients: "die Person selbst; das Programm prüft damit",
        retention: Retention::Until("der zweite Schritt entfernt oder das Konto gelöscht wird"),
    },
    Record {
        place: Place::Database,
        name: "account_rule",
        title: "Regeln für Konten",
        data: &[("holds", "ob die Regel gilt")],
        purpose: "Den zweiten Schritt vorschreiben können",
        ground: NOBODY,
        recipients: "Referat für Integration",
        retention: Retention::Lasting("ohne Bezug zu Personen"),
    },
    Record {
        place: Place::Database,
        name: "attempt",
        title: "Begrenzte Versuche",
        data: &[(
            "free",
            "Zeitpunkt, zu dem wieder alle Versuche frei sind; um wen es geht, steht nur als Prüfsumme da, die ohne den \
             Schlüssel außerhalb der Datenbank niemand zuordnen kann",
        )],
        purpose: "Das Raten von Passwörtern und Codes verhindern, auch über einen Neustart hinweg",
        ground: SECURITY,
        recipients: "niemand; das Programm prüft damit",
        // Free after an hour at most (`HOUR` in app/src/services/limits.rs), deleted by the hourly round after that.
        retention: Retention::Hours(2, "nach dem letzten Versuch"),
    },
];
