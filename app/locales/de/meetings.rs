//! Deutsch: Sitzungen.

use domain::process::meeting::{MeetingProblem, MeetingState};

pub const MEETINGS: &str = "Sitzungen";
pub const NONE: &str = "Noch ist keine Sitzung geplant.";
pub const NEW: &str = "Sitzung planen";
pub const CALENDAR: &str = "Termine in den eigenen Kalender holen";
pub const CALENDAR_FILE: &str = "Kalenderdatei";
pub const EARLIER: &str = "Frühere Sitzungen";

pub const WHEN: &str = "Wann";
pub const UNTIL: &str = "{starts} bis {ends}";
pub const WHERE: &str = "Wo";
pub const ONLINE: &str = "Von zu Hause teilnehmen";
pub const ONLINE_LATER: &str = "Den Link zum Mitmachen von zu Hause sehen alle, die angemeldet sind.";
pub const EDIT: &str = "Sitzung ändern";
pub const SCREEN: &str = "Ansicht für die Leinwand";
pub const BACK: &str = "Zurück zur Sitzung";
pub const RELOAD: &str = "Neu laden";

pub const AGENDA: &str = "Tagesordnung";
pub const NO_AGENDA: &str = "Die Tagesordnung steht noch nicht fest.";
pub const MINUTES_LONG: &str = "{n} Minuten";
pub const BEGINS: &str = "etwa {at} Uhr";
pub const SPEAKER: &str = "Es spricht dazu: {name}";
pub const NOW: &str = "Jetzt dran";
pub const DECISION: &str = "Beschluss";
pub const TEXT: &str = "Text";
pub const SHOW_ITEM: &str = "Aufrufen";
pub const END_ITEM: &str = "Punkt beenden";
pub const PARAGRAPH: &str = "Absatz auf der Leinwand";
pub const NO_PARAGRAPH: &str = "keiner";
pub const SHOW_PARAGRAPH: &str = "Absatz zeigen";
pub const CURRENT_PARAGRAPH: &str = "Darum geht es gerade";
pub const TO_PARAGRAPH: &str = "Zum Absatz im Text";

pub const MINUTES: &str = "Protokoll";
pub const DOCUMENTS: &str = "Unterlagen";

pub const REGISTRATION: &str = "Anmeldung";
pub const COMING_NONE: &str = "Noch ist niemand angemeldet.";
pub const COMING_ONE: &str = "1 Person ist angemeldet.";
pub const COMING_MANY: &str = "{n} Menschen sind angemeldet.";
pub const YOU_COME: &str = "Sie sind angemeldet.";
pub const REGISTER: &str = "Ich komme";
pub const UNREGISTER: &str = "Ich komme doch nicht";
pub const SIGN_IN_FIRST: &str = "Bitte melden Sie sich an, wenn Sie teilnehmen möchten.";
pub const NO_REGISTRATION: &str = "Für diese Sitzung können Sie sich gerade nicht anmelden.";

pub const SPEAKING: &str = "Redeliste";
pub const SPEAKS: &str = "Es spricht: {name}";
pub const SOMEBODY_SPEAKS: &str = "Jemand spricht.";
pub const YOU_SPEAK: &str = "Sie haben das Wort.";
pub const NOBODY_WAITS: &str = "Niemand steht auf der Redeliste.";
pub const WAITING_ONE: &str = "1 Person möchte sprechen.";
pub const WAITING_MANY: &str = "{n} Menschen möchten sprechen.";
pub const YOUR_PLACE: &str = "Sie stehen auf Platz {n}.";
pub const ASK: &str = "Ich möchte sprechen";
pub const UNASK: &str = "Ich möchte nicht mehr sprechen";
pub const CALL: &str = "Das Wort geben";
pub const CALL_NEXT: &str = "Nächste Person aufrufen";
pub const END_SPEECH: &str = "Redebeitrag beenden";
pub const NEW_VOICE: &str = "spricht zum ersten Mal";
pub const NEW_VOICES_FIRST: &str = "Wer noch nicht gesprochen hat, kommt zuerst dran.";
pub const NO_SPEAKING: &str =
    "Auf die Redeliste kommen alle, die angemeldet sind, solange die Sitzung nicht vorbei ist.";
pub const OTHER_SPEAKER: &str =
    "Inzwischen hat schon jemand anderes das Wort. Bitte sehen Sie die Liste noch einmal an.";
