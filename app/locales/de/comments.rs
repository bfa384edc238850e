//! Deutsch: Kommentare, ihre Prüfung, und die Suche in einer Beteiligung.

use domain::bridging::Opinion;
use domain::comment::{CommentKind, Order};
use domain::commenting::ReportReason;

pub const COMMENTS: &str = "Kommentare";
pub const NONE_YET: &str = "Noch hat niemand etwas geschrieben.";
pub const ONE: &str = "1 Kommentar";
pub const MANY: &str = "{n} Kommentare";
pub const ORDER: &str = "Reihenfolge";
pub const PAGES: &str = "Weitere Kommentare";
pub const PAGE_OF: &str = "Seite {page} von {pages}";
pub const BEFORE: &str = "Zurück";
pub const NEXT: &str = "Weiter";
pub const ALL_THREADS: &str = "Alle Kommentare zeigen";
pub const REPLIES_ONE: &str = "Noch 1 Antwort zeigen";
pub const REPLIES_MANY: &str = "Noch {n} Antworten zeigen";
pub const NEW_ONE: &str = "1 neuen Kommentar zeigen";
pub const NEW_MANY: &str = "{n} neue Kommentare zeigen";

pub const WRITE: &str = "Kommentar schreiben";
pub const REPLY: &str = "Antworten";
pub const REPLY_TO: &str = "Antwort an {name}";
pub const KIND: &str = "Was möchten Sie sagen?";
pub const BODY: &str = "Ihr Kommentar";
pub const BODY_HINT: &str = "Mit @ und dem Namen sprechen Sie ein Mitglied der Gruppe an.";
pub const QUOTE: &str = "Zu diesen Wörtern (nicht nötig)";
pub const QUOTE_HINT: &str = "Markieren Sie Wörter im Absatz, oder schreiben Sie sie hier hinein.";
pub const QUOTE_TAKEN: &str = "Ihr Kommentar gehört jetzt zu diesen Wörtern: {words}";
pub const NOTE: &str = "Nur für mich: als private Notiz";
pub const SEND: &str = "Absenden";
pub const KEEP_NOTE: &str = "Notiz speichern";
pub const CANCEL: &str = "Schließen";
pub const SENT: &str = "Gespeichert.";
pub const REVIEW_FIRST: &str = "Ihr Kommentar wird geprüft, bevor andere ihn lesen.";
pub const RESTORED: &str = "Das haben Sie hier angefangen und noch nicht abgeschickt.";
pub const NOT_NOW: &str = "In dieser Phase kann man hier nicht kommentieren. Eine private Notiz geht immer.";
pub const SIGN_IN: &str = "Zum Mitreden bitte anmelden.";
pub const SIGN_IN_LINK: &str = "Anmelden";
pub const GONE_CLOSED: &str = "Diesen Absatz gibt es nicht mehr. Antworten können Sie weiterhin.";

pub const TOO_LONG: &str =
    "Das ist zu lang: höchstens 5.000 Zeichen für einen Kommentar, 2.000 für einen Grund. Ihr Text steht noch im Feld.";
pub const QUOTE_TOO_LONG: &str =
    "Das sind zu viele Wörter auf einmal: höchstens 1.000 Zeichen. Ihr Text steht noch im Feld.";
