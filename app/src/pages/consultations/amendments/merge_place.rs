//! A place of the text in a merge: everything that is wanted of it, what collides, and the forms to decide.

use domain::amendment::protocol::Decision;
use leptos::prelude::*;
use uuid::Uuid;

use super::card::About;
use super::difference::{Difference, place_or_start, want};
use super::merge::{Seen, Steps};
use crate::calls::consultation::amending::{LONGEST_REASON, LONGEST_WORDS};
use crate::calls::consultation::amendments::Want;
use crate::calls::consultation::merging::{CollisionView, MergePlace, MergeView, PlacedWish, Variant};
use crate::components::textarea::in_textarea;
use crate::texts::{amendments as t, fill};

/// A place by its paragraph; none is the start of the text.
#[component]
pub fn Place(id: Option<Uuid>, state: RwSignal<MergeView>, steps: Steps) -> impl IntoView {
    let place = Memo::new(move |_| {
        let merge = state.read();
        merge.places.iter().find(|place| place.paragraph.as_ref().map(|(known, _)| *known) == id).cloned()
    });
    let name = move || place_or_start(place.read().as_ref().and_then(|place| place.paragraph.as_ref()));
    let wishes = move || place.get().map(|place| place.wishes).unwrap_or_default();
    let key = |wish: &PlacedWish| {
        let shown = serde_json::to_string(&(&wish.decision, &wish.words, wish.decidable)).unwrap_or_default();
        (wish.amendment.id, wish.at, shown)
    };
    let wish = move |wish| view! { <Wish wish state steps/> };
    let title = format!("merge-{}", id.unwrap_or_default());
    let label = title.clone();
    view! {
        <section class="merge-place" aria-labelledby=label>
            <h2 id=title>{name}</h2>
            {move || place.get().map(|place| {
                place.collisions.into_iter().map(|collision| view! { <Collision collision/> }).collect_view()
            })}
            <For each=wishes key=key children=wish/>
            {move || place.read().as_ref().and_then(|place| place.settled.clone()).map(|(text, reason)| view! {
                <div class="notice">
                    <p><strong>{t::SETTLED}": "</strong><span dir="auto">{text}</span></p>
                    <p class="small" dir="auto">{reason}</p>
                </div>
            })}
            {id.map(|id| view! { <Settle id place state steps/> })}
        </section>
    }
}

/// Both wordings of the same words.
#[component]
fn Collision(collision: CollisionView) -> impl IntoView {
    let said = |text: String, otherwise: &str| if text.trim().is_empty() { otherwise.to_owned() } else { text };
    view! {
        <div class="collision" class:pressing=collision.pressing>
            <p><strong>{t::COLLIDES}"."</strong>{collision.pressing.then(|| format!(" {}", t::COLLIDES_PRESSING))}</p>
            <dl>
                <dt>{t::COLLIDES_BASE}</dt>
                <dd dir="auto">{said(collision.base, t::COLLIDES_ADDED)}</dd>
                <dt>{fill(t::WANTS, &[("author", &collision.between.0)])}</dt>
                <dd dir="auto">{said(collision.first, t::COLLIDES_GONE)}</dd>
                <dt>{fill(t::WANTS, &[("author", &collision.between.1)])}</dt>
                <dd dir="auto">{said(collision.second, t::COLLIDES_GONE)}</dd>
            </dl>
        </div>
    }
}

#[component]
fn Wish(wish: PlacedWish, state: RwSignal<MergeView>, steps: Steps) -> impl IntoView {
    let (class, decision) = match &wish.decision {
        None => ("state draft", t::UNDECIDED),
        Some(Decision::Accept) => ("state open", t::ACCEPTED),
        Some(Decision::Modify { .. }) => ("state open", t::MODIFIED),
        Some(Decision::Reject { .. }) => ("state closed", t::REJECTED),
    };
    let reason = match &wish.decision {
        Some(Decision::Modify { reason, .. } | Decision::Reject { reason }) => Some(reason.clone()),
        _ => None,
    };
    let author = fill(t::BY, &[("author", &wish.amendment.author)]);
    let instead = wish.instead.clone().map(|instead| view! { <Difference pieces=instead.pieces/> });
    let address = format!("/amendments/{}", wish.amendment.id);
    let id = format!("wish-{}-{}", wish.amendment.id, wish.at);
    view! {
        <article class="amendment" id=id>
            <h3><a href=address>{want(&wish.wish)}" "{author}</a></h3>
            <About amendment=wish.amendment.clone()/>
            <Difference pieces=wish.wish.pieces.clone()/>
            <p class="amendment-reason" dir="auto"><strong>{t::REASON}": "</strong>{wish.amendment.reason.clone()}</p>
            <p><span class=class>{decision}</span>{reason.map(|reason| format!(" {reason}"))}</p>
            {instead}
            {wish.variants.clone().into_iter().map(variant).collect_view()}
            {(!wish.decidable).then(|| view! { <p class="notice small">{t::TOO_FEW}</p> })}
            <Show when=move || state.read().place.may.merge>
                <Decide wish=wish.clone() state steps/>
            </Show>
        </article>
    }
}

