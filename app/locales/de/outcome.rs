//! Deutsch: Beteiligung. Dateien, Bericht, Gremien und Beschlüsse, was aus Beiträgen wurde, Spuren.

use domain::majority::{Majority, Outcome};
use domain::process::body::{BodyRight, DecisionProblem, Label};
use domain::process::fate::Fate;

// Dateien
pub const FILES: &str = "Herunterladen";
pub const FILES_AMENDED: &str = "Mit Änderungsanträgen herunterladen";
pub const FILES_AMENDED_LEAD: &str = "Mit den offenen Änderungsanträgen unter ihren Absätzen:";
pub const FILES_LEAD: &str = "Gleiche Fassung, gleiche Datei: Jeder Abruf ergibt dieselben Bytes.";
pub const ARCHIVE: &str = "Ganze Beteiligung als ZIP herunterladen";
pub const IMPORT: &str = "Text aus einer Datei beginnen";
pub const IMPORT_LEAD: &str = "Wir lesen Word (.docx), OpenDocument (.odt), Markdown (.md) und einfachen Text (.txt). Der Text wird ein Entwurf: Erst wenn Sie ihn öffnen, sehen ihn andere.";
pub const FILE: &str = "Datei";
pub const FILE_HINT: &str =
    "Höchstens 20 MB. Makros werden nicht gelesen. Nachverfolgte Änderungen gelten als angenommen.";
pub const IMPORT_GO: &str = "Datei lesen";
pub const REPLACE: &str = "Text durch eine Datei ersetzen";
pub const REPLACE_LEAD: &str = "Absätze, die es noch gibt, behalten ihre Kommentare und Anträge. Zuerst sehen Sie, was sich ändert. Bis Sie zustimmen, bleibt alles, wie es ist.";
pub const REPLACE_LOOK: &str = "Datei lesen und vergleichen";
pub const NO_FILE: &str = "Es ist keine Datei angekommen. Bitte wählen Sie eine Datei aus und senden Sie noch einmal.";
pub const FILE_TOO_LARGE: &str =
    "Die Datei ist zu groß. Höchstens 20 MB gehen. Bitte verkleinern Sie die Bilder darin.";
pub const NOT_NOW: &str =
    "In dieser Phase geht das nicht, oder nicht für Sie. Es wurde nichts geändert. Ihre Datei ist unberührt.";
pub const SETTLED: &str = "Dieser Text ist abgeschlossen und wird nicht mehr geändert.";
pub const IMPORTED: &str = "Das haben wir gelesen";
pub const IMPORTED_COUNT: &str = "Absätze, Überschriften und Listenpunkte: {n}";
pub const NOTES: &str = "Hinweise zur Datei";
pub const NO_NOTES: &str = "Alles wurde übernommen.";
pub const TO_TEXT: &str = "Zum Text";
pub const UNTITLED: &str = "Text ohne Titel";
pub const PREVIEW: &str = "Das würde sich ändern";
pub const PREVIEW_COUNTS: &str = "Absätze mit anderen Worten: {edited} · neu: {added} · ohne Nachfolger: {orphans}";
pub const UNCHANGED: &str = "Die Datei sagt dasselbe wie der Text. Es gibt nichts zu ersetzen.";
pub const ORPHANS: &str = "Absätze ohne Nachfolger";
pub const ORPHANS_LEAD: &str =
    "Kommentare und Anträge zu diesen Absätzen bleiben lesbar: beim Vergleich der Fassungen und an der alten Fassung.";
pub const ORPHAN_BEFORE: &str = "Davor stand:";
pub const ORPHAN_AFTER: &str = "Danach stand:";
pub const REASON: &str = "Warum ersetzen Sie den Text?";
pub const REASON_HINT: &str = "Das lesen alle, die den Text sehen.";
pub const TAKE_REPLACEMENT: &str = "Als neue Fassung übernehmen";
pub const PREVIEW_GONE: &str =
    "Diese Vorschau gibt es nicht mehr. Es wurde nichts geändert. Bitte senden Sie die Datei noch einmal.";
