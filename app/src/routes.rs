//! The one table: path -> page. Every page renders completely on the server, so that all of it works without scripts.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{SsrMode, path};

use crate::pages::account::code::Code;
use crate::pages::account::forgotten::Forgotten;
use crate::pages::account::link::Link;
use crate::pages::account::overview::Account;
use crate::pages::account::second_factor::{SecondFactor, SetUpFirst};
use crate::pages::home::Home;
use crate::pages::not_found::NotFound;
use crate::pages::office::accounts::Accounts;
use crate::pages::office::overview::Overview;
use crate::pages::office::results::SurveyResults;
use crate::pages::office::rights::Rights;
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
                <Route path=path!("/sign-in/forgotten") view=Forgotten ssr=SsrMode::Async/>
                <Route path=path!("/sign-in/code") view=Code ssr=SsrMode::Async/>
                <Route path=path!("/sign-in/second-factor") view=SetUpFirst ssr=SsrMode::Async/>
                <Route path=path!("/account") view=Account ssr=SsrMode::Async/>
                <Route path=path!("/account/second-factor") view=SecondFactor ssr=SsrMode::Async/>
                <Route path=path!("/account/link/:link") view=Link ssr=SsrMode::Async/>
                <Route path=path!("/surveys/:slug") view=StartPage ssr=SsrMode::Async/>
                // Pages of questions, the review and the thanks: one page, so that answers survive between them.
                <Route path=path!("/surveys/:slug/:step") view=Answer ssr=SsrMode::Async/>
                <Route path=path!("/office") view=Overview ssr=SsrMode::Async/>
                <Route path=path!("/office/surveys") view=Surveys ssr=SsrMode::Async/>
                <Route path=path!("/office/surveys/:slug") view=SurveyResults ssr=SsrMode::Async/>
                <Route path=path!("/office/accounts") view=Accounts ssr=SsrMode::Async/>
                <Route path=path!("/office/rights") view=Rights ssr=SsrMode::Async/>
            </FlatRoutes>
        </Router>
    }
}