fn variant(variant: Variant) -> impl IntoView {
    view! {
        <div class="variant">
            <p class="small">
                <a href=format!("/amendments/{}", variant.amendment)>{fill(t::VARIANT, &[("author", &variant.author)])}</a>
            </p>
            <p class="difference" dir="auto">{variant.words}</p>
        </div>
    }
}

#[component]
fn Decide(wish: PlacedWish, state: RwSignal<MergeView>, steps: Steps) -> impl IntoView {
    let (amendment, at) = (wish.amendment.id, wish.at);
    let author = format!(": {}", fill(t::BY, &[("author", &wish.amendment.author)]));
    let author = StoredValue::new(author);
    let hidden = move || view! { <span class="visually-hidden">{author.get_value()}</span> };
    let about = move |decision: &'static str| {
        view! {
            <Seen state/>
            <input type="hidden" name="amendment" value=amendment.to_string()/>
            <input type="hidden" name="at" value=at/>
            <input type="hidden" name="decision" value=decision/>
        }
    };
    let field = move |field: &str| format!("{field}-{amendment}-{at}");
    let accepts = wish.decidable && wish.decision != Some(Decision::Accept);
    let rows = (wish.words.len() / 60 + 2).clamp(3, 15);
    view! {
        {accepts.then(|| view! {
            <ActionForm action=steps.decide>
                {about("accept")}
                <button class="button">{t::ACCEPT}{hidden()}</button>
            </ActionForm>
        })}
        {(wish.decidable && wish.wish.want != Want::Delete).then(|| view! {
            <details>
                <summary>{t::MODIFY}{hidden()}</summary>
                <ActionForm action=steps.decide attr:class="amend-form">
                    {about("modify")}
                    <div class="field">
                        <label for=field("words")>{t::MODIFY_WORDS}</label>
                        <textarea id=field("words") name="words" rows=rows dir="auto" maxlength=LONGEST_WORDS.to_string() aria-describedby="decide-refused">
                            {in_textarea(&wish.words)}
                        </textarea>
                    </div>
                    <Reason id=field("modify")/>
                    <button class="button">{t::MODIFY}</button>
                </ActionForm>
            </details>
        })}
        <details>
            <summary>{t::REJECT_ONE}{hidden()}</summary>
            <ActionForm action=steps.decide attr:class="amend-form">
                {about("reject")}
                <Reason id=field("reject")/>
                <button class="button">{t::REJECT_ONE}</button>
            </ActionForm>
        </details>
    }
}

#[component]
fn Reason(id: String) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id.clone()>{t::DECIDE_REASON}</label>
            <textarea
                id=id
                name="reason"
                rows="2"
                required
                maxlength=LONGEST_REASON.to_string()
                aria-describedby="decide-refused"
            ></textarea>
        </div>
    }
}

/// The final words of a place where things collide. The field is drawn once: what is typed stays.
#[component]
fn Settle(id: Uuid, place: Memo<Option<MergePlace>>, state: RwSignal<MergeView>, steps: Steps) -> impl IntoView {
    let collides = move || {
        let place = place.read();
        let needed = place.as_ref().is_some_and(|place| !place.collisions.is_empty() || place.settled.is_some());
        needed && state.read().place.may.merge
    };
    let words = move || {
        let place = place.read_untracked();
        let words = place.as_ref().map(|place| match &place.settled {
            Some((text, _)) => text.clone(),
            None => place.together.clone(),
        });
        words.unwrap_or_default()
    };
    let label = move || {
        let settled = place.read().as_ref().is_some_and(|place| place.settled.is_some());
        if settled { t::SETTLE_AGAIN } else { t::SETTLE }
    };
    let field = move |field: &str| format!("{field}-{id}");
    view! {
        <Show when=collides>
            <details>
                <summary>{label}</summary>
                <ActionForm action=steps.settle attr:class="amend-form">
                    <Seen state/>
                    <input type="hidden" name="paragraph" value=id.to_string()/>
                    <div class="field">
                        <label for=field("settle")>{t::SETTLE_WORDS}</label>
                        <textarea id=field("settle") name="words" rows="6" dir="auto" maxlength=LONGEST_WORDS.to_string() aria-describedby="settle-refused">
                            {in_textarea(&words())}
                        </textarea>
                    </div>
                    <div class="field">
                        <label for=field("settle-reason")>{t::DECIDE_REASON}</label>
                        <textarea
                            id=field("settle-reason")
                            name="reason"
                            rows="2"
                            required
                            maxlength=LONGEST_REASON.to_string()
                            aria-describedby="settle-refused"
                        ></textarea>
                    </div>
                    <button class="button">{t::SETTLE}</button>
                </ActionForm>
            </details>
        </Show>
    }
}
