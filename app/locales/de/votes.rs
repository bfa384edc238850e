//! Deutsch: Abstimmungen.

use domain::agreement::vote::{Choice, Shown, VoteProblem};
use domain::majority::Outcome;

use crate::components::forum::moment;

pub const VOTES: &str = "Abstimmungen";
pub const NONE: &str = "Über diesen Text wurde noch nicht abgestimmt.";
pub const VOTE: &str = "Abstimmung";
pub const OF_GROUP: &str = "{group}, Fassung {n}";
pub const OPENS: &str = "beginnt am {at}";
pub const RUNS: &str = "läuft bis {at}";
pub const CLOSED: &str = "beendet am {at}";
pub const OPEN_KIND: &str = "offene Abstimmung";
pub const SECRET_KIND: &str = "geheime Abstimmung";
pub const TO_AGREEMENT: &str = "Zustimmung und Einwände";

pub const ABOUT: &str = "Worüber abgestimmt wird";
pub const READ_VERSION: &str = "„{title}“, Fassung {n}, lesen";
pub const TIME: &str = "Zeit";
pub const FROM_TO: &str = "{from} bis {to}. Es zählt die Uhr unseres Servers.";
pub const MAJORITY: &str = "Angenommen bei";
pub const QUORUM: &str = "Gültig, wenn";
pub const KIND: &str = "Art";
pub const SHOWN: &str = "Ergebnis";
pub const TURNOUT: &str = "Beteiligung";

pub const CAST: &str = "Ihre Stimme";
pub const CAST_OPEN: &str = "Abstimmen";
pub const CHANGE: &str = "Stimme ändern";
pub const CAST_SECRET: &str = "Geheim abstimmen";
pub const OPEN_LEAD: &str = "Ihre Stimme steht mit Ihrem Namen im Ergebnis. Bis zum Ende können Sie sie ändern.";
pub const SECRET_LEAD: &str = "Niemand kann Ihre Stimme Ihnen zuordnen: Ihr Browser holt einen verdeckt unterschriebenen Stimmzettel und gibt ihn ohne Ihren Namen ab. Darum können Sie Ihre Stimme danach nicht mehr ändern.";
pub const SECRET_WITHOUT_SCRIPTS: &str = "Ohne JavaScript erledigt unser Server beides für Sie: Gespeichert wird dasselbe, aber im Augenblick des Absendens hat das Programm Name und Stimme zugleich vor sich.";
pub const SECRET_FEW: &str = "Stimmen alle gleich, zeigt das Ergebnis, wie jede Person gestimmt hat.";
pub const YOURS: &str = "Ihre Stimme bisher: {choice}.";
pub const GOT_BALLOT: &str = "Sie haben Ihren Stimmzettel schon erhalten. War das Absenden unterbrochen, stimmen Sie im selben Browser noch einmal ab: Es zählt nur einmal.";
pub const NO_CHOICE: &str = "Bitte wählen Sie Ja, Nein oder Enthaltung.";
pub const SENDING: &str = "Ihre Stimme wird abgegeben …";
pub const COUNTED: &str = "Ihre Stimme ist gezählt. Danke.";
pub const SIGN_IN: &str = "Melden Sie sich an, um abzustimmen.";
pub const NOT_ENTITLED: &str = "Abstimmen können alle, die bei der Ankündigung Mitglied der Gruppe waren.";
pub const NO_PHASE: &str = "In dieser Phase wird nicht abgestimmt.";
pub const NOT_ALLOWED: &str = "Das geht gerade nicht, oder nicht für Sie: Abstimmen können alle, die bei der Ankündigung Mitglied der Gruppe waren, in der Phase, die das vorsieht.";
pub const ELSEWHERE: &str = "Für Sie wurde schon ein Stimmzettel ausgegeben, in einem anderen Browser. Bitte stimmen Sie dort ab. Haben Sie dort schon abgestimmt, ist Ihre Stimme gezählt.";
pub const NOT_GENUINE: &str = "Dieser Stimmzettel ist nicht gültig. Bitte laden Sie die Seite neu.";

pub const RESULT: &str = "Ergebnis";
pub const RESULT_LATER: &str = "Das Ergebnis steht hier {when}. Vorher sieht es niemand.";
pub const RESULT_SO_FAR: &str = "Zwischenstand";
pub const RESULT_BASE: &str = "{cast} abgegebene Stimmen, {all} Stimmberechtigte";
pub const RESULT_BASE_ONE: &str = "1 abgegebene Stimme, {all} Stimmberechtigte";
pub const ANSWER: &str = "Antwort";
pub const COUNT: &str = "Stimmen";
pub const SHARE: &str = "Anteil";
pub const BY_NAME: &str = "Wer hat wie gestimmt?";
pub const NAME: &str = "Name";

