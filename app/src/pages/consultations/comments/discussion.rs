//! The discussion of a whole text, and of paragraphs that are not in it any more.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use uuid::Uuid;

use super::Panel;
use crate::calls::consultation::comments::{Orphan, TextDiscussion, load_text_discussion};
use crate::calls::consultation::texts::TextPlace;
use crate::components::forum::Forum;
use crate::components::live::{Line, text_changes};
use crate::pages::consultations::{loaded, trail};
use crate::texts::{comments as t, consultation, fill};

/// `/texts/:text/discussion`, with `?gone=` for a paragraph of an earlier version.
#[component]
pub fn DiscussionPage() -> impl IntoView {
    let params = use_params_map();
    let text = Memo::new(move |_| params.read().get("text").unwrap_or_default());
    let found = Resource::new(move || text.get(), load_text_discussion);
    loaded(found, |found| {
        let trail = trail(&found.place);
        view! { <Forum title=t::DISCUSSION trail><Talks found/></Forum> }
    })
}

#[component]
fn Talks(found: TextDiscussion) -> impl IntoView {
    let TextDiscussion { place: TextPlace { id: text, .. }, orphans } = found;
    let query = use_query_map();
    let gone = Memo::new(move |_| query.read().get_str("gone").and_then(|gone| gone.parse::<Uuid>().ok()));
    let orphans = StoredValue::new(orphans);
    let (line, live) = text_changes(text);
    view! {
        <h1>{t::DISCUSSION}</h1>
        {move || (line.get() == Line::Cut).then(|| view! { <p class="notice warning">{consultation::CUT}</p> })}
        {move || {
            let gone = gone.get();
            let known = gone.and_then(|gone| orphans.with_value(|all| all.iter().find(|one| one.paragraph == gone).cloned()));
            view! {
                {known.map(|orphan| view! {
                    <section class="panel">
                        <h2>{fill(t::ORPHAN_LAST, &[("n", &orphan.version.to_string())])}</h2>
                        <blockquote>{orphan.words}</blockquote>
                        <p><a href=format!("/texts/{text}/discussion")>{t::WHOLE_TEXT}</a></p>
                    </section>
                })}
                <Panel text paragraph=gone live closed=gone.is_some()/>
            }
        }}
        {move || (gone.get().is_none() && orphans.with_value(|all| !all.is_empty())).then(|| view! {
            <section aria-labelledby="orphans">
                <h2 id="orphans">{t::ORPHANS}</h2>
                <p>{t::ORPHANS_LEAD}</p>
                <ul class="orphans">{orphans.get_value().into_iter().map(|orphan| row(text, orphan)).collect_view()}</ul>
            </section>
        })}
    }
}

fn row(text: Uuid, orphan: Orphan) -> impl IntoView {
    let count = match orphan.comments {
        1 => t::ONE.to_owned(),
        many => fill(t::MANY, &[("n", &many.to_string())]),
    };
    view! {
        <li class="panel">
            <p class="quiet">{fill(t::ORPHAN_LAST, &[("n", &orphan.version.to_string())])}</p>
            <blockquote>{orphan.words}</blockquote>
            <p><a href=format!("/texts/{text}/discussion?gone={}", orphan.paragraph)>{t::ORPHAN_READ}" ("{count}")"</a></p>
        </li>
    }
}
