//! Who wants to hear of what, how far they were told, and the secret addresses of feeds.

use chrono::{DateTime, Utc};
use domain::process::notice::Rhythm;
use domain::process::space::Standing;
use surrealdb::types::{Datetime, RecordId, SurrealValue, Value, vars};
use uuid::Uuid;

use super::happenings::Row as HappeningRow;
use super::{Changed, by_identity, by_parts, from_word, word};
use crate::mail::{self, NewMail};
use crate::transaction::{all_or_nothing, retrying};
use crate::{Happening, Records, StoreError, datetime};

/// That somebody wants to hear of a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Following {
    pub account: Uuid,
    /// A conference's slug, or the identity of a group, a text or a thread.
    pub thing: String,
    pub rhythm: Rhythm,
    /// What happened up to then was told, or happened before the person followed.
    pub told: DateTime<Utc>,
    /// Whether it began by itself, with a text or a comment of one's own.
    pub own: bool,
}

/// What a notice needs to know of a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThreadComment {
    pub id: Uuid,
    pub parent: Option<Uuid>,
    pub paragraph: Option<Uuid>,
    pub author: Uuid,
    /// How far it is now.
    pub standing: Standing,
}

/// What kind of thread somebody may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThreadKind {
    Comment,
    Amendment,
    Objection,
}

/// A thread: a comment with its answers, an amendment, or an objection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThreadHead {
    pub kind: ThreadKind,
    pub text: Uuid,
    pub author: Option<Uuid>,
    /// How far it is now; nothing where it is as far as its text.
    pub standing: Option<Standing>,
}

/// The secret address of a feed, without the secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedSecret {
    pub account: Uuid,
    /// A conference's slug, or the identity of a group or a text.
    pub thing: String,
    /// What the secret is derived from, with a key outside the database.
    pub serial: Uuid,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Row {
    account: surrealdb::types::Uuid,
    thing: String,
    rhythm: String,
    told: Datetime,
    own: bool,
}

impl Row {
    fn read(self) -> Result<Following, StoreError> {
        Ok(Following {
            account: self.account.into_inner(),
            thing: self.thing,
            rhythm: from_word("rhythm", self.rhythm)?,
            told: self.told.into(),
            own: self.own,
        })
    }
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct CommentRow {
    id: RecordId,
    parent: Option<surrealdb::types::Uuid>,
    paragraph: Option<surrealdb::types::Uuid>,
    author: surrealdb::types::Uuid,
    standing: String,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct ThreadRow {
    id: RecordId,
    text: surrealdb::types::Uuid,
    author: Option<surrealdb::types::Uuid>,
    standing: Option<String>,
    state: Option<String>,
}

#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct SecretRow {
    account: surrealdb::types::Uuid,
    thing: String,
    serial: surrealdb::types::Uuid,
    hash: String,
    created: Datetime,
}

/// What moves in a transaction of [`Records::tell`].
#[derive(Clone, SurrealValue)]
#[surreal(crate = "surrealdb::types")]
struct Moved {
    id: RecordId,
    seen: Datetime,
    told: Datetime,
}

fn record(account: Uuid, thing: &str) -> RecordId {
    by_parts("following", [Value::Uuid(account.into()), Value::String(thing.to_owned())])
}

fn secret_record(account: Uuid, thing: &str) -> RecordId {
    by_parts("feed_secret", [Value::Uuid(account.into()), Value::String(thing.to_owned())])
}

fn mark(rhythm: Rhythm) -> Result<RecordId, StoreError> {
    Ok(RecordId::new("notice_mark", word("rhythm", &rhythm)?))
}

impl Records {
    /// Follows a thing in this rhythm, or changes the rhythm. Nothing is told twice by that, and nothing is left out.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn follow(
        &self,
        account: Uuid,
        thing: &str,
        rhythm: Rhythm,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.keep_following(account, thing, rhythm, now, false).await?;
        if rhythm == Rhythm::Never {
            return Ok(());
        }
        // What was to come by the old rhythm comes by the new one: its mark goes back to where this person was told.
        let text = "LET $told = (SELECT VALUE told FROM ONLY $id); \
            UPDATE $mark SET until = $told WHERE until > $told RETURN NONE";
        let variables = vars! { id: record(account, thing), mark: mark(rhythm)? };
        all_or_nothing(self.database(), text, &variables).await
    }

