//! Deutsch: Verfolgen, Nachrichten über Neues, Kalender und Nachrichtenfeeds.

use domain::process::notice::Rhythm;

use super::fill;

pub const DISCRIMINATION_SUBJECT: &str = "Ein Beitrag wurde als diskriminierend gemeldet";
pub const DISCRIMINATION_TEXT: &str = "Guten Tag,\n\nin „{place}“ wurde ein Beitrag gemeldet, weil er Menschen diskriminiert. \
    Die Meldung liegt denen vor, die dort moderieren:\n{url}\n\nWenn Sie dort kein Konto haben, hilft Ihnen das Referat \
    für Integration weiter.";

pub const FOLLOWING: &str = "Was ich verfolge";
pub const FOLLOWING_LEAD: &str = "Hier stellen Sie ein, worüber wir Ihnen eine E-Mail schreiben und wie oft. Gibt es nichts Neues, kommt auch keine E-Mail.";
pub const ACCOUNT: &str = "Mein Konto";
pub const NOTHING_FOLLOWED: &str = "Sie verfolgen noch nichts.";
pub const NOTHING_FOLLOWED_HINT: &str = "Auf jeder Konferenz, Gruppe und jedem Text finden Sie den Knopf „Verfolgen“.";
pub const BY_ITSELF: &str = "von selbst, weil Sie etwas dazu geschrieben haben";
pub const BY_ITSELF_LEAD: &str = "Texte, die Sie begonnen haben, und Gespräche, in denen Sie etwas geschrieben haben, verfolgen Sie von selbst: einmal am Tag. Spricht Sie jemand persönlich an, schreiben wir sofort.";
pub const STOPPED: &str =
    "An Ihre E-Mail-Adresse schicken wir gerade gar keine Nachrichten über Neues: Sie haben das abbestellt.";
pub const STOPPED_CHANGE: &str = "Ändern";
pub const FOLLOW: &str = "Verfolgen";
pub const FOLLOW_NAME: &str = "Verfolgen: {name}";
pub const FOLLOWED: &str = "Sie verfolgen das: {rhythm}.";
pub const HOW_OFTEN: &str = "Wie oft möchten Sie von Neuem hören?";
pub const CHANGE: &str = "Ändern";
pub const UNFOLLOW: &str = "Nicht mehr verfolgen";
pub const SAVED: &str = "Gespeichert.";
pub const GONE: &str = "Etwas, das Sie nicht mehr sehen können";
pub const THREAD_OF: &str = "„{words}“, Gespräch zu „{title}“";
pub const AMENDMENT_TO: &str = "Änderungsantrag zu „{title}“";
pub const OBJECTION_TO: &str = "Einwand zu „{title}“";
pub const CONFERENCE: &str = "Konferenz";
pub const GROUP: &str = "Arbeitsgruppe";
pub const TEXT: &str = "Text";

pub const FEEDS: &str = "Kalender und Nachrichten in anderen Programmen";
pub const FEEDS_LEAD: &str = "Kalender- und Nachrichtenprogramme können sich nicht anmelden. Für sie gibt es geheime Adressen: Wer die Adresse kennt, sieht, was Sie sehen. Geben Sie sie nicht weiter. Sie können jede Adresse zurücknehmen.";
pub const FEED_CALENDAR: &str = "Kalender";
pub const FEED_NEWS: &str = "Neues";
pub const FEED_MAKE: &str = "Geheime Adresse anlegen";
pub const FEED_RENEW: &str = "Neue Adresse anlegen, die alte gilt dann nicht mehr";
pub const FEED_REVOKE: &str = "Adresse zurücknehmen";
pub const FEED_TITLE: &str = "Neues: {name}";

pub const PHASE_BEGINS: &str = "Phase beginnt: {phase}";
pub const PHASE_ENDS: &str = "Phase endet: {phase}";

/// How often.
pub fn rhythm(rhythm: Rhythm) -> &'static str {
    match rhythm {
        Rhythm::AtOnce => "sofort",
        Rhythm::Daily => "einmal am Tag",
        Rhythm::Weekly => "einmal in der Woche",
        Rhythm::Never => "nie",
    }
}

pub const SUBJECT_ONE: &str = "Neu: {title}";
pub const SUBJECT_MANY: &str = "Neues aus der Beteiligung";
pub const SUBJECT_MENTION: &str = "Jemand spricht Sie an: {title}";
pub const GREETING: &str = "Guten Tag {name},";
pub const LEAD: &str = "das ist neu in der Beteiligung:";
pub const LEAD_MENTION: &str = "in einem Kommentar spricht Sie jemand an:";
pub const MORE: &str = "Und es gibt noch mehr Neues. Alles finden Sie hier:";
pub const SETTINGS: &str = "Worüber wir Ihnen schreiben und wie oft, stellen Sie hier ein:";

/// What happened `count` times to things of a kind, as a line of a mail or the title of an entry.
pub fn happened(kind: &str, deed: &str, count: usize) -> String {
    let new = matches!(deed, "new" | "published" | "submitted");
    let (one, many) = match (kind, deed) {
        ("comment", _) if new => ("Ein neuer Kommentar", "{n} neue Kommentare"),
        ("comment", _) => ("Zu einem Kommentar gibt es Neues", "Zu Kommentaren gibt es {n}-mal Neues"),
        ("mention", _) => ("Jemand spricht Sie an", "{n}-mal werden Sie angesprochen"),
        ("amendment", _) if new => ("Ein neuer Änderungsantrag", "{n} neue Änderungsanträge"),
        ("amendment", _) => {
            ("Ein Änderungsantrag hat einen neuen Stand", "{n}-mal ein neuer Stand bei Änderungsanträgen")
        }
        ("objection", _) if new => ("Ein neuer Einwand", "{n} neue Einwände"),
        ("objection", _) => ("Ein Einwand hat einen neuen Stand", "{n}-mal ein neuer Stand bei Einwänden"),
        ("vote", _) if new => ("Eine neue Abstimmung", "{n} neue Abstimmungen"),
        ("vote", _) => ("Zu einer Abstimmung gibt es Neues", "Zu Abstimmungen gibt es {n}-mal Neues"),
        ("text", _) if new => ("Ein neuer Text", "{n} neue Texte"),
        ("text", "changed") => ("Eine neue Fassung", "{n} neue Fassungen"),
        ("text", _) => ("Der Text hat einen neuen Stand", "Der Text hat einen neuen Stand"),
        ("meeting", _) if new => ("Eine neue Sitzung", "{n} neue Sitzungen"),
        ("meeting", "cancelled") => ("Die Sitzung fällt aus", "Die Sitzung fällt aus"),
        ("meeting", _) => ("Angaben zur Sitzung haben sich geändert", "Angaben zur Sitzung haben sich geändert"),
        ("decision", _) => ("Ein Beschluss", "{n} Beschlüsse"),
        ("answer", _) => ("Eine amtliche Antwort", "{n} amtliche Antworten"),
        _ => ("Neues", "{n}-mal Neues"),
    };
    if count == 1 { one.to_owned() } else { fill(many, &[("n", &count.to_string())]) }
}