pub const PREVIEW_OUTDATED: &str = "Inzwischen gibt es eine neuere Fassung. Es wurde nichts überschrieben. Bitte senden Sie die Datei noch einmal, damit sie mit der neuen Fassung verglichen wird.";
pub const NO_FONTS: &str = "Die Schriften für den Druck fehlen auf diesem Server, deshalb gibt es gerade kein PDF. Alle anderen Formate gehen. Bitte sagen Sie dem Referat Bescheid.";

// Bericht
pub const REPORT: &str = "Bericht";
pub const REPORT_LEAD: &str =
    "Aus den Texten der Gruppen wird ein Bericht. Jeder Absatz behält seine Herkunft. Der Bericht beginnt als Entwurf.";
pub const REPORT_NEW: &str = "Neuen Bericht zusammenstellen";
pub const REPORT_TITLE: &str = "Titel des Berichts";
pub const REPORT_PLACE: &str = "Platz";
pub const REPORT_PLACE_HINT: &str = "Schreiben Sie 1, 2, 3 … Ein leeres Feld lässt den Text weg.";
pub const REPORT_HEADING: &str = "Überschrift im Bericht";
pub const REPORT_TEXT: &str = "Text";
pub const REPORT_GROUP: &str = "Gruppe";
pub const REPORT_MAKE: &str = "Bericht zusammenstellen";
pub const REPORT_NOTHING: &str = "Noch ist kein Text geöffnet. Sobald Gruppen Texte öffnen, stehen sie hier.";
pub const REPORT_NONE_CHOSEN: &str = "Bitte geben Sie mindestens einem Text einen Platz.";
pub const REPORT_BAD_PLACE: &str = "Ein Platz ist keine Zahl. Bitte schreiben Sie 1, 2, 3 …";
pub const REPORT_NO_TITLE: &str = "Bitte geben Sie einen Titel an. Höchstens 200 Zeichen.";
pub const REPORTS: &str = "Vorhandene Berichte";
pub const REPORT_CURRENT: &str = "Alle Texte sind auf dem Stand des Berichts.";
pub const REPORT_NEWER: &str = "{title}: Der Bericht hat Fassung {taken}, inzwischen gibt es Fassung {newest}.";
pub const REPORT_SAME: &str = "Die neuere Fassung ändert nichts, was im Bericht steht.";
pub const REPORT_TAKE_IN: &str = "Neuen Stand übernehmen";
pub const REPORT_COLLIDES: &str =
    "Hier wurde auch der Bericht geändert. Das bleibt, wie es ist; bitte ändern Sie es im Bericht von Hand.";
pub const REPORT_CHANGED: &str = "Geändert";
pub const REPORT_GONE: &str = "Gestrichen";
pub const REPORT_ADDED: &str = "Neu";
pub const REPORT_EDITED: &str = "Im Bericht geändert";
pub const REPORT_ORIGINS: &str = "Absätze und ihre Herkunft";
pub const REPORT_ORIGIN: &str = "Herkunft: {title}, Fassung {version}";
pub const REPORT_REASON: &str = "Neuer Stand übernommen: {title}, Fassung {version}";

// Gremien
pub const BODIES: &str = "Gremien";
pub const BODIES_LEAD: &str = "Wer zu Empfehlungen berät und wer über sie beschließt.";
pub const NO_BODIES: &str = "Noch ist kein Gremium eingetragen.";
pub const BODY_NEW: &str = "Gremium eintragen";
pub const BODY_CHANGE: &str = "Ändern";
pub const BODY_NAME: &str = "Name";
pub const BODY_KIND: &str = "Art";
pub const BODY_KIND_HINT: &str = "Zum Beispiel Beirat, Ausschuss oder Rat.";
pub const BODY_RIGHT: &str = "Recht";
pub const BODY_FROM: &str = "Erster Tag";
pub const BODY_TO: &str = "Letzter Tag";
pub const BODY_DAYS_HINT: &str = "Leer lassen, wenn es keinen gibt.";
pub const BODY_SUCCESSOR: &str = "Nachfolge";
pub const BODY_NO_SUCCESSOR: &str = "keine";
pub const BODY_FOLLOWED: &str = "Danach: {name}";
pub const BODY_SAVE: &str = "Speichern";
pub const BODY_NO_NAME: &str = "Bitte geben Sie Name und Art an. Höchstens 200 Zeichen.";
pub const BODY_DAYS: &str = "Der letzte Tag liegt vor dem ersten.";
pub const BODY_NOT_NOW: &str = "besteht heute nicht";
pub const BODY_ITSELF: &str = "Ein Gremium kann nicht sein eigener Nachfolger sein.";
pub const NOT_A_DAY: &str = "Das ist kein Tag. Bitte schreiben Sie ihn so: 14.03.2027.";
pub const SINCE: &str = "seit {from}";
pub const UNTIL: &str = "bis {to}";
pub const FROM_TO: &str = "{from} bis {to}";

