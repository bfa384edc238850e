//! Votes: open ones, where each choice is a record of its own, and secret ones, where nothing joins a person to a choice.
//!
//! Of a secret vote the database holds who got a ballot, and the papers. The papers are written all at once when the vote has closed,
//! in the order of their random numbers: no order, moment or transaction joins them to a person. See the server's half for the rest.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::agreement::vote::{Choice, Rules};
use domain::majority::Count;
use surrealdb::types::{Datetime, RecordId, RecordIdKey, SurrealValue, Value, vars};
use uuid::Uuid;

use super::happenings::{self, Happening};
use super::{by_identity, by_parts, from_json, from_word, to_json, word};
use crate::organisations::identity;
use crate::transaction::all_or_nothing;
use crate::{Records, StoreError, datetime};

/// A vote as it was announced; it never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    pub id: Uuid,
    pub text: Uuid,
    /// Whose members vote.
    pub group: Uuid,
    /// The version that is voted on.
    pub number: u32,
    pub question: String,
    pub rules: Rules,
    /// Members when it was announced.
    pub entitled: u32,
    pub created: DateTime<Utc>,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct NewVote {
    text: surrealdb::types::Uuid,
    group: surrealdb::types::Uuid,
    number: u32,
    question: String,
    rules: String,
    entitled: u32,
    created: Datetime,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    id: RecordId,
    text: surrealdb::types::Uuid,
    group: surrealdb::types::Uuid,
    number: u32,
    question: String,
    rules: String,
    entitled: u32,
    created: Datetime,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct ChoiceRow {
    id: RecordId,
    choice: String,
}

impl Row {
    fn read(self) -> Result<Vote, StoreError> {
        Ok(Vote {
            id: identity(self.id)?,
            text: self.text.into_inner(),
            group: self.group.into_inner(),
            number: self.number,
            question: self.question,
            rules: from_json("rules of a vote", &self.rules)?,
            entitled: self.entitled,
            created: self.created.into(),
        })
    }
}

fn record(id: Uuid) -> RecordId {
    by_identity("vote", id)
}

fn of_vote(table: &str, vote: Uuid, other: Uuid) -> RecordId {
    by_parts(table, [vote, other].map(|id| Value::Uuid(id.into())))
}

/// The account in the id of a choice.
fn account(id: RecordId) -> Result<Uuid, StoreError> {
    let broken = || StoreError::Broken("choice: an unknown kind of id".to_owned());
    let RecordIdKey::Array(parts) = id.key else { return Err(broken()) };
    match parts.into_iter().nth(1) {
        Some(Value::Uuid(account)) => Ok(account.into_inner()),
        _ => Err(broken()),
    }
}

impl Records {
    /// Keeps a new vote.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] when there is one of this identity: it was sent twice.
    pub async fn create_vote(&self, vote: &Vote, happenings: &[Happening]) -> Result<(), StoreError> {
        let row = NewVote {
            text: vote.text.into(),
            group: vote.group.into(),
            number: vote.number,
            question: vote.question.clone(),
            rules: to_json("rules of a vote", &vote.rules)?,
            entitled: vote.entitled,
            created: datetime(vote.created),
        };
        let variables = vars! { id: record(vote.id), row: row, happenings: happenings::rows(happenings)? };
        let text = format!("CREATE ONLY $id CONTENT $row RETURN NONE; {}", happenings::KEEP_ALL);
        all_or_nothing(self.database(), &text, &variables).await
    }

    /// The vote of this identity.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when it cannot be read.
    pub async fn vote(&self, id: Uuid) -> Result<Option<Vote>, StoreError> {
        let found: Option<Row> = self.database().query("SELECT * FROM $id").bind(("id", record(id))).await?.take(0)?;
        found.map(Row::read).transpose()
    }

    /// All votes about a text, the oldest first.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn votes(&self, text: Uuid) -> Result<Vec<Vote>, StoreError> {
        let query = "SELECT * FROM vote WHERE text = $text ORDER BY created, id";
        let text = surrealdb::types::Uuid::from(text);
        let found: Vec<Row> = self.database().query(query).bind(("text", text)).await?.take(0)?;
        found.into_iter().map(Row::read).collect()
    }

    /// Keeps a choice in an open vote; the last one counts. Whether it is in time is asked by the caller.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn keep_choice(
        &self,
        vote: Uuid,
        voter: Uuid,
        choice: Choice,
        happenings: &[Happening],
    ) -> Result<(), StoreError> {
        let variables = vars! {
            id: of_vote("vote_choice", vote, voter), choice: word("choice", &choice)?,
            happenings: happenings::rows(happenings)?,
        };
        let text = format!("UPSERT ONLY $id CONTENT {{ choice: $choice }} RETURN NONE; {}", happenings::KEEP_ALL);
        all_or_nothing(self.database(), &text, &variables).await
    }

    /// Who chose what in an open vote.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when a choice cannot be read.
    pub async fn choices(&self, vote: Uuid) -> Result<BTreeMap<Uuid, Choice>, StoreError> {
        let query = "SELECT id, choice FROM vote_choice:[$vote, NONE]..=[$vote, ..]";
        let vote = surrealdb::types::Uuid::from(vote);
        let found: Vec<ChoiceRow> = self.database().query(query).bind(("vote", vote)).await?.take(0)?;
        found.into_iter().map(|row| Ok((account(row.id)?, from_word("choice", row.choice)?))).collect()
    }

    /// What an account chose in an open vote.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when it cannot be read.
    pub async fn choice(&self, vote: Uuid, voter: Uuid) -> Result<Option<Choice>, StoreError> {
        self.chosen(of_vote("vote_choice", vote, voter)).await
    }

    /// Notes that an account gets a ballot for a secret vote: for this request (a fingerprint) and no other. False when it got one
    /// for another request before. Holds no moment, and no happening tells of it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn note_voter(&self, vote: Uuid, voter: Uuid, request: &str) -> Result<bool, StoreError> {
        let variables = vars! { id: of_vote("vote_voter", vote, voter), request: request.to_owned() };
        let text = "IF !record::exists($id) { CREATE ONLY $id CONTENT { request: $request } RETURN NONE }";
        all_or_nothing(self.database(), text, &variables).await?;
        Ok(self.voter(vote, voter).await?.is_some_and(|kept| kept == request))
    }

    /// The fingerprint of the request for which an account got a ballot, if it got one.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn voter(&self, vote: Uuid, voter: Uuid) -> Result<Option<String>, StoreError> {
        let id = of_vote("vote_voter", vote, voter);
        Ok(self.database().query("SELECT VALUE request FROM ONLY $id").bind(("id", id)).await?.take(0)?)
    }

    /// How many have voted in an open vote, or got a ballot for a secret one.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn count_voters(&self, vote: &Vote) -> Result<u64, StoreError> {
        let table = if vote.rules.secret { "vote_voter" } else { "vote_choice" };
        let query = format!("SELECT count() FROM {table}:[$vote, NONE]..=[$vote, ..] GROUP ALL");
        let id = surrealdb::types::Uuid::from(vote.id);
        let found: Vec<Counted> = self.database().query(query).bind(("vote", id)).await?.take(0)?;
        Ok(found.first().map_or(0, |counted| counted.count))
    }

    /// Keeps the papers of a secret vote that has closed, in the order of their numbers: which is none. Papers that are there
    /// already stay as they are.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn keep_papers(&self, vote: Uuid, papers: &BTreeMap<Uuid, Choice>) -> Result<(), StoreError> {
        let mut items = Vec::with_capacity(papers.len());
        for (number, choice) in papers {
            items.push(ChoiceRow { id: of_vote("vote_paper", vote, *number), choice: word("choice", choice)? });
        }
        let text = "FOR $item IN $items { \
            IF !record::exists($item.id) { CREATE ONLY $item.id CONTENT { choice: $item.choice } RETURN NONE } }";
        all_or_nothing(self.database(), text, &vars! { items: items }).await
    }

    /// What stands on the paper of this number.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when it cannot be read.
    pub async fn paper(&self, vote: Uuid, number: Uuid) -> Result<Option<Choice>, StoreError> {
        self.chosen(of_vote("vote_paper", vote, number)).await
    }

    /// The papers of a secret vote, counted.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn count_papers(&self, vote: Uuid) -> Result<Count, StoreError> {
        let query = "SELECT VALUE choice FROM vote_paper:[$vote, NONE]..=[$vote, ..]";
        let vote = surrealdb::types::Uuid::from(vote);
        let found: Vec<String> = self.database().query(query).bind(("vote", vote)).await?.take(0)?;
        found.into_iter().try_fold(Count::default(), |mut count, choice| {
            *match from_word("choice", choice)? {
                Choice::Yes => &mut count.yes,
                Choice::No => &mut count.no,
                Choice::Abstain => &mut count.abstain,
            } += 1;
            Ok(count)
        })
    }

    async fn chosen(&self, id: RecordId) -> Result<Option<Choice>, StoreError> {
        let found: Option<String> =
            self.database().query("SELECT VALUE choice FROM ONLY $id").bind(("id", id)).await?.take(0)?;
        found.map(|choice| from_word("choice", choice)).transpose()
    }
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Counted {
    count: u64,
}
