//! Answering: the pages of questions, the review and the thanks are one page, so that moving between them needs no line.
//!
//! The server renders each step as a plain form; once the program has loaded, the same form is handled in the browser.

use std::sync::Arc;

use domain::answer::Answers;
use domain::survey::Survey;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::drafting::Drafting;
use super::question_page::QuestionPage;
use super::review::Review;
use super::thanks::Thanks;
use crate::calls::answering::{Answering, load_answering};
use crate::components::frame::Site;
use crate::components::message::{Failure, Message, set_status};
use crate::language::reader_texts;

#[component]
pub fn Answer() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("slug").unwrap_or_default());
    let step = Memo::new(move |_| params.read().get("step").unwrap_or_default());
    let found = Resource::new(move || slug.get(), load_answering);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(found) => view! { <Steps found step/> }.into_any(),
                    Err(error) => view! { <Site title=reader_texts().survey languages=true><Failure error/></Site> }.into_any(),
                }
            })}
        </Suspense>
    }
}

/// Where a respondent stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The position of a page in the survey, hidden pages counted.
    Page(usize),
    Review,
    Thanks,
}

impl Step {
    /// Reads the last part of the address; what is no step leads to the first page.
    fn read(text: &str) -> Self {
        match text {
            "review" => Self::Review,
            "thanks" => Self::Thanks,
            number => Self::Page(number.parse::<usize>().map_or(0, |number| number.saturating_sub(1))),
        }
    }

    pub fn path(self, slug: &str) -> String {
        match self {
            Self::Page(position) => format!("/surveys/{slug}/{}", position + 1),
            Self::Review => format!("/surveys/{slug}/review"),
            Self::Thanks => format!("/surveys/{slug}/thanks"),
        }
    }
}

/// What every step of one survey shares.
#[derive(Debug, Clone)]
pub struct Visit {
    pub survey: Arc<Survey>,
    pub drafting: Drafting,
    /// Only those who are invited may answer.
    pub invited: bool,
    /// Whether the draft may be sent today; otherwise it is here to be read.
    pub open: bool,
}

impl Visit {
    /// The visible pages by position; conditions react at once.
    pub fn pages(&self) -> Memo<Vec<usize>> {
        let (survey, answers) = (self.survey.clone(), self.drafting.answers);
        Memo::new(move |_| answers.with(|answers| domain::answering::visible_pages(&survey, answers)))
    }

    /// Goes to another step within the browser.
    pub fn go(&self) -> impl Fn(Step) + Clone + use<> {
        let (slug, drafting, navigate) = (self.survey.slug.clone(), self.drafting, use_navigate());
        move |step: Step| {
            drafting.keep_on_server();
            navigate(&step.path(&slug), NavigateOptions::default());
        }
    }
}

#[component]
fn Steps(found: Answering, step: Memo<String>) -> impl IntoView {
    let t = reader_texts();
    let title = found.survey.title.only().to_owned();
    // Who came with a receipt may read the own answers all the same.
    let reads = found.draft.as_ref().is_some_and(|draft| draft.changes.is_some());
    let drafting = Drafting::new(&found.survey, found.draft, found.fresh);
    if !found.open && !reads && drafting.receipt.get_untracked().is_none() {
        set_status(410);
        return view! { <Site title=title languages=true><Message title=t.closed_title lead=t.closed_lead/></Site> }
            .into_any();
    }
    let open = found.open;
    let visit = Visit { survey: Arc::new(found.survey), drafting, invited: found.invited, open };
    let pages = visit.pages();
    let query = leptos_router::hooks::use_location().query;
    let place = Memo::new(move |_| match Step::read(&step.read()) {
        // Who was beaten by somebody with the same invitation reads the own answers.
        Step::Review
            if query.read().get_str("told") == Some("answered")
                && !drafting.answers.with_untracked(Answers::is_empty) =>
        {
            Step::Review
        }
        _ if drafting.receipt.read().is_some() => Step::Thanks,
        _ if !open => Step::Review,
        // A hidden page gives way to the next visible one.
        Step::Page(wanted) => pages
            .read()
            .iter()
            .copied()
            .find(|page| *page >= wanted)
            .or_else(|| pages.read().last().copied())
            .map_or(Step::Review, Step::Page),
        // Without a receipt there is nothing to thank for yet.
        Step::Review | Step::Thanks => Step::Review,
    });
    view! {
        <Site title=title>
            {move || {
                let visit = visit.clone();
                match place.get() {
                    Step::Page(position) => view! { <QuestionPage visit position/> }.into_any(),
                    Step::Review => view! { <Review visit/> }.into_any(),
                    Step::Thanks => view! { <Thanks visit/> }.into_any(),
                }
            }}
        </Site>
    }
    .into_any()
}
