//! A meeting on the big screen: what is up, the paragraph that is talked about, who speaks. It follows live.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::follow::follow;
use super::speaking::Standing;
use crate::calls::consultation::meetings::{MeetingView, load_meeting};
use crate::calls::consultation::speaking::Speaking;
use crate::pages::consultations::loaded;
use crate::texts::meetings as t;

/// So many names of those who are next are legible from the back of a room.
const NEXT: usize = 6;

/// The view for the big screen.
#[component]
pub fn MeetingScreen() -> impl IntoView {
    let params = use_params_map();
    let meeting = Memo::new(move |_| params.read().get("meeting").unwrap_or_default());
    let live = follow(&meeting.get_untracked());
    let found = Resource::new(move || (meeting.get(), live.get()), |(meeting, _)| load_meeting(meeting));
    loaded(found, |found| view! { <main id="content" class="screen forum" lang="de" dir="ltr"><Wall found/></main> })
}

#[component]
fn Wall(found: MeetingView) -> impl IntoView {
    let id = found.id;
    let current = found.items.iter().position(|item| item.now);
    let item = current.map(|place| (place + 1, found.items[place].clone()));
    let next =
        found.speaking.list.iter().take(NEXT).map(|(_, name, _)| view! { <li>{name.clone()}</li> }).collect_view();
    let nobody = found.speaking.list.is_empty();
    // The wall speaks to a room, not to whoever is signed in at it.
    let speaking = Speaking { mine: false, place: None, ..found.speaking.clone() };
    view! {
        <Title text=found.title.clone()/>
        <header class="screen-head">
            <p>{found.title.clone()}</p>
            <p class="small">
                <a href=format!("/meetings/{id}")>{t::BACK}</a>
                <noscript>" "<a href=format!("/meetings/{id}/screen") rel="external">{t::RELOAD}</a></noscript>
            </p>
        </header>
        <div class="screen-body">
            <section class="screen-item" aria-live="polite">
                {match item {
                    Some((place, item)) => view! {
                        <p class="screen-place">{t::NOW}</p>
                        <h1>{format!("{place}. {}", item.title)}</h1>
                        {item.text.map(|(_, title)| view! { <p class="screen-text">{title}</p> })}
                    }.into_any(),
                    None => view! {
                        <h1>{t::AGENDA}</h1>
                        <ol>{found.items.iter().map(|item| view! { <li>{item.title.clone()}</li> }).collect_view()}</ol>
                    }.into_any(),
                }}
                {found.paragraph.map(|paragraph| view! { <blockquote inner_html=paragraph.html></blockquote> })}
            </section>
            <section class="screen-speaking" aria-labelledby="screen-speaking">
                <h2 id="screen-speaking">{t::SPEAKING}</h2>
                <Standing speaking/>
                {(!nobody).then(|| view! { <ol>{next}</ol> })}
            </section>
        </div>
    }
}
