//! Before sending: all answers at a glance, each page with a way back to it.

use domain::answer::{Answer, Answers};
use domain::answering::{check, kept, page_of_first};
use domain::form::{GO, SHOWN, SUBMISSION, fields};
use domain::language::{Language, plain};
use domain::survey::{Kind, OTHER, Question};
use leptos::prelude::*;

use super::answer::{Step, Visit};
use super::question_page::Head;
use super::sending::{Sending, SendingTrouble, first_state, sender};
use crate::components::trap::Trap;
use crate::language::{reader_invitation_texts, reader_language, reader_texts};
use crate::texts::{Texts, fill};

#[component]
pub fn Review(visit: Visit) -> impl IntoView {
    let t = reader_texts();
    let survey = visit.survey.clone();
    let slug = survey.slug.clone();
    let drafting = visit.drafting;
    let pages = visit.pages();
    let go = visit.go();
    let state = RwSignal::new(first_state(&visit));
    let open = visit.open;
    let to_send = Memo::new(move |_| open && state.with(|state| !state.is_over()));

    let send = sender(&visit, state);
    let submit = {
        let survey = survey.clone();
        let navigate = leptos_router::hooks::use_navigate();
        move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            if !to_send.get_untracked() {
                return;
            }
            // A problem on an earlier page: show it there, like the server does for the plain form.
            let problems = drafting.answers.with_untracked(|answers| check(&survey, answers));
            match page_of_first(&survey, &problems) {
                Some(page) => {
                    navigate(
                        &format!("{}?check=1", Step::Page(page).path(&survey.slug)),
                        leptos_router::NavigateOptions::default(),
                    );
                }
                None => send(),
            }
        }
    };
    let back = move |event: leptos::ev::MouseEvent| {
        if let Some(page) = pages.with(|pages| pages.last().copied()) {
            event.prevent_default();
            go(Step::Page(page));
        }
    };
    let sections = {
        let survey = survey.clone();
        let language = reader_language();
        move || {
            let counted = drafting.answers.with(|answers| kept(&survey, answers));
            let seen = drafting.answers.with(|answers| {
                domain::answering::visible(&survey, answers).into_iter().map(str::to_owned).collect::<Vec<_>>()
            });
            pages
                .get()
                .into_iter()
                .map(|position| {
                    let page = &survey.pages[position];
                    let rows: Vec<&Question> = page
                        .questions
                        .iter()
                        .filter(|question| question.kind.takes_answer() && seen.contains(&question.code))
                        .collect();
                    let title = page.title.only().to_owned();
                    let id = format!("review-{position}");
                    let label = fill(t.change_page, &[("page", &title)]);
                    view! {
                        <section class="review-page" aria-labelledby=id.clone()>
                            <header>
                                <h2 id=id.clone()>{title}</h2>
                                " "
                                {to_send.get().then(|| view! {
                                    <a href=Step::Page(position).path(&survey.slug) aria-label=label>{t.change}</a>
                                })}
                            </header>
                            <dl class="answers">
                                {rows.iter().map(|question| row(question, &counted, t)).collect_view()}
                            </dl>
                            {rows.iter().map(|question| posted(question, &counted, &language)).collect_view()}
                        </section>
                    }
                })
                .collect_view()
        }
    };
    view! {
        <form class="survey review" id="answers" method="post" action=Step::Review.path(&slug)>
            <button class="visually-hidden" name=GO value="submit" tabindex="-1" aria-hidden="true" on:click=submit.clone()>{t.submit}</button>
            <input type="hidden" name=SUBMISSION value=untrack(move || drafting.submission()) prop:value=move || drafting.submission()/>
            <Head visit=visit.clone() position=None/>
            <h1 id="page-title" tabindex="-1">{t.review_title}</h1>
            {if open {
                view! { <p class="page-text">{t.review_lead}</p> }.into_any()
            } else {
                view! { <p class="notice" role="status">{reader_invitation_texts().receipt_late}</p> }.into_any()
            }}
            <div>{sections}</div>
            <SendingTrouble state slug=slug.clone()/>
            <Trap shown=Signal::derive(move || state.get() == Sending::Trapped) problem="told"/>
            <div class="page-actions" hidden=move || !to_send.get()>
                <button class="button primary" name=GO value="submit" on:click=submit
                    aria-disabled=move || (state.get() == Sending::Under).then_some("true")>
                    {move || if state.get() == Sending::Under { t.submitting } else { t.submit }}
                </button>
                <button class="button" name=GO value="back" on:click=back>{t.back}</button>
            </div>
        </form>
    }
}

/// An answer once more as the fields it was given in: what is sent without scripts is what was read here, whatever became of the
/// draft meanwhile.
fn posted(question: &Question, answers: &Answers, language: &Language) -> impl IntoView + use<> {
    let fields = answers.get(&question.code).map(|answer| fields(question, language, answer)).unwrap_or_default();
    view! {
        <input type="hidden" name=SHOWN value=question.code.clone()/>
        {fields.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()}
    }
}

fn row(question: &Question, answers: &Answers, t: &Texts) -> impl IntoView + use<> {
    let asked = plain(question.text.only());
    let answer = answers.get(&question.code).map(|answer| in_words(&question.kind, answer, t));
    view! {
        <div>
            <dt>{asked}</dt>
            {match answer {
                Some(words) => view! { <dd dir="auto">{words}</dd> }.into_any(),
                None => view! { <dd class="unanswered">{t.no_answer}</dd> }.into_any(),
            }}
        </div>
    }
}

/// An answer as a person would say it; several options on a line each.
fn in_words(kind: &Kind, answer: &Answer, t: &Texts) -> String {
    let (options, other_label) = kind.choices();
    let label = |code: &str| {
        options
            .iter()
            .find(|option| option.code == code)
            .map_or_else(|| code.to_owned(), |option| option.label.only().to_owned())
    };
    match (kind, answer) {
        (Kind::SingleChoice { .. }, Answer::Text(code)) => label(code),
        (_, Answer::Choices { codes, other }) => {
            let own = other.as_ref().map(|text| {
                let name = other_label.map_or(OTHER, domain::language::Localised::only);
                format!("{name}: {text}")
            });
            codes.iter().map(|code| label(code)).chain(own).collect::<Vec<_>>().join("\n")
        }
        (Kind::Number { unit, .. }, Answer::Number(number)) => {
            let unit = unit.as_ref().map(domain::language::Localised::only).unwrap_or_default();
            format!("{} {unit}", t.number(*number)).trim_end().to_owned()
        }
        (Kind::Scale { from, to, low, high }, Answer::Number(number)) => {
            let ends = [(from, low), (to, high)];
            let end = ends.iter().find(|(step, _)| (f64::from(**step) - number).abs() < 1e-9);
            end.map_or_else(|| t.number(*number), |(_, words)| format!("{} ({})", t.number(*number), words.only()))
        }
        (Kind::Date { .. }, Answer::Text(date)) => date.parse().map_or_else(|_| date.clone(), |date| t.date(date)),
        (_, Answer::Number(number)) => t.number(*number),
        (_, Answer::Text(text)) => text.clone(),
    }
}
