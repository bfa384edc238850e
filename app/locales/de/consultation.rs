//! Deutsch: Beteiligung. Konferenzen, Gruppen und Texte.

use domain::process::conference::FrameProblem;
use domain::process::phase::{Activity, Audience, ScheduleProblem};
use domain::process::space::{Openness, ThingKind};
use domain::text::document::VersionProblem;
use domain::text::kind::{TextKind, TextStage};

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

pub const FORMER_ACCOUNT: &str = "Ehemaliges Konto";

pub const LEAD: &str = "Hier schreiben Arbeitsgruppen Empfehlungen, und alle können mitreden.";
pub const NONE_YET: &str = "Noch gibt es keine Konferenz.";
pub const NONE_YET_HINT: &str = "Sobald eine Konferenz beginnt, finden Sie sie hier mit ihren Gruppen und Texten.";
pub const NEW_CONFERENCE: &str = "Konferenz anlegen";
pub const NOT_PUBLISHED: &str = "noch nicht veröffentlicht";
pub const TEXTS: &str = "Texte";
pub const TEXTS_ONE: &str = "1 Text";
pub const TEXTS_MANY: &str = "{n} Texte";
pub const PHASE_UNTIL: &str = "{phase}: noch bis {until}";
pub const PAUSE_UNTIL: &str = "Gerade ist Pause. Weiter geht es am {until}.";
pub const OVER: &str = "Die Beratung ist beendet.";
pub const DAYS: &str = "{first} bis {last}";

pub const PURPOSE: &str = "Worum es geht";
pub const PROGRAMME: &str = "Programm";
pub const PLACE: &str = "Ort";
pub const GROUPS: &str = "Arbeitsgruppen";
pub const NO_GROUPS: &str = "Noch gibt es keine Arbeitsgruppe, die Sie sehen können.";
pub const MY_GROUP: &str = "Sie machen mit";
pub const COMMON_TEXTS: &str = "Texte der ganzen Konferenz";
pub const NO_TEXTS: &str = "Noch gibt es hier keinen Text, den Sie lesen können.";
pub const EDIT_CONFERENCE: &str = "Angaben ändern";
pub const EDIT_PHASES: &str = "Phasen ändern";
pub const REPORT: &str = "Bericht zusammenstellen";

pub const NAME: &str = "Name";
pub const TITLE: &str = "Titel";
pub const ADDRESS: &str = "Adresse der Seite";
pub const ADDRESS_HINT: &str =
    "Kleine Buchstaben, Ziffern und Bindestriche, zum Beispiel: konferenz-2027. Später nicht mehr zu ändern.";
pub const FIRST_DAY: &str = "Erster Tag";
pub const LAST_DAY: &str = "Letzter Tag";
pub const PUBLISH: &str = "Veröffentlicht: Alle sehen, dass es die Konferenz gibt";
pub const MARKDOWN_HINT: &str =
    "Leerzeile für einen neuen Absatz, # vor einer Überschrift, - vor einem Punkt, **fett**.";
pub const SAVE: &str = "Speichern";
pub const CANCEL: &str = "Abbrechen";

pub const MAKE_GROUPS: &str = "Gruppen anlegen";
pub const MAKE_GROUPS_LEAD: &str = "Alle Gruppen beginnen mit denselben Angaben. Jede kann sie später für sich ändern.";
pub const GROUP_NAMES: &str = "Namen der Gruppen";
pub const GROUP_NAMES_HINT: &str = "Eine Zeile für jede Gruppe.";
pub const NO_NAMES: &str = "Bitte schreiben Sie mindestens einen Namen.";
pub const OPENNESS: &str = "Wer liest mit?";
pub const MINUTES_FORM: &str = "Vorlage für Protokolle";
pub const REVIEW: &str = "Kommentare von außen erst prüfen, dann zeigen";
pub const SUPPORT: &str = "So viele Menschen müssen einen Änderungsantrag unterstützen";
pub const ROOM: &str = "Raum";

pub const PHASES: &str = "Phasen";
pub const PHASES_LEAD: &str =
    "Jede Phase beginnt und endet auf die Minute von selbst. Wer etwas darf, darf es in dieser Phase.";
pub const PHASE: &str = "Phase {n}";
pub const NEW_PHASE: &str = "Weitere Phase";
pub const STARTS: &str = "Beginn";
pub const ENDS: &str = "Ende";
pub const WHO_MAY: &str = "Wer darf was?";
pub const NOBODY: &str = "niemand";
pub const OWN_PHASES: &str = "Leer lassen: Dann gelten die Phasen der Konferenz.";
pub const NOT_A_MOMENT: &str = "Jede Phase braucht Beginn und Ende mit Tag und Uhrzeit.";

