//! Doors to agreement on texts: positions, objections, votes. What somebody sees and may do behind them each space decides.

use domain::permission::Action::{ReadConsultations, TakePart};

use super::{Door, call, get, page};

pub const DOORS: &[Door] = &[
    page("/texts/{text}/agreement", ReadConsultations),
    call("/calls/load-agreement", ReadConsultations).form("text=x"),
    call("/calls/take-position", TakePart).form("id=x&text=x&group=x&number=1&position=agree"),
    call("/calls/move-objection", TakePart).form("objection=x&seen=1&step=agree"),
    call("/calls/text-votes", ReadConsultations).form("text=x"),
    call("/calls/announce-vote", TakePart).form(
        "id=x&text=x&group=x&question=x&how[closes]=x&how[majority]=simple&how[quorum]=none&how[shown]=after_close",
    ),
    page("/votes/{vote}", ReadConsultations),
    call("/calls/load-vote", ReadConsultations).form("vote=x"),
    call("/calls/cast-vote", TakePart).form("vote=x&choice=yes"),
    call("/calls/cast-vote-secretly", TakePart).form("vote=x&choice=yes"),
    call("/calls/request-vote-ballot", TakePart).json(r#"{"vote":"x","message":"x"}"#),
    // By its ballot alone: whoever hands in a paper is nobody.
    call("/calls/hand-in-vote-paper", ReadConsultations)
        .json(r#"{"vote":"x","number":"x","ballot":"x","choice":"yes"}"#),
    get("/api/v1/votes/{id}", ReadConsultations),
];