// Was daraus wurde
pub const OUTCOME: &str = "Was daraus wurde";
pub const DECISIONS: &str = "Beratung und Beschluss";
pub const NO_DECISIONS: &str = "Noch hat kein Gremium darüber beraten oder beschlossen.";
pub const DECISION_ON: &str = "Fassung {version}";
pub const DECISION_PAPER: &str = "Drucksache {paper}";
pub const DECISION_VOTE: &str = "{yes} dafür, {no} dagegen, {abstain} Enthaltungen";
pub const DECISION_CONDITIONS: &str = "Auflagen";
pub const DECISION_ENTER: &str = "Beratung oder Beschluss eintragen";
pub const DECISION_BODY: &str = "Gremium";
pub const DECISION_VERSION: &str = "Fassung, über die abgestimmt wurde";
pub const DECISION_PAPER_FIELD: &str = "Nummer der Drucksache";
pub const DECISION_DAY: &str = "Tag der Sitzung";
pub const DECISION_YES: &str = "Dafür";
pub const DECISION_NO: &str = "Dagegen";
pub const DECISION_ABSTAIN: &str = "Enthaltungen";
pub const DECISION_VOTE_HINT: &str = "Leer lassen, wenn nicht gezählt wurde.";
pub const DECISION_MAJORITY: &str = "Nötige Mehrheit";
pub const DECISION_OUTCOME: &str = "Ergebnis laut Niederschrift";
pub const DECISION_CONDITIONS_FIELD: &str = "Auflagen, eine je Zeile";
pub const DECISION_FINAL: &str = "Damit ist der Text abgeschlossen (nur bei einem Beschluss über die neueste Fassung)";
pub const DECISION_SAVE: &str = "Eintragen";
pub const DECISION_DRAFT: &str = "Der Text ist noch ein Entwurf. Öffnen Sie ihn, bevor ein Gremium beschließt.";
pub const DECISION_NOT_NEWEST: &str = "Abschließen geht nur mit der neuesten Fassung. Inzwischen gibt es eine neuere. Bitte prüfen Sie, worüber abgestimmt wurde.";
pub const DECISION_NOT_FINAL: &str =
    "Nur ein Beschluss eines entscheidenden Gremiums schließt einen Text ab. Bitte nehmen Sie das Häkchen weg.";
pub const DECISION_COUNT: &str = "Bitte geben Sie alle drei Zahlen der Abstimmung an oder keine.";
pub const DECISION_CONDITIONS_TOO_LONG: &str = "Die Auflagen sind zu lang. Höchstens 50 Zeilen mit je 1.000 Zeichen.";
pub const PAPER_TOO_LONG: &str = "Die Nummer der Drucksache ist zu lang. Höchstens 60 Zeichen.";

pub const FATES_TABLE: &str = "Tabelle der Beiträge";
pub const FATES: &str = "Beiträge";
pub const NOTHING_SAID: &str = "Noch hat niemand etwas zu diesem Text gesagt.";
pub const SHARE_OPEN: &str = "Noch offen: {open} von {base} Beiträgen ({share} %).";
pub const SHARE_NONE_OPEN: &str = "Kein Beitrag ist mehr offen. Beiträge: {base}.";
pub const FATE: &str = "Stand";
pub const FATE_COUNT: &str = "Anzahl";
pub const FATE_SHARE: &str = "Anteil";
pub const FATES_BASE: &str =
    "Basis: alle veröffentlichten Kommentare, Anträge und Einwände, die nicht zurückgezogen wurden.";
