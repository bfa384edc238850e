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
use crate::pages::directory::Directory;
use crate::pages::home::Home;
use crate::pages::mail_stop::MailStop;
use crate::pages::not_found::NotFound;
use crate::pages::office::accounts::Accounts;
use crate::pages::office::audit::Audit;
use crate::pages::office::invitations::Invitations;
use crate::pages::office::letters::Letters;
use crate::pages::office::mail::Mail;
use crate::pages::office::mail_text::MailText;
use crate::pages::office::mail_texts::MailTexts;
use crate::pages::office::organisation::{EditOrganisation, NewOrganisation};
use crate::pages::office::organisation_import::{ImportFile, ImportPreview};
use crate::pages::office::organisations::Organisations;
use crate::pages::office::overview::Overview;
use crate::pages::office::protection::Protection;
use crate::pages::office::results::SurveyResults;
use crate::pages::office::rights::Rights;
use crate::pages::office::survey_protection::SurveyProtection;
use crate::pages::office::surveys::Surveys;
use crate::pages::office::terms::SurveyTerms;
use crate::pages::privacy::Privacy;
use crate::pages::sign_in::SignIn;
use crate::pages::surveys::answer::Answer;
use crate::pages::surveys::invitation::{InvitationPage, ReceiptPage};
use crate::pages::surveys::letter::StartPage;
use crate::pages::surveys::privacy::SurveyPrivacy;

#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title formatter=|title: String| if title.is_empty() { "Teilhabe".to_owned() } else { format!("{title} · Teilhabe") }/>
        <Router>
            <FlatRoutes fallback=NotFound>
                <Route path=path!("/") view=Home ssr=SsrMode::Async/>
                <Route path=path!("/privacy") view=Privacy ssr=SsrMode::Async/>
                <Route path=path!("/sign-in") view=SignIn ssr=SsrMode::Async/>
                <Route path=path!("/i") view=InvitationPage ssr=SsrMode::Async/>
                <Route path=path!("/i/:invitation") view=InvitationPage ssr=SsrMode::Async/>
                <Route path=path!("/surveys/:slug/receipt") view=ReceiptPage ssr=SsrMode::Async/>
                <Route path=path!("/sign-in/forgotten") view=Forgotten ssr=SsrMode::Async/>
                <Route path=path!("/sign-in/code") view=Code ssr=SsrMode::Async/>
                <Route path=path!("/sign-in/second-factor") view=SetUpFirst ssr=SsrMode::Async/>
                <Route path=path!("/account") view=Account ssr=SsrMode::Async/>
                <Route path=path!("/account/second-factor") view=SecondFactor ssr=SsrMode::Async/>
                <Route path=path!("/account/link/:link") view=Link ssr=SsrMode::Async/>
                <Route path=path!("/surveys/:slug") view=StartPage ssr=SsrMode::Async/>
                <Route path=path!("/surveys/:slug/privacy") view=SurveyPrivacy ssr=SsrMode::Async/>
                // Pages of questions, the review and the thanks: one page, so that answers survive between them.
                <Route path=path!("/surveys/:slug/:step") view=Answer ssr=SsrMode::Async/>
                <Route path=path!("/office") view=Overview ssr=SsrMode::Async/>
                <Route path=path!("/office/surveys") view=Surveys ssr=SsrMode::Async/>
                <Route path=path!("/office/surveys/:slug/invitations") view=Invitations ssr=SsrMode::Async/>
                <Route path=path!("/office/surveys/:slug/letters") view=Letters ssr=SsrMode::Async/>
                <Route path=path!("/office/surveys/:slug/terms") view=SurveyTerms ssr=SsrMode::Async/>
                <Route path=path!("/office/surveys/:slug") view=SurveyResults ssr=SsrMode::Async/>
                <Route path=path!("/office/surveys/:slug/protection") view=SurveyProtection ssr=SsrMode::Async/>
                <Route path=path!("/office/audit") view=Audit ssr=SsrMode::Async/>
                <Route path=path!("/office/protection") view=Protection ssr=SsrMode::Async/>
                <Route path=path!("/mail/stop/:token") view=MailStop ssr=SsrMode::Async/>
                <Route path=path!("/office/mail") view=Mail ssr=SsrMode::Async/>
                <Route path=path!("/office/mail/templates") view=MailTexts ssr=SsrMode::Async/>
                <Route path=path!("/office/mail/template") view=MailText ssr=SsrMode::Async/>
                <Route path=path!("/office/organisations") view=Organisations ssr=SsrMode::Async/>
                <Route path=path!("/office/organisations/new") view=NewOrganisation ssr=SsrMode::Async/>
                <Route path=path!("/office/organisations/import") view=ImportFile ssr=SsrMode::Async/>
                <Route path=path!("/office/organisations/import/:id") view=ImportPreview ssr=SsrMode::Async/>
                <Route path=path!("/office/organisations/:id") view=EditOrganisation ssr=SsrMode::Async/>
                <Route path=path!("/organisations") view=Directory ssr=SsrMode::Async/>
                <Route path=path!("/office/accounts") view=Accounts ssr=SsrMode::Async/>
                <Route path=path!("/office/rights") view=Rights ssr=SsrMode::Async/>
            </FlatRoutes>
        </Router>
    }
}
