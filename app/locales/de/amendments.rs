//! Deutsch: Änderungsanträge und ihre Zusammenführung.

use domain::amendment::state::{State, StepProblem};
use domain::amendment::wish::Unfit;

pub const TITLE: &str = "Änderungsanträge";
pub const ONE: &str = "Änderungsantrag";
pub const OF_PARAGRAPH: &str = "Änderungsanträge zu diesem Absatz";
pub const NONE: &str = "Noch hat niemand eine Änderung vorgeschlagen.";
pub const NONE_HINT: &str = "Sie können den Absatz selbst umschreiben und sagen, warum.";
pub const ALL: &str = "Alle Änderungsanträge zum Text";
pub const AMEND: &str = "Änderung vorschlagen";
pub const AMEND_TITLE: &str = "Änderung vorschlagen: {place}";
pub const AMEND_THIS: &str = "An diesem Antrag etwas ändern";
pub const AMEND_OTHER_TITLE: &str = "Etwas am Antrag von {author} ändern";
pub const SIGN_IN_FIRST: &str = "Melden Sie sich an, um eine Änderung vorzuschlagen oder einen Antrag zu unterstützen.";
pub const NOT_OPEN: &str = "Im Moment können Sie hier keine Änderungen vorschlagen.";

/// Wie ein Antrag in heruntergeladenen Dateien heißt.
pub const PRINTED: &str = "Ä {n}";
pub const PRINTED_NEW: &str = "Ä {n} (neuer Absatz danach)";
pub const BY: &str = "von {author}";
pub const TO_AMENDMENT_OF: &str = "zum Antrag von {author}";
pub const AT_START: &str = "am Anfang des Textes";
pub const REWRITE_AT: &str = "{place} umschreiben";
pub const INSERT_AT: &str = "Neuer Absatz hinter: {place}";
pub const DELETE_AT: &str = "{place} streichen";
pub const REASON: &str = "Begründung";
pub const STATE: &str = "Stand";
pub const MORE: &str = "Antrag ansehen";
pub const DECIDED: &str = "Entschiedene Anträge";
pub const OPEN: &str = "Offene Anträge";
pub const OWN_DRAFTS: &str = "Ihre Entwürfe";
pub const DRAFT_NOTE: &str = "Diesen Entwurf sehen nur Sie.";
pub const GO_ON: &str = "Weiterschreiben";
pub const DISCARD: &str = "Entwurf löschen";
pub const REWORK: &str = "An die neue Fassung anpassen";
pub const WITHDRAW: &str = "Antrag zurückziehen";
pub const WITHDRAW_SURE: &str = "Ja, zurückziehen";
pub const WITHDRAW_NOTE: &str = "Über den Antrag wird dann nicht mehr entschieden. Er bleibt lesbar.";
pub const ADMIT: &str = "Zur Entscheidung stellen";
pub const REJECT: &str = "Antrag ablehnen";
pub const REJECT_REASON: &str = "Warum wird der Antrag abgelehnt?";
pub const REJECT_HINT: &str = "Die Begründung steht für alle lesbar am Antrag.";

pub const SUPPORT: &str = "Unterstützen";
pub const UNSUPPORT: &str = "Unterstützung zurücknehmen";
pub const YOU_SUPPORT: &str = "Sie unterstützen diesen Antrag.";
pub const SUPPORTERS: &str = "Unterstützt von";
pub const SUPPORTERS_NONE: &str = "Noch unterstützt ihn niemand.";
pub const SUPPORTERS_ONE: &str = "1 Person unterstützt ihn.";
pub const SUPPORTERS_MANY: &str = "{n} Personen unterstützen ihn.";
pub const LEAST: &str = "Nötig sind {n}.";
pub const UNTIL: &str = "Bis {at}.";
pub const LAPSED: &str = "Die Zeit ist um, und es waren zu wenige.";

pub const HISTORY: &str = "Was bisher geschah";
pub const CHILDREN: &str = "Änderungen zu diesem Antrag";
pub const COLLISION: &str = "Der Absatz hat sich geändert, und der Antrag passt nicht mehr dazu";
pub const COLLISION_NOW: &str = "So heißt der Absatz jetzt";
pub const COLLISION_GONE: &str = "Diesen Absatz gibt es nicht mehr.";
pub const COLLISION_WANTED: &str = "So wollte ihn der Antrag";
pub const SEE_VERSION: &str = "In Fassung {n} ansehen";
pub const SENT: &str = "Ihr Antrag ist gesendet.";

