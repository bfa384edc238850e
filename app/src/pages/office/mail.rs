//! The mails: what waits, what has gone, what did not arrive and why, and what staff can do about it.

use domain::mail::MailState;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::reach::Reach;
use crate::calls::mail::{LISTED, MailLine, MailPage, load_mails};
use crate::components::frame::Office;
use crate::components::message::Failure;
use crate::components::to_sign_in::ToSignIn;
use crate::error::CallError;
use crate::texts::{fill, office_mail as t};

#[component]
pub fn Mail() -> impl IntoView {
    let query = use_location().query.get_untracked();
    let state = query.get("state").filter(|state| MailState::from_name(state).is_some()).unwrap_or_default();
    let outcome = query.get("outcome").unwrap_or_default();
    let found = Resource::new(
        {
            let state = state.clone();
            move || state.clone()
        },
        load_mails,
    );
    view! {
        <Office title=t::MAIL here="/office/mail">
            <div class="page-head">
                <div>
                    <h1>{t::MAIL}</h1>
                    <p class="quiet">{t::LEAD}</p>
                </div>
                <a class="button" href="/office/mail/templates">{t::TEXTS}</a>
            </div>
            {match outcome.as_str() {
                "done" => Some(view! { <p class="notice" role="status">{t::DONE}</p> }.into_any()),
                "test" => Some(view! { <p class="notice" role="status">{t::TEST_SENT}</p> }.into_any()),
                "late" => Some(view! { <p class="notice warning" role="status">{t::TOO_LATE}</p> }.into_any()),
                _ => None,
            }}
            <Suspense>
                {move || {
                    let state = state.clone();
                    Suspend::new(async move {
                        match found.await {
                            Err(CallError::Forbidden) => view! { <ToSignIn/> }.into_any(),
                            Err(error) => view! { <Failure error/> }.into_any(),
                            Ok(page) => view! { <List page state/> }.into_any(),
                        }
                    })
                }}
            </Suspense>
        </Office>
    }
}

#[component]
fn List(page: MailPage, state: String) -> impl IntoView {
    let all: u64 = page.counts.iter().map(|(_, count)| count).sum();
    let filters = std::iter::once((String::new(), t::ALL, all))
        .chain(page.counts.iter().map(|(state, count)| (state.name().to_owned(), t::state(*state).1, *count)))
        .map(|(name, words, count)| {
            let href = if name.is_empty() { "/office/mail".to_owned() } else { format!("/office/mail?state={name}") };
            view! {
                <li>
                    <a href=href rel="external" aria-current=(name == state).then_some("true")>{words}" "<b>{count}</b></a>
                </li>
            }
        })
        .collect_view();
    let server = if page.without_server {
        Some(view! { <p class="notice warning">{t::NO_SERVER}</p> }.into_any())
    } else {
        page.kept_back.clone().map(|(trouble, answer)| {
            view! {
                <div class="notice warning">
                    <p><strong>{t::trouble(trouble)}</strong></p>
                    <p>{t::KEPT_BACK}</p>
                    {(!answer.is_empty()).then(|| view! { <p>{fill(t::SERVER_SAYS, &[("answer", &answer)])}</p> })}
                </div>
            }
            .into_any()
        })
    };
    view! {
        {server}
        <nav class="mail-filter" aria-label=t::SHOW><ul>{filters}</ul></nav>
        {if page.mails.is_empty() {
            view! { <div class="empty"><p><strong>{t::NONE}</strong></p><p>{t::NONE_HINT}</p></div> }.into_any()
        } else {
            view! { <Table mails=page.mails state/> }.into_any()
        }}
        {(!page.without_server).then(|| view! {
            <form method="post" action="/office/mail">
                <button class="button" name="go" value="test">{t::TEST}</button>
            </form>
        })}
        <p class="quiet">{t::PRIVACY}</p>
    }
}

#[component]
fn Table(mails: Vec<MailLine>, state: String) -> impl IntoView {
    let caption = fill(t::NEWEST, &[("n", &mails.len().min(LISTED as usize).to_string())]);
    view! {
        <div class="table-frame stacked" role="region" aria-label=t::MAIL tabindex="0">
            <table>
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t::RECIPIENT}</th>
                        <th scope="col">{t::KIND}</th>
                        <th scope="col">{t::STATE}</th>
                        <th scope="col" class="number">{t::ATTEMPTS}</th>
                        <th scope="col">{t::WHEN}</th>
                        <th scope="col"><span class="visually-hidden">{t::ACTION}</span></th>
                    </tr>
                </thead>
                <tbody>{mails.into_iter().map(|mail| row(mail, &state)).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(mail: MailLine, filter: &str) -> impl IntoView + use<> {
    let (class, word) = t::state(mail.state);
    let kind = format!("{} ({})", t::template(mail.template), t::language(mail.language.as_str()));
    let to = mail.recipient.clone().unwrap_or_default();
    let action = match mail.state {
        MailState::Waiting => Some(("stop", t::STOP)),
        MailState::Failed if mail.recipient.is_some() => Some(("repeat", t::REPEAT)),
        _ => None,
    };
    let back = if filter.is_empty() { "/office/mail".to_owned() } else { format!("/office/mail?state={filter}") };
    let unreachable = mail.unreachable;
    let ended = !matches!(mail.state, MailState::Waiting | MailState::Sending);
    let filter = filter.to_owned();
    view! {
        <tr>
            <th scope="row">
                {match mail.recipient {
                    Some(recipient) => view! {
                        <bdi>{recipient.clone()}</bdi>
                        {ended.then(|| view! { <Reach address=recipient unreachable back=back/> })}
                    }
                    .into_any(),
                    None => view! { <span class="quiet">{t::FORGOTTEN}</span> }.into_any(),
                }}
            </th>
            <td data-label=t::KIND>{kind}</td>
            <td>
                <span class=format!("state {class}")>{word}</span>
                {mail.trouble.map(|trouble| view! { <p>{t::trouble(trouble)}</p> })}
                {mail.answer.map(|answer| view! { <p class="quiet">{fill(t::SERVER_SAYS, &[("answer", &answer)])}</p> })}
                {mail.next.map(|time| view! { <p class="quiet">{fill(t::NEXT_TRY, &[("time", &time)])}</p> })}
            </td>
            <td class="number" data-label=t::ATTEMPTS>{mail.attempts}</td>
            <td class="nowrap" data-label=t::WHEN>{mail.when}</td>
            <td>
                {action.map(|(go, words)| view! {
                    <form method="post" action="/office/mail">
                        <input type="hidden" name="id" value=mail.id.to_string()/>
                        <input type="hidden" name="state" value=filter/>
                        <button class="button" name="go" value=go>
                            {words}<span class="visually-hidden">{fill(t::TO, &[("recipient", &to)])}</span>
                        </button>
                    </form>
                })}
            </td>
        </tr>
    }
}
