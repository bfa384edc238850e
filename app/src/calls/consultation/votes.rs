//! Votes on a text: the list, announcing one, and one vote as its reader may see it. Results come from one place, no earlier than
//! promised.

use chrono::{DateTime, Utc};
#[cfg(feature = "ssr")]
use domain::agreement::vote::Shown;
use domain::agreement::vote::{Choice, Rules};
#[cfg(feature = "ssr")]
use domain::majority::Quorum;
use domain::majority::{Count, Majority, Outcome};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
#[cfg(feature = "ssr")]
use {
    super::agreement::known_as,
    crate::calls::request,
    crate::services::consultation::voting::{self, Booth},
    crate::services::consultation::{Space, standing},
    crate::services::{Services, chance, people::Person},
    crate::texts::{consultation as t, votes as words},
    chrono::NaiveDateTime,
    domain::local_time,
    domain::permission::Action,
    domain::process::space::ThingKind,
    domain::text::kind::TextStage,
    std::collections::btree_map::{BTreeMap, Entry},
    store::{StoreError, Vote},
};

use crate::error::CallError;
use crate::refusal::Refusal;

/// Most characters of a question.
#[cfg(feature = "ssr")]
const LONGEST_QUESTION: usize = 500;

/// All votes on a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoteList {
    pub text: Uuid,
    pub votes: Vec<VoteRow>,
    /// The groups for which the reader may announce a vote.
    pub may_announce: Vec<(Uuid, String)>,
    /// The identity that a new vote gets.
    pub fresh: Uuid,
}

/// A vote in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoteRow {
    pub id: Uuid,
    pub question: String,
    pub group: String,
    pub number: u32,
    pub secret: bool,
    pub opens: DateTime<Utc>,
    pub closes: DateTime<Utc>,
    pub now: DateTime<Utc>,
}

/// One vote as its reader may see it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct VoteView {
    pub id: Uuid,
    /// Address and name of what stands above the vote, the highest first.
    pub trail: Vec<(String, String)>,
    pub text: Uuid,
    pub title: String,
    pub number: u32,
    pub group: String,
    pub question: String,
    pub rules: Rules,
    pub entitled: u32,
    /// How many have voted, or got a ballot.
    pub cast: u64,
    /// The server's clock.
    pub now: DateTime<Utc>,
    /// Where the reader stands; nothing for who is not signed in.
    pub voter: Option<VoterView>,
    /// The result, from its moment on.
    pub result: Option<ResultView>,
    /// To check ballots of a secret vote with, while it is open.
    pub public_key: String,
}

/// Without names: what is printed may land in a log.
impl std::fmt::Debug for VoteView {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("VoteView").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Where the reader stands in a vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoterView {
    pub account: Uuid,
    /// Was a member when the vote was announced.
    pub entitled: bool,
    /// And may vote in this phase.
    pub may: bool,
    /// In an open vote: what they chose so far.
    pub choice: Option<Choice>,
    /// In a secret vote: whether they got their ballot.
    pub got_ballot: bool,
}

/// A result in its time.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultView {
    pub count: Count,
    pub outcome: Option<Outcome>,
    /// For members, in an open vote: who chose what.
    pub named: Vec<(String, Choice)>,
}

/// Without names: what is printed may land in a log.
impl std::fmt::Debug for ResultView {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("ResultView").field("count", &self.count).finish_non_exhaustive()
    }
}

/// How a vote shall be held, as the fields of a form say it. Moments are those of a German clock; no beginning means now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesForm {
    #[serde(default)]
    pub opens: String,
    pub closes: String,
    #[serde(default)]
    pub secret: bool,
    pub majority: Majority,
    /// `none`, `half`, `two_thirds` or `at_least` with `least`.
    pub quorum: String,
    #[serde(default)]
    pub least: String,
    /// `always`, `after_own_vote`, `after_close` or `from` with a moment.
    pub shown: String,
    #[serde(default)]
    pub from: String,
}

/// The votes on a text that the reader may see.
#[server(prefix = "/calls", endpoint = "text-votes")]
pub async fn text_votes(text: String) -> Result<VoteList, CallError> {
    let person = request::person().await?;
    let services = request::services()?;
    let text = text.parse().map_err(|_| CallError::NotFound)?;
    list(&services, text, person.as_ref()).await.map_err(request::failed)?.ok_or(CallError::NotFound)
}

