//! One page of questions: head with progress, the summary of problems, the questions, and the way on.

use std::sync::Arc;

use domain::answering::{check_page, visible};
use domain::form::{GO, SUBMISSION};
use domain::problem::Problem;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::answer::{Step, Visit};
use crate::components::question::{Answering, QuestionField, anchor};
use crate::language::{own_name, reader_language, reader_texts};
use crate::texts::{fill, problem};

#[component]
pub fn QuestionPage(visit: Visit, position: usize) -> impl IntoView {
    let t = reader_texts();
    let (survey, drafting) = (visit.survey.clone(), visit.drafting);
    let slug = survey.slug.clone();
    // Not `use_query_map`: flat routes leave it as it was when only the parameters change.
    let query = use_location().query.get_untracked();
    // Problems are shown once somebody wants to go on; from then on each one leaves as soon as it is mended.
    let checking = RwSignal::new(query.get("check").is_some());
    let more = query.get("more").is_some();
    let problems = {
        let survey = survey.clone();
        Memo::new(move |_| {
            if checking.get() {
                drafting.answers.with(|answers| check_page(&survey, position, answers))
            } else {
                Vec::new()
            }
        })
    };
    let with = Answering {
        answers: drafting.answers,
        problems: problems.into(),
        restored: drafting.restored,
        language: StoredValue::new(reader_language()),
    };
    let seen = {
        let survey = survey.clone();
        Memo::new(move |_| {
            drafting.answers.with(|answers| {
                visible(&survey, answers).into_iter().map(str::to_owned).collect::<std::collections::BTreeSet<_>>()
            })
        })
    };
    let page = &survey.pages[position];
    let questions = page
        .questions
        .iter()
        .map(|question| {
            let question = Arc::new(question.clone());
            let shown = {
                let code = question.code.clone();
                Memo::new(move |_| seen.read().contains(&code))
            };
            move || shown.get().then(|| view! { <QuestionField question=question.clone() with/> })
        })
        .collect_view();
    let pages = visit.pages();
    let go = visit.go();
    let next = {
        let go = go.clone();
        move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            checking.set(true);
            if problems.with(Vec::is_empty) {
                let following = pages.with(|pages| pages.iter().copied().find(|page| *page > position));
                go(following.map_or(Step::Review, Step::Page));
            } else {
                focus("problems");
            }
        }
    };
    let previous = move || pages.with(|pages| pages.iter().copied().rev().find(|page| *page < position));
    let back = move |event: leptos::ev::MouseEvent| {
        if let Some(page) = previous() {
            event.prevent_default();
            go(Step::Page(page));
        }
    };
    let heading = page.title.only().to_owned();
    let introduction = (!page.introduction.is_empty()).then(|| page.introduction.only().to_owned());
    // Coming from another page in the browser, the reader starts at the heading.
    let hydrated = use_hydrated();
    if hydrated {
        focus("page-title");
    }
    view! {
        <form class="survey" id="answers" method="post" action=Step::Page(position).path(&slug) novalidate>
            // The first button is the one that Enter presses.
            <button class="visually-hidden" name=GO value="next" tabindex="-1" aria-hidden="true" on:click=next.clone()>{t.next}</button>
            <input type="hidden" name=SUBMISSION value=untrack(move || drafting.submission()) prop:value=move || drafting.submission()/>
            <Head visit=visit.clone() position=Some(position)/>
            {move || (!problems.read().is_empty()).then(|| view! { <ProblemSummary problems=problems.get() visit=visit.clone()/> })}
            {more.then(|| view! { <p class="notice" role="status">{t.more_questions}</p> })}
            <h1 id="page-title" tabindex="-1">{heading}</h1>
            {introduction.map(|html| view! { <div class="page-text" inner_html=html></div> })}
            <div class="question-list">{questions}</div>
            <div class="page-actions">
                <button class="button primary" name=GO value="next" on:click=next>{t.next}</button>
                {move || previous().is_some().then(|| {
                    let back = back.clone();
                    view! { <button class="button" name=GO value="back" on:click=back>{t.back}</button> }
                })}
            </div>
        </form>
    }
}

