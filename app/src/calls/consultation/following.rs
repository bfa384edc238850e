//! Following: what somebody wants to hear of and how often, and secret addresses of feeds for programs that cannot sign in.

use domain::process::notice::Rhythm;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::super::request;
use crate::error::CallError;
use crate::refusal::Refusal;
#[cfg(feature = "ssr")]
use crate::services::Services;
#[cfg(feature = "ssr")]
use crate::services::consultation::{feeds, following};
#[cfg(feature = "ssr")]
use crate::services::people::Person;
#[cfg(feature = "ssr")]
use domain::permission::Action;
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// Whether and how somebody follows a thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Followed {
    /// Nothing when the reader follows it not.
    pub rhythm: Option<Rhythm>,
    /// Whether anybody is signed in.
    pub signed_in: bool,
}

/// Everything somebody follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowingView {
    pub rows: Vec<FollowingRow>,
    /// Where one can have news again, when they are stopped altogether.
    pub stopped: Option<String>,
}

/// Something that is followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowingRow {
    pub thing: String,
    /// What it is and where, as far as the reader still sees it.
    pub place: Option<FollowedPlace>,
    pub rhythm: Rhythm,
    /// Whether it began by itself.
    pub own: bool,
    /// Whether a feed of it can have a secret address.
    pub may_feed: bool,
    /// The secret addresses: calendar, where there is one, and news.
    pub feeds: Option<(Option<String>, String)>,
}

/// Something that is followed, as its reader sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowedPlace {
    /// What kind of thing it is, in German.
    pub kind: String,
    pub name: String,
    pub path: String,
}

/// Whether the reader follows this thing: a conference's slug, or the identity of a group, a text or a thread.
#[server(prefix = "/calls", endpoint = "follow-state")]
pub async fn follow_state(thing: String) -> Result<Followed, CallError> {
    let services = request::services()?;
    let Some(person) = request::person().await? else { return Ok(Followed { rhythm: None, signed_in: false }) };
    let found = services.records.following(person.id, &thing).await.map_err(request::failed)?;
    Ok(Followed { rhythm: found.map(|found| found.rhythm), signed_in: true })
}

/// Everything the reader follows.
#[server(prefix = "/calls", endpoint = "own-following")]
pub async fn own_following() -> Result<FollowingView, CallError> {
    use crate::services::mail::stop::StopHash;
    use domain::language::Language;

    let person = request::authorised(Action::ManageOwnAccount).await?;
    let services = request::services()?;
    let secrets = services.records.feed_secrets(person.id).await.map_err(request::failed)?;
    let mut rows = Vec::new();
    for followed in services.records.followings(person.id).await.map_err(request::failed)? {
        let found = following::find(&services, &followed.thing, &person).await.map_err(request::failed)?;
        let secret = secrets.iter().find(|secret| secret.thing == followed.thing);
        let addresses = match (&found, secret) {
            (Some(found), Some(secret)) => Some(feeds::addresses(&services, secret, found.has_meetings).map_err(file)?),
            _ => None,
        };
        rows.push(FollowingRow {
            may_feed: found.as_ref().is_some_and(|found| found.has_feed),
            place: found.map(|found| FollowedPlace { kind: found.kind, name: found.name, path: found.path }),
            thing: followed.thing,
            rhythm: followed.rhythm,
            own: followed.own,
            feeds: addresses,
        });
    }
    rows.sort_by_key(|row| (row.own, row.place.is_none(), row.place.as_ref().map(|place| place.name.clone())));
    let hash = StopHash::of_news(&services.vault, &person.email).map_err(file)?;
    let stopped = services.records.mail_stopped(&hash.text()).await.map_err(request::failed)?;
    let stopped = if stopped { Some(hash.link(&services, &Language::new("de")).map_err(file)?) } else { None };
    Ok(FollowingView { rows, stopped })
}

#[cfg(feature = "ssr")]
fn file(error: std::io::Error) -> CallError {
    request::failed(store::StoreError::File { path: "the keys".to_owned(), source: error })
}

/// Follows a thing that the person sees, or changes how often they hear of it. `back`: the page to go back to.
#[server(prefix = "/calls", endpoint = "follow")]
pub async fn follow(thing: String, rhythm: Rhythm, #[server(default)] back: String) -> Result<(), Refusal> {
    let person = request::authorised(Action::ManageOwnAccount).await?;
    let services = request::services()?;
    seen(&services, &thing, &person).await?;
    let now = services.clock.now();
    services.records.follow(person.id, &thing, rhythm, now).await.map_err(request::failed)?;
    request::see(&way_back(&back));
    Ok(())
}

/// Does not follow a thing any more. What one may not see any more can be left, too.
#[server(prefix = "/calls", endpoint = "unfollow")]
pub async fn unfollow(thing: String, #[server(default)] back: String) -> Result<(), Refusal> {
    let person = request::authorised(Action::ManageOwnAccount).await?;
    let services = request::services()?;
    services.records.revoke_feed_secret(person.id, &thing).await.map_err(request::failed)?;
    services.records.unfollow(person.id, &thing).await.map_err(request::failed)?;
    request::see(&way_back(&back));
    Ok(())
}

/// Makes a secret address for the feeds of a thing; an older one ends.
#[server(prefix = "/calls", endpoint = "make-feed-secret")]
pub async fn make_feed_secret(thing: String) -> Result<(), Refusal> {
    let person = request::authorised(Action::ManageOwnAccount).await?;
    let services = request::services()?;
    let found = seen(&services, &thing, &person).await?;
    if !found.has_feed {
        return Err(CallError::NotFound.into());
    }
    feeds::make_secret(&services, person.id, &thing).await.map_err(request::failed)?;
    request::see("/account/following");
    Ok(())
}

/// Takes a secret address back.
#[server(prefix = "/calls", endpoint = "revoke-feed-secret")]
pub async fn revoke_feed_secret(thing: String) -> Result<(), Refusal> {
    let person = request::authorised(Action::ManageOwnAccount).await?;
    let services = request::services()?;
    services.records.revoke_feed_secret(person.id, &thing).await.map_err(request::failed)?;
    request::see("/account/following");
    Ok(())
}

#[cfg(feature = "ssr")]
async fn seen(services: &Services, thing: &str, person: &Person) -> Result<following::Found, CallError> {
    following::find(services, thing, person).await.map_err(request::failed)?.ok_or(CallError::NotFound)
}

/// The page one came from, when it is one of ours that can be gone back to.
#[cfg(feature = "ssr")]
fn way_back(back: &str) -> String {
    let plain = |part: &str| part.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-');
    let parts: Vec<&str> = back.split('/').collect();
    match parts.as_slice() {
        ["", "consultations", slug] if plain(slug) => back.to_owned(),
        ["", "groups" | "texts" | "meetings", id] if id.parse::<Uuid>().is_ok() => back.to_owned(),
        ["", "texts", id, "paragraphs", paragraph]
            if id.parse::<Uuid>().is_ok() && paragraph.parse::<Uuid>().is_ok() =>
        {
            back.to_owned()
        }
        _ => "/account/following".to_owned(),
    }
}
