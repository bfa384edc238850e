//! Deutsch: was im Büro über E-Mails steht.

use domain::mail::text::{LONGEST_BODY, LONGEST_SUBJECT};
use domain::mail::{Fault, MailState, Template, Trouble};

pub const MAIL: &str = "E-Mails";
pub const LEAD: &str = "Was wartet, was angekommen ist und was nicht.";
pub const TEXTS: &str = "Texte der E-Mails";
pub const TEXTS_LEAD: &str =
    "So schreiben wir Einladungen und Erinnerungen. Für jede Sprache, und wenn nötig für eine einzelne Befragung.";
pub const ALL: &str = "alle";
pub const SHOW: &str = "Anzeigen:";
pub const NO_SERVER: &str =
    "Noch ist kein Mailserver eingestellt. E-Mails warten, bis es einen gibt; verloren geht keine.";
pub const KEPT_BACK: &str =
    "Gerade geht keine E-Mail hinaus. Alle warten, verloren geht keine. Wir versuchen es von selbst weiter.";
pub const SERVER_SAYS: &str = "Antwort des Mailservers: {answer}";
pub const NONE: &str = "Hier ist keine E-Mail.";
pub const NONE_HINT: &str = "Sobald jemand eingeladen wird oder ein neues Passwort braucht, steht es hier.";
pub const NEWEST: &str = "Die neuesten {n} E-Mails";
pub const RECIPIENT: &str = "An";
pub const KIND: &str = "Was";
pub const STATE: &str = "Stand";
pub const ATTEMPTS: &str = "Versuche";
pub const WHEN: &str = "Wann";
pub const ACTION: &str = "Was Sie tun können";
pub const FORGOTTEN: &str = "nicht mehr gespeichert";
pub const REPEAT: &str = "Noch einmal senden";
pub const STOP: &str = "Nicht senden";
pub const TO: &str = " an {recipient}";
pub const TEST: &str = "Probe-E-Mail an mich senden";
pub const TEST_SENT: &str = "Die Probe-E-Mail ist unterwegs zu Ihrer eigenen Adresse. Laden Sie diese Seite neu, um zu sehen, was daraus wurde.";
pub const TEST_SUBJECT: &str = "Probe: E-Mails von Teilhabe kommen an";
pub const TEST_TEXT: &str = "Guten Tag,\n\ndiese E-Mail haben Sie sich selbst aus dem Büro von Teilhabe geschickt. Sie ist angekommen: Der Versand funktioniert.";
pub const DONE: &str = "Erledigt.";
pub const TOO_LATE: &str = "Das geht nicht mehr: Der Stand dieser E-Mail hat sich inzwischen geändert.";
pub const UNREACHABLE: &str = "nimmt keine Post an";
pub const MARK_UNREACHABLE: &str = "Als unzustellbar merken";
pub const MARK_REACHABLE: &str = "Dieser Adresse wieder schreiben";
pub const ADDRESSES: &str = "Kommen E-Mails an?";
pub const ADDRESSES_HINT: &str =
    "An Adressen, die keine Post annehmen, schicken wir keine Einladungen, Erinnerungen und Nachrichten.";
pub const TO_ADDRESS: &str = ": {address}";
pub const NEXT_TRY: &str = "nächster Versuch {time}";
pub const PRIVACY: &str = "Wer diese Liste ansieht, steht im Protokoll. Dreißig Tage nach dem Ende vergessen wir, an wen eine E-Mail ging und was darin stand.";

pub const LANGUAGE: &str = "Sprache";
pub const SURVEY: &str = "Befragung";
pub const EVERY_SURVEY: &str = "alle Befragungen";
pub const CUSTOM: &str = "von Ihnen geschrieben";
pub const SHIPPED: &str = "mitgeliefert";
pub const YOUR_DRAFT: &str = "Ihr Entwurf";
pub const EDIT: &str = "Bearbeiten";
pub const FOR_ONE: &str = "Text für eine einzelne Befragung";
pub const FOR_ONE_HINT: &str = "Dieser Text gilt dann nur für die Einladungen dieser Befragung.";
pub const OPEN: &str = "Öffnen";
pub const SUBJECT: &str = "Betreff";
pub const BODY: &str = "Text";
pub const BODY_HINT: &str = "Was in geschweiften Klammern steht, füllen wir für jede E-Mail aus. Fehlt etwas davon, lassen wir die ganze Zeile weg.";
pub const PREVIEW: &str = "Vorschau ansehen";
pub const PREVIEW_TITLE: &str = "So sieht die E-Mail aus";
pub const PREVIEW_HINT: &str = "Mit ausgedachten Angaben. Der letzte Absatz zum Abbestellen gehört immer dazu.";
pub const NO_PREVIEW: &str = "Die Vorschau kommt, sobald der Text vollständig ist.";
pub const USE: &str = "So verwenden";
pub const DISCARD: &str = "Entwurf verwerfen";
pub const RESET: &str = "Zurück zum vorigen Text";
pub const RESET_HINT: &str = "Dann gilt wieder, was ohne Ihren eigenen Text gelten würde.";
pub const IS_DRAFT: &str =
    "Das ist Ihr Entwurf. Verschickt wird weiter der bisherige Text, bis Sie „So verwenden“ drücken.";
