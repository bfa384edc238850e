//! Deutsch: Zustimmung zu Texten. Haltungen und Einwände.

use domain::agreement::consent::{GroupRule, Hindrance, Position, Way};
use domain::agreement::objection::{ObjectionProblem, ObjectionState};
use domain::majority::{Majority, Quorum};

pub const TITLE: &str = "Zustimmung";
pub const LEAD: &str = "Können die Gruppen mit diesem Text leben? Jede Gruppe entscheidet nach ihrer eigenen Regel. Einig sind sich alle erst, wenn jede Gruppe zugestimmt hat.";
pub const TO_TEXT: &str = "Zum Text";
pub const VERSION: &str = "Fassung {n}";
pub const TO_PAGE: &str = "Zustimmung und Einwände";
pub const NEW_VERSION: &str =
    "Inzwischen gibt es Fassung {n}. Ihre Haltung zählt je Fassung. Bitte laden Sie die Seite neu.";
pub const RELOAD: &str = "Neue Fassung laden";

pub const AGREED: &str = "Alle Gruppen haben zugestimmt.";
pub const NOT_AGREED: &str = "Es haben noch nicht alle Gruppen zugestimmt.";
pub const DRAFT: &str = "Der Text ist noch ein Entwurf. Gefragt wird, sobald die Gruppe ihn sieht.";
pub const NOBODY_ASKED: &str = "Über diesen Text wird keine Gruppe befragt.";
pub const GROUP_AGREED: &str = "Zugestimmt";
pub const GROUP_OPEN: &str = "Noch offen";
pub const RULE: &str = "Regel dieser Gruppe: {rule}";
pub const ONLY_MEMBERS: &str = "Was in dieser Gruppe gesagt wird, sehen nur ihre Mitglieder.";
pub const WHO: &str = "Wer sagt was?";
pub const SAID_NOTHING: &str = "Noch keine Haltung";
pub const EARLIER: &str = "Frühere Fassungen";
pub const EARLIER_OWN: &str = "Zu Fassung {n} war Ihre Haltung: {position}.";
pub const NO_POSITIONS: &str = "Noch hat sich niemand geäußert.";

pub const CHART: &str = "Diagramm";
pub const TABLE: &str = "Tabelle";
pub const SHOW_AS: &str = "Ansicht";
pub const POSITIONS: &str = "Haltungen je Gruppe";
pub const GROUP: &str = "Gruppe";
pub const MEMBERS: &str = "Mitglieder";
pub const PARAGRAPH: &str = "Absatz";
pub const OBJECTIONS_CHART: &str = "Einwände je Absatz";
pub const OBJECTIONS_BASE: &str = "{n} Einwände zu allen Fassungen, die Sie sehen können.";
pub const OBJECTIONS_BASE_ONE: &str = "1 Einwand zu allen Fassungen, die Sie sehen können.";
pub const WHOLE_TEXT_SHORT: &str = "Ganzer Text";
pub const GONE_SHORT: &str = "Absätze, die es nicht mehr gibt";
pub const STANDING: &str = "bestehen";
pub const DONE_WITH: &str = "erledigt";

pub const OWN: &str = "Ihre Haltung";
pub const OWN_NOW: &str = "Ihre Haltung zu Fassung {n}: {position}. Sie können sie ändern.";
pub const REASON: &str = "Warum?";
pub const REASON_HINT: &str =
    "Bei einem Einwand oder Stopp nötig. Die Begründung wird als Einwand geführt, bis er erledigt ist.";
pub const ABOUT: &str = "Worum geht es?";
pub const WHOLE_TEXT: &str = "Um den ganzen Text";
pub const TAKES_BACK: &str =
    "Sie haben einen Einwand erhoben. Wenn Sie zustimmen oder sich enthalten, nehmen Sie ihn zurück.";