/// Progress in words, the quiet "saved", and the languages. Choosing a language sends the form, so nothing is lost.
#[component]
pub fn Head(visit: Visit, position: Option<usize>) -> impl IntoView {
    let t = reader_texts();
    let pages = visit.pages();
    let drafting = visit.drafting;
    let survey = visit.survey;
    let current = reader_language();
    let number = move || {
        pages.with(|pages| match position {
            Some(position) => pages.iter().take_while(|page| **page < position).count() + 1,
            None => pages.len(),
        })
    };
    let words = move || match position {
        Some(_) => fill(t.page_of, &[("page", &number().to_string()), ("pages", &pages.read().len().to_string())]),
        None => t.review_step.to_owned(),
    };
    // No text at all while there is nothing to say: the style tells an empty element by that.
    let saved = move || drafting.saved.get().map(|saved| if saved { t.saved } else { t.not_saved });
    view! {
        <div class="survey-head">
            <p class="survey-name">{survey.title.only().to_owned()}</p>
            {(survey.languages.len() > 1).then(|| view! {
                <details class="language-switch">
                    <summary><span class="visually-hidden">{t.choose_language}": "</span>{own_name(&current)}</summary>
                    <ul>
                        {survey.languages.iter().map(|language| view! {
                            <li>
                                <button
                                    name=GO
                                    value=format!("language:{language}")
                                    lang=language.to_string()
                                    aria-current=(*language == current).then_some("true")
                                >
                                    {own_name(language)}
                                </button>
                            </li>
                        }).collect_view()}
                    </ul>
                </details>
            })}
            <p class="page-count" id="page-count">{words}</p>
            <p class="saved" role="status">{saved}</p>
            <progress max=move || pages.read().len().to_string() value=move || number().to_string() aria-labelledby="page-count"></progress>
        </div>
        {survey.demo.then(|| view! { <p class="notice demo">{t.demo_note}</p> })}
    }
}

/// Everything that still needs the reader, each a link to its question. The focus moves here.
#[component]
fn ProblemSummary(problems: Vec<Problem>, visit: Visit) -> impl IntoView {
    let t = reader_texts();
    let language = reader_language();
    let count = u64::try_from(problems.len()).unwrap_or_default();
    view! {
        <div class="problem-summary" id="problems" tabindex="-1" autofocus role="group" aria-labelledby="problems-title">
            <h2 id="problems-title">{t.count(&t.problems_title, count)}</h2>
            <p>{t.problems_hint}</p>
            <ul>
                {problems.into_iter().map(|found| {
                    let text = visit.survey.question(&found.question)
                        .map(|question| domain::language::plain(question.text.only())).unwrap_or_default();
                    let id = anchor(&found.question);
                    let words = format!("{text} {}", problem(&language, &found.kind));
                    let jump = { let id = id.clone(); move |event: leptos::ev::MouseEvent| {
                        event.prevent_default();
                        focus(&id);
                    }};
                    view! { <li><a href=format!("#{id}") rel="external" on:click=jump>{words}</a></li> }
                }).collect_view()}
            </ul>
        </div>
    }
}

/// Moves the focus in the browser; on the server there is none.
pub fn focus(id: &str) {
    #[cfg(feature = "hydrate")]
    crate::browser::focus(id);
    #[cfg(not(feature = "hydrate"))]
    let _ = id;
}

/// True once the page that the server rendered has come alive: what appears from then on was moved to in the browser.
fn use_hydrated() -> bool {
    #[cfg(feature = "hydrate")]
    return !leptos::prelude::Owner::current_shared_context().is_some_and(|context| context.during_hydration());
    #[cfg(not(feature = "hydrate"))]
    false
}
