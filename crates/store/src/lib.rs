//! All of `SurrealDB`: schema, migrations and queries, for the server. `SurrealQL` appears nowhere else.
//!
//! [`Records`] is the one door: methods named after what people do, values of the domain in and out. It knows no clock;
//! `now` and identities are arguments. Run it in a runtime whose threads have stacks of 10 MiB, which the database needs.

use std::sync::Arc;

use chrono::{DateTime, Utc};

mod account_links;
mod accounts;
mod attempts;
mod audit;
mod connection;
mod consultation;
mod drafts;
mod error;
mod held;
mod invitations;
mod keys;
mod live;
mod lock;
mod mail;
mod mail_delivery;
mod mail_templates;
mod migration;
mod organisation_notes;
mod organisation_slips;
mod organisations;
mod own_data;
mod people;
mod protection;
mod responses;
mod second_factors;
mod sessions;
mod surveys;
mod tallies;
mod transaction;

pub use account_links::{AccountLink, LinkPurpose};
pub use accounts::{Account, NewAccount};
pub use audit::{Actor, AuditFilter, Deed};
pub use connection::Connection;
pub use consultation::agreement::{PollStep, RaisedObjection, TakenPosition};
pub use consultation::amendments::FiledAmendment;
pub use consultation::comment_reports::{CommentOpinion, CommentReport, Seated};
pub use consultation::comment_rows::{Comment, CommentHead};
pub use consultation::followings::{FeedSecret, Following, ThreadComment, ThreadHead, ThreadKind};
pub use consultation::groups::GroupMember;
pub use consultation::happenings::Happening;
pub use consultation::meetings::{MeetingGuest, StoredMeeting};
pub use consultation::merging::FinishedMerge;
pub use consultation::outcome::{AmendmentFate, CommentFate};
pub use consultation::sources::TextSource;
pub use consultation::texts::{TextHead, VersionHead};
pub use consultation::votes::Vote;
pub use consultation::{Changed, Stored};
pub use error::StoreError;
pub use held::Holding;
pub use invitations::{Invitation, InvitationState, MOST_INVITATIONS_AT_ONCE};
pub use keys::ApiKey;
pub use live::{ChangeKind, ResponseChange};
pub use mail::{MailCounts, MailEntry, NewMail};
pub use mail_delivery::{AttemptEnd, TakenMail};
pub use mail_templates::{MailDraft, MailText, MailTextKey, StoredMailText};
pub use organisation_notes::{FollowUp, NewNote, Note};
pub use organisations::{Caretaker, Draft, StoredOrganisation, Written};
pub use people::{AccountRow, Invited};
pub use protection::{Cause, Erasing, Erasure, Protection};
pub use responses::{Kept, Response};
pub use second_factors::SecondFactor;
pub use sessions::{OpenSession, Sessions};
pub use surveys::{StoredSurvey, SurveyState};
pub use tallies::Tallies;

/// A database, open and at the newest schema. Cheap to clone; all clones share one session.
#[derive(Debug, Clone)]
pub struct Records {
    shared: Arc<connection::Shared>,
}

/// Lower case hexadecimal digits.
fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The time as the database keeps it.
fn datetime(time: DateTime<Utc>) -> surrealdb::types::Datetime {
    time.into()
}
