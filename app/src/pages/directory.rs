//! The public directory: organisations that agreed to be found, for whoever looks for them.

use domain::language::Language;
use domain::organisation::{DirectoryEntry, PublicContact};
use domain::tongue;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::office::organisations::{choice, query_of, search_in, vocabularies};
use crate::calls::organisations::{self, A_PAGE, Search, search_directory};
use crate::components::frame::Site;
use crate::components::message::Failure;
use crate::directory_texts::directory_texts;
use crate::language::{reader_language, reader_texts};
use crate::texts::fill;

#[component]
pub fn Directory() -> impl IntoView {
    let t = directory_texts(&reader_language());
    let query = use_query_map();
    // `language` in an address is the reader's own, on every page; what is searched for has another name.
    let search = Memo::new(move |_| {
        let query = query.read();
        Search {
            language: query.get("speaks").unwrap_or_default(),
            consent: String::new(),
            archived: String::new(),
            ..search_in(&query)
        }
    });
    let found = Resource::new(move || search.get(), search_directory);
    view! {
        <Site title=t.title wide=true languages=true sign_in=true>
            <div class="directory-head">
                <h1 class="begins">{t.title}</h1>
                <p>{t.lead}</p>
            </div>
            <Suspense>
                {move || Suspend::new(async move {
                    match found.await {
                        Err(error) => view! { <Failure error/> }.into_any(),
                        Ok(found) => view! { <Found found search=search.get_untracked()/> }.into_any(),
                    }
                })}
            </Suspense>
        </Site>
    }
}

#[component]
fn Found(found: organisations::Directory, search: Search) -> impl IntoView {
    let reader = reader_language();
    let t = directory_texts(&reader);
    let [topics, languages, districts] = vocabularies(&reader);
    let demo = found.entries.iter().any(|entry| entry.demo);
    let (page, pages) = (search.page(), found.count.div_ceil(A_PAGE));
    let of = fill(t.page_of, &[("page", &page.to_string()), ("pages", &pages.to_string())]);
    let to = |page| query_of(&search, page).replace("language=", "speaks=");
    let (earlier, later) = (to(page.saturating_sub(1)), to(page + 1));
    let count = reader_texts().count(&t.found, found.count);
    view! {
        <form method="get" action="/organisations" class="filters" role="search" aria-label=t.search>
            <div class="field wide">
                <label for="filter-text">{t.search_name}</label>
                <input type="search" id="filter-text" name="text" value=search.text.clone() maxlength="200"/>
            </div>
            {choice("topic", t.topic, t.all, &search.topic, topics)}
            {choice("speaks", t.language, t.all, &search.language, languages)}
            {choice("district", t.district, t.all, &search.district, districts)}
            <button class="button primary">{t.show}</button>
        </form>
        {demo.then(|| view! { <p class="notice demo">{t.demo}</p> })}
        {if found.entries.is_empty() {
            view! {
                <div class="empty">
                    <p><strong>{t.nothing}</strong></p>
                    <p>{t.nothing_hint}</p>
                    <a class="button" href="/organisations">{t.show_all}</a>
                </div>
            }.into_any()
        } else {
            view! {
                <p role="status"><strong>{count}</strong></p>
                <div class="cards">
                    {found.entries.into_iter().map(|entry| view! { <Entry entry reader=reader.clone()/> }).collect_view()}
                </div>
                {(pages > 1).then(|| view! {
                    <nav class="button-row" aria-label=t.pages>
                        {(page > 1).then(|| view! { <a class="button" href=earlier>{t.earlier}</a> })}
                        <span>{of}</span>
                        {(page < pages).then(|| view! { <a class="button" href=later>{t.later}</a> })}
                    </nav>
                })}
            }.into_any()
        }}
    }
}

#[component]
fn Entry(entry: DirectoryEntry, reader: Language) -> impl IntoView {
    let t = directory_texts(&reader);
    let topics: Vec<&str> = entry.topics.iter().map(|topic| topic.words().read_in(&reader)).collect();
    let languages: Vec<&str> = entry.languages.iter().filter_map(|one| tongue::name(one, &reader)).collect();
    let districts: Vec<&str> = entry.districts.iter().map(|district| district.name()).collect();
    let comma = if reader.as_str() == "ar" { "، " } else { ", " };
    let fact = |title: &'static str, words: Vec<&str>| {
        (!words.is_empty()).then(|| view! { <dt>{title}</dt><dd>{words.join(comma)}</dd> })
    };
    view! {
        <article class="card directory-entry">
            <h2 dir="auto">{entry.name}</h2>
            <dl>
                {fact(t.topics, topics)}
                {fact(t.languages, languages)}
                {fact(t.districts, districts)}
                {(!entry.contacts.is_empty()).then(|| view! {
                    <dt>{t.contact}</dt>
                    {entry.contacts.into_iter().map(contact).collect_view()}
                })}
            </dl>
        </article>
    }
}

fn contact(contact: PublicContact) -> impl IntoView {
    let PublicContact { name, role, email, phone } = contact;
    let dialled: String = phone.chars().filter(|sign| sign.is_ascii_digit() || *sign == '+').collect();
    view! {
        <dd>
            <span dir="auto">{name}</span>
            {(!role.is_empty()).then(|| view! { <br/><span class="quiet" dir="auto">{role}</span> })}
            {(!email.is_empty()).then(|| view! { <br/><a href=format!("mailto:{email}") dir="ltr">{email.clone()}</a> })}
            {(!phone.is_empty()).then(|| view! { <br/><a href=format!("tel:{dialled}") dir="ltr">{phone}</a> })}
        </dd>
    }
}
