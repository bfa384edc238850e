//! Deutsch: Beteiligung. Konferenzen, Gruppen und Texte.

pub const CONSULTATIONS: &str = "Beteiligung";
pub const AREAS: &str = "Bereiche";
pub const TRAIL: &str = "Sie sind hier";
pub const SIGN_IN: &str = "Anmelden";
pub const PRIVACY: &str = "Datenschutz";

pub const FORBIDDEN: &str =
    "Das geht nur, wenn Sie angemeldet sind und in dieser Gruppe mitmachen. Ihr Text steht noch im Feld.";
pub const NOT_FOUND: &str = "Das gibt es nicht mehr, oder Sie können es nicht sehen. Ihr Text steht noch im Feld.";
pub const TOO_MANY: &str =
    "Das waren viele Versuche in kurzer Zeit. Bitte warten Sie eine Minute und senden Sie dann noch einmal.";
pub const NO_CONNECTION: &str =
    "Die Verbindung ist unterbrochen. Ihr Text steht noch im Feld. Senden Sie ihn, sobald Sie wieder online sind.";
pub const FAILED: &str = "Das hat nicht geklappt. Ihr Text steht noch im Feld. Bitte versuchen Sie es noch einmal.";
pub const NOT_NOW: &str = "In dieser Phase geht das nicht, oder nicht für Sie. Ihr Text steht noch im Feld.";
pub const OUTDATED: &str = "Jemand anderes war schneller. Bitte laden Sie die Seite neu und prüfen Sie den neuen Stand. Ihr Text steht noch im Feld.";
pub const EMPTY: &str = "Bitte schreiben Sie etwas.";
pub const TOO_LONG: &str = "Der Text ist zu lang.";
pub const NO_REASON: &str = "Bitte schreiben Sie, warum.";