pub const FATE_ALL: &str = "Alle";
pub const FATE_OPEN: &str = "Offen";
pub const FATE_TAKEN_OVER: &str = "Übernommen";
pub const FATE_ANSWERED: &str = "Beantwortet";
pub const FATE_REJECTED: &str = "Nicht übernommen";
pub const FATE_TAKEN_BACK: &str = "Zurückgezogen";
pub const TAKEN_OVER_IN: &str = "Übernommen in Fassung {version}";
pub const SHOW_DIFFERENCE: &str = "Unterschied zeigen";
pub const COMMENT: &str = "Kommentar";
pub const AMENDMENT: &str = "Änderungsantrag";
pub const OBJECTION: &str = "Einwand";
pub const BY: &str = "von {name}";
pub const TO_PLACE: &str = "Zur Stelle";
pub const EARLIER: &str = "Frühere";
pub const LATER: &str = "Weitere";
pub const PAGE_OF: &str = "Seite {page} von {pages}";
pub const PAGES: &str = "Seiten";
pub const NOTHING_HERE: &str = "Hier steht nichts.";
pub const WORK_ON: &str = "Amtlich antworten";

pub const ANSWERS: &str = "Amtliche Antworten";
pub const NO_ANSWERS: &str = "Noch wurde keine Antwort zugesagt oder gegeben.";
pub const ANSWER_WRITE: &str = "Amtliche Antwort";
pub const ANSWER_UNIT: &str = "Zuständig";
pub const ANSWER_UNIT_HINT: &str = "Das Amt, das antwortet.";
pub const ANSWER_DUE: &str = "Frist";
pub const ANSWER_WORDS: &str = "Antwort";
pub const ANSWER_WORDS_HINT: &str = "Leer lassen, wenn die Antwort erst zugesagt ist.";
pub const ANSWER_SAVE: &str = "Antwort speichern";
pub const ANSWER_OWED: &str = "Zugesagt";
pub const ANSWER_OVERDUE: &str = "Überfällig";
pub const ANSWER_GIVEN: &str = "Beantwortet am {day}";
pub const ANSWER_DUE_ON: &str = "Frist: {day}";
pub const ANSWER_BY: &str = "Zuständig: {unit}";
pub const ANSWER_TO: &str = "Zu: {words}";
pub const ANSWER_ALREADY: &str = "Diese Antwort wurde schon gegeben. Sie bleibt, wie sie ist.";
pub const ANSWER_NOTHING: &str = "Bitte geben Sie eine Antwort, eine Frist oder ein zuständiges Amt an.";