pub const NOT_ON_LIST: &str = "Diese Person steht nicht mehr auf der Liste.";

pub const ATTENDANCE: &str = "Wer da war";
pub const ATTENDANCE_LEAD: &str = "Diese Liste sehen nur die Mitglieder.";
pub const COMES: &str = "angemeldet";
pub const WAS_THERE: &str = "war da";
pub const NOBODY: &str = "Noch steht niemand auf der Liste.";
pub const SAVE_ATTENDANCE: &str = "Anwesenheit speichern";

pub const NEW_TITLE: &str = "Neue Sitzung";
pub const TITLE: &str = "Titel";
pub const PLACE: &str = "Ort";
pub const LINK: &str = "Link für die Teilnahme von zu Hause";
pub const LINK_HINT: &str = "Beginnt mit https://. Nur wer angemeldet ist oder zur Gruppe gehört, sieht ihn.";
pub const STARTS: &str = "Beginn";
pub const ENDS: &str = "Ende";
pub const STATE: &str = "Stand";
pub const NEW_VOICES_FIRST_FIELD: &str = "Redeliste: Wer noch nicht gesprochen hat, kommt zuerst dran";
pub const ITEM: &str = "Punkt {n}";
pub const ITEMS_HINT: &str = "Punkte ohne Titel zählen nicht. Nach dem Speichern gibt es wieder leere Zeilen.";
pub const ITEM_TITLE: &str = "Worum geht es?";
pub const ITEM_MINUTES: &str = "Minuten";
pub const ITEM_SPEAKER: &str = "Wer spricht dazu?";
pub const ITEM_TEXT: &str = "Text dazu";
pub const NO_TEXT: &str = "kein Text";
pub const ITEM_DECISION: &str = "Beschluss";
pub const DOCUMENT: &str = "Unterlage {n}";
pub const DOCUMENT_NAME: &str = "Name";
pub const DOCUMENT_LINK: &str = "Link, wenn es einen gibt";
pub const SAVE: &str = "Speichern";
pub const RESTORED: &str = "Was Sie hier zuletzt geschrieben und nicht gespeichert haben, steht wieder in den Feldern.";
pub const NOT_A_MOMENT: &str = "Bitte geben Sie Beginn und Ende mit Tag und Uhrzeit an.";
pub const NOT_MINUTES: &str = "Bitte geben Sie die Minuten als Zahl an.";

/// What is wrong with a meeting.
pub fn problem(problem: MeetingProblem) -> String {
    let place = |place: usize| (place + 1).to_string();
    match problem {
        MeetingProblem::Title => "Bitte geben Sie einen Titel mit höchstens 200 Zeichen ein.".to_owned(),
        MeetingProblem::Place => "Der Ort ist zu lang: höchstens 200 Zeichen.".to_owned(),
        MeetingProblem::Time => "Das Ende liegt nicht nach dem Beginn, oder mehr als eine Woche später.".to_owned(),
        MeetingProblem::Link => "Der Link muss mit https:// oder http:// beginnen.".to_owned(),
        MeetingProblem::Minutes => "Das Protokoll ist zu lang: höchstens 20.000 Zeichen.".to_owned(),
        MeetingProblem::TooMany => "Das sind zu viele Punkte oder Unterlagen: höchstens 60.".to_owned(),
        MeetingProblem::Item(at) => {
            format!("Punkt {}: Bitte geben Sie einen Titel ein, und nicht zu lange Texte.", place(at))
        }
        MeetingProblem::ItemTime(at) => format!("Punkt {}: Das sind zu viele Minuten.", place(at)),
        MeetingProblem::Document(at) => {
            format!(
                "Unterlage {}: Bitte geben Sie einen Namen ein, und einen Link, der mit https:// beginnt.",
                place(at)
            )
        }
    }
}

/// How far a meeting is: class and word.
pub fn state(state: MeetingState) -> (&'static str, &'static str) {
    match state {
        MeetingState::Planned => ("open", "geplant"),
        MeetingState::Held => ("closed", "hat stattgefunden"),
        MeetingState::Cancelled => ("draft", "fällt aus"),
    }
}

/// The name of an account, erased ones included.
pub fn name(name: &str) -> String {
    if name.is_empty() { "Ehemaliges Konto".to_owned() } else { name.to_owned() }
}
