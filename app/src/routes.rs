//! The one table: path -> page. Every page renders completely on the server, so that all of it works without scripts.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{SsrMode, path};

use crate::later::{forum, later, office, public};
use crate::pages::not_found::NotFound;
use crate::pages::surveys::answer::Answer;
use crate::pages::surveys::invitation::{InvitationPage, ReceiptPage};
use crate::pages::surveys::letter::StartPage;

#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        // Without a text of its own the title would be empty until the program of the page has loaded.
        <Title text="" formatter=|title: String| if title.is_empty() { "Teilhabe".to_owned() } else { format!("{title} · Teilhabe") }/>
        <Router>
            <FlatRoutes fallback=NotFound>
                <Route path=path!("/") view={later::<public::Home>()} ssr=SsrMode::Async/>
                <Route path=path!("/privacy") view={later::<public::Privacy>()} ssr=SsrMode::Async/>
                <Route path=path!("/sign-in") view={later::<public::SignIn>()} ssr=SsrMode::Async/>
                <Route path=path!("/i") view=InvitationPage ssr=SsrMode::Async/>
                <Route path=path!("/i/:invitation") view=InvitationPage ssr=SsrMode::Async/>
                <Route path=path!("/surveys/:slug/receipt") view=ReceiptPage ssr=SsrMode::Async/>
                <Route path=path!("/sign-in/forgotten") view={later::<office::Forgotten>()} ssr=SsrMode::Async/>
                <Route path=path!("/sign-in/code") view={later::<office::Code>()} ssr=SsrMode::Async/>
                <Route path=path!("/sign-in/second-factor") view={later::<office::SetUpFirst>()} ssr=SsrMode::Async/>
                <Route path=path!("/account") view={later::<office::Account>()} ssr=SsrMode::Async/>
                <Route path=path!("/account/second-factor") view={later::<office::SecondFactor>()} ssr=SsrMode::Async/>
                <Route path=path!("/account/link/:link") view={later::<office::Link>()} ssr=SsrMode::Async/>
                <Route path=path!("/surveys/:slug") view=StartPage ssr=SsrMode::Async/>
                <Route path=path!("/surveys/:slug/privacy") view={later::<public::SurveyPrivacy>()} ssr=SsrMode::Async/>
                // Pages of questions, the review and the thanks: one page, so that answers survive between them.
                <Route path=path!("/surveys/:slug/:step") view=Answer ssr=SsrMode::Async/>
                <Route path=path!("/office") view={later::<office::Overview>()} ssr=SsrMode::Async/>
                <Route path=path!("/office/surveys") view={later::<office::Surveys>()} ssr=SsrMode::Async/>
                <Route path=path!("/office/surveys/:slug/invitations") view={later::<office::Invitations>()} ssr=SsrMode::Async/>
                <Route path=path!("/office/surveys/:slug/letters") view={later::<office::Letters>()} ssr=SsrMode::Async/>
                <Route path=path!("/office/surveys/:slug/terms") view={later::<office::SurveyTerms>()} ssr=SsrMode::Async/>
                <Route path=path!("/office/surveys/:slug") view={later::<office::SurveyResults>()} ssr=SsrMode::Async/>
                <Route path=path!("/office/surveys/:slug/protection") view={later::<office::SurveyProtection>()} ssr=SsrMode::Async/>
                <Route path=path!("/office/audit") view={later::<office::Audit>()} ssr=SsrMode::Async/>
                <Route path=path!("/office/protection") view={later::<office::Protection>()} ssr=SsrMode::Async/>
                <Route path=path!("/mail/stop/:token") view={later::<public::MailStop>()} ssr=SsrMode::Async/>
                <Route path=path!("/office/mail") view={later::<office::Mail>()} ssr=SsrMode::Async/>
                <Route path=path!("/office/mail/templates") view={later::<office::MailTexts>()} ssr=SsrMode::Async/>
                <Route path=path!("/office/mail/template") view={later::<office::MailText>()} ssr=SsrMode::Async/>
                <Route path=path!("/office/organisations") view={later::<office::Organisations>()} ssr=SsrMode::Async/>
                <Route path=path!("/office/organisations/new") view={later::<office::NewOrganisation>()} ssr=SsrMode::Async/>
                <Route path=path!("/office/organisations/import") view={later::<office::ImportFile>()} ssr=SsrMode::Async/>
                <Route path=path!("/office/organisations/import/:id") view={later::<office::ImportPreview>()} ssr=SsrMode::Async/>
                <Route path=path!("/office/organisations/:id") view={later::<office::EditOrganisation>()} ssr=SsrMode::Async/>
                <Route path=path!("/organisations") view={later::<public::Directory>()} ssr=SsrMode::Async/>
                <Route path=path!("/office/accounts") view={later::<office::Accounts>()} ssr=SsrMode::Async/>
                <Route path=path!("/office/rights") view={later::<office::Rights>()} ssr=SsrMode::Async/>
                // Consultations.
                <Route path=path!("/consultations") view={later::<forum::Consultations>()} ssr=SsrMode::Async/>
                <Route path=path!("/consultations/new") view={later::<forum::NewConference>()} ssr=SsrMode::Async/>
                <Route path=path!("/consultations/:conference") view={later::<forum::ConferencePage>()} ssr=SsrMode::Async/>
                <Route path=path!("/consultations/:conference/edit") view={later::<forum::EditConference>()} ssr=SsrMode::Async/>
                <Route path=path!("/consultations/:conference/phases") view={later::<forum::ConferencePhases>()} ssr=SsrMode::Async/>
                <Route path=path!("/consultations/:conference/groups") view={later::<forum::NewGroups>()} ssr=SsrMode::Async/>
                <Route path=path!("/groups/:group") view={later::<forum::GroupPage>()} ssr=SsrMode::Async/>
                <Route path=path!("/groups/:group/edit") view={later::<forum::EditGroup>()} ssr=SsrMode::Async/>
                <Route path=path!("/groups/:group/phases") view={later::<forum::GroupPhases>()} ssr=SsrMode::Async/>
                <Route path=path!("/groups/:group/opening") view={later::<forum::OpeningPage>()} ssr=SsrMode::Async/>
                <Route path=path!("/groups/:group/texts/new") view={later::<forum::NewText>()} ssr=SsrMode::Async/>
                <Route path=path!("/texts/:text") view={later::<forum::TextPage>()} ssr=SsrMode::Async/>
                <Route path=path!("/texts/:text/versions") view={later::<forum::VersionsPage>()} ssr=SsrMode::Async/>
                <Route path=path!("/texts/:text/versions/:number") view={later::<forum::TextPage>()} ssr=SsrMode::Async/>
                <Route path=path!("/texts/:text/paragraphs/:paragraph") view={later::<forum::TextPage>()} ssr=SsrMode::Async/>
                <Route path=path!("/texts/:text/paragraphs/:paragraph/tags") view={later::<forum::TagsPage>()} ssr=SsrMode::Async/>
                <Route path=path!("/consultations/:conference/tags") view={later::<forum::TaggedPage>()} ssr=SsrMode::Async/>
                <Route path=path!("/texts/:text/compare") view={later::<forum::ComparePage>()} ssr=SsrMode::Async/>
                <Route path=path!("/texts/:text/write") view={later::<forum::WritePage>()} ssr=SsrMode::Async/>
                <Route path=path!("/texts/:text/discussion") view={later::<forum::DiscussionPage>()} ssr=SsrMode::Async/>
                <Route path=path!("/moderation") view={later::<forum::Moderation>()} ssr=SsrMode::Async/>
                <Route path=path!("/consultations/:conference/search") view={later::<forum::SearchPage>()} ssr=SsrMode::Async/>
                <Route path=path!("/texts/:text/agreement") view={later::<forum::AgreementPage>()} ssr=SsrMode::Async/>
                <Route path=path!("/votes/:vote") view={later::<forum::VotePage>()} ssr=SsrMode::Async/>
                <Route path=path!("/texts/:text/amend/:paragraph") view={later::<forum::Amend>()} ssr=SsrMode::Async/>
                <Route path=path!("/texts/:text/amendments") view={later::<forum::Amendments>()} ssr=SsrMode::Async/>
                <Route path=path!("/texts/:text/merge") view={later::<forum::Merge>()} ssr=SsrMode::Async/>
                <Route path=path!("/texts/:text/protocol") view={later::<forum::Protocol>()} ssr=SsrMode::Async/>
                <Route path=path!("/amendments/:id") view={later::<forum::Amendment>()} ssr=SsrMode::Async/>
                <Route path=path!("/amendments/:id/amend") view={later::<forum::AmendAmendment>()} ssr=SsrMode::Async/>
                <Route path=path!("/bodies") view={later::<forum::Bodies>()} ssr=SsrMode::Async/>
                <Route path=path!("/consultations/:conference/report") view={later::<forum::Report>()} ssr=SsrMode::Async/>
                <Route path=path!("/groups/:group/texts/import") view={later::<forum::ImportText>()} ssr=SsrMode::Async/>
                <Route path=path!("/texts/:text/imported") view={later::<forum::ImportedText>()} ssr=SsrMode::Async/>
                <Route path=path!("/texts/:text/replace") view={later::<forum::ReplaceText>()} ssr=SsrMode::Async/>
                <Route path=path!("/texts/:text/outcome") view={later::<forum::TextOutcome>()} ssr=SsrMode::Async/>
                <Route path=path!("/texts/:text/trace") view={later::<forum::TextTrace>()} ssr=SsrMode::Async/>
                <Route path=path!("/consultations/:conference/meetings/new") view={later::<forum::NewConferenceMeeting>()} ssr=SsrMode::Async/>
                <Route path=path!("/groups/:group/meetings/new") view={later::<forum::NewGroupMeeting>()} ssr=SsrMode::Async/>
                <Route path=path!("/meetings/:meeting") view={later::<forum::MeetingPage>()} ssr=SsrMode::Async/>
                <Route path=path!("/meetings/:meeting/edit") view={later::<forum::EditMeeting>()} ssr=SsrMode::Async/>
                <Route path=path!("/meetings/:meeting/screen") view={later::<forum::MeetingScreen>()} ssr=SsrMode::Async/>
                <Route path=path!("/account/following") view={later::<forum::FollowingPage>()} ssr=SsrMode::Async/>
            </FlatRoutes>
        </Router>
    }
}
