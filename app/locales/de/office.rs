//! Deutsch: was im Büro steht. Das Büro arbeitet auf Deutsch.

pub const SKIP: &str = "Zum Inhalt springen";
pub const CITY: &str = "Stadt Duisburg";
pub const AREAS: &str = "Bereiche";
pub const SIGN_OUT: &str = "Abmelden";
pub const OVERVIEW: &str = "Übersicht";
pub const SURVEYS: &str = "Befragungen";

pub const WELCOME: &str = "Guten Tag";
pub const TODAY: &str = "Das braucht Sie heute.";
pub const RUNNING: &str = "Laufende Befragungen";
pub const ALL_SURVEYS: &str = "Alle Befragungen ansehen";
pub const RESPONSES_IN_ALL: &str = "Antworten insgesamt";
pub const DEMO: &str = "Beispieldaten";
pub const DEMO_NOTE: &str = "Beispieldaten: Diese Antworten sind erfunden.";

pub const NO_SURVEYS: &str = "Noch gibt es keine Befragung.";
pub const NO_SURVEYS_HINT: &str = "Lesen Sie die erste ein: teilhabe import survey DATEI";
pub const TITLE: &str = "Titel";
pub const STATE: &str = "Stand";
pub const RESPONSES: &str = "Antworten";
pub const QUESTIONS: &str = "Fragen";
pub const LANGUAGES: &str = "Sprachen";
pub const STATE_DRAFT: &str = "Entwurf";
pub const STATE_OPEN: &str = "offen";
pub const STATE_CLOSED: &str = "beendet";
pub const RESULTS: &str = "Ergebnisse";

pub const LIVE: &str = "live";
pub const CUT: &str = "getrennt";
pub const CONNECTING: &str = "verbindet …";
pub const CUT_NOTE: &str =
    "Die Verbindung ist unterbrochen. Sie sehen den letzten Stand. Wir verbinden neu, sobald es geht.";
pub const RESPONSE_ONE: &str = "Antwort";
pub const NO_RESPONSES: &str = "Noch hat niemand geantwortet.";
pub const NO_RESPONSES_HINT: &str =
    "Sobald die erste Antwort ankommt, bewegt sich diese Seite von selbst. Teilen Sie die Adresse der Befragung:";
pub const TO_SURVEY: &str = "Befragung ansehen";

pub const BASE: &str = "{answered} von {asked} haben geantwortet";
pub const ANSWER: &str = "Antwort";
pub const COUNT: &str = "Anzahl";
pub const SHARE: &str = "Anteil";
pub const BAR: &str = "Balken";
pub const CHART: &str = "Diagramm";
pub const TABLE: &str = "Tabelle";
pub const VIEW: &str = "Ansicht";
pub const TABLE_OF: &str = "Tabelle: {question}";
pub const BARS_OF: &str = "Balkendiagramm: {values}";
pub const NO_ANSWERS: &str = "noch keine Antworten";
pub const OTHER: &str = "Etwas anderes";
pub const MEDIAN: &str = "Median";
pub const MEAN: &str = "Mittel";
pub const RANGE: &str = "von … bis";
pub const MORE_TEXTS: &str = "Hier stehen die ersten {shown} von {all} verschiedenen Texten, nach dem Alphabet.";
pub const FURTHER_TEXTS: &str = "{n} weitere Texte lesen";
pub const TEXTS_OF_OTHER: &str = "Was unter „Etwas anderes“ steht";
pub const TIMES: &str = "{n}-mal";
pub const FROM_ON: &str = "ab {from}";
pub const FROM_TO: &str = "{from} bis {to}";
pub const FROM_BELOW: &str = "{from} bis unter {to}";
pub const CONDITIONAL: &str = "nur bei passender Antwort davor gezeigt";

/// The name of a kind of question.
pub fn kind(name: &str) -> &'static str {
    match name {
        "single_choice" => "Eine Antwort",
        "multiple_choice" => "Mehrere Antworten",
        "short_text" | "long_text" => "Text",
        "number" => "Zahl",
        "scale" => "Skala",
        "date" => "Datum",
        _ => "",
    }
}
