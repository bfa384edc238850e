//! Votes as one person meets them: casting in time, open or secret, and results no earlier than promised. What a secret vote holds
//! against stands in [`crate::services::papers`].

use std::sync::Arc;

use domain::access::Access;
use domain::agreement::vote::{Choice, VoteProblem, VoteResult, Votes};
use domain::ballot::{Request, Signed, Signer};
use domain::process::phase::Activity;
use domain::process::space::ThingKind;
use domain::sealing::fingerprint;
use store::{StoreError, TextHead, Vote};
use tokio::sync::RwLock;
use uuid::Uuid;

use super::agreement::told;
use super::{Services, Space, standing};
use crate::services::chance;
use crate::services::papers::{Handed, key_name};
use crate::services::people::Person;
use crate::services::vault::Key;

/// Held for reading while a vote is cast in the open, from looking at the clock until it is kept; taken for writing once before a
/// final result is counted: what was cast in the closing second is in it. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct ClosingTime(Arc<RwLock<()>>);

/// Why a vote is not cast.
#[derive(Debug, thiserror::Error)]
pub enum NotCast {
    /// The rules of the vote say so.
    #[error(transparent)]
    Rules(VoteProblem),
    /// The phase, or who is asking, does not allow it.
    #[error("not now, or not by this person")]
    NotAllowed,
    /// A ballot was handed out for another request: to another browser.
    #[error("a ballot was handed out elsewhere")]
    Elsewhere,
    /// The database or the vault.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn vault(source: std::io::Error) -> StoreError {
    StoreError::File { path: "the vault".to_owned(), source }
}

/// A vote, and where one person stands in it.
#[derive(Debug, Clone)]
pub struct Booth {
    /// Where the text stands.
    pub text_space: Space,
    /// The group that votes.
    pub space: Space,
    /// The text that is voted on.
    pub head: TextHead,
    /// The vote.
    pub vote: Vote,
    /// Whether the person was a member when the vote was announced, and is one.
    pub entitled: bool,
}

impl Booth {
    /// The vote of this identity; nothing when the person may not see it.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn of(services: &Services, id: Uuid, person: Option<&Person>) -> Result<Option<Self>, StoreError> {
        let Some(vote) = services.records.vote(id).await? else { return Ok(None) };
        Self::for_vote(services, vote, person).await
    }

    /// The same for a vote that is known.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn for_vote(
        services: &Services,
        vote: Vote,
        person: Option<&Person>,
    ) -> Result<Option<Self>, StoreError> {
        let Some((text_space, head)) = Space::of_text(services, vote.text, person).await? else { return Ok(None) };
        let Some(space) = Space::of_group(services, vote.group, person).await? else { return Ok(None) };
        if !space.sees(ThingKind::Vote, standing(&head), None) {
            return Ok(None);
        }
        let entitled = match person {
            None => false,
            Some(person) => {
                let since = services.records.member_since(vote.group, person.id).await?;
                since.is_some_and(|since| since <= vote.created)
            }
        };
        Ok(Some(Self { text_space, space, head, vote, entitled }))
    }

    /// Whether the person may vote as far as seat and phase say; the rules of the vote come on top.
    pub fn may_vote(&self) -> bool {
        self.entitled && self.space.may(Activity::Vote)
    }

    /// Casts a vote in the open. The last one counts.
    ///
    /// # Errors
    ///
    /// See [`NotCast`]; nothing is kept then.
    pub async fn cast(&self, services: &Services, voter: Uuid, choice: Choice) -> Result<(), NotCast> {
        if self.vote.rules.secret || !self.may_vote() {
            return Err(NotCast::NotAllowed);
        }
        let _in_time = services.closing_time.0.read().await;
        let rules = &self.vote.rules;
        rules.cast(&mut rules.empty(), voter, choice, services.clock.now()).map_err(NotCast::Rules)?;
        // Without a name: who has voted is told as a number only.
        let happenings = told(&self.text_space, &self.space, &self.head, ("vote", "cast", self.vote.id));
        Ok(services.records.keep_choice(self.vote.id, voter, choice, &happenings).await?)
    }

    /// Signs a ballot for the one request that this voter may make.
    ///
    /// # Errors
    ///
    /// See [`NotCast`].
    pub async fn ballot(&self, services: &Services, voter: Uuid, message: &str) -> Result<Signed, NotCast> {
        if !self.vote.rules.secret || !self.may_vote() {
            return Err(NotCast::NotAllowed);
        }
        let now = services.clock.now();
        if now < self.vote.rules.opens {
            return Err(NotCast::Rules(VoteProblem::TooEarly));
        }
        let signer = signer(services, &self.vote)?.filter(|_| self.vote.rules.is_open(now));
        let signer = signer.ok_or(NotCast::Rules(VoteProblem::TooLate))?;
        // Signed before it is noted: what is no request does not cost a voter the ballot.
        let ballot = signer.sign(message, chance::bytes()).ok_or(NotCast::NotAllowed)?;
        let request = fingerprint(message.as_bytes());
        if !services.records.note_voter(self.vote.id, voter, &request).await? {
            return Err(NotCast::Elsewhere);
        }
        Ok(ballot)
    }

    /// Casts a secret vote for somebody without scripts: derives, signs, hands in and forgets.
    ///
    /// # Errors
    ///
    /// See [`NotCast`]; sending it again is safe.
    pub async fn cast_secretly(&self, services: &Services, voter: Uuid, choice: Choice) -> Result<(), NotCast> {
        let name = key_name(self.vote.id);
        let key = services.vault.existing(&name).map_err(vault)?;
        let key = key.filter(|_| self.vote.rules.secret).ok_or(NotCast::Rules(VoteProblem::TooLate))?;
        let access = Access::new(&voter.simple().to_string(), key.derive("voter", voter.as_bytes()));
        let request = Request::new(&access, &name).ok_or(NotCast::NotAllowed)?;
        let signed = self.ballot(services, voter, request.message()).await?;
        let public_key = made_of(&key, self.vote.id).map(|signer| signer.public_key()).unwrap_or_default();
        let ballot = request.ballot(&signed, &public_key).ok_or(NotCast::NotAllowed)?;
        hand_in(services, &self.vote, request.submission(), &ballot, choice).await
    }
}

