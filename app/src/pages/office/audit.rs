//! The audit log: searching it by a plain form, checking it, downloading it.

use domain::audit::{Fault, Head, Misfit};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::calls::audit::{AuditPage, AuditRow, AuditSearch, Who, check_audit, load_audit};
use crate::components::frame::Office;
use crate::components::message::Failure;
use crate::components::to_sign_in::ToSignIn;
use crate::error::CallError;
use crate::texts::{audit as words, fill};

const HERE: &str = "/office/audit";

#[component]
pub fn Audit() -> impl IntoView {
    let query = use_query_map();
    let search = Memo::new(move |_| {
        let query = query.read();
        let field = |name: &str| query.get(name).unwrap_or_default();
        AuditSearch {
            who: field("who"),
            area: field("area"),
            thing: field("thing"),
            from: field("from"),
            until: field("until"),
            before: field("before"),
        }
    });
    let page = Resource::new(move || search.get(), load_audit);
    view! {
        <Office title=words::TITLE here=HERE>
            <div class="page-head">
                <div>
                    <h1 id="audit">{words::TITLE}</h1>
                    <p class="quiet">{words::LEAD}</p>
                </div>
            </div>
            <Suspense>
                {move || Suspend::new(async move {
                    match page.await {
                        Err(CallError::Forbidden) => view! { <ToSignIn/> }.into_any(),
                        Err(error) => view! { <Failure error/> }.into_any(),
                        Ok(page) => view! { <Log page search=search.get_untracked()/> }.into_any(),
                    }
                })}
            </Suspense>
        </Office>
    }
}

#[component]
fn Log(page: AuditPage, search: AuditSearch) -> impl IntoView {
    let rows = page.rows;
    let first_page = search.before.is_empty();
    let older = page.older.map(|number| AuditSearch { before: number.to_string(), ..search.clone() });
    let newest = AuditSearch { before: String::new(), ..search.clone() };
    view! {
        <Filter search=search people=page.people/>
        {if rows.is_empty() {
            view! {
                <div class="empty">
                    <p><strong>{words::NOTHING}</strong></p>
                    <p>{words::NOTHING_HINT}</p>
                </div>
            }.into_any()
        } else {
            view! {
                <div class="table-frame" role="region" aria-labelledby="audit" tabindex="0">
                    <table class="audit">
                        <thead>
                            <tr>
                                <th scope="col">{words::WHEN}</th>
                                <th scope="col">{words::WHO}</th>
                                <th scope="col">{words::DEED}</th>
                                <th scope="col">{words::THING}</th>
                                <th scope="col" class="number">{words::NUMBER}</th>
                            </tr>
                        </thead>
                        <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
            }.into_any()
        }}
        <div class="button-row">
            {(!first_page).then(|| view! { <a class="button" href=address(&newest)>{words::NEWEST}</a> })}
            {older.map(|older| view! { <a class="button" href=address(&older)>{words::OLDER}</a> })}
        </div>
        <div class="panels">
            <Check end=page.end/>
            <section class="panel" aria-labelledby="export">
                <h2 id="export">{words::EXPORT}</h2>
                <p class="button-row">
                    <a class="button" href="/office/audit/export.csv" rel="external" download>{words::AS_CSV}</a>
                    <a class="button" href="/office/audit/export.jsonl" rel="external" download>{words::AS_LINES}</a>
                </p>
                <p class="small quiet">{words::EXPORT_HELP}</p>
            </section>
        </div>
    }
}

#[component]
fn Filter(search: AuditSearch, people: Vec<(String, String)>) -> impl IntoView {
    let chosen = |value: &str, wanted: &str| value == wanted;
    let searching = search != AuditSearch { before: search.before.clone(), ..AuditSearch::default() };
    view! {
        <form method="get" action=HERE class="panel filter" aria-labelledby="filter">
            <h2 id="filter">{words::FILTER}</h2>
            {(!search.thing.is_empty()).then(|| view! {
                <p class="notice">{words::ONLY_ONE_THING}</p>
                <input type="hidden" name="thing" value=search.thing.clone()/>
            })}
            <div class="filter-fields">
                <div class="field">
                    <label for="who">{words::WHO}</label>
                    <select id="who" name="who">
                        <option value="">{words::EVERYBODY}</option>
                        {people
                            .into_iter()
                            .chain([
                                ("program".to_owned(), words::PROGRAM.to_owned()),
                                ("stranger".to_owned(), words::STRANGER.to_owned()),
                            ])
                            .map(|(actor, name)| {
                                let selected = chosen(&actor, &search.who);
                                view! { <option value=actor selected=selected>{name}</option> }
                            })
                            .collect_view()}
                    </select>
                </div>
                <div class="field">
                    <label for="area">{words::AREA}</label>
                    <select id="area" name="area">
                        <option value="">{words::EVERYTHING}</option>
                        {words::AREAS
                            .iter()
                            .map(|(area, name)| view! {
                                <option value=*area selected=chosen(area, &search.area)>{*name}</option>
                            })
                            .collect_view()}
                    </select>
                </div>
                <div class="field">
                    <label for="from">{words::FROM}</label>
                    <input type="date" id="from" name="from" value=search.from.clone()/>
                </div>
                <div class="field">
                    <label for="until">{words::UNTIL}</label>
                    <input type="date" id="until" name="until" value=search.until.clone()/>
                </div>
            </div>
            <div class="button-row">
                <button class="button primary">{words::SEARCH}</button>
                {searching.then(|| view! { <a class="button quiet-button" href=HERE>{words::RESET}</a> })}
            </div>
        </form>
    }
}