#[cfg(feature = "ssr")]
async fn list(services: &Services, text: Uuid, person: Option<&Person>) -> Result<Option<VoteList>, StoreError> {
    let Some((space, head)) = Space::of_text(services, text, person).await? else { return Ok(None) };
    let mut groups: BTreeMap<Uuid, Option<Space>> = BTreeMap::new();
    let asked = match &space.group {
        Some(group) => vec![group.value.id],
        None => services.records.groups(&head.conference).await?.into_iter().map(|group| group.value.id).collect(),
    };
    let votes = services.records.votes(text).await?;
    for group in asked.iter().copied().chain(votes.iter().map(|vote| vote.group)) {
        if let Entry::Vacant(place) = groups.entry(group) {
            place.insert(Space::of_group(services, group, person).await?);
        }
    }
    let space_of = |group: &Uuid| groups.get(group).and_then(Option::as_ref);
    let name = |space: &Space| space.group.as_ref().map(|group| group.value.name.clone()).unwrap_or_default();
    let votes = votes.into_iter().filter_map(|vote| {
        let space = space_of(&vote.group).filter(|space| space.sees(ThingKind::Vote, standing(&head), None))?;
        Some(VoteRow {
            group: name(space),
            id: vote.id,
            question: vote.question,
            number: vote.number,
            secret: vote.rules.secret,
            opens: vote.rules.opens,
            closes: vote.rules.closes,
            now: space.now,
        })
    });
    let leads = |group: Uuid| Some((group, name(space_of(&group).filter(|space| space.seat.leads())?)));
    let may_announce =
        if head.stage == TextStage::Draft { Vec::new() } else { asked.into_iter().filter_map(leads).collect() };
    Ok(Some(VoteList { text, votes: votes.collect(), may_announce, fresh: chance::uuid() }))
}

/// Announces a vote of a group on the newest version of a text. `id` is its identity: sent twice, it is one vote.
#[server(prefix = "/calls", endpoint = "announce-vote")]
pub async fn announce_vote(
    id: String,
    text: String,
    group: String,
    question: String,
    how: RulesForm,
) -> Result<(), Refusal> {
    let person = request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let parse = |id: &str| id.parse::<Uuid>().map_err(|_| CallError::NotFound);
    let (id, text, group) = (parse(&id)?, parse(&text)?, parse(&group)?);
    let found = Space::of_text(&services, text, Some(&person)).await.map_err(request::failed)?;
    let (text_space, head) = found.ok_or(CallError::NotFound)?;
    let space = Space::of_group(&services, group, Some(&person)).await.map_err(request::failed)?;
    let belongs = |space: &Space| match text_space.group_id() {
        Some(own) => own == group,
        None => space.conference.value.slug == head.conference,
    };
    let space = space.filter(belongs).ok_or(CallError::NotFound)?;
    if !space.seat.leads() || head.stage == TextStage::Draft {
        return Err(Refusal::because(t::NOT_NOW));
    }
    let because = |sentence: &str| Err(Refusal::because(sentence));
    let question = question.split_whitespace().collect::<Vec<_>>().join(" ");
    if question.is_empty() || question.chars().count() > LONGEST_QUESTION {
        return because(words::NO_QUESTION);
    }
    let now = space.now;
    let rules = how.read(now).map_err(Refusal::because)?;
    let members = services.records.members(group).await.map_err(request::failed)?;
    let entitled = u32::try_from(members.len()).unwrap_or(u32::MAX);
    if entitled == 0 {
        return because(words::NO_MEMBERS);
    }
    let vote = Vote { id, text, group, number: head.current, question, rules, entitled, created: now };
    let booth = Booth { text_space, space, head, vote, entitled: false };
    voting::announce(&services, &booth).await.map_err(request::failed)?;
    request::see(&format!("/votes/{id}?done=announced"));
    Ok(())
}

