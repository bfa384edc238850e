//! Writing an amendment: the paragraph in a field, the reason, the difference while typing; then once more before it is sent.

use domain::text::words::{self, Piece};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use uuid::Uuid;

use super::card::{About, Wishes};
use super::difference::{Difference, place};
use crate::calls::consultation::amending::{AmendForm, LONGEST_REASON, LONGEST_WORDS, WriteAmendment, load_amending};
use crate::calls::consultation::amendment_steps::SupportAmendment;
use crate::calls::consultation::amendments::{AmendmentView, Want};
use crate::components::forum::{Forum, Refused, refusal};
use crate::components::message::Failure;
use crate::components::textarea::in_textarea;
use crate::components::to_sign_in::sign_in_here;
use crate::pages::consultations::{once, trail};
use crate::texts::{amendments as t, consultation, fill};

/// Which form: text, paragraph, amendment, draft; see [`load_amending`].
type Which = (String, String, String, String);

/// An amendment to a paragraph of a text.
#[component]
pub fn Amend() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let which = Memo::new(move |_| {
        let (params, draft) = (params.read(), query.read().get("draft").unwrap_or_default());
        (params.get("text").unwrap_or_default(), params.get("paragraph").unwrap_or_default(), String::new(), draft)
    });
    view! { <Writing which/> }
}

/// An amendment to an amendment.
#[component]
pub fn AmendAmendment() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let which = Memo::new(move |_| {
        let (id, query) = (params.read().get("id").unwrap_or_default(), query.read());
        (String::new(), query.get("paragraph").unwrap_or_default(), id, query.get("draft").unwrap_or_default())
    });
    view! { <Writing which/> }
}

#[component]
fn Writing(which: Memo<Which>) -> impl IntoView {
    let query = use_query_map();
    let write = ServerAction::<WriteAmendment>::new();
    let support = ServerAction::<SupportAmendment>::new();
    let form = Resource::new(
        move || which.get(),
        |(text, paragraph, amendment, draft)| load_amending(text, paragraph, amendment, draft),
    );
    view! {
        <Transition>
            {once(move || Suspend::new(async move {
                match form.await {
                    Err(error) => view! { <Forum title=t::AMEND><Failure error/></Forum> }.into_any(),
                    Ok(mut form) => {
                        let replaces = query.read_untracked().get("replaces").and_then(|id| id.parse().ok());
                        form.replaces = form.replaces.or(replaces);
                        let trail = trail(&form.place);
                        view! { <Forum title=t::AMEND trail><Page form write support/></Forum> }.into_any()
                    }
                }
            }))}
        </Transition>
    }
}

#[component]
fn Page(
    form: AmendForm,
    write: ServerAction<WriteAmendment>,
    support: ServerAction<SupportAmendment>,
) -> impl IntoView {
    let title = match &form.parent {
        Some((_, author)) => fill(t::AMEND_OTHER_TITLE, &[("author", author)]),
        None => fill(t::AMEND_TITLE, &[("place", &place(&form.number))]),
    };
    let similar = form.checked.as_ref().map(|checked| checked.similar.clone()).unwrap_or_default();
    let id = form.id;
    let body = if form.place.may.amend {
        view! { <Fields form write/> }.into_any()
    } else if form.place.may.signed_in {
        view! { <p class="notice">{t::NOT_OPEN}</p> }.into_any()
    } else {
        view! { <p class="notice">{t::SIGN_IN_FIRST}" "<a href=sign_in_here()>{consultation::SIGN_IN}</a></p> }
            .into_any()
    };
    view! {
        <h1>{title}</h1>
        {body}
        {(!similar.is_empty()).then(|| view! { <Similar similar draft=id support/> })}
    }
}

/// What others want already, before one more of the same is sent.
#[component]
fn Similar(similar: Vec<AmendmentView>, draft: Uuid, support: ServerAction<SupportAmendment>) -> impl IntoView {
    let one = move |amendment: AmendmentView| {
        let id = amendment.id;
        let backs = amendment.may.support && !amendment.supports;
        view! {
            <article class="amendment">
                <h3><a href=format!("/amendments/{id}")>{fill(t::BY, &[("author", &amendment.author)])}</a></h3>
                <About amendment=amendment.clone()/>
                <Wishes amendment/>
                {backs.then(|| view! {
                    <ActionForm action=support>
                        <input type="hidden" name="id" value=id.to_string()/>
                        <input type="hidden" name="draft" value=draft.to_string()/>
                        <button class="button">{t::SUPPORT_INSTEAD}</button>
                    </ActionForm>
                })}
            </article>
        }
    };
    view! {
        <section aria-labelledby="similar">
            <h2 id="similar">{t::SIMILAR}</h2>
            <p>{t::SIMILAR_HINT}</p>
            <Refused error=refusal(support) id="support-refused"/>
            {similar.into_iter().map(one).collect_view()}
        </section>
    }
}

