//! Notices: mails about what happened to things that somebody follows.
//!
//! A happening belongs to the most special thing the person said something about: a thread before its text, the text before its
//! group, the group before the conference. So everything is told once, by one rhythm.
//!
//! **Nothing twice:** a mail enters the queue in the transaction that notes how far its reader was told; of two processes that
//! tell the same, one is refused. **Nothing lost:** the mark up to which all were told moves last. **Nothing leaks:** who may see
//! a happening is asked when the mail is queued, and once more when it goes: the queue holds identities only, the words are
//! written at the last moment (see [`late_parameters`]).

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use domain::account::usable;
use domain::language::Language;
use domain::mail::Template;
use domain::process::notice::{Rhythm, is_news};
use domain::process::space::Openness;
use sha2::{Digest as _, Sha256};
use store::{Changed, Comment, Following, Happening, NewMail, StoreError};
use uuid::Uuid;

use super::Space;
use super::news::{self, Comments, Reader};
use crate::services::Services;
use crate::services::people::Person;
use crate::texts::{fill, notices as t};

/// What happened is told only after this time: whatever began before it is written down by then.
const SETTLED: TimeDelta = TimeDelta::seconds(5);
/// So far before the mark is looked once more: what took long to be written down is found then. Nobody is told twice by that.
const ONCE_MORE: TimeDelta = TimeDelta::minutes(1);
/// So many happenings one mail names at most, the newest.
const MOST: usize = 500;
/// So many things of a mail have a paragraph of their own; the page knows the rest.
const MOST_SECTIONS: usize = 40;
/// So many things are looked up at a time.
const AT_A_TIME: usize = 500;

/// Tells everybody what is due by now; says how many mails were queued. Safe to repeat, and to do in two processes at once.
///
/// # Errors
///
/// Those of the database; the next call goes on.
pub async fn tell_due(services: &Services) -> Result<usize, StoreError> {
    let settled = services.clock.now() - SETTLED;
    let mut queued = 0;
    for rhythm in [Rhythm::AtOnce, Rhythm::Daily, Rhythm::Weekly] {
        let until = if rhythm == Rhythm::AtOnce { Some(settled) } else { rhythm.last_due(settled) };
        if let Some(until) = until {
            queued += tell(services, rhythm, until).await?;
        }
    }
    Ok(queued)
}

async fn tell(services: &Services, rhythm: Rhythm, until: DateTime<Utc>) -> Result<usize, StoreError> {
    let records = &services.records;
    let mark = records.notice_mark(rhythm).await?;
    if mark.is_some_and(|mark| mark >= until) {
        return Ok(0);
    }
    let after = mark.map_or(DateTime::UNIX_EPOCH, |mark| mark - ONCE_MORE);
    let mut happenings = records.happenings_between(after, until).await?;
    happenings.retain(|happening| is_news(&happening.kind, &happening.deed));
    let comments = Comments::of(services, &happenings).await?;
    let mut queued = 0;
    if rhythm == Rhythm::AtOnce {
        begin_to_follow(services, &happenings, &comments).await?;
        queued += tell_addressed(services, &happenings, &comments).await?;
    }
    for (account, followed) in followers(services, &happenings, &comments).await? {
        let due = due(account, rhythm, &happenings, &comments, &followed);
        if !due.is_empty() && tell_one(services, account, rhythm, &due, &comments).await? {
            queued += 1;
        }
    }
    // Somebody else moving it meanwhile, or a person changing to this rhythm, means that it is looked at once more.
    let _ = records.move_notice_mark(rhythm, mark, until, rhythm != Rhythm::AtOnce).await?;
    Ok(queued)
}

/// What people write they follow from then on.
async fn begin_to_follow(services: &Services, happenings: &[Happening], comments: &Comments) -> Result<(), StoreError> {
    for happening in happenings.iter().filter(|happening| matches!(happening.deed.as_str(), "new" | "submitted")) {
        let Some(by) = happening.by else { continue };
        let thing = match happening.kind.as_str() {
            "comment" => comments.root(happening.thing),
            "text" | "amendment" | "objection" => happening.thing,
            _ => continue,
        };
        services.records.follow_own(by, &thing.to_string(), happening.at).await?;
    }
    Ok(())
}

