//! What an import of a text tells the person who brought it: everything that did not come over, or came over in another shape.

use std::collections::BTreeMap;
use std::fmt;

use crate::RemarkKind;
use crate::report::counted;

/// One thing to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Whether it was lost, changed, or is a fault of the file.
    pub kind: RemarkKind,
    /// A German sentence for staff.
    pub text: String,
}

impl fmt::Display for Note {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// What was met in a file. Notes appear in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Met {
    OtherEnding(&'static str),
    Insertion,
    Deletion,
    Amendment,
    Table,
    Picture,
    TextBox,
    Footnote,
    Comment,
    Formula,
    Object,
    Hidden,
    Header,
    Contents,
    StrangeLink,
    Symbol,
    Markup,
    Macro,
}

/// Counts what was met.
#[derive(Debug, Default)]
pub(super) struct Notes(BTreeMap<Met, usize>);

impl Notes {
    pub(super) fn met(&mut self, met: Met) {
        self.more(met, 1);
    }

    pub(super) fn more(&mut self, met: Met, times: usize) {
        if times > 0 {
            *self.0.entry(met).or_default() += times;
        }
    }

    pub(super) fn told(self) -> Vec<Note> {
        self.0.into_iter().map(|(met, times)| note(met, times)).collect()
    }
}

fn note(met: Met, times: usize) -> Note {
    use RemarkKind::{Changed, Fault, Lost};
    let many = |one: &str, many: &str| counted(times, one, many);
    let (kind, text) = match met {
        Met::OtherEnding(kind) => {
            (Fault, format!("Der Name der Datei passt nicht zu ihrem Inhalt; sie wurde als {kind} gelesen."))
        }
        Met::Insertion => (
            Changed,
            format!(
                "Nachverfolgte Änderungen: {} als angenommen übernommen.",
                many("Einfügung wurde", "Einfügungen wurden")
            ),
        ),
        Met::Deletion => (
            Changed,
            format!(
                "Nachverfolgte Änderungen: {} ausgeführt; der gestrichene Text ist weggelassen.",
                many("Streichung wurde", "Streichungen wurden")
            ),
        ),
        Met::Amendment => (
            Lost,
            format!(
                "{} aus unserem Export nicht übernommen; bitte stellen Sie Anträge auf der Plattform.",
                many("eingedruckter Änderungsantrag wurde", "eingedruckte Änderungsanträge wurden")
            ),
        ),
        Met::Table => (
            Changed,
            format!(
                "{} als Text mit senkrechten Strichen übernommen; verbundene Zellen stehen einzeln.",
                many("Tabelle wurde", "Tabellen wurden")
            ),
        ),
        Met::Picture => (Lost, format!("{} nicht übernommen.", many("Bild wurde", "Bilder oder Zeichnungen wurden"))),
        Met::TextBox => (Lost, format!("{} nicht übernommen.", many("Textfeld wurde", "Textfelder wurden"))),
        Met::Footnote => {
            (Lost, format!("{} nicht übernommen.", many("Fuß- oder Endnote wurde", "Fuß- und Endnoten wurden")))
        }
        Met::Comment => (Lost, format!("{} am Rand nicht übernommen.", many("Kommentar wurde", "Kommentare wurden"))),
        Met::Formula => (Lost, format!("{} nicht übernommen.", many("Formel wurde", "Formeln wurden"))),
        Met::Object => {
            (Lost, format!("{} nicht übernommen.", many("eingebettetes Objekt wurde", "eingebettete Objekte wurden")))
        }
        Met::Hidden => (
            Lost,
            format!("{} nicht übernommen.", many("verborgene Textstelle wurde", "verborgene Textstellen wurden")),
        ),
        Met::Header => (Lost, "Kopf- und Fußzeilen wurden nicht übernommen.".to_owned()),
        Met::Contents => {
            (Lost, "Das Inhaltsverzeichnis wurde nicht übernommen; es entsteht hier aus den Überschriften.".to_owned())
        }
        Met::StrangeLink => (
            Changed,
            format!(
                "{} nur mit dem Text übernommen; das Ziel ist keine Internet- oder E-Mail-Adresse.",
                many("Verweis wurde", "Verweise wurden")
            ),
        ),
        Met::Symbol => {
            (Lost, format!("{} aus Symbolschriften nicht übernommen.", many("Zeichen wurde", "Zeichen wurden")))
        }
        Met::Markup => (
            Changed,
            format!(
                "{} im Text; HTML wird angezeigt, aber nie ausgeführt.",
                many("HTML-Marke steht", "HTML-Marken stehen")
            ),
        ),
        Met::Macro => (Lost, "Die Datei enthält Makros. Sie wurden nicht gelesen und nicht ausgeführt.".to_owned()),
    };
    Note { kind, text }
}
