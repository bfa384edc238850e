//! Doors to surveys in the office and their results.

use domain::permission::Action::SeeResults;

use super::{Door, call, get, page};

pub const DOORS: &[Door] = &[
    page("/office", SeeResults),
    page("/office/surveys", SeeResults),
    page("/office/surveys/{slug}", SeeResults),
    call("/calls/survey-rows", SeeResults),
    call("/calls/survey-results", SeeResults).form("slug={slug}"),
    get("/live/surveys/{slug}", SeeResults),
    get("/api/v1/surveys/{slug}/results", SeeResults),
];
