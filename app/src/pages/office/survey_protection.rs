//! Data protection of one survey: until when responses are kept, what respondents are told, erasing by hand.

use domain::language::Language;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::audit::who;
use crate::calls::protection::{
    Cause, EraseSurveyResponses, ErasureRow, KeepSurveyProtection, Outcome, ProtectionView, survey_protection,
};
use crate::components::frame::Office;
use crate::components::message::Failure;
use crate::components::textarea::in_textarea;
use crate::components::to_sign_in::ToSignIn;
use crate::error::CallError;
use crate::language::own_name;
use crate::texts::{count, fill, protection as words};

#[component]
pub fn SurveyProtection() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("slug").unwrap_or_default());
    let keep = ServerAction::<KeepSurveyProtection>::new();
    let erase = ServerAction::<EraseSurveyResponses>::new();
    // What worked is read anew; what did not leaves the fields as they are typed.
    let kept = Memo::new(move |before| count_worked(before, keep.value().get().as_ref()));
    let erased = Memo::new(move |before| count_worked(before, erase.value().get().as_ref()));
    let found = Resource::new(move || (slug.get(), kept.get(), erased.get()), |(slug, _, _)| survey_protection(slug));
    view! {
        <Office title=words::OF_SURVEY here="/office/surveys">
            <Suspense>
                {move || Suspend::new(async move {
                    match found.await {
                        Err(CallError::Forbidden) => view! { <ToSignIn/> }.into_any(),
                        Err(error) => view! { <Failure error/> }.into_any(),
                        Ok(found) => view! { <Sections found keep erase/> }.into_any(),
                    }
                })}
            </Suspense>
        </Office>
    }
}

/// Counts up with every time something was changed.
fn count_worked(before: Option<&u32>, outcome: Option<&Result<Outcome, CallError>>) -> u32 {
    let worked = matches!(outcome, Some(Ok(Outcome::Saved | Outcome::Erased(_))));
    before.copied().unwrap_or_default() + u32::from(worked)
}

#[component]
fn Sections(
    found: ProtectionView,
    keep: ServerAction<KeepSurveyProtection>,
    erase: ServerAction<EraseSurveyResponses>,
) -> impl IntoView {
    let query = use_query_map();
    // Without scripts the outcome stands in the address.
    let told = query.read_untracked().get("outcome").and_then(|word| Outcome::of_word(&word));
    let is_erasing = |outcome: &Outcome| matches!(outcome, Outcome::WrongTitle | Outcome::Erased(_));
    let of_keep = move || match keep.value().get() {
        None => told.filter(|outcome| !is_erasing(outcome)).map(Ok),
        outcome => outcome,
    };
    let of_erase = move || match erase.value().get() {
        None => told.filter(is_erasing).map(Ok),
        outcome => outcome,
    };
    let (slug, slug_to_erase) = (found.slug.clone(), found.slug.clone());
    let results = format!("/office/surveys/{}", found.slug);
    let notice = format!("/surveys/{}/privacy", found.slug);
    let wrong_date = move || matches!(of_keep(), Some(Ok(Outcome::Past | Outcome::NoDate))).then_some("true");
    view! {
        <div class="page-head">
            <div>
                <p class="small quiet">{words::OF_SURVEY}</p>
                <h1>{found.title.clone()}</h1>
            </div>
            <div class="button-row">
                <a class="button" href=results>{words::BACK_TO_RESULTS}</a>
                <a class="button" href=notice rel="external">{words::SEE_NOTICE}</a>
            </div>
        </div>
        <ActionForm action=keep attr:class="panel protection" attr:id="keep">
            {move || of_keep().map(|outcome| said("keep-said", outcome))}
            <input type="hidden" name="slug" value=slug/>
            <input type="hidden" name="version" value=found.version/>
            <h2>{words::RETENTION}</h2>
            <div class="field">
                <label for="retention">{words::LAST_DAY}</label>
                <p class="help" id="retention-help">{words::RETENTION_HELP}</p>
                <input
                    type="date"
                    id="retention"
                    name="retention"
                    aria-describedby="retention-help keep-said"
                    aria-invalid=wrong_date
                    value=found.retention.map(|day| day.to_string()).unwrap_or_default()
                />
            </div>
            <h2>{words::NOTICES}</h2>
            <p class="small quiet" id="notices-help">{words::NOTICES_HELP}</p>
            {found.notices.into_iter().map(|(language, text)| notice_field(&language, text)).collect_view()}
            <details>
                <summary>{words::DEFAULT_NOTICE}</summary>
                <div class="notice-text" inner_html=found.usual_notice></div>
            </details>
            <button class="button primary">{words::SAVE}</button>
        </ActionForm>
        <section class="panel" aria-labelledby="erasures">
            <h2 id="erasures">{words::ERASURES}</h2>
            <Erasures rows=found.erasures surveys=false/>
        </section>
        {found.may_erase.then(|| view! {
            <section class="panel" aria-labelledby="erase">
                <h2 id="erase">{words::ERASE}</h2>
                {move || of_erase().map(|outcome| said("erase-said", outcome))}
                {if found.responses == 0 {
                    view! { <p class="quiet">{words::NOTHING_TO_ERASE}</p> }.into_any()
                } else {
                    view! {
                        <p>{count(found.responses, words::ERASE_LEAD_ONE, words::ERASE_LEAD)}</p>
                        <ActionForm action=erase attr:class="office-section" attr:id="erase-form">
                            <input type="hidden" name="slug" value=slug_to_erase/>
                            <div class="field">
                                <label for="title">{words::TYPE_TITLE}</label>
                                <p class="help" id="title-help">{fill(words::TITLE_IS, &[("title", &found.title)])}</p>
                                <input
                                    type="text"
                                    id="title"
                                    name="title"
                                    required
                                    autocomplete="off"
                                    maxlength="500"
                                    aria-describedby="title-help erase-said"
                                    aria-invalid=move || {
                                        matches!(of_erase(), Some(Ok(Outcome::WrongTitle))).then_some("true")
                                    }
                                />
                            </div>
                            <button class="button danger">{words::ERASE_BUTTON}</button>
                        </ActionForm>
                    }.into_any()
                }}
            </section>
        })}
    }
}

