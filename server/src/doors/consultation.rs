//! Doors of consultations: conferences, groups and texts. What somebody sees behind them each space decides.

use domain::permission::Action::{ManageConsultations, ReadConsultations, TakePart};

use super::{Door, call, get, page};

pub const DOORS: &[Door] = &[
    page("/consultations", ReadConsultations),
    call("/calls/consultations", ReadConsultations),
    page("/consultations/{conference}", ReadConsultations),
    call("/calls/load-conference", ReadConsultations).form("slug=x"),
    page("/consultations/new", ReadConsultations),
    page("/consultations/{conference}/edit", ReadConsultations),
    page("/consultations/{conference}/phases", ReadConsultations),
    page("/consultations/{conference}/groups", ReadConsultations),
    call("/calls/keep-conference", ManageConsultations)
        .form("slug=x&version=1&title=&purpose=&programme=&place=&first=&last="),
    call("/calls/create-groups", ManageConsultations).form("slug=x&names=&openness=closed&minutes_form=&support=0"),
    call("/calls/keep-phases", ManageConsultations).form("slug=x&version=1"),
    page("/groups/{group}", ReadConsultations),
    call("/calls/load-group", ReadConsultations).form("id=x"),
    page("/groups/{group}/edit", ReadConsultations),
    page("/groups/{group}/phases", ReadConsultations),
    call("/calls/keep-group", TakePart)
        .form("id=00000000-0000-4000-8000-000000000000&version=1&name=&purpose=&room=&minutes_form=&support=0")
        .personal(),
    page("/groups/{group}/opening", ManageConsultations),
    call("/calls/look-at-opening", ManageConsultations).form("id=x&to=closed"),
    call("/calls/open-group", ManageConsultations)
        .form("id=00000000-0000-4000-8000-000000000000&version=1&to=closed&seen=0"),
    call("/calls/seat-member", ManageConsultations)
        .form("id=00000000-0000-4000-8000-000000000000&account=00000000-0000-4000-8000-000000000000"),
    call("/calls/unseat-member", ManageConsultations)
        .form("id=00000000-0000-4000-8000-000000000000&account=00000000-0000-4000-8000-000000000000"),
    page("/groups/{group}/texts/new", ReadConsultations),
    call("/calls/begin-text", TakePart)
        .form("group=00000000-0000-4000-8000-000000000000&id=00000000-0000-4000-8000-000000000000&title=x&body=x"),
    page("/texts/{text}", ReadConsultations),
    page("/texts/{text}/versions", ReadConsultations),
    page("/texts/{text}/versions/{number}", ReadConsultations),
    page("/texts/{text}/paragraphs/{paragraph}", ReadConsultations),
    page("/texts/{text}/compare", ReadConsultations),
    call("/calls/load-text", ReadConsultations).form("id=x&number=0"),
    call("/calls/load-versions", ReadConsultations).form("id=x"),
    call("/calls/compare-versions", ReadConsultations).form("id=x&old=0&new=0"),
    page("/texts/{text}/paragraphs/{paragraph}/tags", TakePart),
    call("/calls/load-tagging", TakePart).form("id=x&paragraph=x"),
    call("/calls/tag-paragraph", TakePart)
        .form("id=00000000-0000-4000-8000-000000000000&seen=1&paragraph=00000000-0000-4000-8000-000000000000&reason=x"),
    page("/consultations/{conference}/tags", ReadConsultations),
    call("/calls/load-tagged", ReadConsultations).form("slug=x"),
    call("/calls/open-consultations", ReadConsultations),
    page("/texts/{text}/write", TakePart),
    call("/calls/load-writing", TakePart).form("id=x"),
    call("/calls/write-text", TakePart).form("id=00000000-0000-4000-8000-000000000000&seen=1&title=x&body=x&reason=x"),
    call("/calls/stage-text", TakePart).form("id=00000000-0000-4000-8000-000000000000&stage=open"),
    get("/live/texts/{text}", ReadConsultations),
];
