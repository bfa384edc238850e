//! Invitations to a survey: writing, reminding, letting them run longer, taking back. Every change is a plain form that leads
//! back here; how one invites stands in `inviting.rs`.

use domain::invitation::Progress;
use domain::survey::Mode;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map, use_query_map};

use super::inviting::Inviting;
use super::organisations::search_in;
use super::reach::Reach;
use crate::calls::inviting::{BadDay, InvitationList, InvitationRow, MailPlan, load_invitations};
use crate::calls::organisations::Search;
use crate::calls::results::State;
use crate::components::day_field::DayField;
use crate::components::frame::Office;
use crate::components::message::Failure;
use crate::components::to_sign_in::ToSignIn;
use crate::error::CallError;
use crate::language::own_name;
use crate::texts::{count, fill, inviting as t, texts};

#[component]
pub fn Invitations() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("slug").unwrap_or_default());
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let query = query.read();
        (search_in(&query), query.get("look").is_some(), query.get("slip").unwrap_or_default())
    });
    let found = Resource::new(
        move || (slug.get(), asked.get()),
        |(slug, (search, look, slip))| load_invitations(slug, search, look, slip),
    );
    view! {
        <Office title=t::INVITATIONS here="/office/surveys">
            <Suspense>
                {move || Suspend::new(async move {
                    match found.await {
                        Err(CallError::Forbidden) => view! { <ToSignIn/> }.into_any(),
                        Err(error) => view! { <Failure error/> }.into_any(),
                        Ok(list) => view! { <Sections list search={asked.get_untracked().0}/> }.into_any(),
                    }
                })}
            </Suspense>
        </Office>
    }
}

/// What came of the last form, by the words in the address.
fn said(mode: Mode) -> Option<(&'static str, Vec<String>)> {
    let query = use_location().query.get_untracked();
    let number = |name: &str| query.get(name).and_then(|number| number.parse::<u64>().ok()).unwrap_or_default();
    let counted = |one, many| vec![count(number("n"), one, many)];
    // A ballot that was handed out names nobody: it cannot be taken back.
    let old = if mode == Mode::Anonymous { t::SAID_OLD_ANONYMOUS } else { t::SAID_OLD };
    let words = match query.get("outcome")?.as_str() {
        "made" => {
            let mut words = counted(t::SAID_MADE_ONE, t::SAID_MADE);
            if number("known") > 0 {
                words.push(count(number("known"), t::SAID_KNOWN_ONE, t::SAID_KNOWN));
            }
            if query.get("slip").is_some() {
                words.push(t::SAID_LINES.to_owned());
            }
            words
        }
        "sent" => counted(t::SAID_SENT_ONE, t::SAID_SENT),
        "printed" => counted(t::SAID_PRINTED_ONE, t::SAID_PRINTED),
        "extended" => counted(t::SAID_EXTENDED_ONE, t::SAID_EXTENDED),
        "revoke" => vec![t::SAID_REVOKED.to_owned(), old.to_owned()],
        "replace" => vec![t::SAID_REPLACED.to_owned(), old.to_owned()],
        refused => {
            let words = match refused {
                "closed" => t::SAID_CLOSED,
                "date" | "no-day" | "past" => t::SAID_DATE,
                "nobody" => t::SAID_NOBODY,
                _ => t::SAID_LATE,
            };
            return Some(("notice warning", vec![words.to_owned()]));
        }
    };
    Some(("notice", words))
}

