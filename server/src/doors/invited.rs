//! Doors for those who come with an invitation, a receipt, or a link to stop mails; and the directory.

use domain::permission::Action::{Answer, ReadPublic};

use super::{Door, call, page, post};

pub const DOORS: &[Door] = &[
    page("/i", ReadPublic),
    page("/i/{invitation}", ReadPublic),
    post("/i", Answer).form("code=7K3M"),
    page("/surveys/{slug}/receipt", ReadPublic),
    post("/surveys/{slug}/receipt", Answer).form("receipt=x&go=change"),
    call("/calls/look-up-invitation", Answer).json(r#"{"invitation":"x"}"#),
    call("/calls/request-ballot", Answer).json(r#"{"invitation":"x","message":"x"}"#),
    call("/calls/load-sealed-draft", Answer).json(r#"{"record":"x"}"#),
    call("/calls/keep-sealed-draft", Answer).json(r#"{"record":"x","sealed":"x"}"#),
    call("/calls/report-done", Answer).json(r#"{"invitation":"x","proof":"x"}"#),
    call("/calls/response-exists", Answer).json(r#"{"survey":"x","receipt":"x"}"#),
    page("/surveys/{slug}/privacy", ReadPublic),
    call("/calls/survey-notice", ReadPublic).form("slug={slug}"),
    page("/privacy", ReadPublic),
    call("/calls/site-responsible", ReadPublic),
    page("/mail/stop/{token}", ReadPublic),
    call("/calls/mail-stop-state", ReadPublic).form("token=x"),
    post("/mail/stop/{token}", ReadPublic),
    page("/organisations", ReadPublic),
    call("/calls/search-directory", ReadPublic).form("search[text]="),
];
