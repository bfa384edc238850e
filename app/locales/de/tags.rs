//! Deutsch: Schlagworte an Absätzen.

pub const TAGS: &str = "Schlagworte";
pub const EDIT: &str = "Schlagworte ändern";
pub const LEAD: &str =
    "Worum geht es in diesem Absatz? Mit Schlagworten finden andere, was an verschiedenen Stellen dazu steht.";
pub const VERSION_NOTE: &str = "Schlagworte gehören zum Text: Sie werden mit einer neuen Fassung gespeichert. Wer der jetzigen Fassung schon zugestimmt hat, wird neu gefragt.";
pub const CHOSEN: &str = "{n} gewählt";
pub const TOPICS: &str = "Eigene Schlagworte";
pub const TOPICS_HINT: &str = "Mehrere trennen Sie mit Kommas, zum Beispiel: Räume, Abend.";
pub const REASON: &str = "Schlagworte zu Absatz {n} geändert";
pub const SAVE: &str = "Schlagworte speichern";
pub const CHANGED: &str = "andere Schlagworte";

pub const UNKNOWN: &str =
    "Eines der Schlagworte kennen wir nicht. Bitte laden Sie die Seite neu und wählen Sie noch einmal.";
pub const TOPIC_TOO_LONG: &str = "Ein eigenes Schlagwort hat höchstens 60 Zeichen.";
pub const TOO_MANY: &str = "Das sind zu viele Schlagworte: höchstens 40 an einem Absatz.";

pub const BY_TAG: &str = "Nach Schlagworten lesen";
pub const BY_TAG_LEAD: &str =
    "Wählen Sie ein Schlagwort. Dann sehen Sie alle Absätze dazu, aus allen Texten, die Sie lesen können.";
pub const ABOUT: &str = "Alle Absätze dazu";
pub const NONE_USED: &str = "Noch hat hier kein Absatz ein Schlagwort.";
pub const NONE_ABOUT: &str = "Dazu steht noch nichts in den Texten, die Sie lesen können.";
pub const PARAGRAPHS_ONE: &str = "1 Absatz";
pub const PARAGRAPHS: &str = "{n} Absätze";