pub const ANNOUNCE: &str = "Abstimmung ankündigen";
pub const QUESTION: &str = "Frage";
pub const QUESTION_HINT: &str = "So, dass man mit Ja oder Nein antworten kann.";
pub const GROUP: &str = "Welche Gruppe stimmt ab?";
pub const BEGINS: &str = "Beginn";
pub const BEGINS_HINT: &str = "Leer: sofort.";
pub const ENDS: &str = "Ende";
pub const HOW: &str = "Offen oder geheim?";
pub const HOW_OPEN: &str = "offen: mit Namen im Ergebnis";
pub const HOW_SECRET: &str = "geheim: niemand erfährt, wer wie gestimmt hat";
pub const WHICH_MAJORITY: &str = "Welche Mehrheit ist nötig?";
pub const WHICH_QUORUM: &str = "Wie viele müssen teilnehmen?";
pub const LEAST: &str = "Mindestzahl";
pub const LEAST_HINT: &str = "Nur bei „mindestens so viele“.";
pub const WHEN_SHOWN: &str = "Wann steht das Ergebnis da?";
pub const SHOWN_FROM: &str = "Zeitpunkt";
pub const SHOWN_FROM_HINT: &str = "Nur bei „zu einem festen Zeitpunkt“.";
pub const ANNOUNCED: &str = "Die Abstimmung ist angekündigt.";
pub const NO_MEMBERS: &str = "Diese Gruppe hat noch keine Mitglieder, die abstimmen könnten.";
pub const NO_QUESTION: &str = "Bitte schreiben Sie eine Frage mit höchstens 500 Zeichen.";
pub const NOT_A_MOMENT: &str = "Bitte geben Sie das Ende mit Tag und Uhrzeit an.";
pub const NO_SHOWN_MOMENT: &str = "Bitte geben Sie an, ab wann das Ergebnis dasteht.";
pub const NOT_A_NUMBER: &str = "Bitte geben Sie als Mindestzahl eine ganze Zahl ab 1 an.";
pub const ENDED_ALREADY: &str = "Das Ende liegt schon hinter uns. Bitte geben Sie einen späteren Zeitpunkt an.";

/// The choices of a form: value and words.
pub const MAJORITIES: [(&str, &str); 3] = [
    ("simple", "einfach: mehr Ja als Nein"),
    ("two_thirds", "zwei Drittel: mindestens doppelt so viele Ja wie Nein"),
    ("absolute", "absolut: mehr Ja als Nein und Enthaltungen zusammen"),
];
pub const QUORUMS: [(&str, &str); 4] = [
    ("none", "beliebig viele"),
    ("half", "mehr als die Hälfte"),
    ("two_thirds", "mindestens zwei Drittel"),
    ("at_least", "mindestens so viele"),
];
pub const MOMENTS: [(&str, &str); 4] = [
    ("after_close", "nach dem Ende"),
    ("from", "zu einem festen Zeitpunkt nach dem Ende"),
    ("always", "von Anfang an (nur offen)"),
    ("after_own_vote", "nach der eigenen Stimme (nur offen)"),
];

/// A choice.
pub fn choice(choice: Choice) -> &'static str {
    match choice {
        Choice::Yes => "Ja",
        Choice::No => "Nein",
        Choice::Abstain => "Enthaltung",
    }
}

/// How many have voted, or in a secret vote got their ballot.
pub fn turnout(secret: bool, number: u64, entitled: u32) -> String {
    match (secret, number) {
        (false, 1) => format!("1 von {entitled} hat abgestimmt."),
        (false, _) => format!("{number} von {entitled} haben abgestimmt."),
        (true, 1) => format!("1 von {entitled} hat den Stimmzettel erhalten."),
        (true, _) => format!("{number} von {entitled} haben ihren Stimmzettel erhalten."),
    }
}

/// What came of a vote.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Accepted => "Angenommen",
        Outcome::Rejected => "Abgelehnt",
        Outcome::QuorumMissed => "Ungültig: Es haben zu wenige teilgenommen",
    }
}

/// When the result is there.
pub fn shown(shown: Shown) -> String {
    match shown {
        Shown::Always => "von Anfang an".to_owned(),
        Shown::AfterOwnVote => "nach der eigenen Stimme, für alle nach dem Ende".to_owned(),
        Shown::AfterClose => "nach dem Ende".to_owned(),
        Shown::From(at) => format!("ab {}", moment(at)),
    }
}

/// Why a vote cannot be held so, or is not cast.
pub fn problem(problem: VoteProblem) -> &'static str {
    match problem {
        VoteProblem::NoTime => "Das Ende muss nach dem Beginn liegen.",
        VoteProblem::NotSecret => {
            "Bei einer geheimen Abstimmung steht das Ergebnis erst nach dem Ende da. Bitte wählen Sie einen späteren Zeitpunkt."
        }
        VoteProblem::TooEarly => "Die Abstimmung hat noch nicht begonnen. Ihre Stimme wurde nicht gezählt.",
        VoteProblem::TooLate => "Die Abstimmung ist beendet. Ihre Stimme kam nach dem Ende an und wurde nicht gezählt.",
        VoteProblem::AlreadyVoted => {
            "Sie haben schon abgestimmt, und diese Stimme zählt. Eine geheime Stimme lässt sich nicht ändern: Niemand weiß, welche es ist."
        }
    }
}
