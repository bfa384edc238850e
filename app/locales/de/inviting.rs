//! Deutsch: Einladungen, ihre Briefe und die Bedingungen einer Befragung im Büro.

use domain::invitation::Progress;
use domain::survey::Mode;

use crate::calls::inviting::BadDay;

pub const INVITATIONS: &str = "Einladungen";
pub const TERMS: &str = "So läuft die Befragung";
pub const LETTERS: &str = "Briefe drucken";
pub const RESULTS: &str = "Ergebnisse";
pub const PRIVACY: &str = "Datenschutz";

pub const NOT_INVITED_TITLE: &str = "Diese Befragung steht allen offen";
pub const NOT_INVITED_LEAD: &str = "Wer die Adresse hat, kann antworten. Damit nur Eingeladene antworten, jede Organisation einmal, ändern Sie zuerst, wer teilnehmen darf.";
pub const NONE: &str = "Noch ist niemand eingeladen.";
pub const NONE_HINT: &str = "Laden Sie Organisationen aus dem Register ein, oder fügen Sie unten eine Liste ein.";

pub const FROM_REGISTER: &str = "Aus dem Register einladen";
pub const FROM_REGISTER_HINT: &str =
    "Suchen Sie zuerst aus. Dann sehen Sie, wen Sie einladen würden; angelegt wird noch nichts.";
pub const LOOK: &str = "Organisationen suchen";
pub const NOBODY_FOUND: &str = "Dazu passt niemand, der nicht schon eine gültige Einladung hat.";
pub const FOUND: &str = "Diese {n} Organisationen würden Sie einladen";
pub const FOUND_ONE: &str = "Diese Organisation würden Sie einladen";
pub const FOUND_HINT: &str = "Wen Sie nicht einladen möchten, wählen Sie ab. Wer schon eine gültige Einladung hat, steht nicht hier und bekommt keine zweite.";
pub const TEXT: &str = "Name enthält";
pub const TOPIC: &str = "Thema";
pub const LANGUAGE: &str = "Sprache";
pub const DISTRICT: &str = "Stadtteil";
pub const ALL: &str = "alle";
pub const FROM: &str = "Gültig ab (freiwillig)";
pub const UNTIL: &str = "Gültig bis (freiwillig)";
pub const INVITE: &str = "Einladungen anlegen";
pub const FROM_LIST: &str = "Eine Liste einfügen";
pub const LIST: &str = "Eine Zeile für jede Organisation";
pub const LIST_HINT: &str = "Name; E-Mail; Sprache; Anschrift. Nur der Name muss sein. Die Zeilen der Anschrift trennt ein Komma: Am Markt 1, 47051 Duisburg. Auch Zellen aus einer Tabelle passen. Wer mit demselben Namen oder derselben E-Mail-Adresse im Register steht, wird dort erkannt.";
pub const LINES_LEFT: &str = "Diese Zeilen fehlen noch. Bitte verbessern Sie sie unten und senden Sie sie noch einmal:";
pub const LIST_TOO_LONG: &str = "Das sind mehr als 5000 Zeilen. Bitte senden Sie diese danach noch einmal.";
pub const LINE_NO_NAME: &str = "Der Name fehlt.";
pub const LINE_LONG_NAME: &str = "Der Name ist länger als 200 Zeichen.";
pub const LINE_NO_EMAIL: &str = "Das ist keine E-Mail-Adresse.";
pub const LINE_NO_LANGUAGE: &str = "Diese Sprache kennen wir nicht.";
pub const LINE_LONG_ADDRESS: &str = "Die Anschrift passt nicht in das Fenster eines Umschlags: höchstens fünf Zeilen.";

/// What is wrong with a day.
pub fn bad_day(bad: BadDay) -> &'static str {
    match bad {
        BadDay::NoDay => "Dieses Datum konnten wir nicht lesen. Bitte schreiben Sie es wie 31.12.2026.",
        BadDay::Past => "Dieser Tag ist schon vorbei. Bitte wählen Sie heute oder einen späteren.",
        BadDay::BeforeFirst => "Der letzte Tag liegt vor dem ersten.",
    }
}