pub const SEND: &str = "Haltung speichern";
pub const NOT_A_MEMBER: &str = "Hier äußern sich die Mitglieder der Gruppe.";
pub const NO_PHASE: &str = "In dieser Phase werden keine Haltungen abgefragt.";
pub const SIGN_IN: &str = "Melden Sie sich an, um als Mitglied Ihre Haltung zu zeigen.";
pub const NO_POSITION: &str = "Bitte wählen Sie eine Haltung.";

pub const OBJECTIONS: &str = "Einwände";
pub const NO_OBJECTIONS: &str = "Es gibt keine Einwände.";
pub const A_MEMBER: &str = "einem Mitglied";
pub const RAISED: &str = "{kind} gegen Fassung {n} von {who}";
pub const OBJECTION: &str = "Einwand";
pub const BLOCK: &str = "Stopp";
pub const ABOUT_TEXT: &str = "Zum ganzen Text";
pub const ABOUT_GONE: &str = "Zu einem Absatz, den es nicht mehr gibt";
pub const HEARD_NOTE: &str = "Was besprochen wurde";
pub const UPHELD_REASON: &str = "Warum er bestehen bleibt";
pub const HEAR: &str = "Als gehört festhalten";
pub const HEAR_NOTE: &str = "Was hat die Gruppe dazu besprochen?";
pub const INTEGRATE: &str = "Als berücksichtigt festhalten";
pub const INTEGRATE_WHERE: &str = "In welcher Fassung?";
pub const UPHOLD: &str = "Einwand aufrechterhalten";
pub const UPHOLD_WHY: &str = "Warum bleiben Sie dabei?";
pub const TAKE_BACK_AGREE: &str = "Zurücknehmen und zustimmen";
pub const TAKE_BACK_ABSTAIN: &str = "Zurücknehmen und enthalten";
pub const REOPEN: &str = "Wieder aufnehmen";
pub const REOPEN_WHY: &str = "Was fehlt in der neuen Fassung?";
pub const GO_ON: &str = "Wie geht es weiter?";

pub const STANDING_ONE: &str = "1 Einwand besteht";
pub const STANDING_MANY: &str = "{n} Einwände bestehen";
pub const OWN_SHORT: &str = "Ihre Haltung: {position}.";

pub const SAVED_POSITION: &str = "Ihre Haltung ist gespeichert.";
pub const SAVED_OBJECTION: &str = "Der neue Stand des Einwands ist gespeichert.";
pub const NO_SUCH_VERSION: &str =
    "Bitte wählen Sie eine Fassung, die nach dem Einwand entstanden ist. Ihr Text steht noch im Feld.";
pub const NO_SUCH_PARAGRAPH: &str = "Diesen Absatz gibt es in der neuesten Fassung nicht mehr. Bitte wählen Sie einen anderen. Ihr Text steht noch im Feld.";
pub const ONLY_CHAIRS: &str = "Das hält die Leitung der Gruppe fest. Ihr Text steht noch im Feld.";

/// A position.
pub fn position(position: Position) -> &'static str {
    match position {
        Position::Agree => "Zustimmung",
        Position::Abstain => "Enthaltung",
        Position::Object => "Einwand",
        Position::Block => "Stopp",
    }
}

/// A position as its holder would say it.
pub fn position_words(position: Position) -> &'static str {
    match position {
        Position::Agree => "Ich kann damit leben.",
        Position::Abstain => "Ich überlasse es den anderen.",
        Position::Object => "Ich habe einen schwerwiegenden Einwand.",
        Position::Block => "So darf der Text nicht beschlossen werden.",
    }
}

/// How far an objection is: class and word.
pub fn state(state: &ObjectionState) -> (&'static str, &'static str) {
    match state {
        ObjectionState::Open => ("open", "noch offen"),
        ObjectionState::Heard { .. } => ("open", "gehört"),
        ObjectionState::Integrated { .. } => ("closed", "berücksichtigt"),
        ObjectionState::Upheld { .. } => ("draft", "aufrechterhalten"),
        ObjectionState::TakenBack => ("closed", "zurückgenommen"),
    }
}

