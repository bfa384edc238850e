//! What is opened at a comment: reply, change, report, earlier wordings, moderation, what becomes of it.

use domain::commenting::ReportReason;
use domain::process::space::Standing;
use leptos::prelude::*;
use uuid::Uuid;

use super::composer::{Composer, Kinds, kept_words};
use super::device;
use super::talk::Talk;
use crate::calls::consultation::commenting::{ChangeComment, ReportComment};
use crate::calls::consultation::comments::CommentView;
use crate::calls::consultation::moderation::{RuleOnComment, SettleComment};
use crate::components::forum::{Refused, moment, refusal};
use crate::components::message::Failure;
use crate::components::textarea::in_textarea;
use crate::pages::consultations::once;
use crate::refusal::Refusal;
use crate::texts::{comments as t, fill};

/// Whatever the address says is open here. It is made once when it is opened, and not again when the discussion goes on.
#[component]
pub fn Opened(talk: Talk, id: Uuid, comment: Memo<Option<CommentView>>) -> impl IntoView {
    let what = Memo::new(move |_| {
        let act = talk.act.read();
        if act.at == Some(id) { act.what.clone() } else { String::new() }
    });
    // Whoever closes it is back where it was opened.
    Effect::new(move |before: Option<String>| {
        let what = what.get();
        if let Some(before) = before.filter(|before| what.is_empty() && !before.is_empty()) {
            device::focus_if_lost(format!("way-{before}-{id}"));
        }
        what
    });
    move || {
        let what = what.get();
        if what.is_empty() {
            return ().into_any();
        }
        let Some(comment) = comment.get_untracked() else { return ().into_any() };
        let (leads, signed_in) = talk.shown.with_untracked(|shown| (shown.leads, shown.signed_in));
        let published = comment.standing == Standing::Published;
        let form = match what.as_str() {
            "reply" if published => {
                let title = fill(t::REPLY_TO, &[("name", &comment.name)]);
                view! { <h4>{title}</h4><Composer talk parent=Some(id)/> }.into_any()
            }
            "edit" if comment.own => view! { <Edit talk comment/> }.into_any(),
            "report" if published && signed_in => view! { <Report talk id/> }.into_any(),
            "history" if comment.changed.is_some() => view! { <History talk/> }.into_any(),
            "rule" if leads => view! { <Rule talk comment/> }.into_any(),
            "settle" if leads => view! { <Settle talk comment/> }.into_any(),
            _ => return ().into_any(),
        };
        view! { <div class="comment-open">{form}</div> }.into_any()
    }
}

/// Closes the form and shows what was done once it was done.
fn after<S>(talk: Talk, action: ServerAction<S>, done: impl Fn() + 'static)
where
    S: leptos::server_fn::ServerFn<Output = (), Error = Refusal> + Clone + Send + Sync + 'static,
{
    let closing = talk.closing();
    Effect::new(move || {
        if action.value().read().as_ref().is_some_and(Result::is_ok) {
            done();
            talk.done();
            closing();
        }
    });
}

#[component]
fn Close(talk: Talk) -> impl IntoView {
    view! { <a class="button quiet-button" href=move || talk.closed() data-noscroll="true">{t::CANCEL}</a> }
}

#[component]
fn Edit(talk: Talk, comment: CommentView) -> impl IntoView {
    let action = ServerAction::<ChangeComment>::new();
    let error = refusal(action);
    let (id, kind) = (comment.id, comment.kind);
    let body: String = comment.pieces.iter().map(|piece| piece.text.as_str()).collect();
    let (area, problem, name) = (format!("edit-{id}"), format!("ee-{id}"), format!("edit.{id}"));
    after(talk, action, {
        let name = name.clone();
        move || device::keep(&name, "")
    });
    kept_words(&name, &area, true);
    let described = {
        let problem = problem.clone();
        move || error.read().is_some().then(|| problem.clone())
    };
    view! {
        <h4>{t::EDIT_TITLE}</h4>
        <ActionForm action=action attr:class="composer">
            <Refused error id=problem/>
            <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="version" value=comment.version.to_string()/>
            <Kinds name="kind" chosen=Some(kind)/>
            <div class="field">
                <label for=area.clone()>{t::BODY}</label>
                <textarea
                    id=area
                    name="body"
                    rows="5"
                    required
                    aria-describedby=described
                    on:input=move |event| device::keep(&name, &event_target_value(&event))
                >
                    {in_textarea(&body)}
                </textarea>
            </div>
            <div class="button-row"><button class="button primary">{t::SAVE}</button><Close talk/></div>
        </ActionForm>
    }
}

#[component]
fn Report(talk: Talk, id: Uuid) -> impl IntoView {
    let action = ServerAction::<ReportComment>::new();
    let error = refusal(action);
    let (problem, area) = (StoredValue::new(format!("re-{id}")), StoredValue::new(format!("report-{id}")));
    let described = move || error.read().is_some().then(|| problem.get_value());
    view! {
        <h4>{t::REPORT_TITLE}</h4>
        <Show
            when=move || !action.value().read().as_ref().is_some_and(Result::is_ok)
            fallback=move || view! { <p class="notice" role="status">{t::REPORTED}</p><Close talk/> }
        >
            <ActionForm action=action attr:class="composer">
                <Refused error id=problem.get_value()/>
                <p class="quiet">{t::REPORT_LEAD}</p>
                <input type="hidden" name="id" value=id.to_string()/>
                <fieldset class="kinds">
                    <legend class="field-label">{t::REPORT_REASON}</legend>
                    {ReportReason::ALL
                        .map(|reason| view! {
                            <label class="kind">
                                <input type="radio" name="reason" value=word(reason) required/>
                                <span>{t::reason(reason)}</span>
                            </label>
                        })
                        .collect_view()}
                </fieldset>
                <div class="field">
                    <label for=area.get_value()>{t::REPORT_WORDS}</label>
                    <textarea id=area.get_value() name="words" rows="3" aria-describedby=described>{in_textarea("")}</textarea>
                </div>
                <div class="button-row"><button class="button primary">{t::REPORT_SEND}</button><Close talk/></div>
            </ActionForm>
        </Show>
    }
}

fn word(reason: ReportReason) -> &'static str {
    match reason {
        ReportReason::Discrimination => "discrimination",
        ReportReason::Insult => "insult",
        ReportReason::Advertising => "advertising",
        ReportReason::Other => "other",
    }
}

