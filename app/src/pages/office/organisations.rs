//! The register for staff: search, filters, a quiet list, and what has to be followed up.

use domain::district::District;
use domain::language::Language;
use domain::tongue;
use domain::topic::Topic;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

use crate::calls::organisations::{A_PAGE, Due, OrganisationList, OrganisationRow, Search, list_organisations};
use crate::components::frame::Office;
use crate::components::message::Failure;
use crate::components::to_sign_in::ToSignIn;
use crate::error::CallError;
use crate::texts::{fill, organisations as t};

pub const HERE: &str = "/office/organisations";

/// What stands in the address of a list.
pub fn search_in(query: &ParamsMap) -> Search {
    let one = |name: &str| query.get(name).unwrap_or_default();
    Search {
        text: one("text"),
        topic: one("topic"),
        language: one("language"),
        district: one("district"),
        consent: one("consent"),
        archived: one("archived"),
        page: one("page"),
    }
}

/// The query that asks for the same, on another page.
pub fn query_of(search: &Search, page: u64) -> String {
    let page = page.to_string();
    let pairs = [
        ("text", &search.text),
        ("topic", &search.topic),
        ("language", &search.language),
        ("district", &search.district),
        ("consent", &search.consent),
        ("archived", &search.archived),
        ("page", &page),
    ];
    let kept: Vec<String> = pairs
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    format!("?{}", kept.join("&"))
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.extend([byte >> 4, byte & 15].iter().filter_map(|digit| char::from_digit(u32::from(*digit), 16)));
        }
        encoded
    })
}

/// A list of choices of a filter, of which the first leaves it open.
pub fn choice(
    name: &'static str,
    label: &'static str,
    all: &'static str,
    chosen: &str,
    options: Vec<(String, String)>,
) -> impl IntoView + use<> {
    let id = format!("filter-{name}");
    let chosen = chosen.to_owned();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id name=name>
                <option value="">{all}</option>
                {options
                    .into_iter()
                    .map(|(value, label)| {
                        let selected = value == chosen;
                        view! { <option value=value selected=selected>{label}</option> }
                    })
                    .collect_view()}
            </select>
        </div>
    }
}

/// The vocabularies as choices, named for a reader.
pub fn vocabularies(reader: &Language) -> [Vec<(String, String)>; 3] {
    let topics = Topic::ALL.map(|topic| (topic.code().to_owned(), topic.words().read_in(reader).to_owned()));
    let mut languages: Vec<(String, String)> = tongue::all()
        .map(|language| (language.to_string(), tongue::name(&language, reader).unwrap_or_default().to_owned()))
        .collect();
    languages.sort_by_key(|(_, name)| domain::words::key(name));
    let mut districts: Vec<(String, String)> =
        District::all().map(|district| (district.number().to_string(), district.name().to_owned())).collect();
    districts.sort_by_key(|(_, name)| domain::words::key(name));
    [topics.into(), languages, districts]
}

#[component]
pub fn Organisations() -> impl IntoView {
    let query = use_query_map();
    let search = Memo::new(move |_| search_in(&query.read()));
    let list = Resource::new(move || search.get(), list_organisations);
    view! {
        <Office title=t::ORGANISATIONS here=HERE>
            <div class="page-head">
                <div>
                    <h1 id="organisations">{t::ORGANISATIONS}</h1>
                    <p class="quiet">{t::LEAD}</p>
                </div>
                <div class="button-row">
                    <a class="button" href="/office/organisations/import">{t::IMPORT}</a>
                    <a class="button primary" href="/office/organisations/new">{t::NEW}</a>
                </div>
            </div>
            <Suspense>
                {move || Suspend::new(async move {
                    match list.await {
                        Err(CallError::Forbidden) => view! { <ToSignIn/> }.into_any(),
                        Err(error) => view! { <Failure error/> }.into_any(),
                        Ok(list) => view! { <List list search=search.get_untracked()/> }.into_any(),
                    }
                })}
            </Suspense>
        </Office>
    }
}

