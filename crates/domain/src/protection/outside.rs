//! What lies outside the database: in browsers, in files, in the log, in memory.

use super::{
    DRAFT_DAYS, LANGUAGE_DAYS, NECESSARY, NOT_OF_ITSELF, Place, Record, Retention, SECURITY, SESSION_IDLE_HOURS, TASK,
};

pub(super) const RECORDS: &[Record] = &[
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
        name: "browser",
        title: "Cookie eines bekannten Browsers",
        data: &[(
            "value",
            "Zufallszahl und Nachweis, dass sich das Konto von diesem Browser schon einmal angemeldet hat",
        )],
        purpose: "Verhindern, dass jemand durch falsche Versuche anderer ausgesperrt wird",
        ground: NECESSARY,
        recipients: "nur der Browser der angemeldeten Person",
        // `YEAR_SECONDS` in app/src/services/devices.rs.
        retention: Retention::Days(365, "nach der letzten Anmeldung"),
    },
    Record {
        place: Place::Cookie,
        name: "draft-SLUG",
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
        name: "teilhabe.draft.SLUG",
        title: "Angefangene Antworten auf dem eigenen Gerät",
        data: &[(
            "value",
            "Antworten, damit bei schlechter Verbindung nichts verloren geht; bei einer Einladung auch das Recht zu \
             antworten; wer nach dem Absenden mit der Einladung zurückkommt, findet dort den Beleg",
        )],
        purpose: "Ohne Verbindung weiterschreiben können",
        ground: NECESSARY,
        recipients: "nur wer das Gerät benutzt",
        retention: Retention::Until("die Antworten abgesendet sind oder der Speicher des Browsers geleert wird"),
    },
    Record {
        place: Place::Browser,
        name: "teilhabe.access.SLUG",
        title: "Zugang zu einer Befragung mit Einladung auf dem eigenen Gerät",
        data: &[(
            "value",
            "aus der Einladung abgeleitet: der Schlüssel des eigenen Entwurfs und der Nachweis, dass geantwortet wurde",
        )],
        purpose: "Auf dem Server weiterschreiben können; nach dem Absenden keine Erinnerung mehr bekommen",
        ground: NECESSARY,
        recipients: "nur wer das Gerät benutzt",
        retention: Retention::Until("die Antworten abgesendet sind oder der Speicher des Browsers geleert wird"),
    },
    Record {
        place: Place::Browser,
        name: "teilhabe.words.FIELD",
        title: "Angefangene Begründungen auf dem eigenen Gerät",
        data: &[("value", "was in einem Feld der Beteiligung steht und noch nicht abgesendet ist")],
        purpose: "Nichts verlieren, wenn die Verbindung abbricht oder die Seite neu lädt",
        ground: NECESSARY,
        recipients: "nur wer das Gerät benutzt",
        retention: Retention::Until("der Text abgesendet ist oder der Speicher des Browsers geleert wird"),
    },
    Record {
        place: Place::Browser,
        name: "teilhabe.vote.VOTE.ACCOUNT",
        title: "Stimmzettel einer geheimen Abstimmung auf dem eigenen Gerät",
        data: &[(
            "value",
            "im Browser gezogene Zufallszahlen für den Stimmzettel; ist er abgegeben, nur noch, dass er abgegeben ist",
        )],
        purpose: "Nach einer unterbrochenen Verbindung denselben Stimmzettel noch einmal abgeben können",
        ground: NECESSARY,
        recipients: "nur wer das Gerät benutzt",
        retention: Retention::Until("der Speicher des Browsers geleert wird"),
    },
    Record {
        place: Place::Folder,
        name: "keys",
        title: "Schlüssel außerhalb der Datenbank",
        data: &[
            ("accounts.key", "32 zufällige Bytes für Links in E-Mails, zweiten Schritt und bekannte Browser"),
            (
                "limits.key",
                "32 zufällige Bytes für die Prüfsummen der begrenzten Versuche und die Siegel auf dem Beginn der Entwürfe",
            ),
            ("mail.key", "32 zufällige Bytes für die Prüfsummen abbestellter Adressen"),
            ("pseudonyms.key", "32 zufällige Bytes für die Kürzel in pseudonymen Befragungen"),
        ],
        purpose: "Dafür sorgen, dass eine Kopie der Datenbank allein nichts verrät",
        ground: SECURITY,
        recipients: "nur das Programm",
        retention: NOT_OF_ITSELF,
    },
    Record {
        place: Place::Folder,
        name: "keys/visits.json",
        title: "Zähler gegen Missbrauch",
        data: &[
            ("day", "Tag, für den sie gelten"),
            (
                "free",
                "Zeitpunkt, zu dem wieder alles frei ist; von welchem Anschluss die Rede ist, steht nur als Prüfsumme da, deren \
                 Schlüssel (visits.key, 32 zufällige Bytes) jeden Tag ein neuer ist; ohne Bezug zu Antworten",
            ),
        ],
        purpose: "Überlastung verhindern, auch über einen Neustart hinweg",
        ground: SECURITY,
        recipients: "niemand; das Programm prüft damit",
        retention: Retention::Days(1, "danach wird auch der Schlüssel überschrieben und gelöscht"),
    },
    Record {
        place: Place::Folder,
        name: "keys/survey-SLUG.key",
        title: "Schlüssel der Befragungen mit Einladung",
        data: &[(
            "file",
            "32 zufällige Bytes; aus ihnen entstehen die Zugänge in Briefen und E-Mails; wer die Datei und die Datenbank \
             zugleich hat, kann bis zum Ende der Befragung Einladungen und Antworten zusammenführen",
        )],
        purpose: "Jede Einladung einmal antworten lassen, ohne zu speichern, welche Antwort von wem ist",
        ground: SECURITY,
        recipients: "nur das Programm",
        retention: Retention::Until("die Befragung endet, dann überschrieben und gelöscht"),
    },
    Record {
        place: Place::Folder,
        name: "keys/done.json",
        title: "Wer in anonymen Befragungen geantwortet hat",
        data: &[
            ("since", "Tag des ersten Eintrags, keine Uhrzeit"),
            ("invitations", "Kennungen der Einladungen ohne Reihenfolge des Eingangs, ohne Antworten"),
        ],
        purpose: "Nur erinnern, wer noch nicht geantwortet hat, ohne zu zeigen, wer gerade geantwortet hat",
        ground: TASK,
        recipients: "nur das Programm",
        retention: Retention::Until(
            "mehrere zugleich in die Datenbank übernommen werden: mindestens die kleinste Gruppe der Befragung und \
             frühestens am Tag danach, oder alle, sobald die Befragung endet",
        ),
    },
    Record {
        place: Place::Folder,
        name: "keys/shown-SLUG.json",
        title: "Zuletzt gezeigte Zahlen anonymer Befragungen mit Einladung",
        data: &[
            ("day", "Tag, an dem sie zuletzt neu gezeigt wurden"),
            ("results", "Ergebnisse, wie sie gezeigt wurden: Zahlen und freie Texte, ohne Reihenfolge"),
        ],
        purpose: "Verhindern, dass eine Zahl verrät, wer gerade geantwortet hat, auch nach einem Neustart",
        ground: TASK,
        recipients: "nur das Programm; die Ergebnisse sieht, wer Ergebnisse sehen darf",
        retention: Retention::Until(
            "neuere Ergebnisse gezeigt werden; von selbst wird die Datei nicht gelöscht, auch nicht mit den Antworten",
        ),
    },
    Record {
        place: Place::Folder,
        name: "keys/vote-ID.key",
        title: "Schlüssel der geheimen Abstimmungen",
        data: &[(
            "file",
            "32 zufällige Bytes, mit denen Stimmzettel verdeckt unterschrieben werden; wer die Datei und die gehaltenen \
             Stimmzettel zugleich hat, kann bis zum Ende der Abstimmung die Stimmen derer zuordnen, die ohne JavaScript \
             abgestimmt haben",
        )],
        purpose: "Jede Person einmal stimmen lassen, ohne zu speichern, welche Stimme von wem ist",
        ground: SECURITY,
        recipients: "nur das Programm",
        retention: Retention::Until("die Abstimmung endet, dann überschrieben und gelöscht"),
    },
    Record {
        place: Place::Folder,
        name: "keys/papers.json",
        title: "Stimmzettel laufender geheimer Abstimmungen",
        data: &[("papers", "je Abstimmung Zufallszahl und Stimme, ohne Person, Zeit und Reihenfolge des Eingangs")],
        purpose: "Stimmzettel erst nach dem Ende und alle zugleich in die Datenbank übernehmen",
        ground: TASK,
        recipients: "nur das Programm",
        retention: Retention::Until("die Abstimmung endet"),
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
        data: &[(
            "address",
            "Prüfsumme der Internetadresse, die auf das Netz gekürzt ist, wo mehrere sich eines teilen",
        )],
        purpose: "Überlastung und das Raten von Passwörtern verhindern",
        ground: SECURITY,
        recipients: "niemand; das Programm prüft damit",
        retention: Retention::Days(1, "dann mit einem neuen Schlüssel von vorn"),
    },
];
