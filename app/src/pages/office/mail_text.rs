//! One text of mails: written as a draft of one's own, looked at with made-up values, and then put in force.

use domain::mail::text::LONGEST_SUBJECT;
use domain::mail::{Fault, Placeholder};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::calls::mail::{TextPage, Words, load_mail_text};
use crate::components::frame::Office;
use crate::components::message::Failure;
use crate::components::textarea::in_textarea;
use crate::components::to_sign_in::ToSignIn;
use crate::error::CallError;
use crate::texts::office_mail as t;

#[component]
pub fn MailText() -> impl IntoView {
    let query = use_location().query.get_untracked();
    let asked = ["template", "language", "survey"].map(|name| query.get(name).unwrap_or_default());
    let outcome = query.get("outcome").unwrap_or_default();
    let found =
        Resource::new(move || asked.clone(), |[template, language, survey]| load_mail_text(template, language, survey));
    view! {
        <Office title=t::TEXTS here="/office/mail">
            <p><a href="/office/mail/templates">{t::BACK}</a></p>
            {match outcome.as_str() {
                "used" => Some(view! { <p class="notice" role="status">{t::USED}</p> }.into_any()),
                "reset" => Some(view! { <p class="notice" role="status">{t::RESET_DONE}</p> }.into_any()),
                "long" => Some(view! { <p class="notice danger" role="alert">{t::TOO_LONG}</p> }.into_any()),
                _ => None,
            }}
            <Suspense>
                {move || Suspend::new(async move {
                    match found.await {
                        Err(CallError::Forbidden) => view! { <ToSignIn/> }.into_any(),
                        Err(error) => view! { <Failure error/> }.into_any(),
                        Ok(page) => view! { <Editor page/> }.into_any(),
                    }
                })}
            </Suspense>
        </Office>
    }
}

#[component]
fn Editor(page: TextPage) -> impl IntoView {
    let (language, direction) = (page.language.to_string(), page.language.direction());
    let survey = page.survey.clone().map_or_else(|| t::EVERY_SURVEY.to_owned(), |(_, title)| title);
    let heading = format!("{}, {}", t::template(Some(page.template)), t::language(&language));
    let words = page.draft.clone().unwrap_or_else(|| page.in_force.clone());
    let is_draft = page.draft.is_some();
    let (of_subject, of_body): (Vec<Fault>, Vec<Fault>) = page.faults.iter().cloned().partition(Fault::is_of_subject);
    let usable = page.faults.is_empty() && is_draft;
    let custom = page.custom;
    view! {
        <div class="page-head">
            <div>
                <h1>{heading}</h1>
                <p class="quiet">{survey}" · "{if page.custom { t::CUSTOM } else { t::SHIPPED }}</p>
            </div>
        </div>
        {page.changed.then(|| view! { <p class="notice warning" role="alert">{t::CHANGED}</p> })}
        {(is_draft && !page.changed).then(|| view! { <p class="notice">{t::IS_DRAFT}</p> })}
        <form method="post" action="/office/mail/template" class="panel mail-text">
            <Key page=page.clone()/>
            <div class="field" class:has-problem=!of_subject.is_empty()>
                <label for="subject">{t::SUBJECT}</label>
                <Faults id="subject-problem" faults=of_subject.clone()/>
                <input
                    type="text"
                    id="subject"
                    name="subject"
                    lang=language.clone()
                    dir=direction
                    required
                    maxlength=LONGEST_SUBJECT.to_string()
                    value=words.subject
                    aria-invalid=(!of_subject.is_empty()).then_some("true")
                    aria-describedby=(!of_subject.is_empty()).then_some("subject-problem")
                />
            </div>
            <div class="field" class:has-problem=!of_body.is_empty()>
                <label for="body">{t::BODY}</label>
                <p class="help" id="body-help">{t::BODY_HINT}</p>
                <Faults id="body-problem" faults=of_body.clone()/>
                <textarea
                    id="body"
                    name="body"
                    lang=language.clone()
                    dir=direction
                    rows="18"
                    required
                    aria-invalid=(!of_body.is_empty()).then_some("true")
                    aria-describedby=if of_body.is_empty() { "body-help" } else { "body-help body-problem" }
                >
                    {in_textarea(&words.body)}
                </textarea>
            </div>
            <div class="mail-actions">
                <button class="button" class:primary=!usable name="go" value="draft">{t::PREVIEW}</button>
            </div>
            <h2>{t::PLACEHOLDERS}</h2>
            <dl class="mail-placeholders">{page.template.placeholders().iter().map(placeholder).collect_view()}</dl>
        </form>
        <section class="office-section" aria-labelledby="preview">
            <h2 id="preview">{t::PREVIEW_TITLE}</h2>
            {match page.preview.clone() {
                Some(preview) => view! {
                    <p class="quiet">{t::PREVIEW_HINT}</p>
                    <Letter words=preview language=language.clone() direction/>
                }.into_any(),
                None => view! { <p>{t::NO_PREVIEW}</p> }.into_any(),
            }}
            <form method="post" action="/office/mail/template" class="mail-actions">
                <Key page=page.clone()/>
                {usable.then(|| view! { <button class="button primary" name="go" value="use">{t::USE}</button> })}
                {is_draft.then(|| view! { <button class="button" name="go" value="discard">{t::DISCARD}</button> })}
            </form>
        </section>
        {page.changed.then(|| view! {
            <section class="office-section" aria-labelledby="in-force">
                <h2 id="in-force">{t::NOW_IN_FORCE}</h2>
                <Letter words=page.in_force.clone() language=language.clone() direction/>
            </section>
        })}
        {custom.then(|| view! {
            <form method="post" action="/office/mail/template" class="mail-actions">
                <Key page=page.clone()/>
                <p class="quiet">{t::RESET_HINT}</p>
                <button class="button" name="go" value="reset">{t::RESET}</button>
            </form>
        })}
    }
}

/// Which text a form is about, as hidden fields.
#[component]
fn Key(page: TextPage) -> impl IntoView {
    let survey = page.survey.map(|(slug, _)| slug).unwrap_or_default();
    view! {
        <input type="hidden" name="template" value=page.template.name()/>
        <input type="hidden" name="language" value=page.language.to_string()/>
        <input type="hidden" name="survey" value=survey/>
        <input type="hidden" name="revision" value=page.revision.to_string()/>
    }
}

#[component]
fn Faults(id: &'static str, faults: Vec<Fault>) -> impl IntoView {
    (!faults.is_empty()).then(|| {
        view! { <div id=id>{faults.iter().map(|fault| view! { <p class="problem">{t::fault(fault)}</p> }).collect_view()}</div> }
    })
}

#[component]
fn Letter(words: Words, language: String, direction: &'static str) -> impl IntoView {
    view! {
        <div class="mail-preview" lang=language dir=direction>
            <p><strong>{words.subject}</strong></p>
            <div class="mail-body">{words.body}</div>
        </div>
    }
}

fn placeholder(placeholder: &Placeholder) -> impl IntoView + use<> {
    let needed = placeholder.required.then(|| format!(" ({})", t::REQUIRED));
    view! {
        <div>
            <dt><code>{format!("{{{}}}", placeholder.name)}</code></dt>
            <dd>{t::placeholder(placeholder.name)}{needed}</dd>
        </div>
    }
}