#[component]
fn List(list: OrganisationList, search: Search) -> impl IntoView {
    let OrganisationList { rows, count, due } = list;
    let asked = Search { page: String::new(), ..search.clone() } != Search::default();
    let page = search.page();
    let found = if count == 1 { t::FOUND_ONE.to_owned() } else { fill(t::FOUND, &[("n", &count.to_string())]) };
    let exported = query_of(&search, 1);
    view! {
        {(!due.is_empty()).then(|| view! { <DueNotes due/> })}
        <Filters search=search.clone()/>
        {if rows.is_empty() {
            let (title, hint) =
                if asked { (t::NOTHING_FOUND, t::NOTHING_FOUND_HINT) } else { (t::EMPTY, t::EMPTY_HINT) };
            view! {
                <div class="empty">
                    <p><strong>{title}</strong></p>
                    <p>{hint}</p>
                    {asked.then(|| view! { <a class="button" href=HERE>{t::RESET}</a> })}
                </div>
            }.into_any()
        } else {
            view! {
                <p class="list-facts">
                    <strong>{found}</strong>
                    <a href=format!("{HERE}/export.xlsx{exported}") rel="external" download="organisationen.xlsx">
                        {t::EXPORT_XLSX}
                    </a>
                    <a href=format!("{HERE}/export.csv{exported}") rel="external" download="organisationen.csv">
                        {t::EXPORT_CSV}
                    </a>
                </p>
                <Table rows/>
                <Pages search page pages=count.div_ceil(A_PAGE)/>
            }.into_any()
        }}
    }
}

#[component]
fn DueNotes(due: Vec<Due>) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby="due">
            <h2 id="due">{t::DUE}</h2>
            <ul class="to-do">
                {due
                    .into_iter()
                    .map(|due| view! {
                        <li>
                            <a href=format!("{HERE}/{}#notes", due.organisation)>{due.name}</a>
                            <span class="quiet">{fill(t::DUE_SINCE, &[("day", &due.since)])}</span>
                        </li>
                    })
                    .collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn Filters(search: Search) -> impl IntoView {
    let [topics, languages, districts] = vocabularies(&Language::new("de"));
    let consents = vec![
        ("directory".to_owned(), t::CONSENT_DIRECTORY.to_owned()),
        ("missing".to_owned(), t::CONSENT_MISSING.to_owned()),
    ];
    let states = vec![("1".to_owned(), t::ARCHIVED.to_owned())];
    view! {
        <form method="get" action=HERE class="filters" role="search" aria-label=t::FILTER>
            <div class="field wide">
                <label for="filter-text">{t::SEARCH_NAME}</label>
                <input type="search" id="filter-text" name="text" value=search.text.clone() maxlength="200"/>
            </div>
            {choice("topic", t::TOPIC, t::ALL, &search.topic, topics)}
            {choice("language", t::LANGUAGE, t::ALL, &search.language, languages)}
            {choice("district", t::DISTRICT, t::ALL, &search.district, districts)}
            {choice("consent", t::CONSENT, t::ALL, &search.consent, consents)}
            {choice("archived", t::STATE, t::ACTIVE, &search.archived, states)}
            <button class="button">{t::SEARCH}</button>
        </form>
    }
}

#[component]
fn Table(rows: Vec<OrganisationRow>) -> impl IntoView {
    view! {
        <div class="table-frame stacked" role="region" aria-labelledby="organisations" tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t::NAME}</th>
                        <th scope="col">{t::LANGUAGES}</th>
                        <th scope="col">{t::TOPICS}</th>
                        <th scope="col">{t::DISTRICTS}</th>
                        <th scope="col">{t::CONSENT}</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(row: OrganisationRow) -> impl IntoView {
    let german = Language::new("de");
    let languages: Vec<&str> = row.languages.iter().filter_map(|language| tongue::name(language, &german)).collect();
    let topics: Vec<&str> = row.topics.iter().map(|topic| topic.words().de).collect();
    let districts: Vec<&str> = row.districts.iter().map(|district| district.name()).collect();
    view! {
        <tr>
            <th scope="row">
                <a href=format!("{HERE}/{}", row.id) dir="auto">{row.name}</a>
                {row.demo.then(|| view! { " "<span class="state draft">{t::DEMO}</span> })}
            </th>
            <td data-label=t::LANGUAGES>{languages.join(", ")}</td>
            <td data-label=t::TOPICS>{topics.join(", ")}</td>
            <td data-label=t::DISTRICTS>{districts.join(", ")}</td>
            <td data-label=t::CONSENT>{if row.public { t::CONSENT_DIRECTORY } else { "–" }}</td>
        </tr>
    }
}

/// The way to the pages beside this one.
#[component]
fn Pages(search: Search, page: u64, pages: u64) -> impl IntoView {
    let of = fill(t::PAGE_OF, &[("page", &page.to_string()), ("pages", &pages.to_string())]);
    (pages > 1).then(|| {
        view! {
            <nav class="button-row" aria-label=t::PAGES>
                {(page > 1).then(|| view! { <a class="button" href=query_of(&search, page - 1)>{t::EARLIER}</a> })}
                <span>{of}</span>
                {(page < pages).then(|| view! { <a class="button" href=query_of(&search, page + 1)>{t::LATER}</a> })}
            </nav>
        }
    })
}