/// Why a step with an objection is not taken.
pub fn problem(problem: ObjectionProblem) -> &'static str {
    match problem {
        ObjectionProblem::NotNow => {
            "Der Einwand ist inzwischen weiter oder noch nicht so weit. Bitte laden Sie die Seite neu. Ihr Text steht noch im Feld."
        }
        ObjectionProblem::NotYours => "Das kann nur, wer den Einwand erhoben hat.",
        ObjectionProblem::NoReason => "Bitte schreiben Sie einen Satz dazu.",
    }
}

fn many(number: u32, one: &str, more: &str) -> String {
    if number == 1 { one.to_owned() } else { more.replace("{n}", &number.to_string()) }
}

/// How many have said something, of how many: the base of all figures.
pub fn base(cast: u64, members: u64) -> String {
    let have = if cast == 1 { "hat" } else { "haben" };
    format!("{cast} von {members} Mitgliedern {have} sich geäußert.")
}

/// What keeps a group from agreeing. `missing` more have to take part.
pub fn hindrance(hindrance: Hindrance, missing: u64) -> String {
    match hindrance {
        Hindrance::Quorum { members, .. } if missing == 1 => format!("Noch 1 von {members} muss sich äußern."),
        Hindrance::Quorum { members, .. } if missing > u64::from(members) => {
            format!("Es müssen sich mehr Menschen äußern, als die Gruppe Mitglieder hat ({members}).")
        }
        Hindrance::Quorum { members, .. } => format!("Noch {missing} von {members} müssen sich äußern."),
        Hindrance::NobodyAgrees => "Noch hat niemand zugestimmt.".to_owned(),
        Hindrance::Blocked(number) => many(number, "1 Stopp steht dagegen.", "{n} Stopps stehen dagegen."),
        Hindrance::OpenObjections(number) => {
            many(number, "1 Einwand ist noch nicht erledigt.", "{n} Einwände sind noch nicht erledigt.")
        }
        Hindrance::Upheld(number) => many(
            number,
            "1 Einwand wird aufrechterhalten. Das ist mehr, als die Regel der Gruppe zulässt.",
            "{n} Einwände werden aufrechterhalten. Das ist mehr, als die Regel der Gruppe zulässt.",
        ),
        Hindrance::NoMajority => "Die nötige Mehrheit fehlt.".to_owned(),
    }
}

/// A majority.
pub fn majority(majority: Majority) -> &'static str {
    match majority {
        Majority::Simple => "mehr Ja als Nein",
        Majority::TwoThirds => "mindestens doppelt so viele Ja wie Nein",
        Majority::Absolute => "mehr Ja als Nein und Enthaltungen zusammen",
    }
}

/// How many must take part.
pub fn quorum(quorum: Quorum) -> String {
    match quorum {
        Quorum::None => "beliebig viele nehmen teil".to_owned(),
        Quorum::Half => "mehr als die Hälfte nimmt teil".to_owned(),
        Quorum::TwoThirds => "mindestens zwei Drittel nehmen teil".to_owned(),
        Quorum::AtLeast(1) => "mindestens 1 Person nimmt teil".to_owned(),
        Quorum::AtLeast(number) => format!("mindestens {number} nehmen teil"),
    }
}

/// A group's rule in a sentence.
pub fn rule(rule: GroupRule) -> String {
    let way = match rule.way {
        Way::Vote(kind) => format!("{}; ein Einwand zählt als Nein", majority(kind)),
        Way::Consent { hearing_suffices, upheld_at_most } => {
            let dealt = if hearing_suffices { "alle Einwände sind gehört" } else { "alle Einwände sind erledigt" };
            let upheld = match upheld_at_most {
                0 => "keiner wird aufrechterhalten".to_owned(),
                1 => "höchstens 1 wird aufrechterhalten".to_owned(),
                number => format!("höchstens {number} werden aufrechterhalten"),
            };
            format!("{dealt}, {upheld}")
        }
    };
    format!("{}; {way}.", quorum(rule.quorum))
}
