//! Following: the button on every conference, group, text and thread, and the page with everything one follows.

use domain::process::notice::Rhythm;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::loaded;
use crate::calls::consultation::following::{
    Follow, Followed, FollowingRow, FollowingView, MakeFeedSecret, RevokeFeedSecret, Unfollow, follow_state,
    own_following,
};
use crate::components::forum::{Forum, Refused, refusal};
use crate::texts::{fill, notices as t};

/// Where it says why something is not followed: beside what opens, as that closes with every answer.
const FOLLOW_PROBLEM: &str = "follow-problem";

/// The button by which somebody follows a thing: a conference's slug, or the identity of a group, a text or a thread.
#[component]
pub fn FollowButton(#[prop(into)] thing: String, #[prop(into)] name: String) -> impl IntoView {
    let follow = ServerAction::<Follow>::new();
    let unfollow = ServerAction::<Unfollow>::new();
    let asked = thing.clone();
    let state = Resource::new(
        move || (asked.clone(), follow.version().get(), unfollow.version().get()),
        |(thing, _, _)| follow_state(thing),
    );
    let path = use_location().pathname;
    view! {
        <Transition>
            {move || {
                let (thing, name, back) = (thing.clone(), name.clone(), path.get());
                Suspend::new(async move {
                    let state = state.await.ok().filter(|state| state.signed_in)?;
                    Some(view! { <Following thing name back state follow unfollow/> })
                })
            }}
        </Transition>
    }
}

/// Opened to choose; closed it says how it is.
#[component]
fn Following(
    thing: String,
    name: String,
    back: String,
    state: Followed,
    follow: ServerAction<Follow>,
    unfollow: ServerAction<Unfollow>,
) -> impl IntoView {
    let now = state.rhythm;
    let label = match now {
        Some(rhythm) => fill(t::FOLLOWED, &[("rhythm", t::rhythm(rhythm))]),
        None => t::FOLLOW.to_owned(),
    };
    view! {
        <Refused error=refusal(follow) id=FOLLOW_PROBLEM/>
        <details class="follow">
            <summary>{label}<span class="visually-hidden">": "{name}</span></summary>
            <Rhythms thing=thing.clone() back=back.clone() now follow/>
            {now.map(|_| view! { <Leave thing back unfollow/> })}
        </details>
    }
}

#[component]
fn Rhythms(thing: String, back: String, now: Option<Rhythm>, follow: ServerAction<Follow>) -> impl IntoView {
    let field = format!("rhythm-{thing}");
    let selected = now.unwrap_or(Rhythm::Daily);
    view! {
        <ActionForm action=follow attr:class="button-row">
            <input type="hidden" name="thing" value=thing/>
            <input type="hidden" name="back" value=back/>
            <div class="field">
                <label for=field.clone()>{t::HOW_OFTEN}</label>
                <select id=field name="rhythm" aria-describedby=FOLLOW_PROBLEM>
                    {[("at_once", Rhythm::AtOnce), ("daily", Rhythm::Daily), ("weekly", Rhythm::Weekly), ("never", Rhythm::Never)]
                        .map(|(value, rhythm)| view! {
                            <option value=value selected=rhythm == selected>{t::rhythm(rhythm)}</option>
                        })
                        .collect_view()}
                </select>
            </div>
            <button class="button">{if now.is_some() { t::CHANGE } else { t::FOLLOW }}</button>
        </ActionForm>
    }
}

#[component]
fn Leave(thing: String, back: String, unfollow: ServerAction<Unfollow>) -> impl IntoView {
    view! {
        <ActionForm action=unfollow>
            <input type="hidden" name="thing" value=thing/>
            <input type="hidden" name="back" value=back/>
            <button class="button quiet-button">{t::UNFOLLOW}</button>
        </ActionForm>
    }
}

/// What can be done on the page. Made once, so that refusals outlast a new drawing.
#[derive(Clone, Copy)]
struct Actions {
    follow: ServerAction<Follow>,
    unfollow: ServerAction<Unfollow>,
    make: ServerAction<MakeFeedSecret>,
    revoke: ServerAction<RevokeFeedSecret>,
}

