//! The form for a new comment or a reply. What is typed stays on the device until it was sent.

use domain::comment::CommentKind;
use leptos::prelude::*;
use uuid::Uuid;

use super::device;
use super::talk::Talk;
use crate::calls::consultation::commenting::SendComment;
use crate::calls::consultation::comments::{CommentForm, load_comment_form};
use crate::components::forum::{Refused, refusal};
use crate::components::textarea::in_textarea;
use crate::components::to_sign_in::sign_in_here;
use crate::texts::comments as t;

/// For a comment at the top, or (with `parent`) for a reply.
#[component]
pub fn Composer(talk: Talk, parent: Option<Uuid>) -> impl IntoView {
    let form = talk.form.get_value();
    if form.signed_in {
        view! { <Fields talk parent form/> }.into_any()
    } else {
        view! { <p class="notice">{t::SIGN_IN}" "<a href=sign_in_here()>{t::SIGN_IN_LINK}</a></p> }.into_any()
    }
}

#[component]
fn Fields(talk: Talk, parent: Option<Uuid>, form: CommentForm) -> impl IntoView {
    let action = ServerAction::<SendComment>::new();
    let error = refusal(action);
    // A reply is another comment than the new one above the list.
    let id = parent.map_or(form.id, |parent| Uuid::from_u128(form.id.as_u128() ^ parent.as_u128()));
    let id = RwSignal::new(id);
    let said = RwSignal::new("");
    let key = parent.map_or_else(|| "new".to_owned(), |parent| parent.to_string());
    let (body, problem, quote) = (format!("body-{key}"), format!("problem-{key}"), format!("quote-{key}"));
    let name = format!("{}.{}.{key}", talk.text, talk.paragraph.map(|id| id.to_string()).unwrap_or_default());
    let closing = talk.closing();
    Effect::new({
        let (name, body, quote) = (name.clone(), body.clone(), quote.clone());
        move || {
            let Some(answer) = action.value().get() else { return };
            // Also what was refused may have left a note.
            talk.done();
            if answer.is_err() {
                return;
            }
            device::keep(&name, "");
            device::empty(&body);
            device::empty(&quote);
            said.set(t::SENT);
            if parent.is_some() {
                closing();
            } else {
                leptos::task::spawn_local(async move {
                    if let Ok(next) = load_comment_form(talk.text.to_string()).await {
                        id.try_set(next.id);
                    }
                });
            }
        }
    });
    let restored = kept_words(&name, &body, parent.is_some());
    let typed = {
        let name = name.clone();
        move |event| {
            said.set("");
            device::keep(&name, &event_target_value(&event));
        }
    };
    let described = {
        let (body, problem) = (body.clone(), problem.clone());
        move || if error.read().is_some() { format!("{problem} {body}-hint") } else { format!("{body}-hint") }
    };
    // Who comes to read what others said does not have to pass a form; what was refused, kept or selected is in sight.
    let open = RwSignal::new(talk.shown.read_untracked().all == 0 || error.read_untracked().is_some());
    Effect::new(move || {
        if restored.get() || error.read().is_some() {
            open.set(true);
        }
    });
    let fields = view! {
        <ActionForm action=action attr:class="composer">
            <Refused error id=problem.clone()/>
            <input type="hidden" name="comment[id]" value=move || id.get().to_string()/>
            <input type="hidden" name="comment[text]" value=talk.text.to_string()/>
            <input type="hidden" name="comment[paragraph]" value=talk.paragraph.map(|id| id.to_string()).unwrap_or_default()/>
            <input type="hidden" name="comment[parent]" value=parent.map(|id| id.to_string()).unwrap_or_default()/>
            <Kinds name="comment[kind]" chosen=None/>
            {talk.paragraph.filter(|_| parent.is_none()).map(|paragraph| view! { <Words id=quote.clone() paragraph open/> })}
            <div class="field">
                <label for=body.clone()>{t::BODY}</label>
                <p class="help" id=format!("{body}-hint")>{t::BODY_HINT}</p>
                <textarea
                    id=body.clone()
                    name="comment[body]"
                    rows="5"
                    required
                    aria-describedby=described
                    aria-invalid=move || error.read().is_some().then_some("true")
                    on:input=typed
                >
                    {in_textarea("")}
                </textarea>
            </div>
            {move || restored.get().then(|| view! { <p class="quiet">{t::RESTORED}</p> })}
            {if !form.may_comment {
                view! {
                    <p class="notice">{t::NOT_NOW}</p>
                    <input type="hidden" name="comment[note]" value="note"/>
                }.into_any()
            } else if parent.is_none() {
                view! {
                    <label class="option-row">
                        <input type="checkbox" name="comment[note]" value="note"/>
                        <span>{t::NOTE}</span>
                    </label>
                }.into_any()
            } else {
                ().into_any()
            }}
            {(form.review && form.may_comment).then(|| view! { <p class="quiet">{t::REVIEW_FIRST}</p> })}
            <div class="button-row">
                <button class="button primary" aria-busy=move || action.pending().get().then_some("true")>
                    {if form.may_comment { t::SEND } else { t::KEEP_NOTE }}
                </button>
                {parent.map(|_| view! { <a class="button quiet-button" href=move || talk.closed() data-noscroll="true">{t::CANCEL}</a> })}
                <span role="status" class="saved-words">{move || said.get()}</span>
            </div>
        </ActionForm>
    };
    if parent.is_some() {
        return fields.into_any();
    }
    view! {
        <details class="write" open=move || open.get() on:toggle=move |event| open.set(device::is_open(&event))>
            <summary class="button">{t::WRITE}</summary>
            {fields}
        </details>
    }
    .into_any()
}