/// What is typed.
#[derive(Clone, Copy)]
struct Typed {
    want: RwSignal<Want>,
    words: RwSignal<String>,
    fresh: RwSignal<String>,
    reason: RwSignal<String>,
}

#[component]
fn Fields(form: AmendForm, write: ServerAction<WriteAmendment>) -> impl IntoView {
    let typed = Typed {
        want: RwSignal::new(form.want),
        words: RwSignal::new(form.words.clone()),
        fresh: RwSignal::new(form.fresh.clone()),
        reason: RwSignal::new(form.reason.clone()),
    };
    #[cfg(feature = "hydrate")]
    keep(&form, typed);
    let problem = form.checked.as_ref().and_then(|checked| checked.problem.clone());
    let ready = form.checked.is_some() && problem.is_none() && !form.moved;
    let kept = form.checked.is_some();
    let before = form.before.clone();
    let as_kept = {
        let form = form.clone();
        Memo::new(move |_| {
            typed.want.get() == form.want
                && *typed.words.read() == form.words
                && *typed.fresh.read() == form.fresh
                && *typed.reason.read() == form.reason
        })
    };
    let pieces = Memo::new(move |_| pieces(&before, typed));
    let described =
        if problem.is_some() { "amend-help amend-refused amend-problem" } else { "amend-help amend-refused" };
    view! {
        {form.moved.then(|| view! { <p class="notice" role="status">{t::MOVED}</p> })}
        {kept.then(|| view! { <p class="notice" role="status">{t::KEPT}</p> })}
        {problem.map(|problem| view! { <p class="notice danger" id="amend-problem" role="alert">{problem}</p> })}
        <Refused error=refusal(write) id="amend-refused"/>
        <ActionForm action=write attr:class="amend-form">
            <input type="hidden" name="text" value=form.place.id.to_string()/>
            <input type="hidden" name="id" value=form.id.to_string()/>
            <input type="hidden" name="version" value=form.version/>
            <input type="hidden" name="paragraph" value=form.paragraph.to_string()/>
            <input type="hidden" name="amendment" value=form.parent.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default()/>
            <input type="hidden" name="replaces" value=form.replaces.map(|id| id.to_string()).unwrap_or_default()/>
            <Wants chosen=form.want typed/>
            <details class="amend-now">
                <summary>{t::NOW}</summary>
                <p class="difference" dir="auto">{form.before.clone()}</p>
            </details>
            <p class="help quiet" id="amend-help">{t::WORDS_HINT}</p>
            <Words id="amend-words" name="words" label=t::WORDS value=form.words.clone() text=typed.words described class="amend-rewrite"/>
            <Words id="amend-fresh" name="fresh" label=t::WORDS_NEW value=form.fresh.clone() text=typed.fresh described class="amend-insert"/>
            <div class="field">
                <label for="amend-reason">{t::WHY}</label>
                <p class="help quiet" id="amend-why">{t::WHY_HINT}</p>
                <textarea
                    id="amend-reason"
                    name="reason"
                    rows="3"
                    maxlength=LONGEST_REASON.to_string()
                    aria-describedby=format!("amend-why {described}")
                    prop:value=move || typed.reason.get()
                    on:input:target=move |event| typed.reason.set(event.target().value())
                >
                    {in_textarea(&form.reason)}
                </textarea>
            </div>
            <h2>{t::DIFFERENCE}</h2>
            {move || {
                let pieces = pieces.get();
                if pieces.iter().all(|piece| piece.op == words::Op::Kept) {
                    view! { <p class="quiet">{t::NO_DIFFERENCE}</p> }.into_any()
                } else {
                    view! { <Difference pieces/> }.into_any()
                }
            }}
            <div class="page-actions">
                <button class="button" class:primary=move || !(ready && as_kept.get()) name="go" value="check">{t::CHECK}</button>
                {move || (ready && as_kept.get()).then(|| view! {
                    <button class="button primary" name="go" value="send">{t::SEND}</button>
                })}
            </div>
        </ActionForm>
    }
}

