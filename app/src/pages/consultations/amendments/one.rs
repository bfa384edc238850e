//! One amendment: what it wants, why, who supports it, what happened to it, and what may be done with it.

use domain::amendment::carrying::CarryCollision;
use domain::amendment::state::State;
use domain::amendment::wish::Wish;
use domain::text::markdown;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::amend::forget;
use super::card::{About, Backing, BackingRefused, Card, Support, Wishes};
use super::difference::want;
use crate::calls::consultation::amending::LONGEST_REASON;
use crate::calls::consultation::amendment_steps::{
    AdmitAmendment, DiscardAmendment, RejectAmendment, WithdrawAmendment,
};
use crate::calls::consultation::amendments::{AmendmentPage, AmendmentView, Past, load_amendment};
use crate::components::forum::{Forum, Refused, Time, refusal};
use crate::components::message::Failure;
use crate::pages::consultations::{once, trail};
use crate::texts::{amendments as t, consultation, fill};

/// What may be done with it. Made once, so that what was refused stays to be read.
#[derive(Clone, Copy)]
struct Steps {
    discard: ServerAction<DiscardAmendment>,
    withdraw: ServerAction<WithdrawAmendment>,
    admit: ServerAction<AdmitAmendment>,
    reject: ServerAction<RejectAmendment>,
}

#[component]
pub fn Amendment() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let backing = Backing::new();
    let steps = Steps {
        discard: ServerAction::new(),
        withdraw: ServerAction::new(),
        admit: ServerAction::new(),
        reject: ServerAction::new(),
    };
    // What worked is read anew; what was refused leaves the fields as they are typed.
    let worked = Memo::new(move |before: Option<&usize>| {
        let outcomes = [steps.withdraw.value().get(), steps.admit.value().get(), steps.reject.value().get()];
        before.copied().unwrap_or_default() + usize::from(outcomes.into_iter().flatten().any(|outcome| outcome.is_ok()))
    });
    let found = Resource::new(move || (id.get(), backing.done(), worked.get()), |(id, _, _)| load_amendment(id));
    view! {
        <Transition>
            {once(move || Suspend::new(async move {
                match found.await {
                    Err(error) => view! { <Forum title=t::ONE><Failure error/></Forum> }.into_any(),
                    Ok(page) => {
                        let mut trail = trail(&page.place);
                        trail.push((format!("/texts/{}/amendments", page.place.id), t::TITLE.to_owned()));
                        view! { <Forum title=t::ONE trail><Page page backing steps/></Forum> }.into_any()
                    }
                }
            }))}
        </Transition>
    }
}

#[component]
fn Page(page: AmendmentPage, backing: Backing, steps: Steps) -> impl IntoView {
    let amendment = page.amendment;
    if amendment.state != State::Draft {
        forget(&amendment);
    }
    let title = amendment.wishes.first().map_or_else(|| t::ONE.to_owned(), want);
    let version = match amendment.state {
        State::Accepted { version } | State::Modified { version, .. } => Some(version),
        _ => None,
    };
    let text = amendment.text;
    let supporters = amendment.supporters.join(", ");
    view! {
        <article class="amendment" aria-labelledby="amendment-title">
            <h1 id="amendment-title">{title}</h1>
            <About amendment=amendment.clone()/>
            <Wishes amendment=amendment.clone()/>
            {version.map(|version| view! {
                <p><a href=format!("/texts/{text}/compare?old={}&new={version}", version - 1)>
                    {fill(t::SEE_VERSION, &[("n", &version.to_string())])}
                </a></p>
            })}
            {page.collisions.into_iter().map(|collision| view! { <Collision collision/> }).collect_view()}
            <BackingRefused backing/>
            <Support amendment=amendment.clone() backing/>
            {(!supporters.is_empty()).then(|| view! { <p class="small">{t::SUPPORTERS}": "{supporters}"."</p> })}
            <Doing amendment steps/>
        </article>
        {(!page.children.is_empty()).then(|| view! {
            <section>
                <h2>{t::CHILDREN}</h2>
                {page.children.into_iter().map(|amendment| view! { <Card amendment backing/> }).collect_view()}
            </section>
        })}
        {(!page.history.is_empty()).then(|| view! {
            <section>
                <h2>{t::HISTORY}</h2>
                <ol class="history">{page.history.into_iter().map(past).collect_view()}</ol>
            </section>
        })}
    }
}

