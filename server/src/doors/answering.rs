//! Doors for respondents and the public.

use domain::permission::Action::{Answer, ReadPublic};
use domain::permission::State::Open;

use super::{Door, call, get, page, post};

const DRAFT: &str =
    r#"{"slug":"{slug}","draft":{"submission":"00000000-0000-4000-8000-000000000001","revision":0,"answers":{}}}"#;

pub const DOORS: &[Door] = &[
    page("/", ReadPublic),
    page("/surveys/{slug}", ReadPublic),
    page("/surveys/{slug}/{step}", Answer).about(Open),
    call("/calls/open-surveys", ReadPublic),
    call("/calls/load-letter", ReadPublic).form("slug={slug}"),
    call("/calls/load-answering", Answer).form("slug={slug}").about(Open),
    call("/calls/keep-draft", Answer).json(DRAFT).about(Open),
    call("/calls/send-response", Answer).json(DRAFT).about(Open),
    post("/surveys/{slug}", Answer).form("go=begin").about(Open),
    post("/surveys/{slug}/{step}", Answer).form("go=next").about(Open),
    post("/api/v1/surveys/{slug}/responses", Answer)
        .json(r#"{"submission":"00000000-0000-4000-8000-000000000002","answers":{}}"#)
        .about(Open),
    get("/health/live", ReadPublic),
    get("/health/ready", ReadPublic),
    get("/api/v1/openapi.json", ReadPublic),
    // Whatever is not there is not there for everybody.
    get("/api/{*path}", ReadPublic),
];
