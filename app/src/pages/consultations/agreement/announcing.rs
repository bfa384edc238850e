//! Votes on a text: the list, and the form with which those who lead a group announce one.

use leptos::prelude::*;
use uuid::Uuid;

use super::Problem;
use crate::calls::consultation::votes::{AnnounceVote, VoteList, VoteRow, text_votes};
use crate::components::forum::{moment, refusal};
use crate::pages::consultations::once;
use crate::texts::{fill, votes as t};

#[component]
pub fn Votes(text: Uuid, live: Signal<u64>) -> impl IntoView {
    let list = Resource::new(move || live.get(), move |_| text_votes(text.to_string()));
    let form = Resource::new(|| (), move |()| text_votes(text.to_string()));
    let announce = ServerAction::<AnnounceVote>::new();
    view! {
        <section class="votes" id="votes" aria-labelledby="votes-title">
            <h2 id="votes-title">{t::VOTES}</h2>
            <Transition>
                {once(move || Suspend::new(async move {
                    let votes = list.await.map(|list| list.votes).unwrap_or_default();
                    if votes.is_empty() {
                        view! { <p class="quiet">{t::NONE}</p> }.into_any()
                    } else {
                        view! { <ul class="vote-list">{votes.into_iter().map(row).collect_view()}</ul> }.into_any()
                    }
                }))}
            </Transition>
            // Apart from the list, which is drawn anew when something happens.
            <Suspense>
                {once(move || Suspend::new(async move {
                    let list = form.await.ok().filter(|list| !list.may_announce.is_empty());
                    list.map(|list| view! { <Announce list action=announce/> })
                }))}
            </Suspense>
        </section>
    }
}

fn row(vote: VoteRow) -> impl IntoView {
    let (class, words, at) = if vote.now < vote.opens {
        ("draft", t::OPENS, vote.opens)
    } else if vote.now < vote.closes {
        ("open", t::RUNS, vote.closes)
    } else {
        ("closed", t::CLOSED, vote.closes)
    };
    let kind = if vote.secret { t::SECRET_KIND } else { t::OPEN_KIND };
    view! {
        <li class="panel">
            <p><a href=format!("/votes/{}", vote.id)><strong>{vote.question}</strong></a>" "
                <span class=format!("state {class}")>{fill(words, &[("at", &moment(at))])}</span></p>
            <p class="small quiet">{fill(t::OF_GROUP, &[("group", &vote.group), ("n", &vote.number.to_string())])}" · "{kind}</p>
        </li>
    }
}

/// A list of choices with words; the first one is chosen.
fn choices(
    id: &'static str,
    name: &'static str,
    label: &'static str,
    list: &'static [(&'static str, &'static str)],
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id name=name aria-describedby="announce-problem">
                {list.iter().map(|(value, words)| view! { <option value=*value>{*words}</option> }).collect_view()}
            </select>
        </div>
    }
}

/// A field with a hint.
fn field(
    id: &'static str,
    name: &'static str,
    kind: &'static str,
    label: &'static str,
    hint: &'static str,
    required: bool,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let described = if hint.is_empty() { "announce-problem".to_owned() } else { format!("{hint_id} announce-problem") };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="help" id=hint_id>{hint}</p> })}
            <input id=id name=name type=kind required=required aria-describedby=described/>
        </div>
    }
}

#[component]
fn Announce(list: VoteList, action: ServerAction<AnnounceVote>) -> impl IntoView {
    let refused = refusal(action);
    let groups = list.may_announce;
    let opened = refused.get_untracked().is_some();
    view! {
        <details class="other-texts" open=opened>
            <summary>{t::ANNOUNCE}</summary>
            <ActionForm action=action attr:class="panel announce">
                <h3>{t::ANNOUNCE}</h3>
                <Problem error=refused id="announce-problem"/>
                <input type="hidden" name="id" value=list.fresh.to_string()/>
                <input type="hidden" name="text" value=list.text.to_string()/>
                <div class="field">
                    <label for="announce-question">{t::QUESTION}</label>
                    <p class="help" id="announce-question-hint">{t::QUESTION_HINT}</p>
                    <input
                        id="announce-question"
                        name="question"
                        type="text"
                        required
                        maxlength="500"
                        aria-describedby="announce-question-hint announce-problem"
                    />
                </div>
                {if let [(group, _)] = groups.as_slice() {
                    view! { <input type="hidden" name="group" value=group.to_string()/> }.into_any()
                } else {
                    view! {
                        <div class="field">
                            <label for="announce-group">{t::GROUP}</label>
                            <select id="announce-group" name="group">
                                {groups.into_iter().map(|(id, name)| view! { <option value=id.to_string()>{name}</option> }).collect_view()}
                            </select>
                        </div>
                    }.into_any()
                }}
                {field("announce-opens", "how[opens]", "datetime-local", t::BEGINS, t::BEGINS_HINT, false)}
                {field("announce-closes", "how[closes]", "datetime-local", t::ENDS, "", true)}
                {choices("announce-secret", "how[secret]", t::HOW, &[("false", t::HOW_OPEN), ("true", t::HOW_SECRET)])}
                {choices("announce-majority", "how[majority]", t::WHICH_MAJORITY, &t::MAJORITIES)}
                {choices("announce-quorum", "how[quorum]", t::WHICH_QUORUM, &t::QUORUMS)}
                {field("announce-least", "how[least]", "number", t::LEAST, t::LEAST_HINT, false)}
                {choices("announce-shown", "how[shown]", t::WHEN_SHOWN, &t::MOMENTS)}
                {field("announce-from", "how[from]", "datetime-local", t::SHOWN_FROM, t::SHOWN_FROM_HINT, false)}
                <button class="button primary">{t::ANNOUNCE}</button>
            </ActionForm>
        </details>
    }
}
