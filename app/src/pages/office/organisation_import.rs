//! Reading a list of organisations: bring a file, see what would change, agree.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::organisation::Differences;
use super::organisations::HERE;
use crate::calls::organisations::{ImportView, Outcome, PreviewRow, import_trouble, look_at_import};
use crate::components::frame::Office;
use crate::components::message::{Failure, set_status};
use crate::components::to_sign_in::ToSignIn;
use crate::error::CallError;
use crate::texts::{fill, organisations as t};

#[component]
pub fn ImportFile() -> impl IntoView {
    let query = use_query_map();
    let slip = Memo::new(move |_| query.read().get("slip").unwrap_or_default());
    let trouble = Resource::new(move || slip.get(), import_trouble);
    view! {
        <Office title=t::IMPORT here=HERE>
            <p><a href=HERE>{t::BACK}</a></p>
            <div class="page-head"><h1>{t::IMPORT}</h1></div>
            <p>{t::IMPORT_LEAD}</p>
            <Suspense>
                {move || Suspend::new(async move {
                    match trouble.await {
                        Err(CallError::Forbidden) => view! { <ToSignIn/> }.into_any(),
                        Err(error) => view! { <Failure error/> }.into_any(),
                        Ok(trouble) => view! { <Upload trouble/> }.into_any(),
                    }
                })}
            </Suspense>
        </Office>
    }
}

#[component]
fn Upload(trouble: String) -> impl IntoView {
    let described = if trouble.is_empty() { "file-help" } else { "file-help file-problem" };
    let invalid = (!trouble.is_empty()).then_some("true");
    view! {
        <form
            method="post"
            action="/office/organisations/import/file"
            enctype="multipart/form-data"
            class="panel entry-form"
        >
            {(!trouble.is_empty()).then(|| view! {
                <p class="notice danger" id="file-problem" role="alert">{trouble}</p>
            })}
            <div class="field">
                <label for="file">{t::IMPORT_FILE}</label>
                <p class="help quiet" id="file-help">{t::IMPORT_FILE_HINT}</p>
                <input
                    type="file"
                    id="file"
                    name="file"
                    required
                    accept=".xlsx,.csv,.txt,text/csv"
                    aria-describedby=described
                    aria-invalid=invalid
                />
            </div>
            <button class="button primary">{t::IMPORT_LOOK}</button>
        </form>
        <details class="choices">
            <summary>{t::IMPORT_COLUMNS}</summary>
            <p>{t::IMPORT_COLUMNS_HINT}</p>
            <p class="quiet">{t::IMPORT_COLUMN_NAMES}</p>
        </details>
    }
}

#[component]
pub fn ImportPreview() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let page = Memo::new(move |_| query.read().get("page").unwrap_or_default());
    let view = Resource::new(move || (id.get(), page.get()), |(id, page)| look_at_import(id, page));
    view! {
        <Office title=t::IMPORT here=HERE>
            <p><a href=HERE>{t::BACK}</a></p>
            <Suspense>
                {move || Suspend::new(async move {
                    match view.await {
                        Err(CallError::Forbidden) => view! { <ToSignIn/> }.into_any(),
                        Err(CallError::NotFound) => view! { <Gone/> }.into_any(),
                        Err(error) => view! { <Failure error/> }.into_any(),
                        Ok(view) if view.report.is_some() => view! { <Report view/> }.into_any(),
                        Ok(view) => view! { <Preview id=id.get_untracked() view/> }.into_any(),
                    }
                })}
            </Suspense>
        </Office>
    }
}

#[component]
fn Gone() -> impl IntoView {
    set_status(404);
    view! {
        <h1>{t::PREVIEW_GONE}</h1>
        <p>{t::PREVIEW_GONE_HINT}</p>
        <p><a class="button primary" href="/office/organisations/import">{t::IMPORT}</a></p>
    }
}