#[component]
fn Sections(list: InvitationList, search: Search) -> impl IntoView {
    let base = format!("/office/surveys/{}", list.slug);
    let action = format!("{base}/invitations");
    let works = list.invited && list.state != State::Closed;
    view! {
        <div class="page-head">
            <div>
                <p class="small quiet">{t::INVITATIONS}</p>
                <h1>{list.title.clone()}</h1>
            </div>
            <div class="button-row">
                {(list.has_letters && works).then(|| view! { <a class="button" href=format!("{base}/letters")>{t::LETTERS}</a> })}
                <a class="button" href=format!("{base}/terms")>{t::TERMS}</a>
                <a class="button" href=base.clone()>{t::RESULTS}</a>
            </div>
        </div>
        {said(list.mode).map(|(class, words)| view! {
            <div class=class role="status">{words.into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}</div>
        })}
        {(!list.invited).then(|| view! {
            <div class="empty">
                <p><strong>{t::NOT_INVITED_TITLE}</strong></p>
                <p>{t::NOT_INVITED_LEAD}</p>
                <p><a class="button primary" href=format!("{base}/terms")>{t::TERMS}</a></p>
            </div>
        })}
        {(works && list.state == State::Draft).then(|| view! { <p class="notice">{t::STILL_DRAFT}</p> })}
        {works.then(|| view! {
            {(list.mode == Mode::Anonymous && !list.rows.is_empty()).then(|| view! { <p class="notice">{t::ANONYMOUS_NOTE}</p> })}
            {(!list.rows.is_empty()).then(|| view! { <Mails action=action.clone() invite=list.to_invite remind=list.to_remind/> })}
            <Extending rows=list.rows.clone() action=action.clone()/>
        })}
        {(!list.rows.is_empty()).then(|| view! { <Table rows=list.rows.clone() action=action.clone()/> })}
        {(list.rows.is_empty() && works).then(|| view! {
            <div class="empty"><p><strong>{t::NONE}</strong></p><p>{t::NONE_HINT}</p></div>
        })}
        {works.then(|| view! { <Inviting action search candidates=list.candidates slip=list.slip/> })}
    }
}

/// Who would get a mail, said before anything is sent.
#[component]
fn Mails(action: String, invite: MailPlan, remind: MailPlan) -> impl IntoView {
    let number = |number: usize| u64::try_from(number).unwrap_or_default();
    let part = |plan: MailPlan, would: [&'static str; 2], button: [&'static str; 2], go: &'static str| {
        (plan.mails > 0).then(|| {
            view! {
                <p>{count(number(plan.mails), would[0], would[1])}</p>
                <button class="button" name="go" value=go>{count(number(plan.mails), button[0], button[1])}</button>
            }
        })
    };
    let without = [
        (invite.without_address, t::WITHOUT_ADDRESS_ONE, t::WITHOUT_ADDRESS),
        (invite.unreachable + remind.unreachable, t::UNREACHABLE_ONE, t::UNREACHABLE),
        (invite.unsubscribed + remind.unsubscribed, t::UNSUBSCRIBED_ONE, t::UNSUBSCRIBED),
        (invite.expired + remind.expired, t::EXPIRED_ONE, t::EXPIRED_MANY),
    ];
    let without_consent = invite.without_consent + remind.without_consent;
    view! {
        <form class="panel" method="post" action=action>
            <h2>{t::WRITE}</h2>
            {part(invite, [t::WOULD_INVITE_ONE, t::WOULD_INVITE], [t::SEND_ONE, t::SEND], "send")}
            {part(remind, [t::WOULD_REMIND_ONE, t::WOULD_REMIND], [t::REMIND_ONE, t::REMIND], "remind")}
            {(invite.mails + remind.mails == 0).then(|| view! { <p class="quiet">{t::NOBODY_TO_WRITE}</p> })}
            {without
                .into_iter()
                .filter(|(some, _, _)| *some > 0)
                .map(|(some, one, many)| view! { <p class="quiet">{count(number(some), one, many)}</p> })
                .collect_view()}
            {(without_consent > 0).then(|| view! { <p class="quiet">{t::without_consent(without_consent)}</p> })}
        </form>
    }
}

/// Whether an invitation has a last day that can be put off.
fn can_run_longer(row: &InvitationRow) -> bool {
    row.until.is_some() && !matches!(row.progress, Progress::Done | Progress::Ended)
}

