//! Deutsch: das öffentliche Verzeichnis der Organisationen.

use super::{DirectoryTexts, Plural};

pub const TEXTS: DirectoryTexts = DirectoryTexts {
    title: "Organisationen in Duisburg",
    lead: "Vereine und Initiativen, die hier gefunden werden möchten.",
    search: "Organisationen suchen",
    search_name: "Name der Organisation",
    show: "Suchen",
    all: "alle",
    topic: "Thema",
    topics: "Themen",
    language: "Sprache",
    languages: "Sprachen",
    district: "Stadtteil",
    districts: "Stadtteile",
    contact: "Kontakt",
    found: Plural {
        one: Some("{n} Organisation"),
        other: "{n} Organisationen",
        zero: None,
        two: None,
        few: None,
        many: None,
    },
    nothing: "Dazu haben wir keine Organisation gefunden.",
    nothing_hint: "Versuchen Sie es mit weniger Angaben.",
    show_all: "Alle Organisationen zeigen",
    demo: "Das sind Beispiele. Diese Organisationen sind erfunden.",
    page_of: "Seite {page} von {pages}",
    pages: "Seiten",
    earlier: "Vorherige Seite",
    later: "Nächste Seite",
};