#[component]
fn Preview(id: String, view: ImportView) -> impl IntoView {
    let taken = view.new + view.changed;
    let label = if taken == 1 { t::CONFIRM_ONE.to_owned() } else { fill(t::CONFIRM, &[("n", &taken.to_string())]) };
    let counts = [
        (view.new, t::PREVIEW_NEW),
        (view.changed, t::PREVIEW_CHANGED),
        (view.unchanged, t::PREVIEW_UNCHANGED),
        (view.refused, t::PREVIEW_REFUSED),
    ];
    let (page, pages) = (view.page, view.pages);
    let of = fill(t::PAGE_OF, &[("page", &page.to_string()), ("pages", &pages.to_string())]);
    view! {
        <div class="page-head">
            <div>
                <h1 id="preview">{t::PREVIEW}</h1>
                <p class="quiet">{fill(t::PREVIEW_OF, &[("file", &view.file)])}</p>
            </div>
        </div>
        <ul class="counts">
            {counts
                .map(|(count, words)| view! { <li class="figure"><b>{count}</b>" "<span>{words}</span></li> })
                .collect_view()}
        </ul>
        {(!view.unused.is_empty()).then(|| view! {
            <p class="notice">{fill(t::PREVIEW_UNUSED, &[("columns", &view.unused.join(", "))])}</p>
        })}
        {if taken == 0 {
            view! { <p class="notice">{t::PREVIEW_NOTHING}</p> }.into_any()
        } else {
            view! {
                <form method="post" action=format!("/office/organisations/import/{id}") class="button-row">
                    <button class="button primary">{label}</button>
                    <a class="button" href="/office/organisations/import">{t::CANCEL}</a>
                </form>
            }.into_any()
        }}
        <div class="table-frame" role="region" aria-labelledby="preview" tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col" class="number">{t::PREVIEW_ROW}</th>
                        <th scope="col">{t::NAME}</th>
                        <th scope="col">{t::PREVIEW_WHAT}</th>
                    </tr>
                </thead>
                <tbody>{view.rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        {(pages > 1).then(|| view! {
            <nav class="button-row" aria-label=t::PAGES>
                {(page > 1).then(|| view! { <a class="button" href=format!("?page={}", page - 1)>{t::EARLIER}</a> })}
                <span>{of}</span>
                {(page < pages).then(|| view! { <a class="button" href=format!("?page={}", page + 1)>{t::LATER}</a> })}
            </nav>
        })}
    }
}

fn row(row: PreviewRow) -> impl IntoView {
    let what = match row.outcome {
        Outcome::New => view! { <span class="state open">{t::PREVIEW_NEW}</span> }.into_any(),
        Outcome::Unchanged => view! { <span class="state closed">{t::PREVIEW_UNCHANGED}</span> }.into_any(),
        Outcome::Changed(differences) => view! {
            <span class="state">{t::PREVIEW_CHANGED}</span>
            <Differences differences old=t::IN_REGISTER new=t::PREVIEW_NEW/>
        }
        .into_any(),
        Outcome::Refused(reasons) => view! {
            <span class="state draft">{t::PREVIEW_REFUSED}</span>
            <ul>
                {reasons
                    .into_iter()
                    .map(|(column, words)| view! { <li><strong>{column}": "</strong>{words}</li> })
                    .collect_view()}
            </ul>
        }
        .into_any(),
    };
    view! {
        <tr>
            <td class="number">{row.number}</td>
            <th scope="row" dir="auto">{row.name}</th>
            <td>{what}</td>
        </tr>
    }
}

#[component]
fn Report(view: ImportView) -> impl IntoView {
    let (created, changed, left_out) = view.report.unwrap_or_default();
    let counts = fill(t::IMPORTED_COUNTS, &[("created", &created.to_string()), ("changed", &changed.to_string())]);
    view! {
        <div class="page-head"><h1>{t::IMPORTED}</h1></div>
        <p class="notice" role="status">{counts}</p>
        {(!left_out.is_empty()).then(|| view! {
            <div class="notice warning">
                <p>{t::IMPORTED_NOT}</p>
                <ul>
                    {left_out
                        .into_iter()
                        .map(|(number, name, words)| view! { <li>{t::PREVIEW_ROW}" "{number}" – "{name}": "{words}</li> })
                        .collect_view()}
                </ul>
            </div>
        })}
        <p><a class="button primary" href=HERE>{t::TO_REGISTER}</a></p>
    }
}
