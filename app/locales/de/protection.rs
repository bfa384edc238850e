//! Deutsch: Datenschutz im Büro: Löschfrist und Hinweise einer Befragung, Verzeichnis für die Datenschutzbeauftragten.

pub const NAVIGATION: &str = "Datenschutz";
pub const OF_SURVEY: &str = "Datenschutz der Befragung";
pub const LINK: &str = "Datenschutz";
pub const BACK_TO_RESULTS: &str = "Zurück zu den Ergebnissen";
pub const SAVED: &str = "Gespeichert.";
pub const STALE: &str = "Inzwischen hat jemand anderes diese Angaben geändert. Es wurde nichts überschrieben. Ihr Text steht noch in Ihrem Browser (ohne Skripte: eine Seite zurück). Kopieren Sie ihn, laden Sie die Seite neu und tragen Sie ihn dann ein.";
pub const PAST: &str = "Dieses Datum ist schon vorbei. Bitte wählen Sie heute oder einen späteren Tag.";
pub const NO_DATE: &str = "Bitte prüfen Sie das Datum, zum Beispiel 31.12.2026.";
pub const TOO_LONG: &str = "Ein Hinweis ist zu lang. Bitte kürzen Sie ihn auf 20.000 Zeichen.";

pub const RETENTION: &str = "Löschfrist";
pub const LAST_DAY: &str = "Antworten aufbewahren bis einschließlich";
pub const RETENTION_HELP: &str = "Am Tag danach wird die Befragung beendet, falls sie noch läuft, und alle Antworten werden von selbst gelöscht. Das lässt sich nicht zurücknehmen. Ohne Datum wird nichts von selbst gelöscht.";
pub const NOTICES: &str = "Hinweise für Antwortende";
pub const NOTICES_HELP: &str = "Überschriften beginnen mit #, Listen mit einem Strich, **fett** steht zwischen Sternen. Wo ein Feld leer bleibt, lesen Antwortende den Text der anderen Sprache, oder unseren, wenn alle Felder leer sind.";
pub const NOTICE_IN: &str = "Hinweis auf {language}";
pub const DEFAULT_NOTICE: &str = "Unser Text, solange alle Felder leer sind";
pub const SEE_NOTICE: &str = "Hinweise ansehen";
pub const SAVE: &str = "Speichern";

pub const ERASE: &str = "Alle Antworten jetzt löschen";
pub const ERASE_LEAD: &str = "{n} Antworten werden für immer gelöscht. Die Befragung selbst bleibt. Belege der Antwortenden führen danach zu nichts mehr.";
pub const ERASE_LEAD_ONE: &str = "Eine Antwort wird für immer gelöscht. Die Befragung selbst bleibt. Der Beleg der Antwortenden führt danach zu nichts mehr.";
pub const NOTHING_TO_ERASE: &str = "Zurzeit gibt es hier keine Antworten, die gelöscht werden könnten.";
pub const TYPE_TITLE: &str = "Schreiben Sie zur Bestätigung den Titel der Befragung";
pub const TITLE_IS: &str = "Der Titel ist: {title}";
pub const ERASE_BUTTON: &str = "Alle Antworten löschen";
pub const WRONG_TITLE: &str = "Das ist nicht der Titel der Befragung. Es wurde nichts gelöscht.";
pub const ERASED: &str = "{n} Antworten wurden gelöscht.";
pub const ERASED_ONE: &str = "Eine Antwort wurde gelöscht.";
pub const ERASURES: &str = "Was gelöscht wurde";
pub const NO_ERASURES: &str = "Bisher wurde nichts gelöscht.";
pub const DAY: &str = "Tag";
pub const SURVEY: &str = "Befragung";
pub const ERASED_RESPONSES: &str = "Antworten";
pub const ERASED_INVITATIONS: &str = "Einladungen";
pub const CAUSE: &str = "Anlass";
pub const BY: &str = "Durch";
pub const BY_RETENTION: &str = "Löschfrist";
pub const BY_HAND: &str = "von Hand";
pub const BY_RECEIPT: &str = "mit Beleg";

pub const REGISTER: &str = "Datenschutz";
pub const REGISTER_LEAD: &str = "Was wo gespeichert ist, wozu, für wen und bis wann. Die Liste entsteht aus denselben Angaben, nach denen das Programm arbeitet. Die Rechtsgrundlagen sind ein Vorschlag; die Behörde prüft sie.";
pub const AS_CSV: &str = "Als CSV herunterladen";
pub const STORED: &str = "Was gespeichert ist";
pub const WHERE: &str = "Ort";
pub const WHAT: &str = "Daten";
pub const WHY: &str = "Zweck";
pub const GROUND: &str = "Rechtsgrundlage";
pub const NO_PERSONS: &str = "ohne Bezug zu Personen";
pub const RECIPIENTS: &str = "Wer es sieht";
pub const UNTIL: &str = "Bis wann";
pub const SURVEYS: &str = "Löschfristen der Befragungen";
pub const RESPONSES: &str = "Antworten";
pub const NOT_SET: &str = "nicht festgelegt";
pub const CHANGE: &str = "Ändern";
pub const NO_SURVEYS: &str = "Noch gibt es keine Befragung.";
pub const NOTICE_OF: &str = "Hinweis";
pub const OWN_NOTICE: &str = "eigener Text";
pub const USUAL_NOTICE: &str = "unser Text";

pub const DEADLINES: &str = "Bald werden Antworten gelöscht";
pub const DEADLINE: &str = "nach dem {day}";
