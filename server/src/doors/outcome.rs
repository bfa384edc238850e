//! Doors to what comes out of consultations: files, the report, bodies and decisions, fates, traces.

use domain::permission::Action::{ManageConsultations, ReadConsultations, SeeResults, TakePart};

use super::{Door, call, get, page, post};

pub const DOORS: &[Door] = &[
    get("/texts/{text}/versions/{number}/files/{name}", ReadConsultations),
    get("/consultations/{conference}/archive.zip", ReadConsultations),
    page("/groups/{group}/texts/import", TakePart),
    post("/groups/{group}/texts/import", TakePart),
    call("/calls/import-desk", TakePart).form("group=x&slip="),
    page("/texts/{text}/imported", TakePart),
    call("/calls/look-at-imported", TakePart).form("text=x&slip="),
    page("/texts/{text}/replace", TakePart),
    post("/texts/{text}/replace", TakePart),
    call("/calls/replace-desk", TakePart).form("text=x&slip="),
    call("/calls/take-replacement", TakePart)
        .form("text=00000000-0000-4000-8000-000000000000&slip=00000000-0000-4000-8000-000000000000&reason=x"),
    page("/bodies", ReadConsultations),
    call("/calls/load-bodies", ReadConsultations),
    call("/calls/keep-body", ManageConsultations)
        .form("id=00000000-0000-4000-8000-000000000000&version=0&name=&kind=&right=advise&from=&to=&successor="),
    page("/texts/{text}/outcome", ReadConsultations),
    call("/calls/outcome-summary", ReadConsultations).form("id=x"),
    call("/calls/load-outcome", ReadConsultations).form("id=x&wanted[fate]="),
    call("/calls/enter-decision", ManageConsultations).form(
        "id=00000000-0000-4000-8000-000000000000&text=00000000-0000-4000-8000-000000000000&\
         body=00000000-0000-4000-8000-000000000000&version=1&paper=x&day=2027-03-14&yes=&no=&abstain=&\
         majority=simple&outcome=accepted&conditions=",
    ),
    call("/calls/keep-answer", ManageConsultations).form(
        "id=00000000-0000-4000-8000-000000000000&version=0&text=00000000-0000-4000-8000-000000000000&\
         to=00000000-0000-4000-8000-000000000000&unit=x&due=&words=x",
    ),
    page("/consultations/{conference}/report", ManageConsultations),
    call("/calls/load-report-desk", ManageConsultations).form("conference=x"),
    call("/calls/make-report", ManageConsultations)
        .form("conference=x&id=00000000-0000-4000-8000-000000000000&title=x"),
    call("/calls/update-report", ManageConsultations).form(
        "report=00000000-0000-4000-8000-000000000000&seen=1&source=00000000-0000-4000-8000-000000000000&\
         taken=1&newest=2",
    ),
    page("/texts/{text}/trace", ReadConsultations),
    call("/calls/load-trace", ReadConsultations).form("id=x&paragraph="),
    call("/calls/add-source", TakePart)
        .form("text=00000000-0000-4000-8000-000000000000&paragraph=00000000-0000-4000-8000-000000000000&question=x"),
    call("/calls/remove-source", TakePart).form(
        "text=00000000-0000-4000-8000-000000000000&paragraph=00000000-0000-4000-8000-000000000000&survey=x&question=x",
    ),
    call("/calls/survey-outcomes", SeeResults).form("slug={slug}"),
];