pub const MEMBERS: &str = "Mitglieder";
pub const NO_MEMBERS: &str = "Noch macht niemand mit.";
pub const CHAIR: &str = "leitet die Gruppe";
pub const SEAT: &str = "Aufnehmen";
pub const SEAT_WHO: &str = "Wer macht mit?";
pub const SEAT_CHAIR: &str = "leitet die Gruppe";
pub const UNSEAT: &str = "Mitgliedschaft beenden";
pub const EDIT_GROUP: &str = "Gruppe einstellen";
pub const CHANGE_OPENNESS: &str = "Wer liest mit? Ändern";
pub const BEGIN_TEXT: &str = "Text beginnen";

pub const OPENING: &str = "Wer liest mit?";
pub const OPENING_FROM_TO: &str = "Bisher: {from}. Dann: {to}.";
pub const OPENING_SHOWN: &str = "Das können dann alle sehen, auch Fremde:";
pub const OPENING_HIDDEN: &str =
    "Das sehen Fremde dann nicht mehr. Was sie schon gespeichert haben, können wir nicht zurückholen:";
pub const OPENING_NOTHING: &str = "Es gibt noch nichts, das dadurch sichtbar oder unsichtbar wird.";
pub const OPENING_LATER: &str = "Auch alles, was hier später geschrieben wird, folgt der neuen Einstellung.";
pub const OPENING_CONFIRM: &str = "Ja, so einstellen";
pub const MORE_MEANWHILE: &str = "Inzwischen ist mehr dazugekommen. Bitte sehen Sie die Liste noch einmal an.";
pub const LOOK: &str = "Ansehen, was sich ändert";

pub const TEXT_TITLE: &str = "Titel des Textes";
pub const TEXT_BODY: &str = "Text";
pub const REASON: &str = "Was ist neu, und warum?";
pub const REASON_HINT: &str = "Ein Satz genügt. Er steht für alle lesbar an der neuen Fassung.";
pub const SAVE_DRAFT: &str = "Entwurf speichern";
pub const SAVE_VERSION: &str = "Neue Fassung speichern";
pub const DRAFT_NOTE: &str = "Diesen Entwurf sehen nur Sie und die Leitung der Gruppe.";
pub const SHOW_TO_GROUP: &str = "Der Gruppe zeigen";
pub const SETTLE: &str = "Abschließen";
pub const SETTLED_NOTE: &str = "Dieser Text ist abgeschlossen und ändert sich nicht mehr.";
pub const REOPEN: &str = "Wieder öffnen";
pub const WRITE: &str = "Weiterschreiben";
pub const BESIDE: &str = "Zu diesem Text";
pub const MERGE: &str = "Anträge zusammenführen";
pub const ALL_AMENDMENTS: &str = "Änderungsanträge";
pub const AGREEMENT: &str = "Sind wir uns einig?";
pub const SEARCH: &str = "Suchen";
pub const SEARCH_FOR: &str = "In Texten und Kommentaren suchen";
pub const BODIES: &str = "Gremien";
pub const MODERATION: &str = "Prüfen und Gemeldetes";
pub const IMPORT_TEXT: &str = "Text aus einer Datei";
pub const FEEDS: &str = "Abonnieren";
pub const FEED_NEWS: &str = "Neues als Atom-Feed";
pub const FEED_DATES: &str = "Termine für den Kalender";
pub const ARCHIVE: &str = "Alles herunterladen";
pub const VERSIONS: &str = "Fassungen";
pub const VERSION: &str = "Fassung {n}";
pub const VERSION_OF: &str = "Fassung {n} vom {at}, von {author}";
pub const OLD_VERSION: &str = "Sie lesen eine ältere Fassung.";
pub const TO_NEWEST: &str = "Zur neuesten Fassung";
pub const HASH: &str = "Prüfsumme";
pub const COMPARE: &str = "Vergleichen";
pub const COMPARE_TITLE: &str = "Was sich geändert hat";
pub const COMPARE_FROM: &str = "Von";
pub const COMPARE_TO: &str = "Bis";
pub const COMPARE_SUMMARY: &str =
    "{changed} geändert, {inserted} neu, {deleted} gestrichen, {moved} verschoben, {kept} gleich geblieben.";
pub const VIEW: &str = "Ansicht";
pub const VIEW_WORDS: &str = "Wörter markiert";
pub const VIEW_SIDES: &str = "nebeneinander";
pub const VIEW_CHANGES: &str = "nur Änderungen";
pub const NOTHING_CHANGED: &str = "Diese Fassungen sind gleich.";
pub const OUTLINE: &str = "Gliederung";
pub const DISCUSSION: &str = "Gespräch";
pub const TALK: &str = "Mitreden";
pub const WHOLE_TEXT: &str = "Gespräch zum ganzen Text";
pub const CLOSE_PANEL: &str = "Schließen";
pub const PARAGRAPH: &str = "Absatz {n}";
pub const HEADING: &str = "Überschrift {n}";
pub const LINES: &str = "mit Zeilennummern";
pub const NO_LINES: &str = "ohne Zeilennummern";
pub const ORIGIN: &str = "Woher dieser Absatz kommt";
pub const COMMENTS_ONE: &str = "1 Kommentar";
pub const COMMENTS: &str = "{n} Kommentare";
pub const AMENDMENTS_ONE: &str = "1 Änderungsantrag";
pub const AMENDMENTS: &str = "{n} Änderungsanträge";
pub const DELETED: &str = "gestrichen:";
pub const INSERTED: &str = "neu:";
pub const LIVE: &str = "Neues erscheint von selbst.";
pub const CUT: &str = "Die Verbindung ist unterbrochen. Sie sehen den letzten Stand.";

