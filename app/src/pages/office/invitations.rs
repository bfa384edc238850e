//! Invitations to a survey: inviting, writing, reminding, taking back. Every change is a plain form that leads back here.

use domain::invitation::Progress;
use domain::survey::Mode;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};

use super::reach::Reach;
use crate::calls::inviting::{InvitationList, InvitationRow, MailPlan, load_invitations};
use crate::calls::results::State;
use crate::components::frame::Office;
use crate::components::message::Failure;
use crate::components::textarea::in_textarea;
use crate::components::to_sign_in::ToSignIn;
use crate::error::CallError;
use crate::language::own_name;
use crate::texts::{fill, inviting as t, texts};

#[component]
pub fn Invitations() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("slug").unwrap_or_default());
    let found = Resource::new(move || slug.get(), load_invitations);
    view! {
        <Office title=t::INVITATIONS here="/office/surveys">
            <Suspense>
                {move || Suspend::new(async move {
                    match found.await {
                        Err(CallError::Forbidden) => view! { <ToSignIn/> }.into_any(),
                        Err(error) => view! { <Failure error/> }.into_any(),
                        Ok(list) => view! { <Sections list/> }.into_any(),
                    }
                })}
            </Suspense>
        </Office>
    }
}

/// What came of the last form, by the words in the address.
fn said() -> Option<(&'static str, Vec<String>)> {
    let query = use_location().query.get_untracked();
    let number = query.get("n").unwrap_or_default();
    let count = |text: &str| vec![fill(text, &[("n", &number)])];
    let words = match query.get("outcome")?.as_str() {
        "made" => {
            let mut words = count(t::SAID_MADE);
            let lines = query.get("lines").unwrap_or_default().replace('-', ", ");
            if !lines.is_empty() {
                words.push(fill(t::SAID_LINES, &[("lines", &lines)]));
            }
            words
        }
        "sent" => count(t::SAID_SENT),
        "printed" => count(t::SAID_PRINTED),
        "revoke" => vec![t::SAID_REVOKED.to_owned()],
        "replace" => vec![t::SAID_REPLACED.to_owned()],
        "closed" => return Some(("notice warning", vec![t::SAID_CLOSED.to_owned()])),
        "date" => return Some(("notice warning", vec![t::SAID_DATE.to_owned()])),
        _ => return Some(("notice warning", vec![t::SAID_LATE.to_owned()])),
    };
    Some(("notice", words))
}

#[component]
fn Sections(list: InvitationList) -> impl IntoView {
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
        {said().map(|(class, words)| view! {
            <div class=class role="status">{words.into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}</div>
        })}
        {(!list.invited).then(|| view! {
            <div class="empty">
                <p><strong>{t::NOT_INVITED_TITLE}</strong></p>
                <p>{t::NOT_INVITED_LEAD}</p>
                <p><a class="button primary" href=format!("{base}/terms")>{t::TERMS}</a></p>
            </div>
        })}
        {works.then(|| view! {
            {(list.mode == Mode::Anonymous && !list.rows.is_empty()).then(|| view! { <p class="notice">{t::ANONYMOUS_NOTE}</p> })}
            {(!list.rows.is_empty()).then(|| view! { <Mails action=action.clone() invite=list.to_invite remind=list.to_remind/> })}
        })}
        {(!list.rows.is_empty()).then(|| view! { <Table rows=list.rows.clone() action=action.clone()/> })}
        {(list.rows.is_empty() && works).then(|| view! {
            <div class="empty"><p><strong>{t::NONE}</strong></p><p>{t::NONE_HINT}</p></div>
        })}
        {works.then(|| view! { <Inviting action/> })}
    }
}