#[cfg(feature = "ssr")]
impl RulesForm {
    /// The rules, or the sentence that says what is wrong with them.
    fn read(&self, now: DateTime<Utc>) -> Result<Rules, &'static str> {
        let opens = if self.opens.trim().is_empty() { Some(now) } else { moment(&self.opens) };
        let (Some(opens), Some(closes)) = (opens, moment(&self.closes)) else { return Err(words::NOT_A_MOMENT) };
        if closes <= now {
            return Err(words::ENDED_ALREADY);
        }
        let quorum = match self.quorum.as_str() {
            "half" => Quorum::Half,
            "two_thirds" => Quorum::TwoThirds,
            "at_least" => {
                let least = self.least.trim().parse().ok().filter(|least| *least > 0);
                Quorum::AtLeast(least.ok_or(words::NOT_A_NUMBER)?)
            }
            _ => Quorum::None,
        };
        let shown = match self.shown.as_str() {
            "always" => Shown::Always,
            "after_own_vote" => Shown::AfterOwnVote,
            "from" => Shown::From(moment(&self.from).ok_or(words::NO_SHOWN_MOMENT)?),
            _ => Shown::AfterClose,
        };
        let rules = Rules { opens, closes, secret: self.secret, majority: self.majority, quorum, shown };
        rules.check().map_err(words::problem)?;
        Ok(rules)
    }
}

/// The moment of a field `datetime-local`.
#[cfg(feature = "ssr")]
fn moment(field: &str) -> Option<DateTime<Utc>> {
    let field = field.trim();
    let read = |format| NaiveDateTime::parse_from_str(field, format).ok();
    local_time::moment(read("%Y-%m-%dT%H:%M").or_else(|| read("%Y-%m-%dT%H:%M:%S"))?).first()
}

/// One vote. `vote` is its identity.
#[server(prefix = "/calls", endpoint = "load-vote")]
pub async fn load_vote(vote: String) -> Result<VoteView, CallError> {
    let person = request::person().await?;
    let services = request::services()?;
    let id = vote.parse().map_err(|_| CallError::NotFound)?;
    let booth = Booth::of(&services, id, person.as_ref()).await.map_err(request::failed)?.ok_or(CallError::NotFound)?;
    view(&services, &booth, person.as_ref()).await.map_err(request::failed)
}

#[cfg(feature = "ssr")]
async fn view(services: &Services, booth: &Booth, person: Option<&Person>) -> Result<VoteView, StoreError> {
    let Booth { space, head, vote, .. } = booth;
    let records = &services.records;
    let voter = match person {
        None => None,
        Some(person) => Some(VoterView {
            account: person.id,
            entitled: booth.entitled,
            may: booth.may_vote(),
            choice: if vote.rules.secret { None } else { records.choice(vote.id, person.id).await? },
            got_ballot: vote.rules.secret && records.voter(vote.id, person.id).await?.is_some(),
        }),
    };
    let has_voted = voter.as_ref().is_some_and(|voter| voter.choice.is_some());
    let result = match voting::result(services, vote, has_voted).await? {
        None => None,
        Some(result) => {
            let mut named = Vec::new();
            // Who is a member is not public, even where the result is.
            if let Some(by) = result.by.filter(|_| space.seat.is_inside()) {
                let members = records.members(vote.group).await?;
                let name =
                    |account: Uuid| members.iter().find(|member| member.account == account).map(|member| &member.name);
                named =
                    by.into_iter().map(|(who, choice)| (known_as(name(who).map_or("", |name| name)), choice)).collect();
                named.sort_by(|(one, _), (other, _)| one.cmp(other));
            }
            Some(ResultView { count: result.count, outcome: result.outcome, named })
        }
    };
    let conference = &space.conference.value;
    let group = space.group.as_ref().map(|group| group.value.name.clone()).unwrap_or_default();
    let is_open = vote.rules.secret && vote.rules.is_open(space.now);
    let signer = if is_open { voting::signer(services, vote)? } else { None };
    Ok(VoteView {
        id: vote.id,
        trail: vec![
            ("/consultations".to_owned(), t::CONSULTATIONS.to_owned()),
            (format!("/consultations/{}", conference.slug), conference.title.clone()),
            (format!("/texts/{}", vote.text), head.title.clone()),
            (format!("/texts/{}/agreement", vote.text), words::TO_AGREEMENT.to_owned()),
        ],
        text: vote.text,
        title: head.title.clone(),
        number: vote.number,
        group,
        question: vote.question.clone(),
        rules: vote.rules.clone(),
        entitled: vote.entitled,
        cast: records.count_voters(vote).await?,
        now: space.now,
        voter,
        result,
        public_key: signer.map(|signer| signer.public_key()).unwrap_or_default(),
    })
}