#[component]
fn Wants(chosen: Want, typed: Typed) -> impl IntoView {
    let wants = [
        (Want::Rewrite, "rewrite", t::WANT_REWRITE),
        (Want::Insert, "insert", t::WANT_INSERT),
        (Want::Delete, "delete", t::WANT_DELETE),
    ];
    let one = move |(want, value, label): (Want, &'static str, &'static str)| {
        view! {
            <label class="tick">
                <input
                    type="radio"
                    name="want"
                    value=value
                    checked={want == chosen}
                    prop:checked=move || typed.want.get() == want
                    on:change=move |_| typed.want.set(want)
                />
                {label}
            </label>
        }
    };
    view! {
        <fieldset class="tick-group">
            <legend>{t::WHAT}</legend>
            {wants.into_iter().map(one).collect_view()}
        </fieldset>
    }
}

#[component]
fn Words(
    id: &'static str,
    name: &'static str,
    label: &'static str,
    value: String,
    text: RwSignal<String>,
    described: &'static str,
    class: &'static str,
) -> impl IntoView {
    let rows = (value.len() / 60 + 3).clamp(4, 20);
    view! {
        <div class=format!("field {class}")>
            <label for=id>{label}</label>
            <textarea
                id=id
                name=name
                rows=rows
                dir="auto"
                maxlength=LONGEST_WORDS.to_string()
                aria-describedby=described
                prop:value=move || text.get()
                on:input:target=move |event| text.set(event.target().value())
            >
                {in_textarea(&value)}
            </textarea>
        </div>
    }
}

/// What would change; the same code as on the server.
fn pieces(before: &str, typed: Typed) -> Vec<Piece> {
    match typed.want.get() {
        Want::Rewrite => words::paragraph(before, typed.words.read().replace("\r\n", "\n").trim()),
        Want::Insert if typed.fresh.read().trim().is_empty() => Vec::new(),
        Want::Insert => vec![Piece::inserted(typed.fresh.read().trim())],
        Want::Delete => vec![Piece::deleted(before)],
    }
}

/// The fields' names on the device.
#[cfg(feature = "hydrate")]
fn keys(text: Uuid, paragraph: Uuid, parent: Option<Uuid>) -> [String; 3] {
    let parent = parent.map(|id| id.to_string()).unwrap_or_default();
    ["words", "fresh", "reason"].map(|field| format!("amend.{text}.{paragraph}.{parent}.{field}"))
}

/// Forgets what the reader typed for an amendment: it is sent, or given up.
#[cfg_attr(not(feature = "hydrate"), expect(unused_variables, reason = "only the browser keeps what is typed"))]
pub fn forget(amendment: &AmendmentView) {
    #[cfg(feature = "hydrate")]
    if amendment.own
        && let Some((paragraph, _)) = amendment.wishes.first().and_then(|wish| wish.paragraph.as_ref())
    {
        for key in keys(amendment.text, *paragraph, amendment.parent.as_ref().map(|(id, _)| *id)) {
            crate::browser::forget_words(&key);
        }
    }
}

/// Keeps on the device what is typed, and puts back what was.
#[cfg(feature = "hydrate")]
fn keep(form: &AmendForm, typed: Typed) {
    use crate::browser;

    let keys = keys(form.place.id, form.paragraph, form.parent.as_ref().map(|(id, _)| *id));
    let fields = [
        ("amend-words", typed.words, form.words.clone()),
        ("amend-fresh", typed.fresh, form.fresh.clone()),
        ("amend-reason", typed.reason, form.reason.clone()),
    ];
    for (key, (field, text, served)) in keys.into_iter().zip(fields) {
        // What was typed before this program had loaded; read before hydration puts the server's words back.
        let now = browser::field_value(field);
        let known = Some(now).filter(|now| !now.is_empty() && *now != served).or_else(|| browser::kept_words(&key));
        Effect::new(move |begun: Option<()>| {
            if begun.is_none() {
                if let Some(known) = &known {
                    text.set(known.clone());
                }
                text.track();
            } else {
                browser::keep_words(&key, &text.read());
            }
        });
    }
}