/// Who would get a mail, said before anything is sent.
#[component]
fn Mails(action: String, invite: MailPlan, remind: MailPlan) -> impl IntoView {
    let part = |plan: MailPlan, would: &'static str, button: &'static str, go: &'static str| {
        (plan.mails > 0).then(|| {
            let number = plan.mails.to_string();
            view! {
                <p>{fill(would, &[("n", &number)])}</p>
                <button class="button" name="go" value=go>{fill(button, &[("n", &number)])}</button>
            }
        })
    };
    let without = invite.without_address;
    let unreachable = invite.unreachable + remind.unreachable;
    let without_consent = invite.without_consent + remind.without_consent;
    view! {
        <form class="panel" method="post" action=action>
            <h2>{t::WRITE}</h2>
            {part(invite, t::WOULD_INVITE, t::SEND, "send")}
            {part(remind, t::WOULD_REMIND, t::REMIND, "remind")}
            {(invite.mails + remind.mails == 0).then(|| view! { <p class="quiet">{t::NOBODY_TO_WRITE}</p> })}
            {(without > 0).then(|| view! { <p class="quiet">{fill(t::WITHOUT_ADDRESS, &[("n", &without.to_string())])}</p> })}
            {(without_consent > 0).then(|| view! { <p class="quiet">{t::without_consent(without_consent)}</p> })}
            {(unreachable > 0).then(|| view! { <p class="quiet">{fill(t::UNREACHABLE, &[("n", &unreachable.to_string())])}</p> })}
        </form>
    }
}

#[component]
fn Table(rows: Vec<InvitationRow>, action: String) -> impl IntoView {
    let caption = fill(t::COUNT_OF, &[("n", &rows.len().to_string())]);
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
    view! {
        <tr>
            <th scope="row" dir="auto">{row.name.clone()}</th>
            <td data-label=t::EMAIL>
                {row.email.clone()}
                {row.email.clone().map(|address| view! { <Reach address unreachable=row.unreachable back=action/> })}
            </td>
            <td data-label=t::LANGUAGE>{own_name(&row.language)}</td>
            <td data-label=t::PROGRESS><span class="state">{t::progress(row.progress)}</span></td>
            <td data-label=t::LAST_SENT>{day(row.last_sent)}</td>
            <td data-label=t::VALID_UNTIL>{day(row.until)}</td>
            <td>
                {stands.then(|| view! {
                    <form class="button-row" method="post" action=action.to_owned()>
                        <input type="hidden" name="id" value=row.id.clone()/>
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

/// The two ways to invite: from the register by filter, or a pasted list.
#[component]
fn Inviting(action: String) -> impl IntoView {
    let german = domain::language::Language::new("de");
    let topics = domain::topic::Topic::ALL
        .map(|topic| view! { <option value=topic.code()>{topic.words().read_in(&german)}</option> })
        .collect_view();
    let languages = domain::tongue::all()
        .map(|language| {
            let name = domain::tongue::name(&language, &german).unwrap_or_default();
            view! { <option value=language.to_string()>{name}</option> }
        })
        .collect_view();
    let districts = domain::district::District::all()
        .map(|district| view! { <option value=district.number().to_string()>{district.name()}</option> })
        .collect_view();
    view! {
        <div class="panels">
            <form class="panel" method="post" action=action.clone()>
                <h2>{t::FROM_REGISTER}</h2>
                <p class="small quiet">{t::FROM_REGISTER_HINT}</p>
                <div class="field">
                    <label for="text">{t::TEXT}</label>
                    <input type="text" id="text" name="text" maxlength="100"/>
                </div>
                <div class="field">
                    <label for="topic">{t::TOPIC}</label>
                    <select id="topic" name="topic"><option value="">{t::ALL}</option>{topics}</select>
                </div>
                <div class="field">
                    <label for="language">{t::LANGUAGE}</label>
                    <select id="language" name="language"><option value="">{t::ALL}</option>{languages}</select>
                </div>
                <div class="field">
                    <label for="district">{t::DISTRICT}</label>
                    <select id="district" name="district"><option value="">{t::ALL}</option>{districts}</select>
                </div>
                <div class="field">
                    <label for="until">{t::UNTIL}</label>
                    <input type="date" id="until" name="until"/>
                </div>
                <button class="button primary" name="go" value="register">{t::INVITE}</button>
            </form>
            <form class="panel" method="post" action=action>
                <h2>{t::FROM_LIST}</h2>
                <div class="field">
                    <label for="list">{t::LIST}</label>
                    <p class="help" id="list-help">{t::LIST_HINT}</p>
                    <textarea id="list" name="list" rows="8" aria-describedby="list-help">{in_textarea("")}</textarea>
                </div>
                <div class="field">
                    <label for="list-until">{t::UNTIL}</label>
                    <input type="date" id="list-until" name="until"/>
                </div>
                <button class="button" name="go" value="list">{t::INVITE}</button>
            </form>
        </div>
    }
}