    /// Follows a thing from `at` on, daily, because the person made it or part of it. Whoever has said something about it
    /// before, `never` included, is left alone.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn follow_own(&self, account: Uuid, thing: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.keep_following(account, thing, Rhythm::Daily, at, true).await
    }

    async fn keep_following(
        &self,
        account: Uuid,
        thing: &str,
        rhythm: Rhythm,
        told: DateTime<Utc>,
        own: bool,
    ) -> Result<(), StoreError> {
        let rhythm = word("rhythm", &rhythm)?;
        let row =
            Row { account: account.into(), thing: thing.to_owned(), rhythm: rhythm.clone(), told: datetime(told), own };
        let variables = vars! { id: record(account, thing), row: row, rhythm: rhythm, own: own, now: datetime(told) };
        let text = "IF !record::exists($id) { CREATE ONLY $id CONTENT $row RETURN NONE } \
            ELSE IF !$own { \
                LET $old = (SELECT VALUE rhythm FROM ONLY $id); \
                LET $reached = (SELECT VALUE until FROM ONLY type::record('notice_mark', $old)); \
                UPDATE $id SET rhythm = $rhythm, told = IF $old = 'never' { $now } \
                    ELSE IF $reached != NONE AND $reached > told { $reached } ELSE { told } RETURN NONE \
            }";
        match all_or_nothing(self.database(), text, &variables).await {
            // Somebody else made it in this moment.
            Err(StoreError::Taken) => all_or_nothing(self.database(), text, &variables).await,
            outcome => outcome,
        }
    }

    /// Takes a following away; nothing happens when there is none.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn unfollow(&self, account: Uuid, thing: &str) -> Result<(), StoreError> {
        let variables = vars! { id: record(account, thing) };
        all_or_nothing(self.database(), "DELETE $id RETURN NONE", &variables).await
    }

    /// Everything somebody follows.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn followings(&self, account: Uuid) -> Result<Vec<Following>, StoreError> {
        let text = "SELECT * FROM following:[$account, NONE]..=[$account, ..]";
        let account = surrealdb::types::Uuid::from(account);
        let found: Vec<Row> = self.database().query(text).bind(("account", account)).await?.take(0)?;
        found.into_iter().map(Row::read).collect()
    }

    /// Whether and how somebody follows this thing.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when it cannot be read.
    pub async fn following(&self, account: Uuid, thing: &str) -> Result<Option<Following>, StoreError> {
        let found: Option<Row> =
            self.database().query("SELECT * FROM $id").bind(("id", record(account, thing))).await?.take(0)?;
        found.map(Row::read).transpose()
    }

    /// Everybody who said something about following one of these things.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn followers(&self, things: &[String]) -> Result<Vec<Following>, StoreError> {
        let text = "SELECT * FROM following WHERE thing IN $things";
        let found: Vec<Row> = self.database().query(text).bind(("things", things.to_vec())).await?.take(0)?;
        found.into_iter().map(Row::read).collect()
    }

    /// How far the followers of this rhythm were told.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn notice_mark(&self, rhythm: Rhythm) -> Result<Option<DateTime<Utc>>, StoreError> {
        let text = "SELECT VALUE until FROM ONLY $id";
        let found: Option<Datetime> = self.database().query(text).bind(("id", mark(rhythm)?)).await?.take(0)?;
        Ok(found.map(Into::into))
    }

    /// Moves the mark on, unless somebody moved it since `seen`. `settled`: nobody of this rhythm has anything left to be told
    /// from before.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn move_notice_mark(
        &self,
        rhythm: Rhythm,
        seen: Option<DateTime<Utc>>,
        until: DateTime<Utc>,
        settled: bool,
    ) -> Result<Changed, StoreError> {
        let variables = vars! {
            id: mark(rhythm)?, seen: seen.map(datetime), until: datetime(until), settled: settled,
            rhythm: word("rhythm", &rhythm)?,
        };
        let text = "LET $now = (SELECT VALUE until FROM ONLY $id); \
            IF $now != $seen { THROW 'outdated' }; \
            UPSERT $id SET until = $until RETURN NONE; \
            IF $settled { UPDATE following SET told = $until WHERE rhythm = $rhythm AND told < $until RETURN NONE }";
        match all_or_nothing(self.database(), text, &variables).await {
            Ok(()) => Ok(Changed::Done),
            Err(StoreError::Refused) => Ok(Changed::Outdated),
            Err(error) => Err(error),
        }
    }

    /// Puts a mail into the queue and notes how far its reader was told with it, both or neither: no second process tells the
    /// same. `moved` holds what is followed, how far was told before, and how far now.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn tell(
        &self,
        mail: &NewMail,
        moved: &[(Following, DateTime<Utc>)],
        now: DateTime<Utc>,
    ) -> Result<Changed, StoreError> {
        let moved: Vec<Moved> = moved
            .iter()
            .map(|(following, told)| Moved {
                id: record(following.account, &following.thing),
                seen: datetime(following.told),
                told: datetime(*told),
            })
            .collect();
        let variables = vars! { moved: moved, id: mail::record(mail.id), row: mail::Row::of(mail, now)? };
        let text = "FOR $one IN $moved { \
                LET $done = (UPDATE $one.id SET told = $one.told WHERE told = $one.seen RETURN VALUE told); \
                IF array::len($done) = 0 { THROW 'outdated' }; \
            }; \
            CREATE ONLY $id CONTENT $row RETURN NONE";
        match all_or_nothing(self.database(), text, &variables).await {
            Ok(()) => Ok(Changed::Done),
            Err(StoreError::Refused | StoreError::Taken) => Ok(Changed::Outdated),
            Err(error) => Err(error),
        }
    }

    /// Everything that happened after `after`, up to and with `until`, in all conferences, the oldest first.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn happenings_between(
        &self,
        after: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Vec<Happening>, StoreError> {
        let text = "SELECT * FROM happening WHERE at > $after AND at <= $until ORDER BY at, id";
        let variables = vars! { after: datetime(after), until: datetime(until) };
        let found: Vec<HappeningRow> = self.database().query(text).bind(variables).await?.take(0)?;
        found.into_iter().map(HappeningRow::read).collect()
    }

    /// The newest of what happened in a conference, or only in one group or to one text, the newest first, `limit` at most. Without
    /// what moves pages only.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn newest_happenings(
        &self,
        slug: &str,
        group: Option<Uuid>,
        about: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<Happening>, StoreError> {
        let text = "SELECT * FROM happening WHERE conference = $conference AND deed != 'moved' AND kind != 'position' \
            AND ($group = NONE OR group = $group) AND ($text = NONE OR text = $text) \
            ORDER BY at DESC, id DESC LIMIT $limit";
        let variables = vars! {
            conference: super::conferences::record(slug), group: group.map(surrealdb::types::Uuid::from),
            text: about.map(surrealdb::types::Uuid::from), limit: limit,
        };
        let found: Vec<HappeningRow> = self.database().query(text).bind(variables).await?.take(0)?;
        found.into_iter().map(HappeningRow::read).collect()
    }

    /// These happenings, the oldest first; those that are not there any more are left out.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn happenings_of(&self, ids: &[Uuid]) -> Result<Vec<Happening>, StoreError> {
        let ids: Vec<RecordId> = ids.iter().map(|id| by_identity("happening", *id)).collect();
        let text = "SELECT * FROM $ids ORDER BY at, id";
        let found: Vec<HappeningRow> = self.database().query(text).bind(("ids", ids)).await?.take(0)?;
        found.into_iter().map(HappeningRow::read).collect()
    }

    /// What notices need to know of these comments.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when one cannot be read.
    pub async fn thread_comments(&self, ids: &[Uuid]) -> Result<Vec<ThreadComment>, StoreError> {
        let ids: Vec<RecordId> = ids.iter().map(|id| by_identity("comment", *id)).collect();
        let text = "SELECT id, parent, paragraph, author, standing FROM $ids";
        let found: Vec<CommentRow> = self.database().query(text).bind(("ids", ids)).await?.take(0)?;
        let read = |row: CommentRow| {
            Ok(ThreadComment {
                id: crate::organisations::identity(row.id)?,
                parent: row.parent.map(surrealdb::types::Uuid::into_inner),
                paragraph: row.paragraph.map(surrealdb::types::Uuid::into_inner),
                author: row.author.into_inner(),
                standing: from_word("standing", row.standing)?,
            })
        };
        found.into_iter().map(read).collect()
    }

    /// The comment, amendment or objection of this identity.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] when it cannot be read.
    pub async fn thread(&self, id: Uuid) -> Result<Option<ThreadHead>, StoreError> {
        let kinds = [
            ("comment", ThreadKind::Comment),
            ("amendment", ThreadKind::Amendment),
            ("objection", ThreadKind::Objection),
        ];
        let ids: Vec<RecordId> = kinds.iter().map(|(table, _)| by_identity(table, id)).collect();
        let text = "SELECT id, text, author, standing, state FROM $ids";
        let found: Vec<ThreadRow> = self.database().query(text).bind(("ids", ids)).await?.take(0)?;
        let Some(row) = found.into_iter().next() else { return Ok(None) };
        let kind = kinds.iter().find(|(table, _)| row.id.table.as_str() == *table).map(|(_, kind)| *kind);
        let kind = kind.ok_or_else(|| StoreError::Broken("an unknown kind of thread".to_owned()))?;
        let standing = match (row.standing, row.state.as_deref()) {
            (Some(standing), _) => Some(from_word("standing", standing)?),
            // An amendment that was not sent yet.
            (None, Some("draft")) => Some(Standing::Private),
            (None, _) => None,
        };
        Ok(Some(ThreadHead {
            kind,
            text: row.text.into_inner(),
            author: row.author.map(surrealdb::types::Uuid::into_inner),
            standing,
        }))
    }

    /// Keeps the hash of a secret address in the place of an older one of the same account and thing.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn keep_feed_secret(
        &self,
        secret: &FeedSecret,
        hash: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let row = SecretRow {
            account: secret.account.into(),
            thing: secret.thing.clone(),
            serial: secret.serial.into(),
            hash: hash.to_owned(),
            created: datetime(now),
        };
        let variables = vars! { id: secret_record(secret.account, &secret.thing), row: row };
        all_or_nothing(self.database(), "UPSERT ONLY $id CONTENT $row RETURN NONE", &variables).await
    }

    /// Takes a secret address back.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when too many write at once.
    pub async fn revoke_feed_secret(&self, account: Uuid, thing: &str) -> Result<(), StoreError> {
        let variables = vars! { id: secret_record(account, thing) };
        all_or_nothing(self.database(), "DELETE $id RETURN NONE", &variables).await
    }

    /// All secret addresses of an account.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn feed_secrets(&self, account: Uuid) -> Result<Vec<FeedSecret>, StoreError> {
        let text = "SELECT * FROM feed_secret:[$account, NONE]..=[$account, ..]";
        let account = surrealdb::types::Uuid::from(account);
        let found: Vec<SecretRow> = self.database().query(text).bind(("account", account)).await?.take(0)?;
        Ok(found.into_iter().map(SecretRow::read).collect())
    }

    /// Whose the secret address of this hash is, and for what.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn feed_secret(&self, hash: &str) -> Result<Option<FeedSecret>, StoreError> {
        let text = "SELECT * FROM feed_secret WHERE hash = $hash LIMIT 1";
        let found: Vec<SecretRow> =
            retrying(|| async { self.database().query(text).bind(("hash", hash.to_owned())).await?.take(0) }).await?;
        Ok(found.into_iter().next().map(SecretRow::read))
    }
}

impl SecretRow {
    fn read(self) -> FeedSecret {
        FeedSecret { account: self.account.into_inner(), thing: self.thing, serial: self.serial.into_inner() }
    }
}
