//! A database with a consultation of the size that is measured, made before the server starts.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result};
use app::services::chance;
use app::services::clock::Clock;
use app::services::passwords::Passwords;
use chrono::{DateTime, Utc};
use domain::account::Role;
use domain::agreement::vote::{Rules, Shown};
use domain::comment::CommentKind;
use domain::majority::{Majority, Quorum};
use domain::process::conference::{Conference, GroupTemplate, WorkingGroup};
use domain::process::fate::Fate;
use domain::process::phase::{Activity, Audience, Phase, Schedule};
use domain::process::space::{Openness, Standing};
use domain::text::anchor::Anchor;
use domain::text::document::{Content, Making, Paragraph, Version};
use domain::text::kind::{TextKind, TextStage};
use store::{Comment, Connection, Happening, NewAccount, Records, StoreError, TextHead, Vote};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::difference::{content, two_versions};
use crate::material::turn;
use crate::options::Consultation;
use crate::prose::Prose;
use crate::release::Prepared;
use crate::votes::Ballot;
use crate::{note, now, voters};

const SEED: u64 = 5_000;
/// Kept at the same time.
const AT_ONCE: usize = 16;
const DAY: Duration = Duration::from_hours(24);
/// The conference of the texts that are read, and the one of the long list.
const CONFERENCE: &str = "konferenz";
pub const LIST: &str = "empfehlungen";
/// Groups that share the long list.
const GROUPS: u32 = 20;
/// People who comment.
const AUTHORS: usize = 40;
/// One comment of so many is about the busy paragraph.
const BUSY: usize = 5;
/// Letters of a paragraph.
const LETTERS: usize = 330;

/// Where things are that are measured.
#[derive(Debug)]
pub struct Filled {
    /// The text with many comments.
    pub text: Uuid,
    /// Its last paragraph: who sees it has got the whole text.
    pub last: Uuid,
    /// The paragraph that more of them are about than any other, and how many that are.
    pub busy: Uuid,
    pub busy_comments: usize,
    /// The long text, in two versions.
    pub long: Uuid,
    /// What the members vote about.
    pub ballot: Ballot,
}

/// Fills the database.
pub async fn fill(prepared: &Prepared, extent: Consultation) -> Result<Filled> {
    let start = now();
    let connection = Connection::new(format!("surrealkv://{}", prepared.folder.display()));
    let begun = Clock::system().now();
    let records = Records::open(&connection, begun).await.context("the database to fill")?;
    let outcome = fill_with(&records, extent, begun).await;
    records.close().await;
    let filled = outcome.context("filling the database")?;
    note(&format!(
        "{} comments, {} recommendations and {} members stored in {:.1} s",
        extent.comments,
        extent.recommendations,
        extent.members,
        start.elapsed().as_secs_f64()
    ));
    Ok(filled)
}

async fn fill_with(records: &Records, extent: Consultation, now: DateTime<Utc>) -> Result<Filled> {
    let mut filling = Filling { records, prose: Prose::new(SEED), begun: now - 30 * DAY };
    let accounts = filling.accounts(extent.members).await?;
    for slug in [CONFERENCE, LIST] {
        records.create_conference(&filling.conference(slug), filling.begun).await?;
    }
    let groups = [filling.group(CONFERENCE, 0), filling.group(CONFERENCE, 1)];
    let authors = &accounts[..AUTHORS.min(accounts.len())];
    records.create_groups(&groups, filling.begun).await?;
    let [working, plenum] = groups;
    for (group, seated) in [(&working, authors), (&plenum, accounts.as_slice())] {
        for account in seated {
            records.seat_member(group, *account, false, filling.begun).await?;
        }
    }

    let many = content(&mut filling.prose, extent.paragraphs, LETTERS);
    let text = filling.text(&working, &many, authors[0]).await?;
    let busy = &many.paragraphs[many.paragraphs.len() / 2];
    let comments = filling.comments(text, &many, busy, authors, extent.comments);
    let busy_comments = comments.iter().filter(|comment| comment.paragraph == Some(busy.id)).count();
    let keeping = records.clone();
    at_once(comments, move |comment: Comment| {
        let records = keeping.clone();
        async move { records.create_comment(&comment, &[]).await }
    })
    .await?;

    let (old, new) = two_versions(extent.pages);
    let long = filling.text(&working, &old, authors[0]).await?;
    filling.next_version(long, &working, &old, new, authors[0]).await?;
    filling.recommendations(extent.recommendations, authors[0]).await?;
    let ballot = filling.ballot(&plenum, &accounts, now).await?;
    let last = many.paragraphs.last().context("a text without paragraphs")?.id;
    Ok(Filled { text, last, busy: busy.id, busy_comments, long, ballot })
}

