//! The office's forms about a survey's invitations.

use std::collections::BTreeSet;

use app::calls::inviting::{BadDay, InvitingSlip};
use app::services::inviting::{self, Letter};
use app::services::people::Person;
use app::services::{Services, chance, invitations, register};
use axum::extract::{Form, Path, State};
use axum::response::Response;
use chrono::NaiveDate;
use domain::invitation::{Progress, Window};
use domain::local_time;
use domain::permission::Action;
use domain::terms::Door;
use store::{StoredSurvey, SurveyState};
use tower_sessions::Session;
use uuid::Uuid;

use super::office_form::{Fields, Trouble, authorised, field, note, see, word};

/// Invites (`go=register` those who are ticked, `list` those of a pasted list), writes to the invited (`send`, `remind`), notes
/// that letters are on their way (`printed`), lets invitations run longer (`extend`, one or all), or ends one (`revoke`,
/// `replace` with an `id`).
///
/// # Errors
///
/// See [`Trouble`].
pub async fn change(
    State(services): State<Services>,
    Path(slug): Path<String>,
    session: Session,
    Form(fields): Form<Fields>,
) -> Result<Response, Trouble> {
    let person = authorised(&services, &session, Action::ManageInvitations).await?;
    let page = format!("/office/surveys/{slug}/invitations");
    let Some(stored) = services.records.survey(&slug).await? else { return Ok(see(&page)) };
    if stored.terms.door != Door::Invited || stored.state == SurveyState::Closed {
        return Ok(see(&format!("{page}?outcome=closed")));
    }
    let subject = format!("survey:{slug}");
    let outcome = match word(&fields, "go") {
        "register" | "list" => invite(&services, &person, &slug, &fields).await?,
        go @ ("send" | "remind") => {
            let letter = if go == "send" { Letter::Invitation } else { Letter::Reminder };
            let plan = inviting::plan(&services, &stored, letter, services.clock.today()).await?;
            let sent = inviting::write(&services, &plan, letter).await?;
            let deed = if go == "send" { "invitation.sent" } else { "invitation.reminded" };
            note(&services, &person, deed, subject, sent.to_string()).await?;
            format!("sent&n={sent}")
        }
        "printed" => {
            let count = printed(&services, &slug, &fields).await?;
            note(&services, &person, "invitation.sent", subject, count.to_string()).await?;
            format!("printed&n={count}")
        }
        "extend" => extend(&services, &person, &stored, &fields).await?,
        go @ ("revoke" | "replace") => {
            let id = word(&fields, "id");
            let belongs = services.records.invitation(id).await?.is_some_and(|invitation| invitation.survey == slug);
            let changed = match go {
                _ if !belongs => false,
                "revoke" => services.records.revoke_invitation(id).await?,
                _ => invitations::replace(&services, id).await?.is_some(),
            };
            if changed {
                let deed = if go == "revoke" { "invitation.revoked" } else { "invitation.replaced" };
                note(&services, &person, deed, format!("invitation:{id}"), String::new()).await?;
            }
            if changed { go.to_owned() } else { "late".to_owned() }
        }
        _ => "late".to_owned(),
    };
    Ok(see(&format!("{page}?outcome={outcome}")))
}

/// What was written is kept when not all of it could be used: lines that cannot be read, or everything beside a date that is none.
async fn invite(services: &Services, person: &Person, slug: &str, fields: &Fields) -> Result<String, Trouble> {
    let today = services.clock.today();
    let mut slip = InvitingSlip {
        from: word(fields, "from").to_owned(),
        until: word(fields, "until").to_owned(),
        ..InvitingSlip::default()
    };
    let chosen: BTreeSet<Uuid> =
        fields.iter().filter(|(name, _)| name == "organisation").filter_map(|(_, value)| value.parse().ok()).collect();
    let is_list = word(fields, "go") == "list";
    let window = match read_window(&slip, today) {
        Ok(window) => window,
        Err((from, until)) => {
            (slip.bad_from, slip.bad_until) = (from, until);
            if is_list {
                field(fields, "list").clone_into(&mut slip.list);
            } else {
                slip.chosen = chosen.into_iter().collect();
            }
            return Ok(format!("date&slip={}", put_aside(services, person, &slip).await?));
        }
    };
    let (guests, bad) = if is_list {
        let (guests, bad) = inviting::read_list(field(fields, "list"));
        (inviting::recognise(services, guests).await?, bad)
    } else {
        (inviting::guests_of_register(services, &chosen).await?, Vec::new())
    };
    if guests.is_empty() && bad.is_empty() {
        return Ok("nobody".to_owned());
    }
    let wanted = guests.len();
    let made = invitations::invite(services, slug, guests, window).await?.len();
    if made > 0 {
        note(services, person, "invitation.made", format!("survey:{slug}"), made.to_string()).await?;
    }
    let mut outcome = format!("made&n={made}&known={}", wanted - made);
    if !bad.is_empty() {
        slip.list = bad.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
        slip.lines = bad;
        outcome = format!("{outcome}&slip={}", put_aside(services, person, &slip).await?);
    }
    Ok(outcome)
}