pub const WHAT: &str = "Was möchten Sie?";
pub const WANT_REWRITE: &str = "Den Absatz umschreiben";
pub const WANT_INSERT: &str = "Einen neuen Absatz dahinter";
pub const WANT_DELETE: &str = "Den Absatz streichen";
pub const NOW: &str = "So steht es jetzt da";
pub const WORDS: &str = "So soll es heißen";
pub const WORDS_NEW: &str = "Der neue Absatz";
pub const WORDS_HINT: &str = "Ändern Sie nur, was anders sein soll. Eine leere Zeile beginnt einen neuen Absatz. Mit **zwei Sternen** wird etwas fett.";
pub const WHY: &str = "Warum?";
pub const WHY_HINT: &str = "Ein oder zwei Sätze, die andere überzeugen.";
pub const CHECK: &str = "Änderung prüfen";
pub const SEND: &str = "Antrag senden";
pub const DIFFERENCE: &str = "Das würde sich ändern";
pub const NO_DIFFERENCE: &str = "Noch ist alles gleich.";
pub const KEPT: &str = "Ihr Entwurf ist gespeichert. Noch sehen nur Sie ihn.";
pub const SIMILAR: &str = "Das wollen andere schon ganz ähnlich";
pub const SIMILAR_HINT: &str = "Ein Antrag mit vielen Unterstützenden hat mehr Gewicht als mehrere fast gleiche.";
pub const SUPPORT_INSTEAD: &str = "Stattdessen diesen unterstützen";
pub const MOVED: &str =
    "Der Absatz hat sich inzwischen geändert. Bitte vergleichen Sie Ihren Vorschlag mit dem neuen Wortlaut.";

pub const EMPTY_PARAGRAPH: &str = "Der Absatz ist leer. Wenn er weg soll, wählen Sie „Den Absatz streichen“.";
pub const NO_REASON: &str = "Bitte schreiben Sie, warum. Ihr Text ist gespeichert.";
pub const PARAGRAPH_GONE: &str = "Diesen Absatz gibt es in der neuen Fassung nicht mehr. Ihr Text steht noch im Feld. Suchen Sie bitte einen anderen Absatz dafür.";
pub const PARENT_DECIDED: &str = "Über diesen Antrag wird nicht mehr beraten. Ihr Text steht noch im Feld.";

pub const MERGE: &str = "Anträge zusammenführen";
pub const MERGE_LEAD: &str = "Entscheiden Sie über jeden Antrag. Jeder Schritt lässt sich rückgängig machen und steht im Protokoll. Erst die neue Fassung gilt.";
pub const MERGE_NONE: &str = "Es gibt keine offenen Anträge.";
pub const MERGE_NONE_HINT: &str = "Sobald jemand einen Antrag sendet, steht er hier an seinem Absatz.";
pub const PROGRESS: &str = "{done} von {all} entschieden";
pub const ACCEPT: &str = "Annehmen";
pub const MODIFY: &str = "In anderen Worten annehmen";
pub const MODIFY_WORDS: &str = "So soll es heißen";
pub const REJECT_ONE: &str = "Ablehnen";
pub const DECIDE_REASON: &str = "Begründung (für alle lesbar)";
pub const ACCEPTED: &str = "angenommen";
pub const MODIFIED: &str = "in anderen Worten angenommen";
pub const REJECTED: &str = "abgelehnt";
pub const UNDECIDED: &str = "noch offen";
pub const TOO_FEW: &str = "Noch zu wenige Unterstützende: Der Antrag kann nur abgelehnt werden.";
pub const VARIANT: &str = "{author} schlägt dafür vor:";
pub const COLLIDES: &str = "Diese Anträge passen nicht zusammen";
pub const COLLIDES_PRESSING: &str = "Beide sind angenommen. Bitte legen Sie den Wortlaut fest.";
pub const COLLIDES_BASE: &str = "Im Text steht";
pub const COLLIDES_ADDED: &str = "(hier stand nichts)";
pub const COLLIDES_GONE: &str = "(streichen)";
pub const WANTS: &str = "{author} möchte";
pub const SETTLE: &str = "Wortlaut festlegen";
pub const SETTLE_AGAIN: &str = "Wortlaut neu festlegen";
pub const SETTLE_WORDS: &str = "So heißt der Absatz am Ende";
pub const SETTLED: &str = "Festgelegter Wortlaut";
pub const UNDO: &str = "Letzten Schritt rückgängig machen";
pub const UNDO_THIS: &str = "Rückgängig machen";
pub const RESULT: &str = "So sieht der Text dann aus";
pub const RESULT_GONE: &str = "Dieser Absatz fällt weg.";
pub const FINISH: &str = "Neue Fassung daraus machen";
pub const FINISH_LEAD: &str = "Was entschieden ist, wird zur neuen Fassung. Offene Anträge gehen mit, wo sie noch passen. Wo nicht, erfahren die Verfassenden, warum.";
pub const FINISH_REASON: &str = "Was ist neu, und warum?";
pub const WAITING: &str = "Offene Anträge, die hier nicht dabei sind";
pub const PROTOCOL: &str = "Protokoll";
pub const PROTOCOL_TITLE: &str = "Protokoll der Zusammenführung";
pub const PROTOCOL_NONE: &str = "Noch wurde nichts zusammengeführt.";
pub const PROTOCOL_OF: &str = "Anträge zu Fassung {n}";
pub const UNDONE: &str = "rückgängig gemacht";

