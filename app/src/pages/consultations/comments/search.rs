//! Searching one consultation.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::calls::consultation::search::{Found, FoundComment, search_conference};
use crate::components::forum::{Forum, Time};
use crate::components::message::Failure;
use crate::pages::consultations::once;
use crate::texts::{comments as t, fill};

/// `/consultations/:conference/search?q=`.
#[component]
pub fn SearchPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let conference = Memo::new(move |_| params.read().get("conference").unwrap_or_default());
    let words = Memo::new(move |_| query.read().get("q").unwrap_or_default());
    let found = Resource::new(
        move || (conference.get(), words.get()),
        |(conference, words)| search_conference(conference, words),
    );
    view! {
        <Forum title=t::SEARCH>
            <Transition>
                {once(move || Suspend::new(async move {
                    match found.await {
                        Err(error) => view! { <Failure error/> }.into_any(),
                        Ok(found) => {
                            let title = fill(t::SEARCH_IN, &[("title", &found.conference)]);
                            view! { <div class="page-head"><h1>{title}</h1></div> }.into_any()
                        }
                    }
                }))}
            </Transition>
            <form method="get" class="search-words">
                <div class="field">
                    <label for="q">{t::SEARCH_WORDS}</label>
                    <p class="help" id="q-hint">{t::SEARCH_HINT}</p>
                    <input type="search" id="q" name="q" value=move || words.get() aria-describedby="q-hint" maxlength="200"/>
                </div>
                <button class="button primary">{t::SEARCH}</button>
            </form>
            <Transition>
                {move || {
                    let asked = !words.read().trim().is_empty();
                    Suspend::new(async move { found.await.ok().filter(|_| asked).map(|found| view! { <Results found/> }) })
                }}
            </Transition>
        </Forum>
    }
}

#[component]
fn Results(found: Found) -> impl IntoView {
    let nothing = found.texts.is_empty() && found.comments.is_empty();
    view! {
        <div role="status">{nothing.then(|| view! { <p class="empty">{t::NOTHING_FOUND}</p> })}</div>
        {(!found.texts.is_empty()).then(|| view! {
            <section aria-labelledby="texts-found">
                <h2 id="texts-found">{t::TEXTS_FOUND}</h2>
                <ul>
                    {found
                        .texts
                        .into_iter()
                        .map(|text| view! { <li><a href=format!("/texts/{}", text.id)>{text.title}</a></li> })
                        .collect_view()}
                </ul>
            </section>
        })}
        {(!found.comments.is_empty()).then(|| view! {
            <section aria-labelledby="comments-found">
                <h2 id="comments-found">{t::COMMENTS_FOUND}</h2>
                <ul class="comments-found">{found.comments.into_iter().map(row).collect_view()}</ul>
                {found.more.then(|| view! { <p>{t::MORE_FOUND}</p> })}
            </section>
        })}
    }
}

fn row(comment: FoundComment) -> impl IntoView {
    let title = fill(t::BY_IN, &[("name", &comment.name), ("text", &comment.text)]);
    view! {
        <li>
            <a href=comment.address>{title}</a>
            <p class="comment-facts"><Time at=comment.at/></p>
            <p>
                {comment
                    .extract
                    .into_iter()
                    .map(|piece| if piece.marked { view! { <mark>{piece.text}</mark> }.into_any() } else { piece.text.into_any() })
                    .collect_view()}
            </p>
        </li>
    }
}
