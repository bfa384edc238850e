//! Invitations to surveys: who may answer, who was written to, who is done. Which response is whose is not here.

use chrono::NaiveDate;
use domain::invitation::{Progress, Window};
use domain::language::Language;
use surrealdb::types::{RecordId, RecordIdKey, SurrealValue, vars};

use crate::transaction::{all_or_nothing, retrying};
use crate::{Records, StoreError};

/// The most invitations that go into one transaction.
pub const MOST_INVITATIONS_AT_ONCE: usize = 200;

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

fn list(survey: &str) -> RecordId {
    RecordId::new("invitation_list", survey)
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
    /// How often invitations to this survey were added: the state of its list. Read it before the list itself.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn invitation_list_version(&self, survey: &str) -> Result<u32, StoreError> {
        let text = "SELECT VALUE version FROM $list";
        let found: Option<u32> = self.database().query(text).bind(("list", list(survey))).await?.take(0)?;
        Ok(found.unwrap_or_default())
    }

    /// Keeps new invitations to a survey, all of them or none, in the order of their ids: which is none. `seen` is the state of
    /// the list in which whoever adds them has looked that nobody is invited twice; it counts up by one. `replaced` ends in
    /// the same step.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] when somebody else has added some since, or what is to be replaced stands no longer: nothing is
    /// kept then. [`StoreError::Taken`] when an id is taken.
    pub async fn add_invitations(
        &self,
        survey: &str,
        seen: u32,
        invitations: &[Invitation],
        replaced: Option<&str>,
    ) -> Result<(), StoreError> {
        let mut rows: Vec<Row> = invitations.iter().map(Row::of).collect();
        rows.sort_by_key(|row| format!("{:?}", row.id));
        let variables = vars! { rows: rows, list: list(survey), seen: seen, replaced: replaced.map(record) };
        let text = "LET $version = (SELECT VALUE version FROM $list)[0] ?? 0;
            IF $version != $seen { THROW 'outdated' };
            UPSERT $list SET version = $seen + 1 RETURN NONE;
            IF $replaced != NONE {
                LET $ended = (UPDATE $replaced SET state = 'replaced' WHERE state = 'valid' RETURN VALUE id);
                IF array::len($ended) = 0 { THROW 'ended' }
            };
            INSERT INTO invitation $rows RETURN NONE";
        all_or_nothing(self.database(), text, &variables).await
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

    /// The invitations to a survey that were taken back or replaced.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when a stored invitation cannot be read.
    pub async fn ended_invitations(&self, survey: &str) -> Result<Vec<Invitation>, StoreError> {
        let text = "SELECT * FROM invitation WHERE survey = $survey AND state != 'valid'";
        let found: Vec<Row> = self.database().query(text).bind(("survey", survey.to_owned())).await?.take(0)?;
        found.into_iter().map(Row::read).collect()
    }

    /// Takes an invitation back; false when there is none that stands.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many change it at once.
    pub async fn revoke_invitation(&self, id: &str) -> Result<bool, StoreError> {
        let variables = vars! { id: record(id) };
        let changed: Vec<String> = retrying(|| async {
            let text = "UPDATE $id SET state = 'revoked' WHERE state = 'valid' RETURN VALUE state";
            self.database().query(text).bind(variables.clone()).await?.take(0)
        })
        .await?;
        Ok(!changed.is_empty())
    }

    /// Lets invitations to a survey that stand and are not known to be done be used until this day: one, or all of them. Those
    /// that run longer, or begin later, stay as they are. Says how many were changed.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many change them at once.
    pub async fn extend_invitations(
        &self,
        survey: &str,
        id: Option<&str>,
        until: NaiveDate,
    ) -> Result<usize, StoreError> {
        let variables = vars! { survey: survey.to_owned(), id: id.map(record), until: until.to_string() };
        let changed: Vec<RecordId> = retrying(|| async {
            // ISO dates as text are in the order of time.
            let text = "UPDATE invitation SET until = $until WHERE survey = $survey AND ($id = NONE OR id = $id) \
                        AND state = 'valid' AND done = false AND (from = NONE OR from <= $until) \
                        AND until != NONE AND until < $until RETURN VALUE id";
            self.database().query(text).bind(variables.clone()).await?.take(0)
        })
        .await?;
        Ok(changed.len())
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
