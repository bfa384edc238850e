//! Doors to discussions, moderation, and the search in a consultation.

use domain::permission::Action::{ReadConsultations, TakePart};

use super::{Door, call, page};

const ASKED: &str = "asked[text]=00000000-0000-4000-8000-000000000000";
const TEXT: &str = "text=00000000-0000-4000-8000-000000000000";

pub const DOORS: &[Door] = &[
    page("/texts/{text}/discussion", ReadConsultations),
    page("/moderation", TakePart),
    page("/consultations/{conference}/search", ReadConsultations),
    call("/calls/load-comments", ReadConsultations).form(ASKED),
    call("/calls/load-comment-form", ReadConsultations).form(TEXT),
    call("/calls/load-text-discussion", ReadConsultations).form(TEXT),
    call("/calls/load-comment-history", ReadConsultations).form("id=00000000-0000-4000-8000-000000000000"),
    call("/calls/search-conference", ReadConsultations).form("conference=x&q=x"),
    call("/calls/send-comment", TakePart).form(
        "comment[id]=00000000-0000-4000-8000-000000000000&comment[text]=00000000-0000-4000-8000-000000000000&comment[kind]=for&comment[body]=x",
    ),
    call("/calls/publish-note", TakePart).form("id=00000000-0000-4000-8000-000000000000"),
    call("/calls/change-comment", TakePart).form("id=00000000-0000-4000-8000-000000000000&version=1&kind=for&body=x"),
    call("/calls/think-of-comment", TakePart).form("id=00000000-0000-4000-8000-000000000000&opinion=agree"),
    call("/calls/report-comment", TakePart).form("id=00000000-0000-4000-8000-000000000000&reason=insult"),
    call("/calls/load-moderation", TakePart),
    call("/calls/rule-on-comment", TakePart).form("id=00000000-0000-4000-8000-000000000000&version=1&shown=true"),
    call("/calls/settle-comment", TakePart).form("id=00000000-0000-4000-8000-000000000000&version=1&outcome=open"),
];
