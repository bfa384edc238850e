//! Invited respondents, as tests play them: the browser's part with scripts, and plain forms without.

use std::num::NonZeroU32;

use app::services::invitations::{self, Guest};
use app::services::settings::{Quotas, Settings};
use domain::access::Access;
use domain::answer::Answers;
use domain::ballot::{Request, Signed};
use domain::draft::{Ballot, Draft};
use domain::invitation::Window;
use domain::language::Language;
use domain::survey::{Mode, Survey};
use domain::terms::{Door, Terms};
use serde_json::{Value, json};
use store::Invitation;

use crate::support::{Answer, Client, TestServer};

/// A site on which one address may do a lot: all guests of a test come from the same.
pub fn generous() -> Settings {
    let many = NonZeroU32::new(100_000).expect("above zero");
    let quotas =
        Quotas { responses_burst: many, responses_per_minute: many, drafts_per_day: many, ..Quotas::default() };
    Settings { public_url: "http://teilhabe.test".to_owned(), quotas, ..Settings::default() }
}

/// The demo survey, answered by invitation in this mode.
pub async fn by_invitation(server: &TestServer, mode: Mode, terms: Terms) -> Survey {
    let survey = Survey { mode, ..server.add_survey().await };
    let terms = Terms { door: Door::Invited, ..terms };
    server.services.records.change_terms(&survey, &terms, 1).await.expect("no response yet");
    server.clock.advance(std::time::Duration::from_secs(3));
    survey
}

/// Invites as many organisations, and gives each its access as a letter would.
pub async fn invite(server: &TestServer, survey: &Survey, count: usize, window: Window) -> Vec<(Invitation, Access)> {
    let guests = (0..count)
        .map(|number| Guest {
            organisation: None,
            name: format!("Verein Nummer {number}"),
            email: Some(format!("verein{number}@example.org")),
            address: vec![format!("Straße {number}"), "47051 Duisburg".to_owned()],
            language: Language::new("de"),
        })
        .collect();
    let made = invitations::invite(&server.services, &survey.slug, guests, window).await.expect("invited");
    made.into_iter()
        .map(|invitation| {
            let access = invitations::access(&server.services, &invitation).expect("readable").expect("a key");
            (invitation, access)
        })
        .collect()
}

/// What the page does with a link: the second half stays here.
pub async fn open_in_browser(client: &mut Client, access: &Access, slug: &str) -> Draft {
    let found = client.post_json("/calls/look-up-invitation", &json!({ "invitation": access.invitation() })).await;
    assert!(found.status.is_success(), "{}", found.body);
    let found = found.json();
    assert_eq!(found["survey"], slug);
    let request = Request::new(access, slug).expect("a request");
    let asked = json!({ "invitation": access.invitation(), "message": request.message() });
    let signed = client.post_json("/calls/request-ballot", &asked).await;
    assert!(signed.status.is_success(), "{}", signed.body);
    let signed: Signed = serde_json::from_value(signed.json()).expect("signed");
    let key = found["public_key"].as_str().expect("a key");
    let token = request.ballot(&signed, key).expect("the proof holds");
    let ballot = Some(Ballot { token, invitation: access.invitation().to_owned() });
    Draft { ballot, ..Draft::new(request.submission()) }
}

/// What the review page does: in an anonymous survey without the invitation's name.
pub async fn send_from_browser(client: &mut Client, survey: &Survey, draft: &Draft, answers: &Answers) -> Answer {
    let mut draft = Draft { answers: answers.clone(), ..draft.clone() };
    if survey.mode == Mode::Anonymous
        && let Some(ballot) = &mut draft.ballot
    {
        ballot.invitation.clear();
    }
    client.post_json("/calls/send-response", &json!({ "slug": survey.slug, "draft": draft })).await
}

/// What the thanks page does: keeps the receipt sealed, and says that the invitation is done.
pub async fn finish_in_browser(client: &mut Client, access: &Access, survey: &Survey) {
    let asked = json!({ "invitation": access.invitation(), "proof": access.proof(&survey.slug) });
    assert!(client.post_json("/calls/report-done", &asked).await.status.is_success());
}

/// The receipt in the answer to a response that was sent.
pub fn receipt(answer: &Answer) -> String {
    let outcome: Value = answer.json();
    outcome["Stored"]["receipt"].as_str().unwrap_or_else(|| panic!("no receipt in {outcome}")).to_owned()
}
