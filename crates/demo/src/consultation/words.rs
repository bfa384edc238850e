//! What stands in the demo's consultation: the guidelines, their summary and the recommendations told again in short, and around them
//! what an invented working group would write.

use domain::process::space::Openness;
use domain::text::kind::TextKind;

/// A text: numbered items, each its words and the keys of its tags, and a note behind them. So the third guideline is the third
/// paragraph.
#[derive(Debug)]
pub struct Text {
    pub title: &'static str,
    pub group: Option<usize>,
    pub kind: TextKind,
    pub author: usize,
    pub days_ago: i64,
    pub items: &'static [(&'static str, &'static str)],
    pub note: &'static str,
}

/// An item of an agenda: title, minutes, the place of its text, what was decided.
pub type Item = (&'static str, u32, Option<usize>, &'static str);

pub const PURPOSE: &str = "Eine Konferenz zum Ausprobieren: Menschen, Gruppen und Beiträge sind **erfunden**.\n\n\
    Die Leitlinien und Empfehlungen sind hier kurz und in eigenen Worten nacherzählt. Es gilt, was der Rat der Stadt beschlossen hat.";

pub const PROGRAMME: &str = "- 10:00 Ankommen und Kaffee\n- 10:30 Was die Gruppen geschrieben haben\n- 12:00 Gespräche an Tischen\n\
    - 14:00 Was wir mitnehmen";

pub const MINUTES: &str = "**Anwesend:**\n\n**Besprochen:**\n\n**Wie es weitergeht:**";

pub const GROUPS: [(Openness, &str); 3] = [
    (
        Openness::Public,
        "Diese Beispielgruppe überlegt, wie die Verwaltung für alle Menschen in der Stadt gut arbeitet.",
    ),
    (Openness::Public, "Diese Beispielgruppe überlegt, wo sich Menschen in den Stadtteilen treffen können."),
    (
        Openness::Visible,
        "Diese Beispielgruppe berät noch für sich: Alle sehen, dass es sie gibt. Ihre Texte lesen nur Mitglieder.",
    ),
];

/// Places of the texts in [`TEXTS`] that others refer to.
pub const GUIDELINES: usize = 0;
pub const RECOMMENDATIONS: usize = 2;
pub const MEETING_PLACES: usize = 3;