fn row(row: AuditRow) -> impl IntoView {
    let only = AuditSearch { thing: row.subject.clone(), ..AuditSearch::default() };
    let kind = words::thing(&row.subject);
    let thing = row.name.map_or_else(|| kind.to_owned(), |name| format!("{kind} „{name}“"));
    view! {
        <tr>
            <td class="nowrap">
                <time datetime=row.at.format("%Y-%m-%dT%H:%M:%S").to_string()>
                    {row.at.format("%d.%m.%Y, %H:%M:%S").to_string()}
                </time>
            </td>
            <td>{who(row.who)}</td>
            <td>{words::sentence(&row.deed, &row.note)}</td>
            <td>
                {(!row.subject.is_empty()).then(|| view! {
                    <a href=address(&only)>
                        <span class="visually-hidden">{words::ONLY_THIS}": "</span>{thing}
                    </a>
                })}
            </td>
            <td class="number">{row.number}</td>
        </tr>
    }
}

/// Who did it, in words.
pub fn who(who: Who) -> String {
    match who {
        Who::Person(name) => name,
        Who::Former => words::FORMER.to_owned(),
        Who::Key(name) => fill(words::KEY, &[("name", &name)]),
        Who::Program => words::PROGRAM.to_owned(),
        Who::Stranger => words::STRANGER.to_owned(),
    }
}

/// Is the log as it was written? Asked for by a plain form, because following a long log takes a while.
#[component]
fn Check(end: Head) -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let query = query.read();
        let field = |name: &str| query.get(name).unwrap_or_default();
        query.get("check").is_some().then(|| (field("number"), field("hash")))
    });
    let outcome = Resource::new(
        move || asked.get(),
        |asked| async move {
            match asked {
                Some((number, hash)) => check_audit(number, hash).await.map(Some),
                None => Ok(None),
            }
        },
    );
    let (number, hash) = asked.get_untracked().unwrap_or_default();
    let noted = !hash.is_empty();
    view! {
        <section class="panel" aria-labelledby="check">
            <h2 id="check">{words::CHECK_TITLE}</h2>
            <p class="small">{words::CHECK_HELP}</p>
            <h3>{words::STANDING}</h3>
            {if end.number == 0 {
                view! { <p>{words::EMPTY}</p> }.into_any()
            } else {
                view! {
                    <p>{fill(words::STANDING_IS, &[("number", &end.number.to_string())])}</p>
                    <p class="checksum">{end.hash}</p>
                }.into_any()
            }}
            <form method="get" action="/office/audit#check" class="office-section">
                <input type="hidden" name="check" value="1"/>
                <div class="field">
                    <label for="number">{words::NOTED_NUMBER}</label>
                    <input type="text" class="short" id="number" name="number" inputmode="numeric" value=number maxlength="20"/>
                </div>
                <div class="field">
                    <label for="hash">{words::NOTED_HASH}</label>
                    <input type="text" id="hash" name="hash" autocomplete="off" spellcheck="false" value=hash maxlength="100"/>
                </div>
                <button class="button">{words::CHECK}</button>
            </form>
            <div role="status">
                <Suspense>
                    {move || Suspend::new(async move {
                        match outcome.await {
                            Ok(None) => ().into_any(),
                            Ok(Some(outcome)) => view! { <Verdict outcome noted/> }.into_any(),
                            Err(error) => view! { <Failure error/> }.into_any(),
                        }
                    })}
                </Suspense>
            </div>
        </section>
    }
}

#[component]
fn Verdict(outcome: Result<Head, Fault>, noted: bool) -> impl IntoView {
    match outcome {
        Ok(head) => view! {
            <p class="notice">
                {fill(words::INTACT, &[("number", &head.number.to_string())])}
                {noted.then(|| format!(" {}", words::INTACT_NOTED))}
            </p>
        }
        .into_any(),
        Err(fault) => view! {
            <div class="notice danger">
                <p><strong>{fill(words::BROKEN, &[("number", &fault.number.to_string())])}</strong></p>
                <p>
                    {match fault.misfit {
                        Misfit::Missing => words::MISSING,
                        Misfit::Changed => words::CHANGED,
                        Misfit::Rewritten => words::REWRITTEN,
                        Misfit::CutOff => words::CUT_OFF,
                    }}
                </p>
                <p>{words::BROKEN_ADVICE}</p>
            </div>
        }
        .into_any(),
    }
}

/// The page's address with this search; only what is asked for stands in it.
fn address(search: &AuditSearch) -> String {
    let fields = [
        ("who", &search.who),
        ("area", &search.area),
        ("thing", &search.thing),
        ("from", &search.from),
        ("until", &search.until),
        ("before", &search.before),
    ];
    let asked: Vec<String> = fields
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", escaped(value)))
        .collect();
    if asked.is_empty() { HERE.to_owned() } else { format!("{HERE}?{}", asked.join("&")) }
}

fn escaped(value: &str) -> String {
    value
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b':' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_what_is_asked_for_and_nothing_else() {
        assert_eq!(address(&AuditSearch::default()), "/office/audit");
        let search = AuditSearch { area: "survey.".into(), thing: "a:b&c ä".into(), ..AuditSearch::default() };
        assert_eq!(address(&search), "/office/audit?area=survey.&thing=a:b%26c%20%C3%A4");
    }
}