/// Whom a comment addresses hears of it at once, whatever they follow.
async fn tell_addressed(
    services: &Services,
    happenings: &[Happening],
    comments: &Comments,
) -> Result<usize, StoreError> {
    let mut queued = 0;
    for happening in happenings.iter().filter(|happening| happening.kind == "mention") {
        let Ok(account) = happening.deed.parse::<Uuid>() else { continue };
        if happening.by == Some(account) {
            continue;
        }
        let Some((person, email)) = reader(services, account).await? else { continue };
        if !Reader::new(services, &person).sees(happening, comments).await? {
            continue;
        }
        let id = name(&["mention", &account.to_string(), &happening.id.to_string()]);
        let now = services.clock.now();
        services.records.queue_mail(&mail(id, account, email, &[happening], now), now).await?;
        queued += 1;
    }
    Ok(queued)
}

/// What each account said about following the things that something happened to.
async fn followers(
    services: &Services,
    happenings: &[Happening],
    comments: &Comments,
) -> Result<BTreeMap<Uuid, HashMap<String, Following>>, StoreError> {
    let things: HashSet<String> = happenings.iter().flat_map(|happening| things(happening, comments)).collect();
    let things: Vec<String> = things.into_iter().collect();
    let mut found: BTreeMap<Uuid, HashMap<String, Following>> = BTreeMap::new();
    for some in things.chunks(AT_A_TIME) {
        for following in services.records.followers(some).await? {
            found.entry(following.account).or_default().insert(following.thing.clone(), following);
        }
    }
    Ok(found)
}

/// What a happening is part of, the most special thing first.
fn things(happening: &Happening, comments: &Comments) -> Vec<String> {
    let thread = match happening.kind.as_str() {
        "comment" | "mention" => Some(comments.root(happening.thing)),
        _ => Some(happening.thing),
    };
    let mut things: Vec<String> =
        [thread, happening.text, happening.group].into_iter().flatten().map(|id| id.to_string()).collect();
    things.push(happening.conference.clone());
    things.dedup();
    things
}

/// What this account is to be told by this rhythm, with what it follows; not yet asked whether it may see it.
fn due<'a>(
    account: Uuid,
    rhythm: Rhythm,
    happenings: &'a [Happening],
    comments: &Comments,
    followed: &'a HashMap<String, Following>,
) -> Vec<(&'a Happening, &'a Following)> {
    let me = account.to_string();
    // Who is addressed has a mail about that comment.
    let addressed: HashSet<Uuid> = happenings
        .iter()
        .filter(|happening| happening.kind == "mention" && happening.deed == me)
        .map(|happening| happening.thing)
        .collect();
    let told = |happening: &Happening| happening.kind == "mention" || addressed.contains(&happening.thing);
    happenings
        .iter()
        .filter(|happening| happening.by != Some(account) && !told(happening))
        .filter_map(|happening| {
            let following = things(happening, comments).iter().find_map(|thing| followed.get(thing))?;
            (following.rhythm == rhythm && happening.at > following.told).then_some((happening, following))
        })
        .collect()
}

/// Queues one mail for one account; false when there is nothing it may see, or another process was faster.
async fn tell_one(
    services: &Services,
    account: Uuid,
    rhythm: Rhythm,
    due: &[(&Happening, &Following)],
    comments: &Comments,
) -> Result<bool, StoreError> {
    let Some((person, email)) = reader(services, account).await? else { return Ok(false) };
    let mut reader = Reader::new(services, &person);
    let mut seen: Vec<&Happening> = Vec::new();
    let mut moved: BTreeMap<&str, (Following, DateTime<Utc>)> = BTreeMap::new();
    for (happening, following) in due {
        if reader.sees(happening, comments).await? {
            seen.push(happening);
            let entry = moved.entry(&following.thing).or_insert_with(|| ((*following).clone(), happening.at));
            entry.1 = entry.1.max(happening.at);
        }
    }
    let Some(last) = seen.last() else { return Ok(false) };
    let id = name(&[t::rhythm(rhythm), &account.to_string(), &last.id.to_string()]);
    let now = services.clock.now();
    let newest = &seen[seen.len().saturating_sub(MOST)..];
    let mail = mail(id, account, email, newest, now);
    let moved: Vec<(Following, DateTime<Utc>)> = moved.into_values().collect();
    Ok(services.records.tell(&mail, &moved, now).await? == Changed::Done)
}

/// The person behind an account that may be used, and where mails go.
async fn reader(services: &Services, account: Uuid) -> Result<Option<(Person, String)>, StoreError> {
    let account = services.records.account(account).await?;
    let account = account.filter(|account| usable(account.standing, account.ends, services.clock.today()));
    Ok(account.filter(|account| !account.email.is_empty()).map(|account| {
        let email = account.email.clone();
        (account.into(), email)
    }))
}