/// Everything somebody follows.
#[component]
pub fn FollowingPage() -> impl IntoView {
    let actions = Actions {
        follow: ServerAction::new(),
        unfollow: ServerAction::new(),
        make: ServerAction::new(),
        revoke: ServerAction::new(),
    };
    let done = move || {
        actions.follow.version().get()
            + actions.unfollow.version().get()
            + actions.make.version().get()
            + actions.revoke.version().get()
    };
    let found = Resource::new(done, |_| own_following());
    loaded(found, move |found| view! { <Everything found actions/> })
}

#[component]
fn Everything(found: FollowingView, actions: Actions) -> impl IntoView {
    let trail = vec![("/account".to_owned(), t::ACCOUNT.to_owned())];
    let (own, chosen): (Vec<FollowingRow>, Vec<FollowingRow>) = found.rows.into_iter().partition(|row| row.own);
    let empty = own.is_empty() && chosen.is_empty();
    view! {
        <Forum title=t::FOLLOWING trail>
            <h1 class="begins">{t::FOLLOWING}</h1>
            <p>{t::FOLLOWING_LEAD}</p>
            {found.stopped.map(|link| view! {
                <p class="notice warning">{t::STOPPED}" "<a href=link rel="external">{t::STOPPED_CHANGE}</a></p>
            })}
            <p class="small quiet">{t::BY_ITSELF_LEAD}</p>
            <Refused error=refusal(actions.follow) id=FOLLOW_PROBLEM/>
            <Refused error=refusal(actions.unfollow) id="unfollow-problem"/>
            <Refused error=refusal(actions.make) id="make-problem"/>
            <Refused error=refusal(actions.revoke) id="revoke-problem"/>
            {empty.then(|| view! {
                <div class="empty"><p><strong>{t::NOTHING_FOLLOWED}</strong></p><p>{t::NOTHING_FOLLOWED_HINT}</p></div>
            })}
            <ul class="plain followings">
                {chosen.into_iter().chain(own).map(|row| view! { <Row row actions/> }).collect_view()}
            </ul>
            {(!empty).then(|| view! { <p class="small quiet">{t::FEEDS_LEAD}</p> })}
        </Forum>
    }
}

#[component]
fn Row(row: FollowingRow, actions: Actions) -> impl IntoView {
    let back = String::new();
    let thing = row.thing.clone();
    let name = row.place.as_ref().map_or_else(|| t::GONE.to_owned(), |place| place.name.clone());
    view! {
        <li class="panel">
            {match row.place {
                Some(place) => view! {
                    <p class="kind">{place.kind}</p>
                    <h2><a href=place.path>{place.name}</a></h2>
                }.into_any(),
                None => view! { <h2>{t::GONE}</h2> }.into_any(),
            }}
            {row.own.then(|| view! { <p class="small quiet">{t::BY_ITSELF}</p> })}
            <details class="follow">
                <summary>
                    {fill(t::FOLLOWED, &[("rhythm", t::rhythm(row.rhythm))])}
                    <span class="visually-hidden">": "{name}</span>
                </summary>
                <Rhythms thing=thing.clone() back=back.clone() now=Some(row.rhythm) follow=actions.follow/>
                <Leave thing=thing.clone() back unfollow=actions.unfollow/>
            </details>
            {row.may_feed.then(|| view! { <Feeds thing feeds=row.feeds actions/> })}
        </li>
    }
}

/// The secret addresses of one thing.
#[component]
fn Feeds(thing: String, feeds: Option<(Option<String>, String)>, actions: Actions) -> impl IntoView {
    let there = feeds.is_some();
    let taken_back = thing.clone();
    view! {
        <details open=there>
            <summary>{t::FEEDS}</summary>
            {feeds.map(|(calendar, news)| view! {
                <dl class="fact-list feeds">
                    {calendar.map(|calendar| view! { <dt>{t::FEED_CALENDAR}</dt><dd><code>{calendar}</code></dd> })}
                    <dt>{t::FEED_NEWS}</dt>
                    <dd><code>{news}</code></dd>
                </dl>
            })}
            <div class="button-row">
                <ActionForm action=actions.make>
                    <input type="hidden" name="thing" value=thing.clone()/>
                    <button class="button">{if there { t::FEED_RENEW } else { t::FEED_MAKE }}</button>
                </ActionForm>
                {there.then(|| view! {
                    <ActionForm action=actions.revoke>
                        <input type="hidden" name="thing" value=taken_back/>
                        <button class="button quiet-button">{t::FEED_REVOKE}</button>
                    </ActionForm>
                })}
            </div>
        </details>
    }
}