pub const NO_TITLE: &str = "Bitte geben Sie dem Text einen Titel mit höchstens 200 Zeichen.";
pub const UNREADABLE: &str = "Dieser Text lässt sich so nicht speichern. Er steht noch im Feld.";
pub const SLUG_TAKEN: &str = "Diese Adresse hat schon eine andere Konferenz.";

/// What is wrong with a conference or a group.
pub fn problem(problem: FrameProblem) -> &'static str {
    match problem {
        FrameProblem::Name => "Bitte geben Sie einen Namen mit höchstens 200 Zeichen ein.",
        FrameProblem::Slug => "Die Adresse besteht aus kleinen Buchstaben, Ziffern und Bindestrichen.",
        FrameProblem::TooLong => "Ein Text ist zu lang: höchstens 20.000 Zeichen.",
        FrameProblem::Days => "Der letzte Tag liegt vor dem ersten.",
        FrameProblem::Schedule(ScheduleProblem::NoName(_)) => "Jede Phase braucht einen Namen.",
        FrameProblem::Schedule(ScheduleProblem::NoTime(_)) => "Eine Phase endet, bevor sie beginnt.",
        FrameProblem::Schedule(ScheduleProblem::Overlap(_)) => "Zwei Phasen überschneiden sich.",
    }
}

/// Why a version cannot be made.
pub fn version_problem(problem: VersionProblem) -> &'static str {
    match problem {
        VersionProblem::Unchanged => "Es hat sich nichts geändert. Darum gibt es keine neue Fassung.",
        VersionProblem::Twice(_) => UNREADABLE,
        VersionProblem::NoReason => NO_REASON,
        VersionProblem::Earlier => OUTDATED,
    }
}

/// Who reads along.
pub fn openness(openness: Openness) -> &'static str {
    match openness {
        Openness::Closed => "geschlossen: nur Mitglieder wissen davon",
        Openness::Visible => "sichtbar: alle kennen Namen und Zweck, nur Mitglieder lesen mit",
        Openness::Public => "öffentlich: alle lesen mit",
    }
}

/// Things of a kind, counted.
pub fn things(kind: ThingKind, count: u64) -> String {
    let (one, many) = match kind {
        ThingKind::Description => ("Name, Zweck und Termine der Gruppe", "Beschreibungen"),
        ThingKind::Text => ("Text mit allen Fassungen", "Texte"),
        ThingKind::Comment => ("Kommentar", "Kommentare"),
        ThingKind::Amendment => ("Änderungsantrag", "Änderungsanträge"),
        ThingKind::Positions => ("Haltung", "Haltungen, gezählt"),
        ThingKind::Objection => ("Einwand", "Einwände"),
        ThingKind::Vote => ("Abstimmung", "Abstimmungen"),
        ThingKind::Meeting => ("Sitzung", "Sitzungen"),
        ThingKind::Document => ("Datei", "Dateien"),
        ThingKind::Members => ("Mitgliederliste", "Mitgliederlisten"),
    };
    if count == 1 { one.to_owned() } else { format!("{count} {many}") }
}

/// What a text is.
pub fn kind(kind: TextKind) -> &'static str {
    match kind {
        TextKind::Recommendation => "Handlungsempfehlung",
        TextKind::Report => "Bericht",
        TextKind::Guideline => "Leitlinie",
    }
}

/// How far a text is: class and word.
pub fn stage(stage: TextStage) -> (&'static str, &'static str) {
    match stage {
        TextStage::Draft => ("draft", "Entwurf"),
        TextStage::Open => ("open", "in Beratung"),
        TextStage::Settled => ("closed", "abgeschlossen"),
    }
}

/// Something people do.
pub fn activity(activity: Activity) -> &'static str {
    match activity {
        Activity::Read => "lesen",
        Activity::Comment => "kommentieren",
        Activity::Amend => "Änderungen beantragen",
        Activity::Support => "Anträge unterstützen",
        Activity::Position => "Haltung zeigen, Einwände erheben",
        Activity::Vote => "abstimmen",
        Activity::Write => "Texte schreiben",
        Activity::Merge => "Anträge zusammenführen",
        Activity::Register => "sich zu Sitzungen anmelden",
    }
}

/// Who may do it.
pub fn audience(audience: Audience) -> &'static str {
    match audience {
        Audience::Chairs => "Leitung und Büro",
        Audience::Members => "Mitglieder",
        Audience::SignedIn => "alle mit Konto",
        Audience::Everybody => "alle",
    }
}
