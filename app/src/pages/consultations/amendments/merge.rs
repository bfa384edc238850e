//! Merging amendments into the next version, for the chair: every place that is amended, and beside it what comes of it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::card::{Backing, Card};
use super::difference::Difference;
use super::merge_place::Place;
use crate::calls::consultation::amending::LONGEST_REASON;
use crate::calls::consultation::merge_steps::{DecideWish, FinishMerge, SettleParagraph, UndoMergeStep};
use crate::calls::consultation::merging::{MergeView, ResultParagraph, load_merge};
use crate::components::forum::{Forum, Refused, refusal};
use crate::components::live::text_changes;
use crate::components::message::Failure;
use crate::components::to_sign_in::ToSignIn;
use crate::error::CallError;
use crate::pages::consultations::{once, trail};
use crate::texts::{amendments as t, consultation, fill};

/// What the chair does. Made once, so that what was refused stays to be read.
#[derive(Clone, Copy)]
pub struct Steps {
    pub decide: ServerAction<DecideWish>,
    pub settle: ServerAction<SettleParagraph>,
    pub undo: ServerAction<UndoMergeStep>,
    pub finish: ServerAction<FinishMerge>,
}

#[component]
pub fn Merge() -> impl IntoView {
    let params = use_params_map();
    let text = Memo::new(move |_| params.read().get("text").unwrap_or_default());
    let steps = Steps {
        decide: ServerAction::new(),
        settle: ServerAction::new(),
        undo: ServerAction::new(),
        finish: ServerAction::new(),
    };
    let found = Resource::new(move || text.get(), load_merge);
    view! {
        <Suspense>
            {once(move || Suspend::new(async move {
                match found.await {
                    Err(CallError::Forbidden) => view! { <ToSignIn/> }.into_any(),
                    Err(error) => view! { <Forum title=t::MERGE><Failure error/></Forum> }.into_any(),
                    Ok(merge) => {
                        let mut trail = trail(&merge.place);
                        trail.push((format!("/texts/{}/amendments", merge.place.id), t::TITLE.to_owned()));
                        view! { <Forum title=t::MERGE trail wide=true><Page merge steps/></Forum> }.into_any()
                    }
                }
            }))}
        </Suspense>
    }
}

/// What was loaded first, and then whatever a step made of it. Only what has changed is drawn anew: reasons that are being typed
/// elsewhere on the page stay.
#[component]
fn Page(merge: MergeView, steps: Steps) -> impl IntoView {
    let text = merge.place.id;
    let state = RwSignal::new(merge);
    let newer = Action::new(move |(): &()| async move {
        if let Ok(merge) = load_merge(text.to_string()).await {
            #[cfg(feature = "hydrate")]
            crate::browser::keeping_focus(|| state.set(merge));
            #[cfg(not(feature = "hydrate"))]
            state.set(merge);
        }
    });
    Effect::new(move |begun: Option<()>| {
        let outcomes = [steps.decide.value().get(), steps.settle.value().get(), steps.undo.value().get()];
        if begun.is_some() && outcomes.into_iter().flatten().any(|outcome| outcome.is_ok()) {
            newer.dispatch(());
        }
    });
    let (_, live) = text_changes(text);
    Effect::new(move |before: Option<u64>| {
        let now = live.get();
        if before.is_some_and(|before| before != now) {
            newer.dispatch(());
        }
        now
    });
    let backing = Backing::new();
    let places = move || -> Vec<Option<Uuid>> {
        state.read().places.iter().map(|place| place.paragraph.as_ref().map(|(id, _)| *id)).collect()
    };
    let place = move |id| view! { <Place id state steps/> };
    let progress = move || {
        let (done, all) = state.read().decided;
        fill(t::PROGRESS, &[("done", &done.to_string()), ("all", &all.to_string())])
    };
    view! {
        <h1>{t::MERGE}</h1>
        <p>{t::MERGE_LEAD}</p>
        <p role="status">{progress}</p>
        <Refused error=refusal(steps.decide) id="decide-refused"/>
        <Refused error=refusal(steps.settle) id="settle-refused"/>
        <Refused error=refusal(steps.undo) id="undo-refused"/>
        <div class="button-row" id="merge-steps">
            <Undo state steps/>
            <a class="button quiet-button" href=format!("/texts/{text}/protocol")>{t::PROTOCOL}</a>
        </div>
        {move || state.read().places.is_empty().then(|| view! {
            <div class="empty"><p><strong>{t::MERGE_NONE}</strong></p><p>{t::MERGE_NONE_HINT}</p></div>
        })}
        <div class="merge">
            <div class="merge-places">
                <For
                    each=places
                    key=|id| *id
                    children=place
                />
            </div>
            <section class="merge-result" aria-labelledby="merge-result">
                <h2 id="merge-result">{t::RESULT}</h2>
                {move || state.read().result.iter().cloned().map(result).collect_view()}
            </section>
        </div>
        <Finish state steps/>
        {move || {
            let waiting = state.read().waiting.clone();
            (!waiting.is_empty()).then(|| view! {
                <section aria-labelledby="merge-waiting">
                    <h2 id="merge-waiting">{t::WAITING}</h2>
                    {waiting.into_iter().map(|amendment| view! { <Card amendment backing/> }).collect_view()}
                </section>
            })
        }}
    }
}

