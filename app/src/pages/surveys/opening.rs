//! Opening an invitation in the browser: derives, blinds, gets the ballot, finds the draft again, and goes to the survey. The
//! second half of the access never leaves the browser.

use domain::access::Access;
use domain::ballot::Request;
use domain::draft::{Ballot, Draft};
use domain::invitation::Standing;
use domain::receipt::receipt;
use leptos::prelude::*;

use crate::browser;
use crate::calls::invitations::{load_sealed_draft, look_up_invitation, request_ballot, response_exists};
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
        _ => "unknown",
    };
    let invited = look_up_invitation(access.invitation().to_owned()).await.map_err(word)?;
    let survey = invited.survey;
    match invited.standing {
        Standing::Valid => {}
        Standing::TooEarly => return Err("too-early"),
        Standing::Expired => return Err("expired"),
        Standing::Revoked => return Err("revoked"),
        Standing::Replaced => return Err("replaced"),
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
    let token = request.ballot(&signed, &invited.public_key).ok_or("unknown")?;

    let secret = access.draft_secret(&survey);
    let sealed = load_sealed_draft(secret.record(&survey)).await.map_err(word)?;
    let kept = sealed
        .and_then(|sealed| domain::sealing::from_hexadecimal(&sealed))
        .and_then(|sealed| secret.open(&survey, &sealed));
    let on_device = browser::device_draft(&survey);
    let mut draft = match kept {
        Some(kept) => Draft::newer(Some(kept), on_device.filter(|draft| draft.ballot.is_some())).ok_or("unknown")?,
        None => match on_device {
            // This device has the same access's draft, or one that was begun without a code.
            Some(draft) if draft.submission == request.submission() => draft,
            Some(draft) if draft.ballot.is_none() && draft.changes.is_none() => {
                Draft { submission: request.submission(), ..draft }
            }
            _ => Draft::new(request.submission()),
        },
    };
    let code = receipt(&survey, request.submission());
    if response_exists(survey.clone(), code.clone()).await.map_err(word)? {
        draft.receipt = Some(code);
    } else if draft.receipt.is_some() {
        // It was withdrawn meanwhile.
        draft = Draft::new(request.submission());
    }
    draft.submission = request.submission();
    draft.ballot = Some(Ballot { token, invitation: access.invitation().to_owned() });
    draft.revision += 1;
    browser::keep_access(&survey, &secret, &access.proof(&survey));
    browser::keep_device_draft(&survey, &draft);
    Ok(survey)
}
