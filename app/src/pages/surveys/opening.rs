//! Opening an invitation in the browser: derives, blinds, gets the ballot, finds the draft again, and goes to the survey. The
//! second half of the access never leaves the browser.

use domain::access::Access;
use domain::ballot::Request;
use domain::draft::{Ballot, Draft};
use domain::invitation::Standing;
use domain::receipt::receipt;
use leptos::prelude::*;

use crate::browser;
use crate::calls::invitations::{load_sealed_draft, look_up_invitation, report_done, request_ballot, response_exists};
use crate::error::CallError;

/// Opens the invitation and leaves the page, or says in `problem` why not.
pub fn open(access: Access, problem: RwSignal<String>, opening: RwSignal<bool>) {
    if opening.get_untracked() {
        return;
    }
    opening.set(true);
    leptos::task::spawn_local(async move {
        match try_open(&access).await {
            Ok(survey) => browser::go_to(&format!("/surveys/{survey}")),
            Err(word) => {
                opening.set(false);
                problem.set(word.to_owned());
            }
        }
    });
}

async fn try_open(access: &Access) -> Result<String, &'static str> {
    let word = |error: CallError| match error {
        CallError::TooMany => "too-many",
        CallError::Forbidden => "expired",
        CallError::NotFound => "unknown",
        CallError::Connection => "offline",
        CallError::WrongCredentials | CallError::Failed => "failed",
    };
    let invited = look_up_invitation(access.invitation().to_owned()).await.map_err(word)?;
    let survey = invited.survey;
    match invited.standing {
        Standing::Valid => {}
        Standing::TooEarly => return Err("too-early"),
        Standing::Expired => return Err("expired"),
        Standing::Revoked => return Err("revoked"),
        Standing::Replaced => {
            give_back_ballot(access, &survey);
            return Err("replaced");
        }
        // Its start page says so.
        Standing::SurveyClosed => return Ok(survey),
    }
    let request = Request::new(access, &survey).ok_or("letter")?;
    let signed = match request_ballot(access.invitation().to_owned(), request.message().to_owned()).await {
        Ok(Some(signed)) => signed,
        Ok(None) => return Err("answered"),
        Err(CallError::NotFound) => return Err("letter"),
        Err(error) => return Err(word(error)),
    };
    let token = request.ballot(&signed, &invited.public_key).ok_or("failed")?;

    let secret = access.draft_secret(&survey);
    let sealed = load_sealed_draft(secret.record(&survey)).await.map_err(word)?;
    let kept = sealed
        .and_then(|sealed| domain::sealing::from_hexadecimal(&sealed))
        .and_then(|sealed| secret.open(&survey, &sealed));
    // This device may have the same access's draft, or one that was begun without a code or whose code was replaced.
    let on_device = browser::device_draft(&survey).filter(|draft| {
        draft.submission == request.submission() || (draft.ballot.is_none() && draft.changes.is_none())
    });
    let mut draft = Draft::newer(kept, on_device).unwrap_or_else(|| Draft::new(request.submission()));
    let code = receipt(&survey, request.submission());
    if response_exists(survey.clone(), code.clone()).await.map_err(word)? {
        draft.receipt = Some(code);
        // Whoever sent it may not have come to say so; when it fails again, they are reminded once too often.
        drop(report_done(access.invitation().to_owned(), access.proof(&survey)).await);
    } else if draft.receipt.is_some() {
        // It was withdrawn meanwhile.
        draft = Draft::new(request.submission());
    }
    draft.submission = request.submission();
    draft.begun = None;
    draft.ballot = Some(Ballot { token, invitation: access.invitation().to_owned() });
    draft.revision += 1;
    browser::keep_access(&survey, &secret, &access.proof(&survey));
    browser::keep_device_draft(&survey, &draft);
    Ok(survey)
}

/// What was begun on this device with an invitation that was replaced goes on with the new one.
fn give_back_ballot(access: &Access, survey: &str) {
    let begun = browser::device_draft(survey);
    let own = |draft: &Draft| draft.ballot.as_ref().is_some_and(|ballot| ballot.invitation == access.invitation());
    if let Some(draft) = begun.filter(own) {
        browser::forget_draft(survey);
        browser::keep_device_draft(survey, &Draft { ballot: None, ..draft });
    }
}
