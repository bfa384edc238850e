//! Deutsch: Einladungen, ihre Briefe und die Bedingungen einer Befragung im Büro.

use domain::invitation::Progress;
use domain::survey::Mode;

pub const INVITATIONS: &str = "Einladungen";
pub const TERMS: &str = "So läuft die Befragung";
pub const LETTERS: &str = "Briefe drucken";
pub const RESULTS: &str = "Ergebnisse";
pub const PRIVACY: &str = "Datenschutz";

pub const NOT_INVITED_TITLE: &str = "Diese Befragung steht allen offen";
pub const NOT_INVITED_LEAD: &str = "Wer die Adresse hat, kann antworten. Damit nur Eingeladene antworten, jede Organisation einmal, ändern Sie zuerst, wer teilnehmen darf.";
pub const NONE: &str = "Noch ist niemand eingeladen.";
pub const NONE_HINT: &str = "Laden Sie Organisationen aus dem Verzeichnis ein, oder fügen Sie unten eine Liste ein.";

pub const FROM_REGISTER: &str = "Aus dem Verzeichnis einladen";
pub const FROM_REGISTER_HINT: &str = "Wer schon eine gültige Einladung hat, bekommt keine zweite.";
pub const TEXT: &str = "Name enthält";
pub const TOPIC: &str = "Thema";
pub const LANGUAGE: &str = "Sprache";
pub const DISTRICT: &str = "Stadtteil";
pub const ALL: &str = "alle";
pub const UNTIL: &str = "Gültig bis (freiwillig)";
pub const INVITE: &str = "Einladungen anlegen";
pub const FROM_LIST: &str = "Eine Liste einfügen";
pub const LIST: &str = "Eine Zeile für jede Organisation";
pub const LIST_HINT: &str =
    "Name; E-Mail; Sprache. E-Mail und Sprache dürfen fehlen. Auch Zellen aus einer Tabelle passen.";

pub const WRITE: &str = "E-Mails";
pub const WOULD_INVITE: &str = "{n} würden jetzt eine Einladung per E-Mail bekommen.";
pub const WOULD_REMIND: &str = "{n} würden jetzt eine Erinnerung bekommen: alle, die eingeladen sind, noch nicht geantwortet haben und heute noch keine Post von uns hatten.";
pub const WITHOUT_ADDRESS: &str = "{n} haben keine E-Mail-Adresse; ihnen schicken Sie einen Brief.";
pub const UNREACHABLE: &str = "Bei {n} kommen E-Mails nicht an.";
pub const SEND: &str = "{n} Einladungen senden";
pub const REMIND: &str = "{n} Erinnerungen senden";
pub const NOBODY_TO_WRITE: &str = "Im Moment gibt es niemanden, dem wir schreiben würden.";
pub const ANONYMOUS_NOTE: &str = "Die Befragung ist anonym. Wer geantwortet hat, sehen Sie deshalb erst am nächsten Tag und nur für mehrere auf einmal. Bis dahin kann auch jemand eine Erinnerung bekommen, der schon geantwortet hat.";

pub const NAME: &str = "Organisation";
pub const EMAIL: &str = "E-Mail";
pub const PROGRESS: &str = "Stand";
pub const LAST_SENT: &str = "Zuletzt geschrieben";
pub const VALID_UNTIL: &str = "Gültig bis";
pub const ACTION: &str = "Was Sie tun können";
pub const REVOKE: &str = "Zurücknehmen";
pub const REVOKE_WHOM: &str = "Zurücknehmen: Einladung von {name}";
pub const REPLACE: &str = "Ersetzen";
pub const REPLACE_WHOM: &str = "Ersetzen: Einladung von {name}";
pub const COUNT_OF: &str = "{n} Einladungen";

pub const SAID_MADE: &str = "{n} Einladungen sind angelegt.";
pub const SAID_LINES: &str = "Diese Zeilen konnten wir nicht lesen: {lines}. Alle anderen sind eingeladen.";
pub const SAID_SENT: &str = "{n} E-Mails sind auf dem Weg.";
pub const SAID_PRINTED: &str = "{n} Einladungen gelten jetzt als verschickt.";
pub const SAID_REVOKED: &str = "Die Einladung gilt nicht mehr.";
pub const SAID_REPLACED: &str = "Die alte Einladung gilt nicht mehr; die neue steht in der Liste.";
pub const SAID_LATE: &str = "Das geht nicht mehr: Der Stand hat sich inzwischen geändert.";
pub const SAID_CLOSED: &str = "Zu dieser Befragung kann im Moment niemand eingeladen werden.";
pub const SAID_DATE: &str = "Das Datum konnten wir nicht lesen. Bitte schreiben Sie es wie 31.12.2026.";