/// A later last day for the one invitation in the address, or for all that have one.
#[component]
fn Extending(rows: Vec<InvitationRow>, action: String) -> impl IntoView {
    let query = use_location().query.get_untracked();
    let chosen = query.get("extend").unwrap_or_default();
    let mut open: Vec<InvitationRow> = rows.into_iter().filter(can_run_longer).collect();
    let one = open.iter().position(|row| row.id == chosen).map(|place| open.swap_remove(place));
    if open.is_empty() && one.is_none() {
        return ().into_any();
    }
    let bad = match query.get("outcome").as_deref() {
        Some("no-day") => Some(BadDay::NoDay),
        Some("past") => Some(BadDay::Past),
        _ => None,
    };
    let lead = match &one {
        Some(row) => fill(t::EXTEND_ONE, &[("name", &row.name)]),
        None => count(u64::try_from(open.len()).unwrap_or_default(), t::EXTEND_ALL_ONE, t::EXTEND_ALL),
    };
    view! {
        <form class="panel" method="post" action=action id="extend">
            <h2>{t::EXTEND_TITLE}</h2>
            <p>{lead}</p>
            {one.map(|row| view! { <input type="hidden" name="id" value=row.id/> })}
            <DayField id="extend-until" name="until" label=t::EXTEND_UNTIL value=String::new() help=t::EXTEND_HELP bad/>
            <button class="button" name="go" value="extend">{t::EXTEND}</button>
        </form>
    }
    .into_any()
}

#[component]
fn Table(rows: Vec<InvitationRow>, action: String) -> impl IntoView {
    let caption = count(u64::try_from(rows.len()).unwrap_or_default(), t::COUNT_ONE, t::COUNT_OF);
    view! {
        <div class="table-frame stacked" role="region" aria-label=t::INVITATIONS tabindex="0">
            <table>
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t::NAME}</th>
                        <th scope="col">{t::EMAIL}</th>
                        <th scope="col">{t::LANGUAGE}</th>
                        <th scope="col">{t::PROGRESS}</th>
                        <th scope="col">{t::LAST_SENT}</th>
                        <th scope="col">{t::VALID_UNTIL}</th>
                        <th scope="col"><span class="visually-hidden">{t::ACTION}</span></th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| line(row, &action)).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn line(row: InvitationRow, action: &str) -> impl IntoView + use<> {
    let german = texts(&domain::language::Language::new("de"));
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| german.date(day)).unwrap_or_default();
    let stands = !matches!(row.progress, Progress::Done | Progress::Ended);
    let window = match (row.from, row.until) {
        (Some(from), None) => fill(t::FROM_ON, &[("from", &german.date(from))]),
        (Some(from), until) => fill(t::FROM_UNTIL, &[("from", &german.date(from)), ("until", &day(until))]),
        (None, until) => day(until),
    };
    let progress = if stands && row.expired { t::EXPIRED } else { t::progress(row.progress) };
    view! {
        <tr>
            <th scope="row" dir="auto">{row.name.clone()}</th>
            <td data-label=t::EMAIL>
                {row.email.clone()}
                {row.email
                    .clone()
                    .filter(|_| stands)
                    .map(|address| view! { <Reach address unreachable=row.unreachable back=action/> })}
            </td>
            <td data-label=t::LANGUAGE>{own_name(&row.language)}</td>
            <td data-label=t::PROGRESS><span class="state">{progress}</span></td>
            <td data-label=t::LAST_SENT>{day(row.last_sent)}</td>
            <td data-label=t::VALID_UNTIL>{window}</td>
            <td>
                {stands.then(|| view! {
                    <form class="button-row" method="post" action=action.to_owned()>
                        <input type="hidden" name="id" value=row.id.clone()/>
                        {can_run_longer(&row).then(|| view! {
                            <a class="button quiet-button" href=format!("{action}?extend={}#extend", row.id) rel="external"
                                aria-label=fill(t::EXTEND_WHOM, &[("name", &row.name)])>{t::EXTEND}</a>
                        })}
                        <button class="button quiet-button" name="go" value="replace"
                            aria-label=fill(t::REPLACE_WHOM, &[("name", &row.name)])>{t::REPLACE}</button>
                        <button class="button quiet-button" name="go" value="revoke"
                            aria-label=fill(t::REVOKE_WHOM, &[("name", &row.name)])>{t::REVOKE}</button>
                    </form>
                })}
            </td>
        </tr>
    }
}
