//! Objections with what became of them, and what those may do who raised them or lead the group.

use domain::agreement::objection::ObjectionState;
use leptos::prelude::*;
use uuid::Uuid;

use super::words::Words;
use super::{Problem, Sent};
use crate::calls::consultation::agreement::{AgreementView, ObjectionView};
use crate::calls::consultation::objections::MoveObjection;
use crate::calls::consultation::positions::LONGEST_REASON;
use crate::components::forum::{Time, refusal};
use crate::texts::{agreement as t, fill};

#[component]
pub fn Objections(current: RwSignal<AgreementView>, action: ServerAction<MoveObjection>, sent: Sent) -> impl IntoView {
    let list = move || current.with(|view| view.objections.clone());
    view! {
        <section class="objections" id="objections" aria-labelledby="objections-title">
            <h2 id="objections-title">{t::OBJECTIONS}</h2>
            {move || list().is_empty().then(|| view! { <p class="quiet">{t::NO_OBJECTIONS}</p> })}
            // An objection is drawn anew only when it has changed: what is being typed beside another one stays.
            <For each=list key=|one| (one.id, one.seen) let:one>
                <Objection one current action sent/>
            </For>
        </section>
    }
}

#[component]
fn Objection(
    one: ObjectionView,
    current: RwSignal<AgreementView>,
    action: ServerAction<MoveObjection>,
    sent: Sent,
) -> impl IntoView {
    let (text, newest) = current.with_untracked(|view| (view.text, view.version));
    let (class, state) = t::state(&one.state);
    let id = format!("objection-{}", one.id);
    let kind = if one.blocks { t::BLOCK } else { t::OBJECTION };
    let raised = fill(t::RAISED, &[("kind", kind), ("n", &one.number.to_string()), ("who", &one.who)]);
    let became = match one.state.clone() {
        ObjectionState::Heard { at, note } => view! {
            <p class="small quiet">{t::HEARD_NOTE}", "<Time at/></p>
            <p class="said" dir="auto">{note}</p>
        }
        .into_any(),
        ObjectionState::Upheld { reason } => view! {
            <p class="small quiet">{t::UPHELD_REASON}</p>
            <p class="said" dir="auto">{reason}</p>
        }
        .into_any(),
        ObjectionState::Integrated { version } => view! {
            <p><a href=format!("/texts/{text}/versions/{version}")>{fill(t::VERSION, &[("n", &version.to_string())])}</a></p>
        }
        .into_any(),
        ObjectionState::Open | ObjectionState::TakenBack => ().into_any(),
    };
    let about = about(&one, current);
    view! {
        <article class="panel objection" id=id.clone() aria-labelledby=format!("{id}-title")>
            <h3 id=format!("{id}-title")>{raised}" "<span class=format!("state {class}")>{state}</span></h3>
            <p class="small quiet">{one.group_name.clone()}" · "<Time at=one.at/>" · "{about}</p>
            <p class="said" dir="auto">{one.reason.clone()}</p>
            {became}
            <Steps one newest action sent/>
        </article>
    }
}

/// What the objection is about, with the way there.
fn about(one: &ObjectionView, current: RwSignal<AgreementView>) -> AnyView {
    let Some(paragraph) = one.paragraph else { return t::ABOUT_TEXT.into_any() };
    let (text, known) = current.with_untracked(|view| {
        let known = view.paragraphs.iter().find(|(id, _, _)| *id == paragraph);
        (view.text, known.map(|(_, number, begins)| format!("{number}: {begins}")))
    });
    match known {
        Some(words) => view! { <a href=format!("/texts/{text}/paragraphs/{paragraph}")>{words}</a> }.into_any(),
        None => t::ABOUT_GONE.into_any(),
    }
}

/// What may be done with it now, by this reader.
#[component]
fn Steps(one: ObjectionView, newest: u32, action: ServerAction<MoveObjection>, sent: Sent) -> impl IntoView {
    let stands = one.stands();
    let hear = one.leads && one.state == ObjectionState::Open;
    let integrate = one.leads && stands && newest > one.number;
    let uphold = one.mine && matches!(one.state, ObjectionState::Heard { .. });
    let take_back = one.mine && stands;
    let reopen = one.mine && matches!(one.state, ObjectionState::Integrated { .. });
    let id = one.id;
    let form = format!("move-{id}");
    let problem = format!("{form}-problem");
    let refused = sent.refused(refusal(action), &form);
    let seen = one.seen;
    let hidden = move || {
        view! {
            <input type="hidden" name="objection" value=id.to_string()/>
            <input type="hidden" name="seen" value=seen.to_string()/>
        }
    };
    let by = sent.by(&form);
    let kept = Signal::derive(move || {
        let done = action.value().read().as_ref().is_some_and(Result::is_ok);
        usize::from(done && *sent.0.read() == form)
    });
    let said = {
        let (by, problem) = (by.clone(), problem.clone());
        move |step: &'static str, label: &'static str, button: &'static str| {
            let (problem, by) = (problem.clone(), by.clone());
            view! { <Said id step label button problem action kept hidden=hidden().into_any() by/> }
        }
    };
    (hear || integrate || uphold || take_back || reopen).then(|| view! {
        <details class="other-texts steps" open=take_back || hear>
            <summary>{t::GO_ON}</summary>
            <Problem error=refused id=problem.clone()/>
            {hear.then(|| said("hear", t::HEAR_NOTE, t::HEAR))}
            {uphold.then(|| said("uphold", t::UPHOLD_WHY, t::UPHOLD))}
            {reopen.then(|| said("reopen", t::REOPEN_WHY, t::REOPEN))}
            {integrate.then(|| view! {
                <ActionForm action=action attr:class="step" on:submit=by.clone()>
                    {hidden()}
                    <input type="hidden" name="step" value="integrate"/>
                    <div class="field">
                        <label for=format!("version-{id}")>{t::INTEGRATE_WHERE}</label>
                        <select id=format!("version-{id}") name="version" aria-describedby=problem.clone()>
                            {(one.number + 1..=newest).rev().map(|number| view! {
                                <option value=number.to_string()>{fill(t::VERSION, &[("n", &number.to_string())])}</option>
                            }).collect_view()}
                        </select>
                    </div>
                    <button class="button">{t::INTEGRATE}</button>
                </ActionForm>
            })}
            {take_back.then(|| view! {
                <ActionForm action=action attr:class="step" on:submit=by.clone()>
                    {hidden()}
                    <div class="button-row">
                        <button class="button" name="step" value="agree">{t::TAKE_BACK_AGREE}</button>
                        <button class="button" name="step" value="abstain">{t::TAKE_BACK_ABSTAIN}</button>
                    </div>
                </ActionForm>
            })}
        </details>
    })
}

/// A step that is taken with words.
#[component]
fn Said<B>(
    id: Uuid,
    step: &'static str,
    label: &'static str,
    button: &'static str,
    problem: String,
    action: ServerAction<MoveObjection>,
    kept: Signal<usize>,
    hidden: AnyView,
    by: B,
) -> impl IntoView
where
    B: Fn(leptos::ev::SubmitEvent) + Clone + Send + Sync + 'static,
{
    view! {
        <ActionForm action=action attr:class="step" on:submit=by>
            {hidden}
            <input type="hidden" name="step" value=step/>
            <Words id=format!("{step}-{id}") name="words" label key=format!("objection.{id}.{step}") longest=LONGEST_REASON sent=kept problem/>
            <button class="button">{button}</button>
        </ActionForm>
    }
}
