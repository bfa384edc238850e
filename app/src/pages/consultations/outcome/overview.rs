//! What became of a text: decisions, the share still open, every contribution with its fate, official answers.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use uuid::Uuid;

use super::contributions::{Answers, FateTable, Said, Share, Work};
use super::decisions::{DecisionForm, Decisions};
use super::files::{AmendedFileLinks, FileLinks};
use crate::calls::consultation::decisions::{EnterDecision, KeepAnswer};
use crate::calls::consultation::outcome::{A_PAGE, OutcomeView, Wanted, load_outcome};
use crate::components::forum::Forum;
use crate::pages::consultations::loaded;
use crate::texts::{fill, outcome as t};

/// The actions of the page.
#[derive(Clone, Copy)]
struct Actions {
    deciding: ServerAction<EnterDecision>,
    answering: ServerAction<KeepAnswer>,
}

/// `/texts/:text/outcome`
#[component]
pub fn TextOutcome() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let text = Memo::new(move |_| params.read().get("text").unwrap_or_default());
    let wanted = Memo::new(move |_| {
        let query = query.read();
        let get = |name: &str| query.get(name).unwrap_or_default();
        Wanted { fate: get("fate"), page: get("page"), open: get("open") }
    });
    let actions = Actions { deciding: ServerAction::new(), answering: ServerAction::new() };
    // What was refused stays in its form; what was done shows at once.
    let done = Memo::new(move |before: Option<&usize>| {
        let Actions { deciding, answering } = actions;
        let good = [
            deciding.value().get().is_some_and(|value| value.is_ok()),
            answering.value().get().is_some_and(|value| value.is_ok()),
        ];
        before.copied().unwrap_or_default() + good.into_iter().filter(|good| *good).count()
    });
    let found =
        Resource::new(move || (text.get(), wanted.get(), done.get()), |(text, wanted, _)| load_outcome(text, wanted));
    loaded(found, move |found| view! { <Page found wanted=wanted.get_untracked() actions/> })
}

#[component]
fn Page(found: OutcomeView, wanted: Wanted, actions: Actions) -> impl IntoView {
    let text = found.text;
    let trail = vec![
        (format!("/consultations/{}", found.conference), found.conference_title),
        (format!("/texts/{text}"), found.title.clone()),
    ];
    let can_decide = !found.draft;
    view! {
        <Forum title=t::OUTCOME trail>
            <h1>{t::OUTCOME}</h1>
            <p>{found.title}" "<a href=format!("/texts/{text}/trace")>{t::TRACE}</a></p>
            {found.settled.then(|| view! { <p class="notice">{t::SETTLED}</p> })}
            <section aria-labelledby="decisions">
                <h2 id="decisions">{t::DECISIONS}</h2>
                <Decisions decisions=found.decisions/>
                {found.desk.filter(|_| can_decide).map(|desk| view! {
                    <details class="panel">
                        <summary>{t::DECISION_ENTER}</summary>
                        <DecisionForm text current=found.current desk action=actions.deciding/>
                    </details>
                })}
            </section>
            <section aria-labelledby="fates">
                <h2 id="fates">{t::FATES}</h2>
                <Share fates=found.fates/>
                <FateTable text fates=found.fates chosen=wanted.fate.clone()/>
            </section>
            {found.open.map(|desk| view! {
                <Work text desk action=actions.answering/>
            })}
            <section aria-labelledby="said">
                <h2 id="said">{fate_title(&wanted.fate)}</h2>
                {(!wanted.fate.is_empty()).then(|| view! { <p><a href=format!("/texts/{text}/outcome#said")>{t::FATE_ALL}</a></p> })}
                <Said text said=found.said given=found.given may_answer=found.may_answer/>
                <Pages text fate=wanted.fate.clone() page=found.page count=found.count/>
            </section>
            <section aria-labelledby="answers">
                <h2 id="answers">{t::ANSWERS}</h2>
                <Answers answers=found.answers/>
            </section>
            <section aria-labelledby="files">
                <h2 id="files">{t::FILES}</h2>
                <p class="quiet">{t::FILES_LEAD}</p>
                <FileLinks text number=found.current/>
                <p class="quiet">{t::FILES_AMENDED_LEAD}</p>
                <AmendedFileLinks text number=found.current/>
            </section>
        </Forum>
    }
}

#[component]
fn Pages(text: Uuid, fate: String, page: usize, count: usize) -> impl IntoView {
    let pages = count.div_ceil(A_PAGE).max(1);
    let to = move |page: usize| format!("/texts/{text}/outcome?fate={fate}&page={page}#said");
    let of = fill(t::PAGE_OF, &[("page", &page.to_string()), ("pages", &pages.to_string())]);
    (pages > 1).then(|| {
        view! {
            <nav class="button-row" aria-label=t::PAGES>
                {(page > 1).then(|| view! { <a class="button" href=to(page - 1)>{t::EARLIER}</a> })}
                <span>{of}</span>
                {(page < pages).then(|| view! { <a class="button" href=to(page + 1)>{t::LATER}</a> })}
            </nav>
        }
    })
}

fn fate_title(fate: &str) -> &'static str {
    match fate {
        "open" => t::FATE_OPEN,
        "taken_over" => t::FATE_TAKEN_OVER,
        "answered" => t::FATE_ANSWERED,
        "rejected" => t::FATE_REJECTED,
        "taken_back" => t::FATE_TAKEN_BACK,
        _ => t::FATE_ALL,
    }
}