#[component]
fn History(talk: Talk) -> impl IntoView {
    view! {
        <h4>{t::HISTORY}</h4>
        <Suspense>
            {once(move || Suspend::new(async move {
                match talk.wordings.await {
                    Err(error) => view! { <Failure error/> }.into_any(),
                    Ok(wordings) => view! {
                        <ol class="wordings">
                            {wordings
                                .into_iter()
                                .map(|wording| view! {
                                    <li>
                                        <p class="quiet">{fill(t::UNTIL, &[("at", &moment(wording.until))])}</p>
                                        <p class="comment-words">{wording.body}</p>
                                    </li>
                                })
                                .collect_view()}
                        </ol>
                    }.into_any(),
                }
            }))}
        </Suspense>
        <Close talk/>
    }
}

#[component]
fn Rule(talk: Talk, comment: CommentView) -> impl IntoView {
    let action = ServerAction::<RuleOnComment>::new();
    after(talk, action, || {});
    view! {
        <h4>{t::RULE_TITLE}</h4>
        <Ruling
            action
            id=comment.id
            version=comment.version
            shown=comment.standing == Standing::Published
            waits=comment.standing == Standing::Withheld && comment.ruling.is_none()
        />
        <Close talk/>
    }
}

/// The form that shows or hides a comment, with a reason.
#[component]
pub fn Ruling(action: ServerAction<RuleOnComment>, id: Uuid, version: u32, shown: bool, waits: bool) -> impl IntoView {
    let error = refusal(action);
    let (area, problem) = (format!("rule-{id}"), format!("ruling-problem-{id}"));
    let show = match (shown, waits) {
        (true, _) => t::LEAVE,
        (false, true) => t::SHOW,
        (false, false) => t::SHOW_AGAIN,
    };
    let described = {
        let (area, problem) = (area.clone(), problem.clone());
        move || if error.read().is_some() { format!("{problem} {area}-hint") } else { format!("{area}-hint") }
    };
    view! {
        <ActionForm action=action attr:class="composer">
            <Refused error id=problem/>
            <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="version" value=version.to_string()/>
            <div class="field">
                <label for=area.clone()>{t::RULE_REASON}</label>
                <p class="help" id=format!("{area}-hint")>{t::RULE_HINT}</p>
                <textarea id=area name="reason" rows="2" aria-describedby=described>{in_textarea("")}</textarea>
            </div>
            <div class="button-row">
                <button class="button primary" name="shown" value="true">{show}</button>
                <button class="button danger" name="shown" value="false">{t::HIDE}</button>
            </div>
        </ActionForm>
    }
}

#[component]
fn Settle(talk: Talk, comment: CommentView) -> impl IntoView {
    let action = ServerAction::<SettleComment>::new();
    let error = refusal(action);
    after(talk, action, || {});
    let id = comment.id;
    let problem = format!("se-{id}");
    let outcomes = [
        ("taken_over", t::SETTLE_TAKEN_OVER),
        ("answered", t::SETTLE_ANSWERED),
        ("rejected", t::SETTLE_REJECTED),
        ("open", t::SETTLE_OPEN),
    ];
    let described = {
        let problem = problem.clone();
        move || error.read().is_some().then(|| problem.clone())
    };
    view! {
        <h4>{t::SETTLE_TITLE}</h4>
        <ActionForm action=action attr:class="composer">
            <Refused error id=problem/>
            <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="version" value=comment.version.to_string()/>
            <fieldset class="kinds">
                <legend class="field-label">{t::SETTLE_TITLE}</legend>
                {outcomes
                    .map(|(word, words)| view! {
                        <label class="kind">
                            <input type="radio" name="outcome" value=word required/>
                            <span>{words}</span>
                        </label>
                    })
                    .collect_view()}
            </fieldset>
            <div class="field">
                <label for=format!("number-{id}")>{t::SETTLE_NUMBER}</label>
                <input type="text" inputmode="numeric" class="short" id=format!("number-{id}") name="number" autocomplete="off"/>
            </div>
            <div class="field">
                <label for=format!("settle-{id}")>{t::SETTLE_WORDS}</label>
                <textarea id=format!("settle-{id}") name="words" rows="3" aria-describedby=described>{in_textarea("")}</textarea>
            </div>
            <div class="button-row"><button class="button primary">{t::SAVE}</button><Close talk/></div>
        </ActionForm>
    }
}
