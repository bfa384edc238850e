//! The texts of mails that staff may change, for all surveys and for single ones.

use domain::mail::Template;
use leptos::prelude::*;

use crate::calls::mail::{TextLine, TextList, load_mail_texts};
use crate::components::frame::Office;
use crate::components::message::Failure;
use crate::components::to_sign_in::ToSignIn;
use crate::error::CallError;
use crate::texts::{LANGUAGES, office_mail as t};

#[component]
pub fn MailTexts() -> impl IntoView {
    let found = Resource::new(|| (), |()| load_mail_texts());
    view! {
        <Office title=t::TEXTS here="/office/mail">
            <div class="page-head">
                <div>
                    <h1 id="texts">{t::TEXTS}</h1>
                    <p class="quiet">{t::TEXTS_LEAD}</p>
                </div>
                <a class="button" href="/office/mail">{t::MAIL}</a>
            </div>
            <Suspense>
                {move || Suspend::new(async move {
                    match found.await {
                        Err(CallError::Forbidden) => view! { <ToSignIn/> }.into_any(),
                        Err(error) => view! { <Failure error/> }.into_any(),
                        Ok(list) => view! { <List list/> }.into_any(),
                    }
                })}
            </Suspense>
        </Office>
    }
}

#[component]
fn List(list: TextList) -> impl IntoView {
    let TextList { lines, surveys } = list;
    view! {
        <div class="table-frame" role="region" aria-labelledby="texts" tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t::KIND}</th>
                        <th scope="col">{t::LANGUAGE}</th>
                        <th scope="col">{t::SURVEY}</th>
                        <th scope="col">{t::STATE}</th>
                    </tr>
                </thead>
                <tbody>{lines.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        {(!surveys.is_empty()).then(|| view! { <ForOne surveys/> })}
    }
}

fn row(line: TextLine) -> impl IntoView {
    let (slug, survey) = line.survey.unwrap_or_default();
    let href =
        format!("/office/mail/template?template={}&language={}&survey={slug}", line.template.name(), line.language);
    let survey = if slug.is_empty() { t::EVERY_SURVEY.to_owned() } else { survey };
    let (kind, language) = (t::template(Some(line.template)), t::language(line.language.as_str()));
    view! {
        <tr>
            <th scope="row">
                <a href=href rel="external" aria-label=format!("{kind}, {language}, {survey}")>{kind}</a>
            </th>
            <td>{language}</td>
            <td>{survey}</td>
            <td>{if line.custom { t::CUSTOM } else { t::SHIPPED }}</td>
        </tr>
    }
}

/// Leads to the text of one survey, which need not exist yet.
#[component]
fn ForOne(surveys: Vec<(String, String)>) -> impl IntoView {
    view! {
        <form method="get" action="/office/mail/template" class="panel" aria-labelledby="for-one">
            <h2 id="for-one">{t::FOR_ONE}</h2>
            <p class="quiet">{t::FOR_ONE_HINT}</p>
            <div class="field">
                <label for="survey">{t::SURVEY}</label>
                <select id="survey" name="survey">
                    {surveys.into_iter().map(|(slug, title)| view! { <option value=slug>{title}</option> }).collect_view()}
                </select>
            </div>
            <div class="field">
                <label for="template">{t::KIND}</label>
                <select id="template" name="template">
                    {Template::EDITABLE
                        .map(|template| view! { <option value=template.name()>{t::template(Some(template))}</option> })
                        .collect_view()}
                </select>
            </div>
            <div class="field">
                <label for="language">{t::LANGUAGE}</label>
                <select id="language" name="language">
                    {LANGUAGES.map(|(tag, _)| view! { <option value=tag>{t::language(tag)}</option> }).collect_view()}
                </select>
            </div>
            <button class="button">{t::OPEN}</button>
        </form>
    }
}
