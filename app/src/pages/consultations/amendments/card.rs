//! An amendment in a list: what it changes, why, how far it is, who supports it.

use domain::amendment::state::State;
use leptos::prelude::*;

use super::difference::{Difference, want};
use crate::calls::consultation::amendment_steps::{SupportAmendment, UnsupportAmendment};
use crate::calls::consultation::amendments::AmendmentView;
use crate::components::forum::{Refused, Time, moment, refusal};
use crate::texts::{amendments as t, fill};

/// Supporting and taking back. Made once for a list, so that what was refused stays to be read.
#[derive(Clone, Copy)]
pub struct Backing {
    pub support: ServerAction<SupportAmendment>,
    pub unsupport: ServerAction<UnsupportAmendment>,
}

impl Backing {
    pub fn new() -> Self {
        Self { support: ServerAction::new(), unsupport: ServerAction::new() }
    }

    /// Counts up whenever one of them was done.
    pub fn done(self) -> (usize, usize) {
        (self.support.version().get(), self.unsupport.version().get())
    }
}

/// Why one of them was refused.
#[component]
pub fn BackingRefused(backing: Backing) -> impl IntoView {
    view! {
        <Refused error=refusal(backing.support) id="support-refused"/>
        <Refused error=refusal(backing.unsupport) id="unsupport-refused"/>
    }
}

/// An amendment in a list; `deep` where a heading of the third level stands above it.
#[component]
pub fn Card(amendment: AmendmentView, backing: Backing, #[prop(optional)] deep: bool) -> impl IntoView {
    let title = amendment.wishes.first().map_or_else(|| t::ONE.to_owned(), want);
    let (id, address) = (format!("a-{}", amendment.id), format!("/amendments/{}", amendment.id));
    view! {
        <article class="amendment" id=id>
            {if deep {
                view! { <h4><a href=address>{title}</a></h4> }.into_any()
            } else {
                view! { <h3><a href=address>{title}</a></h3> }.into_any()
            }}
            <About amendment=amendment.clone()/>
            <Wishes amendment=amendment.clone()/>
            <Support amendment backing/>
        </article>
    }
}

/// Who wrote it, when, to what, and how far it is.
#[component]
pub fn About(amendment: AmendmentView) -> impl IntoView {
    let (class, state) = t::state(&amendment.state);
    let parent = amendment.parent.as_ref().map(|(id, author)| {
        let words = fill(t::TO_AMENDMENT_OF, &[("author", author)]);
        view! { " "<a href=format!("/amendments/{id}")>{words}</a> }
    });
    view! {
        <p class="quiet small">
            <span class=format!("state {class}")>{state}</span>
            " "{fill(t::BY, &[("author", &amendment.author)])}", "<Time at=amendment.at/>{parent}
        </p>
    }
}

/// What it changes and why, and why it ended as it did.
#[component]
pub fn Wishes(amendment: AmendmentView) -> impl IntoView {
    let ended = match amendment.state {
        State::Modified { reason, .. } | State::Rejected { reason } => Some(reason),
        _ => None,
    };
    view! {
        {amendment.wishes.into_iter().map(|wish| view! { <Difference pieces=wish.pieces/> }).collect_view()}
        <p class="amendment-reason" dir="auto"><strong>{t::REASON}": "</strong>{amendment.reason}</p>
        {ended.map(|reason| view! {
            <p class="amendment-reason notice" dir="auto"><strong>{t::STATE}": "</strong>{reason}</p>
        })}
    }
}

/// How many support it, how many are needed until when, and a button.
#[component]
pub fn Support(amendment: AmendmentView, backing: Backing) -> impl IntoView {
    if amendment.state == State::Draft {
        let address = format!("/texts/{}/amendments", amendment.text);
        return view! { <p class="notice">{t::DRAFT_NOTE}" "<a href=address>{t::ALL}</a></p> }.into_any();
    }
    let count = match amendment.supporters.len() {
        0 => t::SUPPORTERS_NONE.to_owned(),
        1 => t::SUPPORTERS_ONE.to_owned(),
        many => fill(t::SUPPORTERS_MANY, &[("n", &many.to_string())]),
    };
    let open = amendment.state.is_open();
    let least = amendment.rule.least;
    let least = (open && least > 0).then(|| format!(" {}", fill(t::LEAST, &[("n", &least.to_string())])));
    let until = amendment.rule.until.filter(|_| open && amendment.rule.least > 0);
    let until = until.map(|until| format!(" {}", fill(t::UNTIL, &[("at", &moment(until))])));
    let lapsed = amendment.lapsed.then(|| format!(" {}", t::LAPSED));
    let hidden = format!(": {}", fill(t::BY, &[("author", &amendment.author)]));
    view! {
        <p class="small">
            {count}{least}{until}{lapsed}{amendment.supports.then(|| format!(" {}", t::YOU_SUPPORT))}
        </p>
        {amendment.may.support.then(|| if amendment.supports {
            view! {
                <ActionForm action=backing.unsupport>
                    <input type="hidden" name="id" value=amendment.id.to_string()/>
                    <button class="button quiet-button">{t::UNSUPPORT}<span class="visually-hidden">{hidden}</span></button>
                </ActionForm>
            }.into_any()
        } else {
            view! {
                <ActionForm action=backing.support>
                    <input type="hidden" name="id" value=amendment.id.to_string()/>
                    <button class="button">{t::SUPPORT}<span class="visually-hidden">{hidden}</span></button>
                </ActionForm>
            }.into_any()
        })}
    }
    .into_any()
}
