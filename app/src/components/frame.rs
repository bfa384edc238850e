//! The frame around a page: header, footer and, in the office, the navigation.

use domain::permission::Action;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::calls::account::{SignOut, current_person};
use crate::directory_texts::directory_texts;
use crate::language::{own_name, reader_language, reader_texts};
use crate::privacy_texts::privacy_texts;
use crate::texts::{LANGUAGES, audit, consultation, office, office_mail, organisations, people, protection};

/// A public page. `languages` are offered in the header; a survey's own pages offer them elsewhere and pass none.
#[component]
pub fn Site(
    #[prop(into)] title: String,
    #[prop(optional)] wide: bool,
    #[prop(optional)] languages: bool,
    #[prop(optional)] sign_in: bool,
    children: Children,
) -> impl IntoView {
    let t = reader_texts();
    view! {
        <Title text=title/>
        <a class="skip-link" href="#content" rel="external">{t.skip_to_content}</a>
        <div class="site">
            <header class="site-header">
                <a class="wordmark" href="/"><b>"Teilhabe"</b>" "<span class="city">{t.product_of}</span></a>
                {languages.then(LanguageLinks)}
                {sign_in.then(|| view! { <a class="button quiet-button" href="/sign-in">{t.sign_in}</a> })}
            </header>
            <main id="content" class:wide=wide>{children()}</main>
            <footer class="site-footer">
                <p>{t.imprint_note}" · "<a href="/consultations">{t.consultations}</a>" · "<a href="/organisations">{directory_texts(&reader_language()).title}</a>" · "<a href="/privacy">{privacy_texts(&reader_language()).link}</a></p>
            </footer>
        </div>
    }
}

/// Links that show the same page in another language. They load the page anew: the document's language changes.
#[component]
fn LanguageLinks() -> impl IntoView {
    let current = reader_language();
    let t = reader_texts();
    view! {
        <details class="language-switch">
            <summary><span class="visually-hidden">{t.choose_language}": "</span>{own_name(&current)}</summary>
            <ul>
                {LANGUAGES
                    .map(|(tag, name)| {
                        view! {
                            <li>
                                <a
                                    href=format!("?language={tag}")
                                    rel="external"
                                    hreflang=tag
                                    lang=tag
                                    aria-current=(tag == current.as_str()).then_some("true")
                                >
                                    {name}
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </details>
    }
}

/// The areas of the office, and what one must be allowed to do to find something there.
const AREAS: &[(&str, &str, Action)] = &[
    ("/office", office::OVERVIEW, Action::SeeResults),
    ("/office/surveys", office::SURVEYS, Action::SeeResults),
    ("/consultations", consultation::CONSULTATIONS, Action::TakePart),
    ("/office/organisations", organisations::ORGANISATIONS, Action::SeeOrganisations),
    ("/office/mail", office_mail::MAIL, Action::SeeMail),
    ("/office/accounts", people::ACCOUNTS, Action::SeeAccounts),
    ("/office/rights", people::RIGHTS, Action::SeeRights),
    ("/office/protection", protection::NAVIGATION, Action::SeeProtection),
    ("/office/audit", audit::TITLE, Action::SeeAudit),
];

/// A page of the office. Shows the way to the sign-in to whom it does not know; what it wraps checks rights itself.
#[component]
pub fn Office(#[prop(into)] title: String, here: &'static str, children: Children) -> impl IntoView {
    let person = Resource::new(|| (), |()| current_person());
    let sign_out = ServerAction::<SignOut>::new();
    view! {
        <Title text=title/>
        <a class="skip-link" href="#content" rel="external">{office::SKIP}</a>
        <div class="office" lang="de" dir="ltr">
            <header class="office-header">
                <a class="wordmark" href="/"><b>"Teilhabe"</b>" "<span class="city">{office::CITY}</span></a>
                <Suspense>
                    {move || Suspend::new(async move {
                        person.await.ok().flatten().map(|person| view! {
                            <a class="user" href="/account" rel="external">{person.name}</a>
                            <ActionForm action=sign_out>
                                <button class="button quiet-button">{office::SIGN_OUT}</button>
                            </ActionForm>
                        })
                    })}
                </Suspense>
            </header>
            <nav class="office-nav" aria-label=office::AREAS>
                <Suspense>
                    {move || Suspend::new(async move {
                        let person = person.await.ok().flatten();
                        let areas = AREAS.iter().filter(|(.., action)| person.as_ref().is_some_and(|one| one.may(*action)));
                        let links = areas.map(|(path, name, _)| view! {
                            <li><a href=*path aria-current=(here == *path).then_some("page")>{*name}</a></li>
                        });
                        view! { <ul>{links.collect_view()}</ul> }
                    })}
                </Suspense>
            </nav>
            <main id="content">{children()}</main>
        </div>
    }
}
