//! Discussions of a paragraph or a text: what others say, and saying something.
//!
//! What is typed stands in forms outside of everything that follows the discussion, so that nothing which happens meanwhile touches it.

use domain::comment::Order;
use leptos::prelude::*;
use uuid::Uuid;

use crate::calls::consultation::comments::{Discussion, load_comment_form, load_comments};
use crate::components::message::Failure;
use crate::pages::consultations::once;
use crate::texts::{comments as t, fill};

mod acts;
mod composer;
mod device;
pub mod discussion;
mod item;
pub mod moderation;
pub mod search;
mod talk;

use composer::Composer;
use item::Item;
use talk::Talk;

/// The list that follows the discussion.
const LIST: &str = "comments";

/// The discussion of one paragraph, or of the whole text. `live` counts up whenever something happened to the text.
#[component]
pub fn CommentsPanel(text: Uuid, paragraph: Option<Uuid>, live: Signal<u64>) -> impl IntoView {
    view! { <Panel text paragraph live closed=false/> }
}

/// Like [`CommentsPanel`]; where the paragraph is `closed`, it is not in the text of today and takes replies only.
#[component]
fn Panel(text: Uuid, paragraph: Option<Uuid>, live: Signal<u64>, closed: bool) -> impl IntoView {
    let asked = talk::asked(text, paragraph);
    let first = Resource::new(|| (), move |()| load_comments(asked.get_untracked()));
    // Beside the list and not within: what loads is numbered as it is made, and what the server makes after waiting the browser makes
    // at once, so nothing that loads may stand in something that loads in something that loads.
    let form = Resource::new(|| (), move |()| load_comment_form(text.to_string()));
    let wordings = talk::wordings();
    view! {
        <section class="discussion" aria-labelledby="discussion-title">
            <h2 id="discussion-title" tabindex="-1">{t::COMMENTS}</h2>
            <Suspense>
                {once(move || Suspend::new(async move {
                    match (first.await, form.await) {
                        (Err(error), _) | (_, Err(error)) => view! { <Failure error/> }.into_any(),
                        (Ok(first), Ok(form)) => view! { <Following talk=Talk::new(text, paragraph, asked, first, form, wordings) live closed/> }.into_any(),
                    }
                }))}
            </Suspense>
        </section>
    }
}

#[component]
fn Following(talk: Talk, live: Signal<u64>, closed: bool) -> impl IntoView {
    talk.follow(live);
    let replying = move || talk.act.read().at.is_some();
    view! {
        <div hidden=replying>
            {if closed {
                view! { <p class="notice">{t::GONE_CLOSED}</p> }.into_any()
            } else {
                view! { <Composer talk parent=None/> }.into_any()
            }}
        </div>
        <Orders talk/>
        <div role="status" class="arrivals">
            {move || {
                let new = talk.arrived();
                (new > 0).then(|| view! {
                    <button type="button" class="button" on:click=move |_| talk.show_arrived()>
                        {if new == 1 { t::NEW_ONE.to_owned() } else { fill(t::NEW_MANY, &[("n", &new.to_string())]) }}
                    </button>
                })
            }}
        </div>
        {move || talk.shown.read().comments.is_empty().then(|| view! { <p class="empty">{t::NONE_YET}</p> })}
        <div id=LIST class="comments">
            <For each=move || talk.ids() key=|id| *id let:id>
                <Item talk id/>
            </For>
        </div>
        <Pages talk/>
    }
}

/// How many there are, and in which order they are read.
#[component]
fn Orders(talk: Talk) -> impl IntoView {
    let all = move || match talk.shown.read().all {
        1 => t::ONE.to_owned(),
        all => fill(t::MANY, &[("n", &all.to_string())]),
    };
    let orders = [Order::Newest, Order::Oldest, Order::MostDiscussed, Order::MostBridging];
    view! {
        <nav class="discussion-orders" aria-label=t::ORDER hidden=move || talk.shown.read().all == 0>
            <p class="quiet">{all}</p>
            <ul>
                {orders
                    .map(|order| {
                        let here = move || (talk.asked.read().order == order).then_some("true");
                        view! {
                            <li><a href=move || talk.ordered(order) aria-current=here data-noscroll="true">{t::order(order)}</a></li>
                        }
                    })
                    .collect_view()}
            </ul>
        </nav>
    }
}

/// The way to other pages of the discussion, and out of one that is read alone.
#[component]
fn Pages(talk: Talk) -> impl IntoView {
    let place = Memo::new(move |_| {
        let Discussion { page, pages, thread, .. } = *talk.shown.read();
        (page, pages, thread)
    });
    move || {
        let (page, pages, thread) = place.get();
        let link = move |page: usize, words: &'static str| view! { <a class="button" href=move || talk.paged(page, thread)>{words}</a> };
        view! {
            {thread.map(|_| view! { <p><a class="button" href=move || talk.paged(1, None)>{t::ALL_THREADS}</a></p> })}
            {(pages > 1).then(|| view! {
                <nav class="button-row" aria-label=t::PAGES>
                    {(page > 1).then(|| link(page - 1, t::BEFORE))}
                    <span>{fill(t::PAGE_OF, &[("page", &page.to_string()), ("pages", &pages.to_string())])}</span>
                    {(page < pages).then(|| link(page + 1, t::NEXT))}
                </nav>
            })}
        }
    }
}