pub const USED: &str = "Ihr Text gilt ab jetzt.";
pub const RESET_DONE: &str = "Ihr eigener Text ist gelöscht.";
pub const CHANGED: &str = "Inzwischen hat jemand anders diesen Text geändert. Ihr Entwurf ist noch da; der neue Text steht darunter. Bitte vergleichen Sie beide. Mit „So verwenden“ gilt Ihrer.";
pub const NOW_IN_FORCE: &str = "Das gilt zurzeit";
pub const PLACEHOLDERS: &str = "Was Sie einsetzen können";
pub const REQUIRED: &str = "muss vorkommen";
pub const BACK: &str = "Alle Texte";
pub const TOO_LONG: &str = "Der Text war zu lang und ist nicht gespeichert.";

/// The name of a kind of mail.
pub fn template(template: Option<Template>) -> &'static str {
    match template {
        Some(Template::AccountInvitation) => "Neuer Zugang",
        Some(Template::PasswordReset) => "Neues Passwort",
        Some(Template::EmailChange) => "Adresse bestätigen",
        Some(Template::EmailChangeAsked) => "Hinweis: Adresse soll sich ändern",
        Some(Template::EmailChangedNotice) => "Adresse geändert",
        Some(Template::Invitation) => "Einladung",
        Some(Template::Reminder) => "Erinnerung",
        Some(Template::Notice) => "Mitteilung",
        Some(Template::Digest) => "Neues aus der Beteiligung",
        None => "Unbekannt",
    }
}

/// The class and the word of a state.
pub fn state(state: MailState) -> (&'static str, &'static str) {
    match state {
        MailState::Waiting => ("draft", "wartet"),
        MailState::Sending => ("draft", "wird gesendet"),
        MailState::Sent => ("open", "gesendet"),
        MailState::Failed => ("", "nicht angekommen"),
        MailState::Stopped => ("closed", "gestoppt"),
    }
}

/// What kept a mail, and what helps.
pub fn trouble(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Unreachable => "Der Mailserver ist nicht erreichbar.",
        Trouble::NotEncrypted => "Der Mailserver verschlüsselt nicht, oder sein Zertifikat ist nicht gültig.",
        Trouble::SignInRefused => {
            "Der Mailserver nimmt unsere Anmeldung nicht an. Bitte Benutzer und Passwort prüfen lassen."
        }
        Trouble::Busy => "Der Mailserver hat uns auf später vertröstet.",
        Trouble::ConnectionLost => "Die Verbindung zum Mailserver ist abgerissen.",
        Trouble::TimedOut => "Der Mailserver hat nicht rechtzeitig geantwortet.",
        Trouble::SenderRefused => {
            "Der Mailserver nimmt unsere Absenderadresse nicht an. Bitte die Einstellungen prüfen lassen."
        }
        Trouble::RecipientRefused => "Adresse unzustellbar: Der Mailserver kennt diese Adresse nicht.",
        Trouble::AddressInvalid => "Adresse unzustellbar: Das ist keine vollständige E-Mail-Adresse.",
        Trouble::ContentRefused => "Der Mailserver wollte diese E-Mail nicht annehmen.",
        Trouble::TemplateUnknown => "Für diese E-Mail fehlt uns der Text.",
        Trouble::ValueMissing => "In dieser E-Mail hätte etwas Wichtiges gefehlt, zum Beispiel der Link.",
        Trouble::OwnFault => "Bei uns ist etwas schiefgegangen.",
        Trouble::Unsubscribed => "Diese Adresse möchte keine Einladungen und Erinnerungen.",
        Trouble::MarkedUnreachable => "Diese Adresse nimmt keine Post an. So ist es hier vermerkt.",
        Trouble::LinkGone => "Der Link darin hätte nicht mehr gegolten.",
        Trouble::ByStaff => "Von Hand gestoppt.",
    }
}

/// What is wrong with a text and what to do.
pub fn fault(fault: &Fault) -> String {
    match fault {
        Fault::SubjectEmpty => "Bitte schreiben Sie einen Betreff.".to_owned(),
        Fault::SubjectTooLong => format!("Der Betreff ist zu lang. Höchstens {LONGEST_SUBJECT} Zeichen passen."),
        Fault::SubjectNotOneLine => "Der Betreff muss eine einzige Zeile sein, ohne unsichtbare Zeichen.".to_owned(),
        Fault::SecretInSubject { placeholder } => {
            format!("{{{placeholder}}} darf nicht im Betreff stehen: Der ist auch auf gesperrten Handys zu lesen.")
        }
        Fault::UnknownInSubject { placeholder } | Fault::UnknownInBody { placeholder } => {
            format!("{{{placeholder}}} kennen wir nicht. Bitte nehmen Sie nur, was unten aufgeführt ist.")
        }
        Fault::BodyEmpty => "Bitte schreiben Sie einen Text.".to_owned(),
        Fault::BodyTooLong => format!("Der Text ist zu lang. Höchstens {LONGEST_BODY} Zeichen passen."),
        Fault::MissingInBody { placeholder } => {
            format!("{{{placeholder}}} fehlt. Ohne das könnte niemand antworten.")
        }
    }
}

/// What a placeholder stands for.
pub fn placeholder(name: &str) -> &'static str {
    match name {
        "organisation" => "Name der Organisation",
        "survey" => "Titel der Befragung",
        "url" => "der persönliche Link zum Fragebogen; am besten in einer eigenen Zeile",
        "code" => "der Code zum Eintippen",
        "until" => "bis wann man antworten kann",
        "responsible" => "wer für die Befragung verantwortlich ist",
        "contact" => "wen man fragen kann",
        _ => "",
    }
}

/// The German name of a language.
pub fn language(tag: &str) -> &'static str {
    match tag {
        "ar" => "Arabisch",
        "en" => "Englisch",
        "tr" => "Türkisch",
        _ => "Deutsch",
    }
}
