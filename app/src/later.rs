//! Pages whose program the browser fetches when somebody goes there. Who answers a survey loads neither the office nor the rest
//! of the public pages.

use leptos::prelude::*;
use leptos_router::{Lazy, LazyRoute};

use crate::pages::account::code::Code;
use crate::pages::account::forgotten::Forgotten;
use crate::pages::account::link::Link;
use crate::pages::account::overview::Account;
use crate::pages::account::second_factor::{SecondFactor, SetUpFirst};
use crate::pages::consultations::Consultations;
use crate::pages::consultations::agreement::page::AgreementPage;
use crate::pages::consultations::agreement::vote::VotePage;
use crate::pages::consultations::amendments::all::Amendments;
use crate::pages::consultations::amendments::amend::{Amend, AmendAmendment};
use crate::pages::consultations::amendments::merge::Merge;
use crate::pages::consultations::amendments::one::Amendment;
use crate::pages::consultations::amendments::protocol::Protocol;
use crate::pages::consultations::comments::discussion::DiscussionPage;
use crate::pages::consultations::comments::moderation::Moderation;
use crate::pages::consultations::comments::search::SearchPage;
use crate::pages::consultations::compare::ComparePage;
use crate::pages::consultations::conference::ConferencePage;
use crate::pages::consultations::conference_form::{EditConference, NewConference, NewGroups};
use crate::pages::consultations::following::FollowingPage;
use crate::pages::consultations::group::GroupPage;
use crate::pages::consultations::group_form::EditGroup;
use crate::pages::consultations::meetings::form::{EditMeeting, NewConferenceMeeting, NewGroupMeeting};
use crate::pages::consultations::meetings::page::MeetingPage;
use crate::pages::consultations::meetings::screen::MeetingScreen;
use crate::pages::consultations::opening::OpeningPage;
use crate::pages::consultations::outcome::bodies::Bodies;
use crate::pages::consultations::outcome::files::{ImportText, ImportedText, ReplaceText};
use crate::pages::consultations::outcome::overview::TextOutcome;
use crate::pages::consultations::outcome::report::Report;
use crate::pages::consultations::outcome::trace::TextTrace;
use crate::pages::consultations::phases::{ConferencePhases, GroupPhases};
use crate::pages::consultations::tags::{TaggedPage, TagsPage};
use crate::pages::consultations::text::TextPage;
use crate::pages::consultations::versions::VersionsPage;
use crate::pages::consultations::write::{NewText, WritePage};
use crate::pages::directory::Directory;
use crate::pages::home::Home;
use crate::pages::mail_stop::MailStop;
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
use crate::pages::surveys::privacy::SurveyPrivacy;

/// Names pages that are one file: a mark for each, and one function that shows them all.
macro_rules! pages {
    ($module:ident, $show:ident, $preload:ident: $($page:ident)*) => {
        pub mod $module {
            use super::*;

            #[derive(Debug, Clone, Copy)]
            enum Which {
                $($page,)*
            }

            #[lazy]
            async fn $show(which: Which) -> AnyView {
                match which {
                    $(Which::$page => view! { <super::$page/> }.into_any(),)*
                }
            }

            $(
                #[derive(Debug)]
                pub struct $page;

                impl LazyRoute for $page {
                    fn data() -> Self {
                        Self
                    }

                    async fn view(_page: Self) -> AnyView {
                        $show(Which::$page).await
                    }

                    async fn preload() {
                        #[cfg(feature = "hydrate")]
                        $preload().await;
                    }
                }
            )*
        }
    };
}

pages! { public, show_public, __preload_show_public: Directory Home MailStop Privacy SignIn SurveyPrivacy }

pages! { office, show_office, __preload_show_office:
    Code Forgotten Link Account SecondFactor SetUpFirst
    Accounts Audit Invitations Letters Mail MailText MailTexts EditOrganisation NewOrganisation ImportFile ImportPreview
    Organisations Overview Protection SurveyResults Rights SurveyProtection Surveys SurveyTerms
}

pages! { forum, show_forum, __preload_show_forum:
    Consultations ConferencePage NewConference EditConference NewGroups ConferencePhases
    GroupPage EditGroup GroupPhases OpeningPage
    TextPage NewText WritePage VersionsPage ComparePage TagsPage TaggedPage
    DiscussionPage Moderation SearchPage
    AgreementPage VotePage
    Amend AmendAmendment Amendment Amendments Merge Protocol
    Bodies ImportText ImportedText ReplaceText TextOutcome Report TextTrace
    MeetingPage MeetingScreen NewGroupMeeting NewConferenceMeeting EditMeeting FollowingPage
}

/// The route of a page named here.
pub fn later<T: LazyRoute>() -> Lazy<T> {
    Lazy::new()
}
