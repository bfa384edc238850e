//! What waits for those who lead: reported comments, and comments to look at before others see them.

use leptos::prelude::*;

use super::acts::Ruling;
use crate::calls::consultation::moderation::{Case, RuleOnComment, load_moderation};
use crate::components::forum::{Forum, Time, moment};
use crate::components::message::Failure;
use crate::components::to_sign_in::ToSignIn;
use crate::error::CallError;
use crate::pages::consultations::once;
use crate::texts::{comments as t, fill};

/// `/moderation`.
#[component]
pub fn Moderation() -> impl IntoView {
    let action = ServerAction::<RuleOnComment>::new();
    let done = RwSignal::new(0_u32);
    // Only what was done changes the list: a refusal leaves every field as it is.
    Effect::new(move || {
        if action.value().read().as_ref().is_some_and(Result::is_ok) {
            done.update(|done| *done += 1);
        }
    });
    let queue = Resource::new(move || done.get(), |_| load_moderation());
    view! {
        <Forum title=t::MODERATION>
            <div class="page-head">
                <h1>{t::MODERATION}</h1>
                <p>{t::MODERATION_LEAD}</p>
            </div>
            <Transition>
                {once(move || Suspend::new(async move {
                    match queue.await {
                        Err(CallError::Forbidden) => view! { <ToSignIn/> }.into_any(),
                        Err(error) => view! { <Failure error/> }.into_any(),
                        Ok(queue) if queue.cases.is_empty() => view! { <p class="empty">{t::NOTHING_WAITS}</p> }.into_any(),
                        Ok(queue) => view! {
                            <ol class="cases">{queue.cases.into_iter().map(|case| row(action, case, queue.addressee_told)).collect_view()}</ol>
                            {(queue.more > 0).then(|| view! { <p>{fill(t::MORE_WAIT, &[("n", &queue.more.to_string())])}</p> })}
                        }.into_any(),
                    }
                }))}
            </Transition>
        </Forum>
    }
}

fn row(action: ServerAction<RuleOnComment>, case: Case, addressee_told: bool) -> impl IntoView {
    let discrimination = if addressee_told { t::DISCRIMINATION_TOLD } else { t::DISCRIMINATION };
    let state = match (case.waits, case.shown) {
        (true, _) => t::CASE_WAITS,
        (false, true) => t::CASE_SHOWN,
        (false, false) => t::CASE_HIDDEN,
    };
    let hidden = case.ruling.filter(|ruling| !ruling.shown);
    view! {
        <li class="panel" id=format!("c-{}", case.id)>
            {case.discrimination.then(|| view! { <p class="notice danger"><strong>{discrimination}</strong></p> })}
            <h2>{case.name}" "<span class="state">{state}</span></h2>
            <p class="comment-facts">
                <Time at=case.at/>" · "{fill(t::IN_TEXT, &[("text", &case.text), ("space", &case.space)])}
            </p>
            <p class="comment-words">{case.body}</p>
            {hidden.map(|ruling| view! {
                <p class="quiet">{fill(t::HIDDEN, &[("at", &moment(ruling.at))])}" "{t::HIDDEN_REASON}" "{ruling.reason}</p>
            })}
            <p><a href=case.address>{t::READ_IN_PLACE}</a></p>
            {(!case.reports.is_empty()).then(|| view! {
                <h3>{t::CASE_REPORTS}</h3>
                <ul>
                    {case
                        .reports
                        .into_iter()
                        .map(|report| view! {
                            <li>
                                <strong>{t::reason(report.reason)}</strong>" · "<Time at=report.at/>
                                {(!report.words.is_empty()).then(|| view! { <p class="comment-words">{report.words}</p> })}
                            </li>
                        })
                        .collect_view()}
                </ul>
            })}
            <Ruling action id=case.id version=case.version shown=case.shown waits=case.waits/>
        </li>
    }
}
