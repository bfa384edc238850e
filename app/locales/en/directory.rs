//! English: the public directory of organisations.

use super::{DirectoryTexts, Plural};

pub const TEXTS: DirectoryTexts = DirectoryTexts {
    title: "Organisations in Duisburg",
    lead: "Associations and initiatives that would like to be found here.",
    search: "Search organisations",
    search_name: "Name of the organisation",
    show: "Search",
    all: "all",
    topic: "Topic",
    topics: "Topics",
    language: "Language",
    languages: "Languages",
    district: "Neighbourhood",
    districts: "Neighbourhoods",
    contact: "Contact",
    found: Plural {
        one: Some("{n} organisation"),
        other: "{n} organisations",
        zero: None,
        two: None,
        few: None,
        many: None,
    },
    nothing: "We have not found an organisation for this.",
    nothing_hint: "Please try with fewer details.",
    show_all: "Show all organisations",
    demo: "These are examples. The organisations are invented.",
    page_of: "Page {page} of {pages}",
    pages: "Pages",
    earlier: "Previous page",
    later: "Next page",
};