pub const ACT_ACCEPT: &str = "hat den Antrag von {author} angenommen.";
pub const ACT_MODIFY: &str = "hat den Antrag von {author} in anderen Worten angenommen.";
pub const ACT_REJECT: &str = "hat den Antrag von {author} abgelehnt.";
pub const ACT_SETTLE: &str = "hat den Wortlaut festgelegt.";
pub const ACT_UNDO: &str = "hat Schritt {n} rückgängig gemacht.";
pub const ACT_FINISH: &str = "hat daraus Fassung {n} gemacht.";

pub const OTHER_CHAIR: &str = "Jemand anderes hat inzwischen auch entschieden. Nichts ist verloren: Bitte laden Sie die Seite neu, sehen Sie den Stand an und entscheiden Sie dann noch einmal.";
pub const NOTHING_TO_UNDO: &str = "Dieser Schritt ist schon rückgängig gemacht.";
pub const UNSETTLED: &str =
    "Angenommene Anträge passen noch nicht zusammen. Bitte legen Sie an den markierten Absätzen den Wortlaut fest.";
pub const UNFIT_STEPS: &str = "Ein anderer Wortlaut passt nicht mehr zum Text. Bitte entscheiden Sie dort noch einmal.";
pub const HALF: &str = "Bei einem Antrag ist erst ein Teil entschieden. Bitte entscheiden Sie auch über den Rest.";
pub const NOTHING_DECIDED: &str = "Es ist noch nichts entschieden.";
pub const UNCHANGED: &str =
    "Am Text ändert sich dadurch nichts. Einen einzelnen Antrag lehnen Sie auf seiner eigenen Seite ab.";

/// A state: class and words.
pub fn state(state: &State) -> (&'static str, String) {
    match state {
        State::Draft => ("draft", "Entwurf".to_owned()),
        State::Submitted => ("open", "sucht Unterstützung".to_owned()),
        State::Supported => ("open", "eingereicht".to_owned()),
        State::Admitted => ("open", "zur Entscheidung gestellt".to_owned()),
        State::Accepted { version } => ("closed", format!("angenommen in Fassung {version}")),
        State::Modified { version, .. } => ("closed", format!("in anderen Worten angenommen in Fassung {version}")),
        State::Rejected { .. } => ("closed", "abgelehnt".to_owned()),
        State::Withdrawn => ("closed", "zurückgezogen".to_owned()),
        State::CarriedOver { version, .. } => ("open", format!("offen, übertragen in Fassung {version}")),
        State::Collided { version } => ("draft", format!("passt nicht zu Fassung {version}")),
    }
}

/// Something that happened to an amendment, told behind a name.
pub fn deed(deed: &str) -> &'static str {
    match deed {
        "submitted" => "hat den Antrag gesendet.",
        "supported" => "hat ihn unterstützt. Damit sind es genug.",
        "backed" => "hat ihn unterstützt.",
        "unbacked" => "hat die Unterstützung zurückgenommen.",
        "admitted" => "hat ihn zur Entscheidung gestellt.",
        "accepted" => "hat ihn angenommen.",
        "modified" => "hat ihn in anderen Worten angenommen.",
        "rejected" => "hat ihn abgelehnt.",
        "withdrawn" => "hat ihn zurückgezogen.",
        "carried_over" => "hat eine neue Fassung gemacht. Der Antrag gilt auch für sie.",
        "collided" => "hat eine neue Fassung gemacht. Der Antrag passt nicht dazu.",
        _ => "hat etwas daran geändert.",
    }
}

/// Why a step is not possible.
pub fn step_problem(problem: StepProblem) -> &'static str {
    match problem {
        StepProblem::NotNow => "Das geht bei diesem Antrag nicht mehr, oder noch nicht. Bitte laden Sie die Seite neu.",
        StepProblem::TooFewSupporters => "Noch unterstützen zu wenige Menschen diesen Antrag.",
        StepProblem::TooLate => "Die Zeit für Unterstützung ist vorbei.",
        StepProblem::OwnAmendment => "Den eigenen Antrag müssen Sie nicht unterstützen. Er zählt auch so.",
        StepProblem::NoReason => NO_REASON,
    }
}

/// Why something does not fit the text.
pub fn unfit(problem: Unfit) -> &'static str {
    match problem {
        Unfit::Missing(_) => PARAGRAPH_GONE,
        Unfit::Twice(_) => "Das betrifft denselben Absatz zweimal.",
        Unfit::Nothing => "Sie haben noch nichts geändert.",
    }
}