async fn put_aside(services: &Services, person: &Person, slip: &InvitingSlip) -> Result<Uuid, Trouble> {
    let id = chance::uuid();
    register::keep(services, id, "inviting", person.id, slip).await?;
    Ok(id)
}

/// First and last day as they were written, or what is wrong with each.
fn read_window(slip: &InvitingSlip, today: NaiveDate) -> Result<Window, (Option<BadDay>, Option<BadDay>)> {
    match (day(&slip.from), day(&slip.until)) {
        (Ok(_), Ok(Some(until))) if until < today => Err((None, Some(BadDay::Past))),
        (Ok(Some(from)), Ok(Some(until))) if until < from => Err((None, Some(BadDay::BeforeFirst))),
        (Ok(from), Ok(until)) => Ok(Window { from, until }),
        (from, until) => Err((from.err(), until.err())),
    }
}

/// Nothing for an empty field.
fn day(text: &str) -> Result<Option<NaiveDate>, BadDay> {
    if text.is_empty() { Ok(None) } else { local_time::day(text).map(Some).ok_or(BadDay::NoDay) }
}

/// The letters that were on the page count as sent, no others: those are on their way.
async fn printed(services: &Services, slug: &str, fields: &Fields) -> Result<usize, Trouble> {
    let shown: BTreeSet<&str> =
        fields.iter().filter(|(name, _)| name == "id").map(|(_, value)| value.as_str()).collect();
    let mut ids: Vec<String> = Vec::new();
    for invitation in services.records.invitations(slug).await? {
        if invitation.progress() == Progress::Created && shown.contains(invitation.id.as_str()) {
            ids.push(invitation.id);
        }
    }
    for some in ids.chunks(200) {
        services.records.note_sent(some, services.clock.today()).await?;
    }
    Ok(ids.len())
}

/// Lets one invitation, or all that have a last day and brought no response yet, run longer.
async fn extend(
    services: &Services,
    person: &Person,
    stored: &StoredSurvey,
    fields: &Fields,
) -> Result<String, Trouble> {
    let slug = &stored.survey.slug;
    let id = Some(word(fields, "id")).filter(|id| !id.is_empty());
    let again = id.map(|id| format!("&extend={}", id.replace(|letter: char| !letter.is_ascii_alphanumeric(), "")));
    let again = again.unwrap_or_default();
    match local_time::day(word(fields, "until")) {
        None => Ok(format!("no-day{again}#extend")),
        Some(until) if until < services.clock.today() => Ok(format!("past{again}#extend")),
        Some(until) => {
            let count = services.records.extend_invitations(slug, id, until).await?;
            if count > 0 {
                note(services, person, "invitation.extended", format!("survey:{slug}"), count.to_string()).await?;
            }
            Ok(format!("extended&n={count}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_read_in_both_ways_of_writing_days_and_says_what_is_wrong() {
        let today = NaiveDate::from_ymd_opt(2026, 12, 1).expect("a day");
        let read = |from: &str, until: &str| {
            let slip = InvitingSlip { from: from.to_owned(), until: until.to_owned(), ..InvitingSlip::default() };
            read_window(&slip, today)
        };
        let (first, last) = (NaiveDate::from_ymd_opt(2026, 12, 2), NaiveDate::from_ymd_opt(2026, 12, 31));
        assert_eq!(read("02.12.2026", "2026-12-31"), Ok(Window { from: first, until: last }));
        assert_eq!(read("", ""), Ok(Window::default()));
        assert_eq!(read("", "30.11.2026"), Err((None, Some(BadDay::Past))));
        assert_eq!(read("31.12.2026", "02.12.2026"), Err((None, Some(BadDay::BeforeFirst))));
        assert_eq!(read("bald", "nie"), Err((Some(BadDay::NoDay), Some(BadDay::NoDay))));
    }
}
