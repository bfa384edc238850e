//! All versions of a text, each with its fixed address; any two can be compared.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::loaded;
use crate::calls::consultation::texts::{VersionRow, load_versions};
use crate::components::forum::{Forum, Time};
use crate::texts::{consultation as t, fill};

#[component]
pub fn VersionsPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("text").unwrap_or_default());
    let found = Resource::new(move || id.get(), load_versions);
    loaded(found, |(place, rows)| {
        let trail = vec![(format!("/texts/{}", place.id), place.title.clone())];
        let id = place.id;
        view! {
            <Forum title=t::VERSIONS trail wide=true>
                <h1 id="versions">{t::VERSIONS}</h1>
                {(rows.len() > 1).then(|| {
                    let numbers: Vec<u32> = rows.iter().map(|row| row.number).collect();
                    view! {
                        <form method="get" action=format!("/texts/{id}/compare") class="filters">
                            {choice("old", t::COMPARE_FROM, &numbers, 1)}
                            {choice("new", t::COMPARE_TO, &numbers, 0)}
                            <button class="button">{t::COMPARE}</button>
                        </form>
                    }
                })}
                <ol class="version-list" reversed>
                    {rows.into_iter().map(|row| view! { <Row id row/> }).collect_view()}
                </ol>
            </Forum>
        }
    })
}

/// A choice of versions; `place` is the one chosen before.
pub fn choice(name: &'static str, label: &'static str, numbers: &[u32], place: usize) -> impl IntoView + use<> {
    let options: Vec<(u32, bool)> = numbers.iter().enumerate().map(|(at, number)| (*number, at == place)).collect();
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select id=name name=name>
                {options.into_iter().map(|(number, chosen)| view! {
                    <option value=number selected=chosen>{fill(t::VERSION, &[("n", &number.to_string())])}</option>
                }).collect_view()}
            </select>
        </div>
    }
}

#[component]
fn Row(id: uuid::Uuid, row: VersionRow) -> impl IntoView {
    let number = row.number;
    view! {
        <li value=number>
            <p><a href=format!("/texts/{id}/versions/{number}")>{fill(t::VERSION, &[("n", &number.to_string())])}</a>" · "<Time at=row.at/>" · "{row.author}</p>
            {(!row.reason.is_empty()).then(|| view! { <p>{row.reason}</p> })}
            {(number > 1).then(|| view! {
                <p><a href=format!("/texts/{id}/compare?old={}&new={number}", number - 1)>{t::COMPARE_TITLE}</a></p>
            })}
            <details><summary>{t::HASH}</summary><code class="hash">{row.hash}</code></details>
        </li>
    }
}