pub const QUOTE_MISSING: &str = "Diese Wörter stehen so nicht im Absatz. Bitte prüfen Sie sie, oder lassen Sie das Feld leer. Ihr Text steht noch im Feld.";
pub const QUOTE_SEVERAL: &str = "Diese Wörter stehen mehrmals im Absatz. Bitte nehmen Sie ein paar Wörter daneben dazu. Ihr Text steht noch im Feld.";
pub const PARENT_HIDDEN: &str = "Dieser Kommentar ist gerade nicht zu sehen. Deshalb kann man nicht auf ihn antworten. Ihr Text steht noch im Feld.";
pub const PARAGRAPH_GONE: &str = "Diesen Absatz gibt es in der neuen Fassung nicht mehr. Ihre Notiz bleibt.";
pub const KEPT_PARAGRAPH_GONE: &str = "Diesen Absatz gibt es in der neuen Fassung nicht mehr. Ihr Text ist nicht verloren: Sie finden ihn als private Notiz im Gespräch zum ganzen Text.";
pub const KEPT_NOT_NOW: &str = "In dieser Phase geht das nicht, oder nicht für Sie. Ihr Text ist nicht verloren: Er steht hier als private Notiz, die nur Sie sehen.";
pub const NO_SUCH_VERSION: &str = "Diese Fassung gibt es nicht. Bitte schreiben Sie die Nummer einer Fassung.";

pub const CHANGED: &str = "geändert {at}";
pub const HISTORY: &str = "Frühere Wortlaute";
pub const UNTIL: &str = "Bis {at}:";
pub const EDIT: &str = "Ändern";
pub const EDIT_TITLE: &str = "Kommentar ändern";
pub const SAVE: &str = "Speichern";
pub const REPORT: &str = "Melden";
pub const MODERATE: &str = "Moderieren";
pub const SETTLE: &str = "Was daraus wird";
pub const ABOUT: &str = "Zu diesen Wörtern:";
pub const WORDS_NOW: &str = "Heute steht dort:";
pub const WORDS_ELSEWHERE: &str = "Die Wörter stehen jetzt in einem anderen Absatz.";
pub const WORDS_GONE: &str = "Die Wörter stehen nicht mehr im Text.";
pub const WAITS: &str = "Wird geprüft: Noch sehen ihn nur die schreibende Person und die Leitung.";
pub const HIDDEN: &str = "Ausgeblendet am {at}.";
pub const HIDDEN_REASON: &str = "Grund:";
pub const PRIVATE: &str = "Private Notiz: Nur Sie sehen sie.";
pub const PUBLISH_NOTE: &str = "Als Kommentar veröffentlichen";
pub const OPINION_OF: &str = "Was denken Sie über den Kommentar von {name}?";

pub const TAKEN_OVER: &str = "Übernommen in Fassung {n}";
pub const SHOW_DIFFERENCE: &str = "Unterschied zeigen";
pub const ANSWERED: &str = "Beantwortet:";
pub const REJECTED: &str = "Nicht übernommen:";

pub const REPORT_TITLE: &str = "Kommentar melden";
pub const REPORT_LEAD: &str = "Wer ihn geschrieben hat, erfährt nicht, wer meldet.";
pub const REPORT_REASON: &str = "Warum soll er hier nicht stehen?";
pub const REPORT_WORDS: &str = "Möchten Sie mehr dazu sagen? (Bei „etwas anderes“ bitte ja.)";
pub const REPORT_SEND: &str = "Melden";
pub const REPORTED: &str = "Danke. Die Leitung der Gruppe sieht ihn sich an.";

pub const RULE_TITLE: &str = "Diesen Kommentar zeigen oder ausblenden";
pub const RULE_REASON: &str = "Grund (die schreibende Person liest ihn)";
pub const RULE_HINT: &str = "Zum Ausblenden ist ein Grund nötig.";
pub const SHOW: &str = "Veröffentlichen";
pub const SHOW_AGAIN: &str = "Wieder zeigen";
pub const LEAVE: &str = "Stehen lassen";
pub const HIDE: &str = "Ausblenden";

pub const SETTLE_TITLE: &str = "Was wird aus diesem Kommentar?";
pub const SETTLE_OPEN: &str = "noch offen";
pub const SETTLE_TAKEN_OVER: &str = "übernommen";
pub const SETTLE_ANSWERED: &str = "beantwortet";
pub const SETTLE_REJECTED: &str = "nicht übernommen";
pub const SETTLE_NUMBER: &str = "In welcher Fassung? (bei „übernommen“)";
pub const SETTLE_WORDS: &str = "Antwort oder Grund (bei „beantwortet“ und „nicht übernommen“)";