/// The same parts give the same mail, sent once.
fn name(parts: &[&str]) -> Uuid {
    let hash = Sha256::digest(parts.join(" "));
    let mut id = [0; 16];
    id.copy_from_slice(&hash[..16]);
    uuid::Builder::from_custom_bytes(id).into_uuid()
}

fn mail(id: Uuid, account: Uuid, recipient: String, happenings: &[&Happening], due: DateTime<Utc>) -> NewMail {
    let happenings: Vec<String> = happenings.iter().map(|happening| happening.id.to_string()).collect();
    NewMail {
        id,
        recipient,
        template: Template::Digest.name().to_owned(),
        // Consultations speak German.
        language: Language::new("de"),
        parameters: [("account".to_owned(), account.to_string()), ("happenings".to_owned(), happenings.join(" "))]
            .into(),
        due,
    }
}

/// Tells the addressee of discrimination that a comment was reported, once for each comment. No word of it and no name goes along:
/// who gets the mail need not be somebody who may read there.
///
/// # Errors
///
/// Those of the database.
pub async fn tell_of_discrimination(services: &Services, space: &Space, comment: &Comment) -> Result<(), StoreError> {
    let Some(recipient) = services.settings.discrimination_email.clone() else { return Ok(()) };
    let now = services.clock.now();
    let url = format!("{}/moderation", services.settings.public_url);
    // That a closed group is there is for its members.
    let group = space.group.as_ref().filter(|_| space.openness() != Openness::Closed);
    let place = group.map_or(&space.conference.value.title, |group| &group.value.name);
    let text = fill(t::DISCRIMINATION_TEXT, &[("place", place), ("url", &url)]);
    let words = [("subject", t::DISCRIMINATION_SUBJECT.to_owned()), ("text", text)];
    let mail = NewMail {
        id: name(&["discrimination", &comment.id.to_string()]),
        recipient,
        template: Template::Notice.name().to_owned(),
        language: Language::new("de"),
        parameters: words.map(|(name, words)| (name.to_owned(), words)).into(),
        due: now,
    };
    services.records.queue_mail(&mail, now).await
}

/// Subject and text of a digest at the moment it goes, by what its reader may see then; nothing when that is nothing any more.
///
/// # Errors
///
/// Those of the database.
pub async fn late_parameters(
    services: &Services,
    parameters: &BTreeMap<String, String>,
) -> Result<Option<BTreeMap<String, String>>, StoreError> {
    let Some(account) = parameters.get("account").and_then(|account| account.parse().ok()) else { return Ok(None) };
    let Some((person, _)) = reader(services, account).await? else { return Ok(None) };
    let ids: Vec<Uuid> = parameters
        .get("happenings")
        .map(|ids| ids.split(' ').filter_map(|id| id.parse().ok()).collect())
        .unwrap_or_default();
    let happenings = services.records.happenings_of(&ids).await?;
    let comments = Comments::of(services, &happenings).await?;
    let mut reader = Reader::new(services, &person);
    let mut sections: Vec<news::Section> = Vec::new();
    let mut addressed = false;
    for happening in &happenings {
        if let Some(place) = reader.place(happening, &comments).await? {
            addressed |= happening.kind == "mention";
            news::add(&mut sections, place, happening, &comments);
        }
    }
    let Some(first) = sections.first() else { return Ok(None) };
    let subject = match (addressed, sections.len()) {
        (true, _) => fill(t::SUBJECT_MENTION, &[("title", &first.place.title)]),
        (false, 1) => fill(t::SUBJECT_ONE, &[("title", &first.place.title)]),
        _ => t::SUBJECT_MANY.to_owned(),
    };
    let base = &services.settings.public_url;
    let greeting = fill(t::GREETING, &[("name", &person.name)]);
    let lead = if addressed { t::LEAD_MENTION } else { t::LEAD };
    let shown = sections.iter().take(MOST_SECTIONS).map(|section| section.written(base));
    let more = (sections.len() > MOST_SECTIONS).then(|| format!("{}\n{base}/consultations\n", t::MORE));
    let settings = format!("{}\n{base}/account/following\n", t::SETTINGS);
    let parts: Vec<String> =
        [format!("{greeting}\n\n{lead}\n")].into_iter().chain(shown).chain(more).chain([settings]).collect();
    let text = parts.join("\n");
    Ok(Some(BTreeMap::from([("subject".to_owned(), subject), ("text".to_owned(), text)])))
}
