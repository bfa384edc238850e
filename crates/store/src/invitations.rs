//! Invitations to surveys: who may answer, who was written to, who is done. Which response is whose is not here.

use chrono::NaiveDate;
use domain::invitation::{Progress, Window};
use domain::language::Language;
use surrealdb::types::{RecordId, RecordIdKey, SurrealValue, vars};

use crate::transaction::{all_or_nothing, retrying};
use crate::{Records, StoreError};

/// How many invitations go into one transaction.
const BATCH: usize = 200;

/// Whether an invitation still stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvitationState {
    /// It stands.
    Valid,
    /// The office has taken it back.
    Revoked,
    /// Another one stands in its place.
    Replaced,
}

impl InvitationState {
    fn name(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Revoked => "revoked",
            Self::Replaced => "replaced",
        }
    }
}

/// Somebody's invitation to a survey.
#[derive(Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The half of the access that the server knows: eight letters.
    pub id: String,
    /// Slug of the survey.
    pub survey: String,
    /// Identity in the register, if it came from there.
    pub organisation: Option<String>,
    /// Who is invited, as it stands on the letter.
    pub name: String,
    /// Where mails go.
    pub email: Option<String>,
    /// Lines of the postal address.
    pub address: Vec<String>,
    /// In which language to write.
    pub language: Language,
    /// SHA-256 of the one blinded request for a ballot.
    pub request: String,
    /// From when to when it may be used.
    pub window: Window,
    /// Whether it still stands.
    pub state: InvitationState,
    /// Days on which mails or letters went out, the first being the invitation.
    pub sent: Vec<NaiveDate>,
    /// A response has come, as far as may be known yet.
    pub done: bool,
}

/// Without name and address: what is printed may land in a log.
impl std::fmt::Debug for Invitation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Invitation").field("survey", &self.survey).finish_non_exhaustive()
    }
}

impl Invitation {
    /// How far it is, for the office.
    pub fn progress(&self) -> Progress {
        match (self.state, self.done, self.sent.len()) {
            (InvitationState::Revoked | InvitationState::Replaced, _, _) => Progress::Ended,
            (_, true, _) => Progress::Done,
            (_, _, 0) => Progress::Created,
            (_, _, 1) => Progress::Invited,
            _ => Progress::Reminded,
        }
    }
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    id: RecordId,
    survey: String,
    organisation: Option<String>,
    name: String,
    email: Option<String>,
    address: Vec<String>,
    language: String,
    request: String,
    from: Option<String>,
    until: Option<String>,
    state: String,
    sent: Vec<String>,
    done: bool,
}

fn record(id: &str) -> RecordId {
    RecordId::new("invitation", id)
}

impl Row {
    fn of(invitation: &Invitation) -> Self {
        let text = |day: Option<NaiveDate>| day.map(|day| day.to_string());
        Self {
            id: record(&invitation.id),
            survey: invitation.survey.clone(),
            organisation: invitation.organisation.clone(),
            name: invitation.name.clone(),
            email: invitation.email.clone(),
            address: invitation.address.clone(),
            language: invitation.language.as_str().to_owned(),
            request: invitation.request.clone(),
            from: text(invitation.window.from),
            until: text(invitation.window.until),
            state: invitation.state.name().to_owned(),
            sent: invitation.sent.iter().map(ToString::to_string).collect(),
            done: invitation.done,
        }
    }

    fn read(self) -> Result<Invitation, StoreError> {
        let RecordIdKey::String(id) = self.id.key else {
            return Err(StoreError::Broken("invitation: unknown id".to_owned()));
        };
        let day = |text: &String| -> Result<NaiveDate, StoreError> {
            text.parse().map_err(|error| StoreError::broken("day of an invitation", &error))
        };
        let states = [InvitationState::Valid, InvitationState::Revoked, InvitationState::Replaced];
        Ok(Invitation {
            id,
            survey: self.survey,
            organisation: self.organisation,
            name: self.name,
            email: self.email,
            address: self.address,
            language: Language::new(&self.language),
            request: self.request,
            window: Window {
                from: self.from.as_ref().map(day).transpose()?,
                until: self.until.as_ref().map(day).transpose()?,
            },
            state: states
                .into_iter()
                .find(|state| state.name() == self.state)
                .ok_or_else(|| StoreError::Broken("invitation: unknown state".to_owned()))?,
            sent: self.sent.iter().map(day).collect::<Result<_, _>>()?,
            done: self.done,
        })
    }
}

impl Records {
    /// Keeps new invitations, 200 in a transaction, in the order of their ids: which is none.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] when an id is taken; some of the transactions may have been done.
    pub async fn create_invitations(&self, invitations: &[Invitation]) -> Result<(), StoreError> {
        let mut rows: Vec<Row> = invitations.iter().map(Row::of).collect();
        rows.sort_by_key(|row| format!("{:?}", row.id));
        for batch in rows.chunks(BATCH) {
            let variables = vars! { rows: batch.to_vec() };
            all_or_nothing(self.database(), "INSERT INTO invitation $rows RETURN NONE", &variables).await?;
        }
        Ok(())
    }

    /// The invitation of this id.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when the stored invitation cannot be read.
    pub async fn invitation(&self, id: &str) -> Result<Option<Invitation>, StoreError> {
        let found: Option<Row> = self.database().query("SELECT * FROM $id").bind(("id", record(id))).await?.take(0)?;
        found.map(Row::read).transpose()
    }

    /// All invitations to a survey, by name.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when a stored invitation cannot be read.
    pub async fn invitations(&self, survey: &str) -> Result<Vec<Invitation>, StoreError> {
        let text = "SELECT * FROM invitation WHERE survey = $survey";
        let found: Vec<Row> = self.database().query(text).bind(("survey", survey.to_owned())).await?.take(0)?;
        let mut invitations = found.into_iter().map(Row::read).collect::<Result<Vec<_>, _>>()?;
        invitations.sort_by(|one, other| {
            let key = |invitation: &Invitation| (invitation.name.to_lowercase(), invitation.id.clone());
            key(one).cmp(&key(other))
        });
        Ok(invitations)
    }

    /// Takes an invitation back, or says that another one stands in its place; false when there is none that stands.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many change it at once.
    pub async fn end_invitation(&self, id: &str, state: InvitationState) -> Result<bool, StoreError> {
        let variables = vars! { id: record(id), state: state.name().to_owned() };
        let changed: Vec<String> = retrying(|| async {
            let text = "UPDATE $id SET state = $state WHERE state = 'valid' RETURN VALUE state";
            self.database().query(text).bind(variables.clone()).await?.take(0)
        })
        .await?;
        Ok(!changed.is_empty())
    }

    /// Notes that somebody was written to on this day; twice on a day is once.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many change them at once.
    pub async fn note_sent(&self, ids: &[String], day: NaiveDate) -> Result<(), StoreError> {
        let ids: Vec<RecordId> = ids.iter().map(|id| record(id)).collect();
        let variables = vars! { ids: ids, day: day.to_string() };
        let text = "UPDATE $ids SET sent = array::union(sent, [$day]) RETURN NONE";
        all_or_nothing(self.database(), text, &variables).await
    }

    /// Notes that responses have come. The ids are written in their own order, so that the order of coming is not kept.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many change them at once.
    pub async fn note_done(&self, ids: &[String]) -> Result<(), StoreError> {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids.dedup();
        let ids: Vec<RecordId> = ids.iter().map(|id| record(id)).collect();
        let text = "UPDATE $ids SET done = true WHERE done = false RETURN NONE";
        all_or_nothing(self.database(), text, &vars! { ids: ids }).await
    }
}
