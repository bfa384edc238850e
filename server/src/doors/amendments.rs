//! Doors to amendments and their merging.

use domain::permission::Action::{ReadConsultations, TakePart};

use super::{Door, call, page};

const NOTHING: &str = "id=00000000-0000-4000-8000-000000000000&reason=x";
const STEP: &str = "text=00000000-0000-4000-8000-000000000000&version=1&seen=0&reason=x&words=x&entry=0&at=0&decision=accept\
    &amendment=00000000-0000-4000-8000-000000000000&paragraph=00000000-0000-4000-8000-000000000000";

pub const DOORS: &[Door] = &[
    page("/texts/{text}/amendments", ReadConsultations),
    page("/texts/{text}/amend/{paragraph}", ReadConsultations),
    page("/texts/{text}/protocol", ReadConsultations),
    page("/texts/{text}/merge", TakePart),
    page("/amendments/{id}", ReadConsultations),
    page("/amendments/{id}/amend", ReadConsultations),
    call("/calls/text-amendments", ReadConsultations).form("text=x&paragraph="),
    call("/calls/load-amendment", ReadConsultations).form("id=x"),
    call("/calls/load-amending", ReadConsultations).form("text=x&paragraph=x&amendment=&draft="),
    call("/calls/load-protocols", ReadConsultations).form("text=x"),
    call("/calls/load-merge", TakePart).form("text=x"),
    call("/calls/write-amendment", TakePart).form(
        "text=00000000-0000-4000-8000-000000000000&id=00000000-0000-4000-8000-000000000000&version=1&want=delete&reason=x\
            &paragraph=00000000-0000-4000-8000-000000000000",
    ),
    call("/calls/discard-amendment", TakePart).form(NOTHING),
    call("/calls/support-amendment", TakePart).form(NOTHING),
    call("/calls/unsupport-amendment", TakePart).form(NOTHING),
    call("/calls/withdraw-amendment", TakePart).form(NOTHING),
    call("/calls/admit-amendment", TakePart).form(NOTHING),
    call("/calls/reject-amendment", TakePart).form(NOTHING),
    call("/calls/decide-wish", TakePart).form(STEP),
    call("/calls/settle-paragraph", TakePart).form(STEP),
    call("/calls/undo-merge-step", TakePart).form(STEP),
    call("/calls/finish-merge", TakePart).form(STEP),
];