pub const DISCUSSION: &str = "Gespräch zum ganzen Text";
pub const ORPHANS: &str = "Absätze, die es nicht mehr gibt";
pub const ORPHANS_LEAD: &str = "Zu diesen Absätzen früherer Fassungen wurde etwas gesagt.";
pub const ORPHAN_LAST: &str = "Zuletzt in Fassung {n}";
pub const ORPHAN_READ: &str = "Gespräch lesen";
pub const WHOLE_TEXT: &str = "Zum ganzen Text";

pub const MODERATION: &str = "Moderation";
pub const MODERATION_LEAD: &str = "Gemeldete Kommentare, und solche, die vor dem Veröffentlichen geprüft werden.";
pub const NOTHING_WAITS: &str = "Gerade wartet nichts auf Sie.";
pub const MORE_WAIT: &str = "Danach warten noch {n} weitere.";
pub const DISCRIMINATION: &str =
    "Diskriminierung gemeldet: Bitte zuerst ansehen und der Antidiskriminierungsstelle im Haus Bescheid geben.";
pub const DISCRIMINATION_TOLD: &str =
    "Diskriminierung gemeldet: Bitte zuerst ansehen. Die Stelle, die dafür zuständig ist, bekommt eine E-Mail.";
pub const CASE_WAITS: &str = "Wartet auf Prüfung";
pub const CASE_SHOWN: &str = "Zu lesen";
pub const CASE_HIDDEN: &str = "Ausgeblendet";
pub const IN_TEXT: &str = "Im Text „{text}“, {space}";
pub const CASE_REPORTS: &str = "Meldungen";
pub const READ_IN_PLACE: &str = "Im Gespräch lesen";

pub const SEARCH: &str = "Suchen";
pub const SEARCH_IN: &str = "Suchen in „{title}“";
pub const SEARCH_WORDS: &str = "Wonach suchen Sie?";
pub const SEARCH_HINT: &str = "Gesucht wird in Titeln von Texten und in Kommentaren, die Sie lesen dürfen.";
pub const NOTHING_FOUND: &str = "Dazu gibt es nichts, das Sie lesen dürfen.";
pub const TEXTS_FOUND: &str = "Texte";
pub const COMMENTS_FOUND: &str = "Kommentare";
pub const MORE_FOUND: &str = "Es gibt mehr Kommentare dazu. Mit einem weiteren Wort werden es weniger.";
pub const BY_IN: &str = "{name} zu „{text}“";

/// What a comment is meant as.
pub fn kind(kind: CommentKind) -> &'static str {
    match kind {
        CommentKind::For => "Dafür",
        CommentKind::Against => "Dagegen",
        CommentKind::Question => "Frage",
        CommentKind::Suggestion => "Vorschlag",
    }
}

/// An order of discussions.
pub fn order(order: Order) -> &'static str {
    match order {
        Order::Newest => "Neueste zuerst",
        Order::Oldest => "Älteste zuerst",
        Order::MostDiscussed => "Am meisten besprochen",
        Order::MostBridging => "Was Gruppen verbindet",
    }
}

/// What somebody thinks of a comment.
pub fn opinion(opinion: Opinion) -> &'static str {
    match opinion {
        Opinion::Agree => "Stimme zu",
        Opinion::Disagree => "Stimme nicht zu",
        Opinion::Pass => "Weder noch",
    }
}

/// Why somebody reports a comment.
pub fn reason(reason: ReportReason) -> &'static str {
    match reason {
        ReportReason::Discrimination => "Er diskriminiert Menschen",
        ReportReason::Insult => "Er beleidigt jemanden",
        ReportReason::Advertising => "Er ist Werbung",
        ReportReason::Other => "Etwas anderes",
    }
}