pub const WRITE: &str = "E-Mails";
pub const WOULD_INVITE: &str = "{n} würden jetzt eine Einladung per E-Mail bekommen.";
pub const WOULD_INVITE_ONE: &str = "Eine Organisation würde jetzt eine Einladung per E-Mail bekommen.";
pub const WOULD_REMIND: &str = "{n} würden jetzt eine Erinnerung bekommen: alle, die eingeladen sind, noch nicht geantwortet haben und heute noch keine Post von uns hatten.";
pub const WOULD_REMIND_ONE: &str = "Eine Organisation würde jetzt eine Erinnerung bekommen: Sie ist eingeladen, hat noch nicht geantwortet und hatte heute noch keine Post von uns.";
pub const WITHOUT_ADDRESS: &str = "{n} haben keine E-Mail-Adresse; ihnen schicken Sie einen Brief.";
pub const WITHOUT_ADDRESS_ONE: &str = "Eine Organisation hat keine E-Mail-Adresse; ihr schicken Sie einen Brief.";
pub const UNREACHABLE: &str = "Bei {n} kommen E-Mails nicht an.";
pub const UNREACHABLE_ONE: &str = "Bei einer Organisation kommen E-Mails nicht an.";
pub const UNSUBSCRIBED: &str = "{n} möchten keine E-Mails von uns; ihnen schicken Sie einen Brief.";
pub const UNSUBSCRIBED_ONE: &str = "Eine Organisation möchte keine E-Mails von uns; ihr schicken Sie einen Brief.";
pub const EXPIRED_MANY: &str = "{n} Einladungen sind abgelaufen; wir schreiben ihnen nicht. Sie können sie verlängern.";
pub const EXPIRED_ONE: &str = "Eine Einladung ist abgelaufen; wir schreiben ihr nicht. Sie können sie verlängern.";
pub const SEND: &str = "{n} Einladungen senden";
pub const SEND_ONE: &str = "Eine Einladung senden";
pub const REMIND: &str = "{n} Erinnerungen senden";
pub const REMIND_ONE: &str = "Eine Erinnerung senden";
pub const STILL_DRAFT: &str =
    "Die Befragung ist noch ein Entwurf. Einladungen können Sie schon anlegen; E-Mails gehen, sobald sie läuft.";
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
pub const COUNT_ONE: &str = "Eine Einladung";
pub const EXPIRED: &str = "abgelaufen";
pub const FROM_UNTIL: &str = "{from} bis {until}";
pub const FROM_ON: &str = "ab {from}";

pub const EXTEND_TITLE: &str = "Einladungen verlängern";
pub const EXTEND: &str = "Verlängern";
pub const EXTEND_WHOM: &str = "Verlängern: Einladung von {name}";
pub const EXTEND_ONE: &str = "Die Einladung von {name}.";
pub const EXTEND_ALL: &str = "Alle {n} Einladungen, die einen letzten Tag haben und noch keine Antwort. Für eine einzelne wählen Sie „Verlängern“ in ihrer Zeile.";
pub const EXTEND_ALL_ONE: &str = "Die eine Einladung, die einen letzten Tag hat und noch keine Antwort.";
pub const EXTEND_UNTIL: &str = "Verlängern bis";
pub const EXTEND_HELP: &str =
    "Was schon länger gilt, bleibt. Auch dann gilt keine Einladung länger, als die Befragung läuft.";

pub const SAID_MADE: &str = "{n} Einladungen sind angelegt. Geschrieben haben wir noch niemandem.";
pub const SAID_MADE_ONE: &str = "Eine Einladung ist angelegt. Geschrieben haben wir noch niemandem.";
pub const SAID_KNOWN: &str = "{n} hatten schon eine gültige Einladung und bekommen keine zweite.";
pub const SAID_KNOWN_ONE: &str = "Eine Organisation hatte schon eine gültige Einladung und bekommt keine zweite.";
pub const SAID_LINES: &str = "Einige Zeilen der Liste konnten wir nicht lesen. Sie stehen unten, mit dem Grund.";
pub const SAID_SENT: &str = "{n} E-Mails sind auf dem Weg.";
pub const SAID_SENT_ONE: &str = "Eine E-Mail ist auf dem Weg.";
pub const SAID_PRINTED: &str = "{n} Einladungen gelten jetzt als verschickt.";
pub const SAID_PRINTED_ONE: &str = "Eine Einladung gilt jetzt als verschickt.";
pub const SAID_EXTENDED: &str = "{n} Einladungen gelten jetzt länger.";
pub const SAID_EXTENDED_ONE: &str = "Eine Einladung gilt jetzt länger.";
pub const SAID_REVOKED: &str = "Die Einladung ist zurückgenommen.";
pub const SAID_REPLACED: &str = "Die neue Einladung steht in der Liste.";
pub const SAID_OLD: &str = "Die alte gilt nicht mehr.";
pub const SAID_OLD_ANONYMOUS: &str = "Mit der alten lässt sich die Befragung nicht mehr öffnen. Wer sie schon geöffnet hatte, kann die begonnene Antwort noch absenden: Die Befragung ist anonym, deshalb können wir nicht erkennen, welche das ist.";
pub const SAID_NOBODY: &str = "Sie haben niemanden ausgewählt.";
pub const SAID_LATE: &str = "Das geht nicht mehr: Der Stand hat sich inzwischen geändert.";
pub const SAID_CLOSED: &str = "Zu dieser Befragung kann im Moment niemand eingeladen werden.";
pub const SAID_DATE: &str = "Mit einem Datum stimmt etwas nicht; was, steht unten beim Feld. Gespeichert ist noch nichts, und was Sie geschrieben haben, ist noch da.";

