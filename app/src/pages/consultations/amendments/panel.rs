//! The amendments of a paragraph, beside the text.

use domain::amendment::state::State;
use leptos::prelude::*;
use uuid::Uuid;

use super::card::{Backing, BackingRefused, Card};
use crate::calls::consultation::amendments::{AmendmentList, AmendmentView, text_amendments};
use crate::components::forum::words;
use crate::components::to_sign_in::sign_in_here;
use crate::pages::consultations::once;
use crate::refusal::Refusal;
use crate::texts::{amendments as t, consultation};

/// The amendments of a paragraph, or of a whole text, below a heading of the second level; `live` counts up whenever something happened in the text.
#[component]
pub fn AmendmentsPanel(text: Uuid, paragraph: Option<Uuid>, live: Signal<u64>) -> impl IntoView {
    let backing = Backing::new();
    let list = Resource::new(
        move || (live.get(), backing.done()),
        move |_| text_amendments(text.to_string(), paragraph.map(|id| id.to_string()).unwrap_or_default()),
    );
    let title = if paragraph.is_some() { t::OF_PARAGRAPH } else { t::TITLE };
    view! {
        <section class="amendments" aria-labelledby="amendments-title">
            <h3 id="amendments-title">{title}</h3>
            <BackingRefused backing/>
            <Transition>
                {once(move || Suspend::new(async move {
                    match list.await {
                        Err(error) => {
                            let sentence = words(Refusal::from(error));
                            view! { <p class="notice danger" role="alert">{sentence}</p> }.into_any()
                        }
                        Ok(list) => view! { <Rows list paragraph backing/> }.into_any(),
                    }
                }))}
            </Transition>
        </section>
    }
}

#[component]
fn Rows(list: AmendmentList, paragraph: Option<Uuid>, backing: Backing) -> impl IntoView {
    let place = list.place;
    let (drafts, sent): (Vec<AmendmentView>, Vec<AmendmentView>) =
        list.rows.into_iter().partition(|row| row.state == State::Draft);
    let (open, decided): (Vec<AmendmentView>, Vec<AmendmentView>) =
        sent.into_iter().partition(|row| row.state.is_open());
    let cards = |rows: Vec<AmendmentView>| {
        rows.into_iter().map(|amendment| view! { <Card amendment backing deep=true/> }).collect_view()
    };
    let amend = paragraph.filter(|_| place.may.amend).map(|paragraph| {
        let address = format!("/texts/{}/amend/{paragraph}", place.id);
        view! { <p><a class="button" href=address>{t::AMEND}</a></p> }
    });
    let none = open.is_empty().then(|| {
        view! {
            <div class="empty"><p><strong>{t::NONE}</strong></p><p>{t::NONE_HINT}</p></div>
        }
    });
    let how_many = decided.len();
    view! {
        {amend}
        {(!place.may.signed_in).then(|| view! {
            <p class="quiet small">{t::SIGN_IN_FIRST}" "<a href=sign_in_here()>{consultation::SIGN_IN}</a></p>
        })}
        {none}
        {cards(drafts)}
        {cards(open)}
        {(how_many > 0).then(|| view! {
            <details class="decided">
                <summary>{t::DECIDED}" ("{how_many}")"</summary>
                {cards(decided)}
            </details>
        })}
        <p><a href=format!("/texts/{}/amendments", place.id)>{t::ALL}</a></p>
    }
}