struct Filling<'a> {
    records: &'a Records,
    prose: Prose,
    /// When all of it was written.
    begun: DateTime<Utc>,
}

impl Filling<'_> {
    /// All with the same password: hashing it costs more than everything else about an account.
    async fn accounts(&self, count: usize) -> Result<Vec<Uuid>> {
        let password_hash = Passwords::default().hash(voters::PASSWORD).await?;
        let mut accounts = Vec::new();
        for number in 0..count {
            let account = NewAccount {
                email: voters::email(number),
                name: format!("Mitglied {number}"),
                role: Role::Member,
                password_hash: password_hash.clone(),
            };
            let id = chance::uuid();
            self.records.create_account(&account, id, self.begun).await?;
            accounts.push(id);
        }
        Ok(accounts)
    }

    /// One that is in a phase in which everybody reads, and members do everything.
    fn conference(&mut self, slug: &str) -> Conference {
        let inside = Activity::ALL.map(|activity| (activity, Audience::Members));
        let rights: BTreeMap<Activity, Audience> =
            inside.into_iter().chain([(Activity::Read, Audience::Everybody)]).collect();
        let (starts, ends) = (self.begun - DAY, self.begun + 90 * DAY);
        let phase = Phase { id: self.prose.identity(), name: "Beratung".to_owned(), starts, ends, rights };
        Conference {
            slug: slug.to_owned(),
            title: self.prose.phrase(),
            purpose: self.prose.letters(400),
            programme: String::new(),
            place: String::new(),
            days: None,
            schedule: Schedule { phases: vec![phase] },
            published: true,
        }
    }

    fn group(&mut self, conference: &str, place: u32) -> WorkingGroup {
        let template = GroupTemplate { openness: Openness::Public, ..GroupTemplate::default() };
        template.group(self.prose.identity(), conference, &format!("Gruppe {}", place + 1), place)
    }

    async fn text(&mut self, group: &WorkingGroup, content: &Content, author: Uuid) -> Result<Uuid> {
        let (head, first, happening) = self.new_text(group, content.clone(), author)?;
        self.records.create_text(&head, &first, &happening).await?;
        Ok(head.id)
    }

    fn new_text(
        &mut self,
        group: &WorkingGroup,
        content: Content,
        author: Uuid,
    ) -> Result<(TextHead, Version, Happening)> {
        let id = self.prose.identity();
        let head = TextHead {
            id,
            conference: group.conference.clone(),
            group: Some(group.id),
            kind: TextKind::Recommendation,
            stage: TextStage::Open,
            title: content.title.clone(),
            current: 1,
            author,
            changed: self.begun,
        };
        let first = Version::first(id, content, self.making(author, ""))?;
        Ok((head, first, self.happening(group, id, "new", author)))
    }

    fn making(&self, author: Uuid, reason: &str) -> Making {
        Making { author, at: self.begun, reason: reason.to_owned() }
    }

    fn happening(&self, group: &WorkingGroup, text: Uuid, deed: &str, author: Uuid) -> Happening {
        Happening {
            id: chance::uuid_in_order(self.begun),
            at: self.begun,
            conference: group.conference.clone(),
            group: Some(group.id),
            text: Some(text),
            thing: text,
            kind: "text".to_owned(),
            deed: deed.to_owned(),
            standing: Standing::Published,
            by: Some(author),
        }
    }

    async fn next_version(
        &self,
        text: Uuid,
        group: &WorkingGroup,
        old: &Content,
        new: Content,
        author: Uuid,
    ) -> Result<()> {
        let first = Version::first(text, old.clone(), self.making(author, ""))?;
        let next = first.next(new, self.making(author, "Anregungen der Gruppe"))?;
        let kept = self.records.add_version(&next, &self.happening(group, text, "changed", author)).await?;
        anyhow::ensure!(kept == store::Changed::Done, "the second version was not kept");
        Ok(())
    }

    /// Comments of every kind, more of them on the busy paragraph than on any other; every third answers the one before on its
    /// paragraph, every fourth is about some of its words.
    fn comments(
        &mut self,
        text: Uuid,
        content: &Content,
        busy: &Paragraph,
        authors: &[Uuid],
        count: usize,
    ) -> Vec<Comment> {
        let mut tops: BTreeMap<Uuid, Uuid> = BTreeMap::new();
        let mut comments = Vec::with_capacity(count);
        for number in 0..count {
            let paragraph = if number.is_multiple_of(BUSY) {
                busy
            } else {
                &content.paragraphs[self.prose.below(content.paragraphs.len())]
            };
            let id = self.prose.identity();
            let parent = tops.get(&paragraph.id).copied().filter(|_| number % 3 == 2);
            if parent.is_none() {
                tops.insert(paragraph.id, id);
            }
            let words = number % 4 == 1;
            let anchor = Anchor::on_words(paragraph, 1, 0..15).ok().filter(|_| words);
            let letters = 40 + self.prose.below(400);
            comments.push(Comment {
                id,
                text,
                paragraph: Some(paragraph.id),
                anchor: Some(anchor.unwrap_or_else(|| Anchor::whole(paragraph.id, 1))),
                parent,
                kind: *turn(&CommentKind::ALL, number as u64),
                body: self.prose.letters(letters),
                author: *turn(authors, number as u64),
                name: String::new(),
                at: self.begun + Duration::from_secs(60 + number as u64),
                standing: Standing::Published,
                history: Vec::new(),
                fate: Fate::Open,
                ruling: None,
                version: 1,
            });
        }
        comments
    }

    async fn recommendations(&mut self, count: usize, author: Uuid) -> Result<()> {
        let groups: Vec<WorkingGroup> = (0..GROUPS).map(|place| self.group(LIST, place)).collect();
        self.records.create_groups(&groups, self.begun).await?;
        let mut texts = Vec::with_capacity(count);
        for number in 0..count {
            let words = content(&mut self.prose, 3, LETTERS);
            texts.push(self.new_text(turn(&groups, number as u64), words, author)?);
        }
        let records = self.records.clone();
        at_once(texts, move |(head, first, happening): (TextHead, Version, Happening)| {
            let records = records.clone();
            async move { records.create_text(&head, &first, &happening).await }
        })
        .await
    }

    /// A short text, and an open vote about it that everybody may follow.
    async fn ballot(&mut self, group: &WorkingGroup, members: &[Uuid], now: DateTime<Utc>) -> Result<Ballot> {
        let short = content(&mut self.prose, 12, LETTERS);
        let text = self.text(group, &short, members[0]).await?;
        let rules = Rules {
            opens: now - DAY,
            closes: now + DAY,
            secret: false,
            majority: Majority::Simple,
            quorum: Quorum::Half,
            shown: Shown::Always,
        };
        let vote = Vote {
            id: self.prose.identity(),
            text,
            group: group.id,
            number: 1,
            question: "Nehmen wir den Text an?".to_owned(),
            rules,
            entitled: u32::try_from(members.len())?,
            created: now,
        };
        self.records.create_vote(&vote, &[]).await?;
        Ok(Ballot { text, group: group.id, vote: vote.id })
    }
}

/// Does the work for all items, some at a time, in any order.
async fn at_once<T, W>(items: Vec<T>, work: impl Fn(T) -> W + Clone + Send + 'static) -> Result<()>
where
    T: Send + 'static,
    W: Future<Output = Result<(), StoreError>> + Send + 'static,
{
    let waiting = Arc::new(Mutex::new(items.into_iter()));
    let mut tasks = JoinSet::new();
    for _ in 0..AT_ONCE {
        let (waiting, work) = (waiting.clone(), work.clone());
        tasks.spawn(async move {
            let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
            while let Some(item) = next() {
                work(item).await?;
            }
            anyhow::Ok(())
        });
    }
    while let Some(outcome) = tasks.join_next().await {
        outcome??;
    }
    Ok(())
}