// Spuren
pub const TRACE: &str = "Spur";
pub const TRACE_LEAD: &str = "Von der Befragung bis zum Beschluss: worauf ein Absatz beruht und was aus ihm wurde.";
pub const TRACE_CHOOSE: &str = "Wählen Sie einen Absatz.";
pub const TRACE_ALL: &str = "Alle Absätze";
pub const TRACE_SOURCES: &str = "Befragung";
pub const TRACE_NO_SOURCES: &str = "Dieser Absatz nennt keine Frage aus einer Befragung.";
pub const TRACE_SOURCE_ADD: &str = "Frage aus einer Befragung nennen";
pub const TRACE_SOURCE_QUESTION: &str = "Frage";
pub const TRACE_SOURCE_SAVE: &str = "Nennen";
pub const TRACE_SOURCE_REMOVE: &str = "Nicht mehr nennen";
pub const TRACE_SOURCE_UNKNOWN: &str = "Diese Frage gibt es nicht. Bitte wählen Sie eine aus der Liste.";
pub const TRACE_SOURCE_PARAGRAPH: &str = "Diesen Absatz gibt es in der neuesten Fassung nicht.";
pub const TRACE_CHART_LATER: &str = "Die Zahlen sieht das Referat, solange sie nicht veröffentlicht sind.";
pub const TRACE_CHART_LINK: &str = "Ergebnisse der Befragung";
pub const TRACE_ORIGIN: &str = "Herkunft";
pub const TRACE_ORIGIN_HIDDEN: &str = "Der Absatz kommt aus dem Text einer Gruppe, den Sie nicht sehen können.";
pub const TRACE_PARAGRAPH: &str = "Absatz";
pub const TRACE_AMENDMENTS: &str = "Änderungsanträge";
pub const TRACE_NO_AMENDMENTS: &str = "Zu diesem Absatz gab es keinen Änderungsantrag.";
pub const TRACE_VERSIONS: &str = "Fassungen, in denen er sich änderte";
pub const TRACE_BEGAN: &str = "Seit dieser Fassung gibt es den Absatz.";
pub const TRACE_ENDED: &str = "In dieser Fassung fehlt der Absatz.";
pub const TRACE_VERSION: &str = "Fassung {version}";
pub const TRACE_REPORTS: &str = "Im Bericht";
pub const TRACE_NO_REPORTS: &str = "Der Absatz steht noch in keinem Bericht.";
pub const TRACE_REPORT: &str = "{title}, Fassung {version}";
pub const TRACE_DECISIONS: &str = "Beschluss";
pub const TRACE_OF_TEXT: &str = "Spur dieses Absatzes dort";
pub const TRACE_MARKS: &str = "Fragen: {sources} · Anträge: {amendments} · Änderungen: {changes} · Berichte: {reports}";
pub const BECAME: &str = "Daraus wurde";
pub const BECAME_NOTHING: &str = "Noch beruft sich kein Text auf diese Befragung.";
pub const BECAME_LINK: &str = "{title}: {words}";

pub const OUTCOME_LINK: &str = "Alles dazu";
pub const FROM_FILE: &str = "Aus Datei ersetzen";

/// What a body's right is called.
pub fn right(right: BodyRight) -> &'static str {
    match right {
        BodyRight::Advise => "berät",
        BodyRight::Decide => "beschließt",
    }
}

/// What a decision means.
pub fn label(label: Label) -> &'static str {
    match label {
        Label::Recommended => "Empfohlen",
        Label::AdvisedAgainst => "Nicht empfohlen",
        Label::Decided => "Beschlossen",
        Label::Refused => "Abgelehnt",
        Label::QuorumMissed => "Nicht beschlussfähig",
    }
}

/// How many must agree.
pub fn majority(majority: Majority) -> &'static str {
    match majority {
        Majority::Simple => "einfache Mehrheit",
        Majority::TwoThirds => "zwei Drittel",
        Majority::Absolute => "absolute Mehrheit",
    }
}

/// What came of a vote, as minutes say it.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Accepted => "angenommen",
        Outcome::Rejected => "abgelehnt",
        Outcome::QuorumMissed => "nicht beschlussfähig",
    }
}

/// Why a decision is not entered.
pub fn decision_problem(problem: DecisionProblem) -> &'static str {
    match problem {
        DecisionProblem::NoSuchBody => "Dieses Gremium gab es an diesem Tag nicht. Bitte prüfen Sie Gremium und Tag.",
        DecisionProblem::NoPaper => "Bitte geben Sie die Nummer der Drucksache an.",
        DecisionProblem::OtherText => "Diese Fassung sagt etwas anderes als das, worüber abgestimmt wurde.",
        DecisionProblem::OtherOutcome => {
            "Die Zahlen ergeben ein anderes Ergebnis. Bitte prüfen Sie Zahlen, Mehrheit und Ergebnis."
        }
    }
}

/// What became of a contribution, in one word.
pub fn fate(fate: &Fate) -> &'static str {
    match fate {
        Fate::Open => FATE_OPEN,
        Fate::TakenOver { .. } => FATE_TAKEN_OVER,
        Fate::Answered { .. } => FATE_ANSWERED,
        Fate::Rejected { .. } => FATE_REJECTED,
        Fate::TakenBack => FATE_TAKEN_BACK,
    }
}