pub const WHO_MAY: &str = "Wer darf antworten?";
pub const EVERYBODY: &str = "Alle, die die Adresse haben";
pub const ONLY_INVITED: &str = "Nur Eingeladene, jede Organisation einmal";
pub const HOW: &str = "Wissen wir, wer was geantwortet hat?";
pub const FIXED: &str =
    "Das steht fest, weil jemand eingeladen ist oder geantwortet hat: Es ist den Menschen so zugesagt.";
pub const CLOSES: &str = "Letzter Tag zum Antworten";
pub const CLOSES_HELP: &str = "Danach endet die Befragung von selbst. Ohne Datum läuft sie, bis Sie sie beenden.";
pub const CHANGES_UNTIL: &str = "Letzter Tag zum Ändern";
pub const CHANGES_HELP: &str = "Bis dahin kann jede und jeder die eigene Antwort mit dem Beleg ändern. Ohne Datum: solange die Befragung läuft. Zurückziehen geht immer, solange die Antwort gespeichert ist.";
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
pub const CLOSE_HINT: &str =
    "Danach nimmt sie keine Antworten mehr an, auch keine begonnenen. Sie können sie später wieder öffnen.";
pub const CLOSE_INVITED_HINT: &str = "Danach nimmt sie keine Antworten mehr an, auch keine begonnenen. Der Schlüssel der Einladungen wird vernichtet: Links und Codes führen zu nichts mehr, neue Briefe kann niemand daraus machen, und die Befragung lässt sich nie wieder öffnen.";
pub const CLOSE_SURE: &str = "Ja, die Befragung soll enden.";
pub const CLOSE_UNSURE: &str = "Bitte setzen Sie zuerst das Häkchen. Die Befragung läuft noch.";
pub const TERMS_OVER: &str = "Der letzte Tag zum Antworten ist schon vorbei, die Befragung würde gleich wieder enden. Bitte ändern Sie ihn zuerst und speichern Sie; dann können Sie öffnen.";
pub const TERMS_SAVED: &str = "Gespeichert.";
pub const TERMS_OPENED: &str = "Die Befragung läuft jetzt.";
pub const TERMS_CLOSED: &str = "Die Befragung ist beendet.";
pub const TERMS_FIXED: &str = "Es ist schon jemand eingeladen, oder es ist eine Antwort da. Wer teilnehmen darf und wie anonym die Antworten sind, bleibt deshalb, wie es ist.";
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
pub const NO_ADDRESS: &str = "Auf {n} Briefen fehlt die Anschrift";
pub const NO_ADDRESS_ONE: &str = "Auf einem Brief fehlt die Anschrift";
pub const NO_ADDRESS_HINT: &str = "Wer im Register steht, bekommt die Anschrift, sobald sie dort eingetragen ist. Die anderen stehen in der Liste der Einladungen; nehmen Sie die Einladung dort zurück und fügen Sie die Zeile mit Anschrift neu ein.";

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
        Mode::Anonymous => (
            "Anonym",
            "Bei keiner Antwort steht, von wem sie kommt; herausfinden ließe es sich nur mit dem Schlüssel der Einladungen, der getrennt liegt und am Ende der Befragung vernichtet wird.",
        ),
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
