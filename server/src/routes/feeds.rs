//! Feeds: news (Atom) and calendars (iCal) of conferences, groups and texts, for whoever sees them. Programs that cannot sign in
//! use a secret address that a person made for one thing.

use app::services::Services;
use app::services::consultation::news::{Comments, Reader};
use app::services::consultation::{Space, feeds, meetings};
use app::services::people::{self, Person};
use app::texts::notices as t;
use app::texts::{consultation, fill};
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LAST_MODIFIED, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use domain::sealing::fingerprint;
use store::StoreError;
use tower_sessions::Session;
use uuid::Uuid;

use super::failure::Refused;
use super::{feed_atom, feed_calendar};

/// So many entries a feed of news has at most.
const ENTRIES: usize = 50;
/// So many of the newest happenings are looked at to find them.
const LOOKED_AT: u32 = 400;

/// What a feed is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Thing {
    Conference(String),
    Group(Uuid),
    Text(Uuid),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    News,
    Calendar,
}

/// The feed of a conference: `{slug}.atom` or `{slug}.ics`.
///
/// # Errors
///
/// 404 when there is no such feed for the reader.
pub async fn conference(
    State(services): State<Services>,
    Path(file): Path<String>,
    session: Session,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let (name, form) = read(&file)?;
    let person = people::current(&services, &session).await?;
    answer(&services, &Thing::Conference(name.to_owned()), form, person.as_ref(), &headers).await
}

/// The feed of a group.
///
/// # Errors
///
/// 404 when there is no such feed for the reader.
pub async fn group(
    State(services): State<Services>,
    Path(file): Path<String>,
    session: Session,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let (name, form) = read(&file)?;
    let person = people::current(&services, &session).await?;
    let thing = Thing::Group(name.parse().map_err(|_| nothing())?);
    answer(&services, &thing, form, person.as_ref(), &headers).await
}

/// The feed of a text.
///
/// # Errors
///
/// 404 when there is no such feed for the reader.
pub async fn text(
    State(services): State<Services>,
    Path(file): Path<String>,
    session: Session,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let (name, form) = read(&file)?;
    let person = people::current(&services, &session).await?;
    let thing = Thing::Text(name.parse().map_err(|_| nothing())?);
    answer(&services, &thing, form, person.as_ref(), &headers).await
}

/// The feed behind a secret address, with the rights that its owner has now.
///
/// # Errors
///
/// 404 when the address was taken back, or its owner may not see the thing any more.
pub async fn secret(
    State(services): State<Services>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let (secret, form) = read(&file)?;
    let (person, thing) = feeds::owner(&services, secret).await?.ok_or_else(nothing)?;
    let thing = match thing.parse::<Uuid>() {
        Err(_) => Thing::Conference(thing),
        Ok(id) if services.records.group(id).await?.is_some() => Thing::Group(id),
        Ok(id) => Thing::Text(id),
    };
    answer(&services, &thing, form, Some(&person), &headers).await
}

fn nothing() -> Refused {
    Refused::new(StatusCode::NOT_FOUND, "no_such_feed", "there is no such feed")
}

fn read(file: &str) -> Result<(&str, Form), Refused> {
    if let Some(name) = file.strip_suffix(".atom") {
        return Ok((name, Form::News));
    }
    file.strip_suffix(".ics").map(|name| (name, Form::Calendar)).ok_or_else(nothing)
}

async fn answer(
    services: &Services,
    thing: &Thing,
    form: Form,
    person: Option<&Person>,
    headers: &HeaderMap,
) -> Result<Response, Refused> {
    let space = match thing {
        Thing::Conference(slug) => Space::of_conference(services, slug, person).await?,
        Thing::Group(id) => Space::of_group(services, *id, person).await?,
        Thing::Text(id) => Space::of_text(services, *id, person).await?.map(|(space, _)| space),
    };
    let space = space.ok_or_else(nothing)?;
    let (kind, body, changed) = match (thing, form) {
        (Thing::Text(_), Form::Calendar) => return Err(nothing()),
        (_, Form::News) => {
            let (body, changed) = news(services, thing, &space, person).await?;
            ("application/atom+xml; charset=utf-8", body, changed)
        }
        (_, Form::Calendar) => {
            let (body, changed) = calendar(services, thing, &space, person).await?;
            ("text/calendar; charset=utf-8", body, changed)
        }
    };
    let tag = format!("\"{}\"", fingerprint(body.as_bytes()));
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).is_some_and(|known| {
        known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag || one.trim() == "*")
    });
    let mut answer =
        if known { StatusCode::NOT_MODIFIED.into_response() } else { ([(CONTENT_TYPE, kind)], body).into_response() };
    // Who reads it decides what is in it: nobody between us and the reader may keep it for others.
    let changed = changed.map(|at| at.format("%a, %d %b %Y %H:%M:%S GMT").to_string());
    let fields =
        [(ETAG, Some(tag)), (CACHE_CONTROL, Some("private, no-cache".to_owned())), (VARY, Some("cookie".to_owned()))];
    for (name, value) in fields.into_iter().chain([(LAST_MODIFIED, changed)]) {
        if let Some(value) = value.and_then(|value| value.parse().ok()) {
            answer.headers_mut().insert(name, value);
        }
    }
    Ok(answer)
}

