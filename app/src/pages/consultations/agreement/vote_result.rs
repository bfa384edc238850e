//! The result of a vote in its time: what came of it, a chart and a table of the same numbers, and in an open vote who chose what.

use domain::agreement::vote::Choice::{Abstain, No, Yes};
use domain::agreement::vote::Shown;
use leptos::prelude::*;

use super::charts::Twin;
use crate::calls::consultation::votes::{ResultView, VoteView};
use crate::components::chart::{Picture, share};
use crate::texts::{fill, votes as t};

/// Words, count, per cent of those who voted.
type Line = (&'static str, u32, f64);

fn lines(result: &ResultView) -> Vec<Line> {
    let cast = u32::try_from(result.count.cast()).unwrap_or(u32::MAX);
    let part = |number: u32| if cast == 0 { 0.0 } else { f64::from(number) * 100.0 / f64::from(cast) };
    [(Yes, result.count.yes), (No, result.count.no), (Abstain, result.count.abstain)]
        .map(|(choice, number)| (t::choice(choice), number, part(number)))
        .into()
}

#[component]
pub fn Result(current: RwSignal<VoteView>) -> impl IntoView {
    let result = Memo::new(move |_| current.read().result.clone());
    let there = Memo::new(move |_| result.read().is_some());
    let numbers = Memo::new(move |_| result.with(|result| result.as_ref().map(lines).unwrap_or_default()));
    let later = move || {
        let shown = current.with(|view| match view.rules.shown {
            Shown::From(at) => Shown::From(at.max(view.rules.closes)),
            shown => shown,
        });
        fill(t::RESULT_LATER, &[("when", &t::shown(shown))])
    };
    let outcome =
        move || result.with(|result| result.as_ref().map(|result| result.outcome.map_or(t::RESULT_SO_FAR, t::outcome)));
    let picture = Signal::derive(move || {
        Picture::Bars(numbers.read().iter().map(|(label, _, percent)| ((*label).to_owned(), *percent)).collect())
    });
    let summary = Signal::derive(move || {
        let words: Vec<String> = numbers.read().iter().map(|(label, number, _)| format!("{label}: {number}")).collect();
        words.join(", ")
    });
    let base = move || {
        let cast: u32 = numbers.read().iter().map(|(_, number, _)| number).sum();
        let words = if cast == 1 { t::RESULT_BASE_ONE } else { t::RESULT_BASE };
        fill(words, &[("cast", &cast.to_string()), ("all", &current.read().entitled.to_string())])
    };
    let named = move || result.with(|result| result.as_ref().map(|result| result.named.clone()).unwrap_or_default());
    view! {
        <div class="vote-result" id="result">
            <div aria-live="polite">
                {move || match outcome() {
                    Some(words) => view! { <p class="notice agreed"><strong>{words}</strong></p> }.into_any(),
                    None => view! { <p class="notice">{later()}</p> }.into_any(),
                }}
            </div>
            <Show when=move || there.get()>
                <Twin
                    id="vote-result"
                    title=t::RESULT
                    base=Signal::derive(base)
                    picture
                    summary
                    key=Vec::new()
                    bars=Signal::derive(|| 3)
                >
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{t::ANSWER}</th>
                                <th scope="col" class="number">{t::COUNT}</th>
                                <th scope="col" class="number">{t::SHARE}</th>
                            </tr>
                        </thead>
                        <tbody>
                            {move || numbers.get().into_iter().map(|(label, number, percent)| view! {
                                <tr>
                                    <th scope="row">{label}</th>
                                    <td class="number">{number}</td>
                                    <td class="number">{share(percent)}</td>
                                </tr>
                            }).collect_view()}
                        </tbody>
                    </table>
                </Twin>
            </Show>
            {move || (!named().is_empty()).then(|| view! {
                <details class="other-texts">
                    <summary>{t::BY_NAME}</summary>
                    <ul class="who">
                        {named().into_iter().map(|(name, choice)| view! { <li>{name}": "{t::choice(choice)}</li> }).collect_view()}
                    </ul>
                </details>
            })}
        </div>
    }
}