pub const WHO_MAY: &str = "Wer darf antworten?";
pub const EVERYBODY: &str = "Alle, die die Adresse haben";
pub const ONLY_INVITED: &str = "Nur Eingeladene, jede Organisation einmal";
pub const HOW: &str = "Wissen wir, wer was geantwortet hat?";
pub const FIXED: &str = "Seit der ersten Antwort steht das fest: Es ist den Antwortenden so zugesagt.";
pub const CLOSES: &str = "Letzter Tag zum Antworten";
pub const CLOSES_HELP: &str = "Danach endet die Befragung von selbst. Ohne Datum läuft sie, bis Sie sie beenden.";
pub const CHANGES_UNTIL: &str = "Letzter Tag zum Ändern";
pub const CHANGES_HELP: &str = "Bis dahin kann jede und jeder die eigene Antwort mit dem Beleg ändern oder zurückziehen. Ohne Datum: solange die Befragung läuft.";
pub const REMINDERS: &str = "An diesen Tagen erinnern";
pub const REMINDER: &str = "{n}. Erinnerung";
pub const CELL: &str = "Kleinste Gruppe";
pub const CELL_HELP: &str =
    "In anonymen Befragungen mit Einladung bewegen sich die Zahlen immer um mindestens so viele Antworten auf einmal.";
pub const SAVE: &str = "Speichern";
pub const STATE: &str = "Öffnen und beenden";
pub const OPEN_NOW: &str = "Befragung öffnen";
pub const CLOSE_NOW: &str = "Befragung beenden";
pub const IS_OPEN: &str = "Die Befragung läuft.";
pub const IS_DRAFT: &str = "Die Befragung ist ein Entwurf. Niemand sieht sie.";
pub const IS_CLOSED: &str = "Die Befragung ist beendet.";
pub const CLOSE_HINT: &str = "Beim Beenden wird der Schlüssel der Einladungen vernichtet. Danach kann niemand mehr neue Briefe oder Links daraus machen.";
pub const TERMS_SAVED: &str = "Gespeichert.";
pub const TERMS_OPENED: &str = "Die Befragung läuft jetzt.";
pub const TERMS_CLOSED: &str = "Die Befragung ist beendet.";
pub const TERMS_FIXED: &str =
    "Es ist schon eine Antwort da. Wer teilnehmen darf und wie anonym die Antworten sind, bleibt deshalb, wie es ist.";
pub const TERMS_CHANGED: &str = "Jemand anders hat inzwischen gespeichert. Unten steht der neue Stand; bitte tragen Sie Ihre Änderung noch einmal ein.";
pub const TERMS_NO_KEY: &str =
    "Diese Befragung lässt sich nicht wieder öffnen: Der Schlüssel ihrer Einladungen ist vernichtet.";

pub const LETTERS_HINT: &str =
    "Jeder Brief hat eine Seite und passt in Umschläge mit Fenster. Drucken Sie im Browser mit 100 % Größe.";
pub const ONLY_NEW: &str = "Nur an die, denen noch nichts geschickt wurde";
pub const ALL_OPEN: &str = "An alle, die noch nicht geantwortet haben";
pub const MARK_PRINTED: &str = "Gedruckt: als verschickt merken";
pub const NO_LETTERS: &str = "Hier ist nichts zu drucken.";
pub const PRINT_KEYS: &str = "Zum Drucken: Strg + P";
pub const WITHOUT_STREET: &str = "Anschrift fehlt im Verzeichnis";

/// How far an invitation is.
pub fn progress(progress: Progress) -> &'static str {
    match progress {
        Progress::Created => "angelegt",
        Progress::Invited => "eingeladen",
        Progress::Reminded => "erinnert",
        Progress::Done => "fertig",
        Progress::Ended => "gilt nicht mehr",
    }
}

/// The three modes, as staff choose between them.
pub fn mode(mode: Mode) -> (&'static str, &'static str) {
    match mode {
        Mode::Anonymous => ("Anonym", "Niemand kann Antworten und Organisationen zusammenbringen, auch wir nicht."),
        Mode::Pseudonymous => {
            ("Unter einem Kürzel", "Antworten derselben Organisation gehören zusammen; der Name liegt getrennt.")
        }
        Mode::Named => ("Mit Namen", "Bei jeder Antwort steht, von welcher Organisation sie kommt."),
    }
}

/// How many of those who would get a mail have not agreed to be written to.
pub fn without_consent(number: usize) -> String {
    let who = match number {
        1 => "Eine Organisation darunter hat".to_owned(),
        number => format!("{number} Organisationen darunter haben"),
    };
    format!(
        "{who} in E-Mails nicht eingewilligt. Schreiben dürfen Sie im Rahmen Ihrer Aufgabe trotzdem; vielleicht passt ein Brief besser."
    )
}