pub const TEXTS: [Text; 4] = [
    Text {
        title: "Leitlinien, kurz erzählt (Demo)",
        group: None,
        kind: TextKind::Guideline,
        author: 0,
        days_ago: 65,
        items: &[
            (
                "Dass alle gut zusammenleben, woher sie auch kommen, ist Sache der ganzen Stadt und ihrer Politik.",
                "guideline:1",
            ),
            (
                "Alle Bereiche der Verwaltung und die Unternehmen der Stadt arbeiten daran mit, und zwar auf Dauer.",
                "guideline:2 unit:alle-aemter unit:staedtische-unternehmen",
            ),
            (
                "Es kommt darauf an, wie jemand lebt, und nicht auf Pass oder Abstammung. Wer hier zu Hause ist, ist gemeint.",
                "guideline:3",
            ),
            (
                "Angebote gibt es für Menschen, die gerade angekommen sind, und ebenso für die, die seit Jahren hier wohnen.",
                "guideline:4 group:neu group:lange-hier",
            ),
            (
                "Vier Säulen tragen alles: Sprache, Gesellschaft, Beruf und soziale Beratung. Auf gute Sprachförderung kommt es besonders an.",
                "guideline:5 pillar:sprachlich pillar:gesellschaftlich pillar:beruflich pillar:sozial",
            ),
            (
                "Beide Seiten bewegen sich. Die Stadt bringt Menschen ins Gespräch, damit sie einander kennen und achten.",
                "guideline:6 pillar:gesellschaftlich",
            ),
            ("Frauen zu stärken, hat einen eigenen Platz in dieser Arbeit.", "guideline:7 group:frauen"),
            (
                "Was die Stadt anbietet, steht allen gleich offen. Passt ein Angebot nicht zu den Menschen, wird das Angebot geändert.",
                "guideline:8 unit:alle-aemter",
            ),
            (
                "Rathaus und städtische Unternehmen bilden mehr Menschen mit Zuwanderungsgeschichte aus, stellen sie ein und gehen so voran.",
                "guideline:9 pillar:beruflich unit:staedtische-unternehmen",
            ),
            (
                "Möglichst viele Gruppen gestalten mit. Wer sich für andere einsetzt, bekommt Rückhalt.",
                "guideline:10 pillar:gesellschaftlich",
            ),
            (
                "Vereine, Verbände und Initiativen werden unterstützt, so weit das Geld reicht.",
                "guideline:11 group:vereine unit:kontaktstelle-mso",
            ),
            (
                "Rassismus und Benachteiligung wird widersprochen. Jede und jeder darf Glauben und Kultur leben, wie es die Gesetze erlauben.",
                "guideline:12",
            ),
            ("Die Stadt erzählt offen und oft, was sie tut und was daraus wird.", "guideline:13"),
            (
                "Auch bei Land, Bund und den Verbänden der Städte wirbt die Stadt dafür, dass alle teilhaben und mitbestimmen können.",
                "guideline:14",
            ),
        ],
        note: "Vierzehn Leitlinien in einfachen Worten, zum Ausprobieren. Der Beschluss des Rates hat einen eigenen Wortlaut, und der gilt.",
    },
    Text {
        title: "Elf Punkte: die Leitlinien noch kürzer (Demo)",
        group: None,
        kind: TextKind::Guideline,
        author: 0,
        days_ago: 64,
        items: &[
            ("Zusammenleben geht die ganze Stadt an.", "guideline:1"),
            ("Alle Bereiche arbeiten mit.", "guideline:2"),
            ("Was zählt, ist das Leben der Menschen und nicht ihr Pass.", "guideline:3"),
            ("Neu hier oder schon lange: Angebote sind für alle da.", "guideline:4"),
            ("Vier Säulen tragen die Arbeit.", "guideline:5"),
            ("Alle sind gefragt, und die Stadt bringt sie zusammen.", "guideline:6"),
            ("Frauen werden eigens gestärkt.", "guideline:7"),
            ("Stadt und Rathaus stellen sich auf Vielfalt ein.", "guideline:8 guideline:9"),
            ("Viele Gruppen reden mit, Vereine bekommen Hilfe.", "guideline:10 guideline:11"),
            ("Gegen Rassismus steht die Stadt auf.", "guideline:12"),
            ("Auf allen Ebenen mitzubestimmen, wird leichter.", "guideline:14"),
        ],
        note: "Das Integrationskonzept fasst die Leitlinien in elf Punkten zusammen. Die Schlagworte zeigen, welche Leitlinie hinter \
            einem Punkt steht. Die dreizehnte kommt in den elf Punkten nicht vor.",
    },
    Text {
        title: "Sechs Empfehlungen für die Verwaltung (Demo)",
        group: Some(0),
        kind: TextKind::Recommendation,
        author: 0,
        days_ago: 40,
        items: &[
            (
                "Vielfalt wird überall mitgedacht: Bei jeder Planung fragt ein Amt, ob sie zu allen Menschen in der Stadt passt.",
                "guideline:2 pillar:gesellschaftlich unit:alle-aemter",
            ),
            (
                "Gute Arbeit heißt, dass sie für alle gut ist. Daran lässt sich die Stadt messen.",
                "guideline:8 guideline:13 pillar:gesellschaftlich",
            ),
            (
                "Ein festes Verfahren zeigt einmal im Jahr, was erreicht ist und was noch nicht.",
                "guideline:2 guideline:13 unit:integration",
            ),
            ("Jedes Amt kümmert sich selbst darum und steht dafür ein.", "guideline:2 unit:alle-aemter"),
            (
                "Wer bei der Stadt arbeitet, lernt den Umgang mit Vielfalt in Fortbildungen, und zwar verbindlich.",
                "guideline:9 pillar:beruflich group:beschaeftigte",
            ),
            (
                "In jeder Einrichtung gibt es einen Menschen, an den man sich mit Fragen dazu wenden kann.",
                "guideline:8 pillar:sozial unit:alle-aemter",
            ),
        ],
        note: "Diese sechs Empfehlungen gibt das Integrationskonzept der Verwaltung mit, hier in eigenen Worten. Wir fragen: Was fehlt, und \
            was geht anders besser?",
    },
    Text {
        title: "Treffpunkte in den Stadtteilen (Demo)",
        group: Some(1),
        kind: TextKind::Recommendation,
        author: 3,
        days_ago: 33,
        items: &[
            (
                "In Marxloh und Hochfeld öffnen Schulen ihre Räume am Abend für Vereine.",
                "guideline:11 pillar:gesellschaftlich district:202 district:508 group:vereine topic:Räume",
            ),
            (
                "Ein Sprachcafé am Vormittag bietet Kinderbetreuung an, damit Eltern kommen können.",
                "guideline:7 pillar:sprachlich group:eltern group:frauen",
            ),
            (
                "Wer einen Raum sucht, ruft eine Nummer an und bekommt Auskunft in mehreren Sprachen.",
                "guideline:8 pillar:sozial unit:kontaktstelle-mso topic:Räume",
            ),
        ],
        note: "Ein erfundener Entwurf: So könnte eine Gruppe über Räume schreiben.",
    },
];

pub const FIRST_AGENDA: [Item; 2] = [
    ("Kennenlernen", 30, None, ""),
    ("Sechs Empfehlungen: erste Lesung", 60, Some(RECOMMENDATIONS), "Der Text geht in die öffentliche Beratung."),
];

pub const SECOND_AGENDA: [Item; 3] = [
    ("Was bisher gesagt wurde", 20, Some(RECOMMENDATIONS), ""),
    ("Änderungsanträge und der offene Einwand", 60, Some(RECOMMENDATIONS), ""),
    ("Nächste Schritte", 20, None, ""),
];

pub const MINUTES_OF_FIRST: &str = "**Anwesend:** drei Mitglieder\n\n**Besprochen:** Der Entwurf ist verständlich. Offen ist, wie oft \
    berichtet wird.\n\n**Wie es weitergeht:** Alle können mitreden, danach schauen wir gemeinsam auf die Beiträge.";
