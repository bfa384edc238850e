//! What became of a text in short, for the text's own page.

use leptos::prelude::*;
use uuid::Uuid;

use super::contributions::Share;
use super::decisions::{day_words, word};
use super::files::FileLinks;
use crate::calls::consultation::outcome::summarise_outcome;
use crate::pages::consultations::once;
use crate::texts::outcome as t;

/// The last word of a body, how much is still open, and the ways to more.
#[component]
pub fn OutcomePanel(text: Uuid) -> impl IntoView {
    let found = Resource::new(|| (), move |()| summarise_outcome(text.to_string()));
    view! {
        <section class="panel outcome-panel" aria-labelledby="outcome-title">
            <h2 id="outcome-title">{t::OUTCOME}</h2>
            <Suspense>
                {once(move || Suspend::new(async move {
                    found.await.ok().map(|found| {
                        let last = found.decisions.last().map(|decision| view! {
                            <p>
                                <strong class="decision-label">{word(decision)}</strong>" "
                                {decision.body.clone()}", "{day_words(decision.day)}
                            </p>
                        });
                        view! {
                            {last}
                            <Share fates=found.fates/>
                            <p class="button-row">
                                <a class="button" href=format!("/texts/{text}/outcome")>{t::OUTCOME_LINK}</a>
                                <a class="button" href=format!("/texts/{text}/trace")>{t::TRACE}</a>
                                {found.may_replace.then(|| view! {
                                    <a class="button" href=format!("/texts/{text}/replace")>{t::FROM_FILE}</a>
                                })}
                            </p>
                            <FileLinks text number=found.current/>
                        }
                    })
                }))}
            </Suspense>
        </section>
    }
}