fn result(paragraph: ResultParagraph) -> AnyView {
    let gone = (!paragraph.stays).then(|| view! { <p class="quiet small">{t::RESULT_GONE}</p> });
    let class = if paragraph.heading { "result-paragraph heading" } else { "result-paragraph" };
    view! { <div class=class><Difference pieces=paragraph.pieces/>{gone}</div> }.into_any()
}

/// The fields that every step sends: which merge, and what of it was seen.
#[component]
pub fn Seen(state: RwSignal<MergeView>) -> impl IntoView {
    view! {
        <input type="hidden" name="text" value=move || state.read().place.id.to_string()/>
        <input type="hidden" name="version" value=move || state.read().place.current.to_string()/>
        <input type="hidden" name="seen" value=move || state.read().seen.to_string()/>
    }
}

#[component]
fn Undo(state: RwSignal<MergeView>, steps: Steps) -> impl IntoView {
    view! {
        <Show when=move || state.read().undo.is_some() && state.read().place.may.merge>
            <ActionForm action=steps.undo>
                <Seen state/>
                <input
                    type="hidden"
                    name="entry"
                    value=move || state.read().undo.as_ref().map(|line| line.entry.to_string()).unwrap_or_default()
                />
                <button class="button" aria-describedby="last-step">{t::UNDO}</button>
            </ActionForm>
            <p class="quiet small" id="last-step">
                {move || state.read().undo.as_ref().map(super::protocol::sentence)}
            </p>
        </Show>
    }
}

#[component]
fn Finish(state: RwSignal<MergeView>, steps: Steps) -> impl IntoView {
    let begun = move || {
        let merge = state.read();
        merge.decided.0 > 0 && merge.place.may.merge
    };
    view! {
        <Show when=begun>
            <section class="panel" aria-labelledby="merge-finish">
                <h2 id="merge-finish">{t::FINISH}</h2>
                <p>{t::FINISH_LEAD}</p>
                {move || (state.read().unsettled > 0).then(|| view! { <p class="notice danger">{t::UNSETTLED}</p> })}
                <Refused error=refusal(steps.finish) id="finish-refused"/>
                <ActionForm action=steps.finish attr:class="amend-form">
                    <Seen state/>
                    <div class="field">
                        <label for="finish-reason">{t::FINISH_REASON}</label>
                        <p class="help quiet" id="finish-help">{consultation::REASON_HINT}</p>
                        <textarea
                            id="finish-reason"
                            name="reason"
                            rows="3"
                            required
                            maxlength=LONGEST_REASON.to_string()
                            aria-describedby="finish-help finish-refused"
                        ></textarea>
                    </div>
                    <button class="button primary">{t::FINISH}</button>
                </ActionForm>
            </section>
        </Show>
    }
}
