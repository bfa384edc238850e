//! The one table: path -> page. Every page renders completely on the server, so that all of it works without scripts.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{SsrMode, path};

use crate::pages::directory::Directory;
use crate::pages::home::Home;
use crate::pages::not_found::NotFound;
use crate::pages::office::organisation::{EditOrganisation, NewOrganisation};
use crate::pages::office::organisation_import::{ImportFile, ImportPreview};
use crate::pages::office::organisations::Organisations;
use crate::pages::office::overview::Overview;
use crate::pages::office::results::SurveyResults;
use crate::pages::office::surveys::Surveys;
use crate::pages::sign_in::SignIn;
use crate::pages::surveys::answer::Answer;
use crate::pages::surveys::letter::StartPage;

#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title formatter=|title: String| if title.is_empty() { "Teilhabe".to_owned() } else { format!("{title} · Teilhabe") }/>
        <Router>
            <FlatRoutes fallback=NotFound>
                <Route path=path!("/") view=Home ssr=SsrMode::Async/>
                <Route path=path!("/sign-in") view=SignIn ssr=SsrMode::Async/>
                <Route path=path!("/surveys/:slug") view=StartPage ssr=SsrMode::Async/>
                // Pages of questions, the review and the thanks: one page, so that answers survive between them.
                <Route path=path!("/surveys/:slug/:step") view=Answer ssr=SsrMode::Async/>
                <Route path=path!("/office") view=Overview ssr=SsrMode::Async/>
                <Route path=path!("/office/surveys") view=Surveys ssr=SsrMode::Async/>
                <Route path=path!("/office/surveys/:slug") view=SurveyResults ssr=SsrMode::Async/>
                <Route path=path!("/office/organisations") view=Organisations ssr=SsrMode::Async/>
                <Route path=path!("/office/organisations/new") view=NewOrganisation ssr=SsrMode::Async/>
                <Route path=path!("/office/organisations/import") view=ImportFile ssr=SsrMode::Async/>
                <Route path=path!("/office/organisations/import/:id") view=ImportPreview ssr=SsrMode::Async/>
                <Route path=path!("/office/organisations/:id") view=EditOrganisation ssr=SsrMode::Async/>
                <Route path=path!("/organisations") view=Directory ssr=SsrMode::Async/>
            </FlatRoutes>
        </Router>
    }
}
