//! Doors of meetings, following and feeds. What somebody sees behind them each space decides.

use domain::permission::Action::{ManageOwnAccount, ReadConsultations, TakePart};

use super::{Door, call, get, page};

const MEETING: &str = "meeting=00000000-0000-4000-8000-000000000000";

pub const DOORS: &[Door] = &[
    page("/meetings/{meeting}", ReadConsultations),
    page("/meetings/{meeting}/screen", ReadConsultations),
    page("/meetings/{meeting}/edit", TakePart),
    page("/groups/{group}/meetings/new", TakePart),
    page("/consultations/{conference}/meetings/new", TakePart).personal(),
    call("/calls/list-meetings", ReadConsultations).form("conference=x"),
    call("/calls/load-meeting", ReadConsultations).form("meeting=x"),
    call("/calls/new-meeting", TakePart).form("conference=x&group="),
    call("/calls/meeting-to-edit", TakePart).form("meeting=x"),
    call("/calls/keep-meeting", TakePart).form("form[version]=1&form[title]=x"),
    call("/calls/register-for-meeting", TakePart).form(MEETING),
    call("/calls/ask-to-speak", TakePart).form(MEETING),
    call("/calls/call-speaker", TakePart).form(MEETING),
    call("/calls/move-meeting", TakePart).form(MEETING),
    call("/calls/note-attendance", TakePart).form(MEETING),
    page("/account/following", ManageOwnAccount),
    call("/calls/own-following", ManageOwnAccount),
    call("/calls/follow-state", ReadConsultations).form("thing=x"),
    call("/calls/follow", ManageOwnAccount).form("thing=x&rhythm=daily"),
    call("/calls/unfollow", ManageOwnAccount).form("thing=x"),
    call("/calls/make-feed-secret", ManageOwnAccount).form("thing=x"),
    call("/calls/revoke-feed-secret", ManageOwnAccount).form("thing=x"),
    get("/live/meetings/{meeting}", ReadConsultations),
    get("/feeds/{file}", ReadConsultations),
    get("/feeds/groups/{file}", ReadConsultations),
    get("/feeds/texts/{file}", ReadConsultations),
    get("/feeds/secret/{file}", ReadConsultations),
];