/// What is new, and since when.
async fn news(
    services: &Services,
    thing: &Thing,
    space: &Space,
    person: Option<&Person>,
) -> Result<(String, Option<DateTime<Utc>>), StoreError> {
    let slug = &space.conference.value.slug;
    let (group, text) = match thing {
        Thing::Conference(_) => (None, None),
        Thing::Group(id) => (Some(*id), None),
        Thing::Text(id) => (None, Some(*id)),
    };
    let mut happenings = services.records.newest_happenings(slug, group, text, LOOKED_AT).await?;
    // Whom somebody addresses is between them and the comment.
    happenings.retain(|happening| {
        happening.kind != "mention" && domain::process::notice::is_news(&happening.kind, &happening.deed)
    });
    let comments = Comments::of(services, &happenings).await?;
    let mut reader = Reader::of(services, person);
    let base = &services.settings.public_url;
    let mut entries = Vec::new();
    for happening in &happenings {
        if entries.len() == ENTRIES {
            break;
        }
        if let Some(place) = reader.place(happening, &comments).await? {
            entries.push(feed_atom::Entry {
                id: happening.id,
                title: format!("{}: {}", t::happened(&happening.kind, &happening.deed, 1), place.title),
                summary: place.space,
                link: format!("{base}{}", place.path),
                at: happening.at,
            });
        }
    }
    let (name, path) = match thing {
        Thing::Conference(slug) => (space.conference.value.title.clone(), format!("/consultations/{slug}")),
        Thing::Group(id) => (group_name(space), format!("/groups/{id}")),
        Thing::Text(id) => {
            let head = services.records.text(*id).await?;
            (head.map(|head| head.title).unwrap_or_default(), format!("/texts/{id}"))
        }
    };
    let feed =
        feed_atom::Feed { title: fill(t::FEED_TITLE, &[("name", &name)]), page: format!("{base}{path}"), entries };
    let changed = feed.entries.first().map(|entry| entry.at);
    Ok((feed.written(), changed))
}

fn group_name(space: &Space) -> String {
    space.group.as_ref().map(|group| group.value.name.clone()).unwrap_or_default()
}

/// Meetings and phases, and when a meeting last changed.
async fn calendar(
    services: &Services,
    thing: &Thing,
    space: &Space,
    person: Option<&Person>,
) -> Result<(String, Option<DateTime<Utc>>), StoreError> {
    let slug = &space.conference.value.slug;
    let base = &services.settings.public_url;
    let host = base.split("://").nth(1).unwrap_or(base).split(['/', ':']).next().unwrap_or_default();
    let only = space.group_id();
    let (name, page) = match only {
        Some(group) => (group_name(space), format!("{base}/groups/{group}")),
        None => (space.conference.value.title.clone(), format!("{base}/consultations/{slug}")),
    };
    let mut calendar = feed_calendar::Calendar::new(&name, host);
    let mut changed = None;
    for (inner, stored) in meetings::all(services, slug, person).await? {
        if only.is_none() || stored.meeting.group == only {
            changed = changed.max(Some(stored.changed));
            let title = match &inner.group {
                Some(group) if only.is_none() => format!("{}: {}", group.value.name, stored.meeting.title),
                _ => stored.meeting.title.clone(),
            };
            calendar.meeting(
                &stored,
                &title,
                &format!("{base}/meetings/{}", stored.meeting.id),
                inner.seat.is_inside(),
            );
        }
    }
    calendar.phases(space.schedule(), "", space.conference.version, &page);
    if matches!(thing, Thing::Conference(_)) {
        for group in services.records.groups(slug).await? {
            let Some(schedule) = &group.value.schedule else { continue };
            if Space::of_group(services, group.value.id, person).await?.is_some() {
                let page = format!("{base}/groups/{}", group.value.id);
                calendar.phases(schedule, &group.value.name, group.version, &page);
            }
        }
    }
    Ok((calendar.written(consultation::CONSULTATIONS), changed))
}