fn made_of(key: &Key, vote: Uuid) -> Option<Signer> {
    Signer::new(&key.derive("ballots", vote.as_bytes()), &key_name(vote))
}

/// Who signs and checks ballots of a secret vote. Nothing once the vote has closed.
///
/// # Errors
///
/// Those of the file system.
pub fn signer(services: &Services, vote: &Vote) -> Result<Option<Signer>, StoreError> {
    let key = services.vault.existing(&key_name(vote.id)).map_err(vault)?;
    Ok(key.and_then(|key| made_of(&key, vote.id)))
}

/// Takes a paper of a secret vote from whoever brings the ballot for its number. Nobody is asked who they are. The same paper
/// again is safe, also after the vote has closed.
///
/// # Errors
///
/// See [`NotCast`].
pub async fn hand_in(
    services: &Services,
    vote: &Vote,
    number: Uuid,
    ballot: &str,
    choice: Choice,
) -> Result<(), NotCast> {
    let handed = match signer(services, vote)? {
        Some(signer) if !signer.accepts(number, ballot) => return Err(NotCast::NotAllowed),
        Some(_) => {
            let in_time = || vote.rules.is_open(services.clock.now());
            services.papers.hand_in(vote.id, number, choice, in_time).map_err(vault)?
        }
        None => Handed::Closed,
    };
    let before = match handed {
        Handed::New => return Ok(()),
        Handed::Before(before) => Some(before),
        Handed::Closed => services.records.paper(vote.id, number).await?,
    };
    match before {
        Some(before) if before == choice => Ok(()),
        Some(_) => Err(NotCast::Rules(VoteProblem::AlreadyVoted)),
        None if services.clock.now() < vote.rules.opens => Err(NotCast::Rules(VoteProblem::TooEarly)),
        None => Err(NotCast::Rules(VoteProblem::TooLate)),
    }
}

/// Keeps a new vote; the same again is the same vote.
///
/// # Errors
///
/// Those of the database and the vault.
pub async fn announce(services: &Services, booth: &Booth) -> Result<(), StoreError> {
    let Booth { text_space, space, head, vote, .. } = booth;
    if services.records.vote(vote.id).await?.is_some() {
        return Ok(());
    }
    if vote.rules.secret {
        services.vault.key(&key_name(vote.id)).map_err(vault)?;
        services.papers.open(vote.id).map_err(vault)?;
    }
    let happenings = told(text_space, space, head, ("vote", "new", vote.id));
    match services.records.create_vote(vote, &happenings).await {
        Err(StoreError::Taken) => Ok(()),
        kept => kept,
    }
}

/// What may be seen of a vote's result now, by whatever way it goes out: nothing before its moment, for nobody.
///
/// # Errors
///
/// Those of the database and the vault.
pub async fn result(services: &Services, vote: &Vote, has_voted: bool) -> Result<Option<VoteResult>, StoreError> {
    let now = services.clock.now();
    if !vote.rules.shows(has_voted, now) {
        return Ok(None);
    }
    let closed = now >= vote.rules.closes;
    let votes = if vote.rules.secret {
        if services.papers.holds(vote.id) {
            close_due(services).await?;
        }
        Votes::Secret { voted: std::collections::BTreeSet::new(), count: services.records.count_papers(vote.id).await? }
    } else {
        if closed {
            drop(services.closing_time.0.write().await);
        }
        Votes::Open(services.records.choices(vote.id).await?)
    };
    Ok(vote.rules.result(&votes, vote.entitled, has_voted, now))
}

/// Brings in the papers of secret votes that have closed. Called every few seconds; safe to repeat.
///
/// # Errors
///
/// Those of the database and the vault.
pub async fn close_due(services: &Services) -> Result<(), StoreError> {
    services.papers.bring_in(&services.records, &services.vault, &services.clock).await
}