fn notice_field(language: &Language, text: String) -> impl IntoView + use<> {
    let id = format!("notice-{language}");
    view! {
        <div class="field">
            <label for=id.clone()>{fill(words::NOTICE_IN, &[("language", &own_name(language))])}</label>
            <textarea
                id=id
                name=format!("notices[{language}]")
                lang=language.to_string()
                dir=language.direction()
                rows="8"
                aria-describedby="notices-help"
                prop:value=text.clone()
            >
                {in_textarea(&text)}
            </textarea>
        </div>
    }
}

/// What became of a form, above its fields.
fn said(id: &'static str, outcome: Result<Outcome, CallError>) -> impl IntoView {
    let text = match &outcome {
        Ok(Outcome::Saved) => words::SAVED.to_owned(),
        Ok(Outcome::Stale) => words::STALE.to_owned(),
        Ok(Outcome::Past) => words::PAST.to_owned(),
        Ok(Outcome::NoDate) => words::NO_DATE.to_owned(),
        Ok(Outcome::TooLong) => words::TOO_LONG.to_owned(),
        Ok(Outcome::WrongTitle) => words::WRONG_TITLE.to_owned(),
        Ok(Outcome::Erased(number)) => count(*number, words::ERASED_ONE, words::ERASED),
        Err(error) => return view! { <Failure error=error.clone()/> }.into_any(),
    };
    let good = matches!(outcome, Ok(Outcome::Saved | Outcome::Erased(_)));
    let (class, role) = if good { ("notice", "status") } else { ("notice danger", "alert") };
    view! { <p class=class role=role id=id>{text}</p> }.into_any()
}

/// The record of erasures, with the survey's title where several are meant.
#[component]
pub fn Erasures(rows: Vec<ErasureRow>, surveys: bool) -> impl IntoView {
    if rows.is_empty() {
        return view! { <p class="quiet">{words::NO_ERASURES}</p> }.into_any();
    }
    view! {
        <div class="table-frame" role="region" aria-labelledby="erasures" tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words::DAY}</th>
                        {surveys.then(|| view! { <th scope="col">{words::SURVEY}</th> })}
                        <th scope="col" class="number">{words::ERASED_RESPONSES}</th>
                        <th scope="col" class="number">{words::ERASED_INVITATIONS}</th>
                        <th scope="col">{words::CAUSE}</th>
                        <th scope="col">{words::BY}</th>
                    </tr>
                </thead>
                <tbody>
                    {rows
                        .into_iter()
                        .map(|row| view! {
                            <tr>
                                <td class="nowrap">{row.day.format("%d.%m.%Y").to_string()}</td>
                                {surveys.then(|| view! { <td>{row.survey}</td> })}
                                <td class="number">{row.responses}</td>
                                <td class="number">{row.invitations}</td>
                                <td>
                                    {match row.cause {
                                        Cause::Retention => words::BY_RETENTION,
                                        Cause::Hand => words::BY_HAND,
                                        Cause::Receipt => words::BY_RECEIPT,
                                    }}
                                </td>
                                <td>{who(row.who)}</td>
                            </tr>
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}
