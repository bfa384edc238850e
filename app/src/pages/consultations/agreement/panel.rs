//! The consent poll beside a text: how far each group is, and the way to one's own position.

use leptos::prelude::*;
use uuid::Uuid;

use super::poll::in_words;
use crate::calls::consultation::agreement::{AgreementView, GroupView, load_agreement};
use crate::pages::consultations::once;
use crate::texts::{agreement as t, fill};

/// A compact view of the poll on this text, which follows `live`. Nothing where nobody is asked.
#[component]
pub fn AgreementPanel(text: Uuid, live: Signal<u64>) -> impl IntoView {
    let view = Resource::new(move || live.get(), move |_| load_agreement(text.to_string()));
    view! {
        <Transition>
            {once(move || Suspend::new(async move {
                let found = view.await.ok().filter(|view| view.agreed.is_some());
                found.map(|view| view! { <Compact view/> })
            }))}
        </Transition>
    }
}

#[component]
fn Compact(view: AgreementView) -> impl IntoView {
    let standing = view.objections.iter().filter(|one| one.stands()).count();
    let verdict = if view.agreed == Some(true) { t::AGREED } else { t::NOT_AGREED };
    let address = format!("/texts/{}/agreement", view.text);
    view! {
        <section class="panel agreement-panel" aria-labelledby="agreement-panel-title">
            <h2 id="agreement-panel-title">{t::TITLE}</h2>
            <p><strong>{verdict}</strong></p>
            <ul>{view.groups.into_iter().map(line).collect_view()}</ul>
            {(standing > 0).then(|| view! {
                <p><a href=format!("{address}#objections")>{match standing {
                    1 => t::STANDING_ONE.to_owned(),
                    number => fill(t::STANDING_MANY, &[("n", &number.to_string())]),
                }}</a></p>
            })}
            <p><a class="button" href=address>{t::TO_PAGE}</a></p>
        </section>
    }
}

fn line(group: GroupView) -> impl IntoView {
    let own =
        group.own.and_then(|own| own.now).map(|position| fill(t::OWN_SHORT, &[("position", t::position(position))]));
    view! {
        <li>
            <strong>{group.name}</strong>": "
            {match group.figures {
                None => t::ONLY_MEMBERS.to_owned(),
                Some(figures) if figures.agreed => format!("{} ({})", t::GROUP_AGREED, in_words(&figures.now)),
                Some(figures) => format!("{}. {}", in_words(&figures.now).trim_end_matches('.'), figures.hurdles.join(" ")),
            }}
            {own.map(|own| view! { " "<span class="quiet">{own}</span> })}
        </li>
    }
}