fn past(past: Past) -> impl IntoView {
    view! { <li><Time at=past.at/>": "{past.by}" "{t::deed(&past.deed)}</li> }
}

/// What the paragraph says now beside what was wanted.
#[component]
fn Collision(collision: CarryCollision) -> impl IntoView {
    let wanted = match &collision.wish {
        Wish::Rewrite { text, .. } => text.clone(),
        Wish::Insert { blocks, .. } => markdown::write(blocks).trim_end().to_owned(),
        Wish::Delete { .. } => t::COLLIDES_GONE.to_owned(),
    };
    let now = collision.now.unwrap_or_else(|| t::COLLISION_GONE.to_owned());
    view! {
        <section class="collision">
            <h2>{t::COLLISION}</h2>
            <dl>
                <dt>{t::COLLISION_NOW}</dt>
                <dd dir="auto">{now}</dd>
                <dt>{t::COLLISION_WANTED}</dt>
                <dd dir="auto">{wanted}</dd>
            </dl>
        </section>
    }
}

#[component]
fn Doing(amendment: AmendmentView, steps: Steps) -> impl IntoView {
    let AmendmentView { id, text, may, .. } = amendment;
    let draft = amendment.state == State::Draft;
    let paragraph = amendment.wishes.first().and_then(|wish| wish.paragraph.as_ref()).map(|(id, _)| *id);
    let rework = paragraph.filter(|_| may.rework).map(|paragraph| match &amendment.parent {
        Some((parent, _)) => format!("/amendments/{parent}/amend?paragraph={paragraph}&draft={id}"),
        None => format!("/texts/{text}/amend/{paragraph}?draft={id}"),
    });
    let hidden = move || view! { <input type="hidden" name="id" value=id.to_string()/> };
    view! {
        <Refused error=refusal(steps.discard) id="discard-refused"/>
        <Refused error=refusal(steps.withdraw) id="withdraw-refused"/>
        <Refused error=refusal(steps.admit) id="admit-refused"/>
        <div class="button-row">
            {rework.map(|address| view! {
                <a class="button primary" href=address>{if draft { t::GO_ON } else { t::REWORK }}</a>
            })}
            {(may.rework && draft).then(|| view! {
                <ActionForm action=steps.discard>
                    {hidden()}
                    <button class="button quiet-button" on:click=move |_| forget(&amendment)>{t::DISCARD}</button>
                </ActionForm>
            })}
            {may.amend.then(|| view! { <a class="button" href=format!("/amendments/{id}/amend")>{t::AMEND_THIS}</a> })}
            {may.admit.then(|| view! {
                <ActionForm action=steps.admit>{hidden()}<button class="button">{t::ADMIT}</button></ActionForm>
            })}
        </div>
        {may.withdraw.then(|| view! {
            <details>
                <summary>{t::WITHDRAW}</summary>
                <p>{t::WITHDRAW_NOTE}</p>
                <ActionForm action=steps.withdraw>
                    {hidden()}
                    <button class="button danger">{t::WITHDRAW_SURE}</button>
                </ActionForm>
            </details>
        })}
        {may.reject.then(|| view! {
            <details>
                <summary>{t::REJECT}</summary>
                <Refused error=refusal(steps.reject) id="reject-refused"/>
                <ActionForm action=steps.reject attr:class="amend-form">
                    {hidden()}
                    <div class="field">
                        <label for="reject-reason">{t::REJECT_REASON}</label>
                        <p class="help quiet" id="reject-help">{t::REJECT_HINT}</p>
                        <textarea
                            id="reject-reason"
                            name="reason"
                            rows="3"
                            required
                            maxlength=LONGEST_REASON.to_string()
                            aria-describedby="reject-help reject-refused"
                        ></textarea>
                    </div>
                    <button class="button danger">{t::REJECT}</button>
                </ActionForm>
            </details>
        })}
        <p><a href=format!("/texts/{text}")>{consultation::WHOLE_TEXT}</a></p>
    }
}