/// What a comment is meant as.
#[component]
pub fn Kinds(name: &'static str, chosen: Option<CommentKind>) -> impl IntoView {
    view! {
        <fieldset class="kinds">
            <legend class="field-label">{t::KIND}</legend>
            {CommentKind::ALL
                .map(|kind| view! {
                    <label class="kind">
                        <input type="radio" name=name value=word(kind) required checked=chosen == Some(kind)/>
                        <span>{t::kind(kind)}</span>
                    </label>
                })
                .collect_view()}
        </fieldset>
    }
}

/// The word of a kind, as forms send it.
fn word(kind: CommentKind) -> &'static str {
    match kind {
        CommentKind::For => "for",
        CommentKind::Against => "against",
        CommentKind::Question => "question",
        CommentKind::Suggestion => "suggestion",
    }
}

/// The words of the paragraph that a comment is about: typed or pasted, or taken over when they are selected in the paragraph, which
/// opens the form.
#[component]
fn Words(id: String, paragraph: Uuid, open: RwSignal<bool>) -> impl IntoView {
    let (words, before) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let taken = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    {
        let within = format!("#p-{paragraph} .words");
        Effect::new(move || {
            let within = within.clone();
            device::on_selection(move || {
                if let Some((selected, front)) = device::selected(&within) {
                    words.set(selected);
                    before.set(front.to_string());
                    open.set(true);
                    // A moment later: what stands there already when the form opens is not read out.
                    let tell = move || {
                        taken.try_set(true);
                    };
                    set_timeout(tell, std::time::Duration::from_millis(200));
                }
            });
        });
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (paragraph, open);
    let hint = format!("{id}-hint");
    let typed = move |event| {
        words.set(event_target_value(&event));
        // Where typed words stand, the server finds out.
        before.set(String::new());
        taken.set(false);
    };
    view! {
        <div class="field">
            <label for=id.clone()>{t::QUOTE}</label>
            <p class="help" id=hint.clone()>{t::QUOTE_HINT}</p>
            <input type="text" id=id name="comment[quote]" autocomplete="off" aria-describedby=hint prop:value=move || words.get() on:input=typed/>
            <input type="hidden" name="comment[before]" value=move || before.get()/>
            <p role="status" class="quiet">
                {move || taken.get().then(|| crate::texts::fill(t::QUOTE_TAKEN, &[("words", &words.read())]))}
            </p>
        </div>
    }
}

/// Puts words that were not sent back into their field once the page is alive; tells whether there were any. What was typed before
/// that is kept instead.
pub fn kept_words(name: &str, area: &str, focus: bool) -> RwSignal<bool> {
    let restored = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    {
        let (name, area) = (name.to_owned(), area.to_owned());
        Effect::new(move || {
            let Some(field) = device::area(&area) else { return };
            if !field.value().is_empty() {
                device::keep(&name, &field.value());
            } else if let Some(words) = device::kept(&name) {
                field.set_value(&words);
                restored.set(true);
            }
            if focus {
                device::focus(&area);
            }
        });
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (name, area, focus);
    restored
}
