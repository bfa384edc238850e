//! Where somebody is signed in, and ending that.

use leptos::prelude::*;

use crate::account_texts::account_texts;
use crate::calls::own_account::{EndOtherSessions, EndSession, OwnSession};
use crate::components::account_form::{Refusal, refusal};
use crate::language::{reader_language, reader_texts};
use crate::texts::fill;

#[component]
pub fn Sessions(
    sessions: Vec<OwnSession>,
    end: ServerAction<EndSession>,
    end_others: ServerAction<EndOtherSessions>,
) -> impl IntoView {
    let own = account_texts(&reader_language());
    let others = sessions.iter().any(|session| !session.this);
    view! {
        <section class="panel" aria-labelledby="sessions-title">
            <h2 id="sessions-title">{own.sessions_title}</h2>
            <p>{own.sessions_lead}</p>
            <Refusal error=refusal(end) id="session-problem"/>
            <ul class="sessions">{sessions.into_iter().map(|session| line(session, end)).collect_view()}</ul>
            {others
                .then(|| view! {
                    <ActionForm action=end_others>
                        <button class="button">{own.sessions_end_others}</button>
                    </ActionForm>
                })}
        </section>
    }
}

fn line(session: OwnSession, end: ServerAction<EndSession>) -> impl IntoView {
    let (t, own) = (reader_texts(), account_texts(&reader_language()));
    let browser = if session.browser.is_empty() { own.session_unknown.to_owned() } else { session.browser };
    let begun = t.date(session.begun.date_naive());
    let times = fill(own.session_since, &[("begun", &begun), ("last", &t.date(session.last))]);
    view! {
        <li>
            <div>
                <b><bdi>{browser.clone()}</bdi></b>
                {session.this.then(|| view! { " "<span class="state open">{own.session_this}</span> })}
                <p class="quiet">{times}</p>
            </div>
            {(!session.this)
                .then(|| view! {
                    <ActionForm action=end>
                        <input type="hidden" name="key" value=session.key/>
                        <button class="button quiet-button">
                            {own.session_end}<span class="visually-hidden">": "{browser}</span>
                        </button>
                    </ActionForm>
                })}
        </li>
    }
}
