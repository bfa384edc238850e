//! Writing amendments: the form with what was kept of it, and everything people do with an amendment.

#![expect(clippy::too_many_arguments, reason = "the fields of a form")]

use domain::text::document::Number;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::amendments::{AmendmentView, Want};
use super::texts::TextPlace;
use crate::error::CallError;
use crate::refusal::Refusal;

#[cfg(feature = "ssr")]
use super::super::request;
#[cfg(feature = "ssr")]
use super::amendments::{amendable, find, may, name, view};
#[cfg(feature = "ssr")]
use super::conferences::done;
#[cfg(feature = "ssr")]
use super::texts::{found, place};
#[cfg(feature = "ssr")]
use crate::services::consultation::{
    Space,
    amendments::{Amendments, deed, standing},
};
#[cfg(feature = "ssr")]
use crate::services::{Services, chance};
#[cfg(feature = "ssr")]
use crate::texts::{amendments as t, consultation};
#[cfg(feature = "ssr")]
use domain::amendment::{
    Amendment, Target,
    base::wanted,
    carrying::carry_over,
    similar,
    state::{State, Step},
    wish::{Wish, check},
    written,
};
#[cfg(feature = "ssr")]
use domain::permission::Action;
#[cfg(feature = "ssr")]
use domain::process::phase::Activity;
#[cfg(feature = "ssr")]
use domain::text::{
    carry::Carried,
    document::{Content, Paragraph},
};
#[cfg(feature = "ssr")]
use store::TextHead;

/// The longest words for a paragraph, in characters.
pub const LONGEST_WORDS: usize = 20_000;
/// The longest reason, in characters.
pub const LONGEST_REASON: usize = 5_000;
/// So many similar amendments are offered at most.
#[cfg(feature = "ssr")]
const MOST_SIMILAR: usize = 3;

/// The form of an amendment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AmendForm {
    pub place: TextPlace,
    /// The amendment it amends, and its author; empty when it amends the text itself.
    pub parent: Option<(Uuid, String)>,
    /// Of the new amendment, or of the draft.
    pub id: Uuid,
    /// The amendment whose place it takes: one of the reader's own that collided.
    pub replaces: Option<Uuid>,
    /// The version of the text that the words are written on.
    pub version: u32,
    pub paragraph: Uuid,
    pub number: Number,
    /// What the paragraph says.
    pub before: String,
    pub want: Want,
    /// What it should say instead.
    pub words: String,
    /// What a new paragraph should say.
    pub fresh: String,
    pub reason: String,
    /// The paragraph has changed since the draft was kept, so that both do not go together.
    pub moved: bool,
    /// What was kept, looked at before it is sent.
    pub checked: Option<Checked>,
}

/// A draft looked at before it is sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    /// Why it cannot be sent yet.
    pub problem: Option<String>,
    /// Open amendments that want nearly the same.
    pub similar: Vec<AmendmentView>,
}

/// The form for a paragraph of a text, or, with an `amendment`, of the text as that one would have it. `draft` is a draft of the
/// reader, or an amendment of the reader that collided. Without a `paragraph` it is the draft's, or the first one amended.
#[server(prefix = "/calls", endpoint = "load-amending")]
pub async fn load_amending(
    text: String,
    paragraph: String,
    amendment: String,
    draft: String,
) -> Result<AmendForm, CallError> {
    let services = request::services()?;
    let (space, head, amendments, parent) = if amendment.is_empty() {
        let (space, head) = found(&services, &text).await?;
        let amendments = Amendments::load(&services, &space, &head).await.map_err(request::failed)?;
        (space, head, amendments, None)
    } else {
        let (space, head, amendments, id) = find(&services, &amendment).await?;
        (space, head, amendments, Some(id))
    };
    let parent = parent.and_then(|id| amendments.find(&space, id));
    let ground = match parent {
        None => amendments.version.content.clone(),
        Some(parent) => wanted(&parent.value, &amendments.by_id(), &amendments.contents).ok_or(CallError::NotFound)?,
    };
    let known = match draft.parse::<Uuid>().ok() {
        None => None,
        Some(id) => amendments.find(&space, id).filter(|one| {
            space.seat.account() == Some(one.value.author)
                && matches!(one.value.state, State::Draft | State::Collided { .. })
        }),
    };
    let about = match (paragraph.parse().ok(), known, parent) {
        (Some(id), _, _) => Some(id),
        (None, Some(known), _) => known.value.wishes.iter().find_map(Wish::paragraph),
        (None, None, Some(parent)) => first_amended(&ground, &parent.value),
        (None, None, None) => None,
    };
    let (at, about) = about.and_then(|id| ground.find(id)).ok_or(CallError::NotFound)?;
    let mut form = AmendForm {
        place: place(&space, &head),
        parent: parent.map(|parent| (parent.value.id, name(&parent.author))),
        id: chance::uuid(),
        replaces: None,
        version: head.current,
        paragraph: about.id,
        number: ground.numbers()[at].clone(),
        before: about.block.text.clone(),
        want: Want::Rewrite,
        words: about.block.text.clone(),
        fresh: String::new(),
        reason: String::new(),
        moved: false,
        checked: None,
    };
    form.place.may.amend &= may(&space, &head, Activity::Amend) && parent.is_none_or(|parent| amendable(&parent.value));
    let Some(known) = known else { return Ok(form) };
    let old = amendments.base(&known.value);
    let carried = old.map_or(Carried::Over(None), |old| match carry_over(&old, &ground, &known.value.wishes) {
        Carried::Over(over) => Carried::Over(Some(over.wishes).filter(|wishes| !wishes.is_empty())),
        Carried::Collided(collisions) => Carried::Collided(collisions),
    });
    form.moved = matches!(carried, Carried::Collided(_));
    let wanted = match carried {
        Carried::Over(Some(wishes)) => wishes,
        _ => known.value.wishes.clone(),
    };
    form.want = want(&wanted);
    match form.want {
        Want::Rewrite => form.words = written::words(&form.before, &wanted),
        Want::Insert => form.fresh = written::words(&form.before, &wanted),
        Want::Delete => {}
    }
    form.reason.clone_from(&known.value.reason);
    if known.value.state == State::Draft {
        form.id = known.value.id;
        form.checked =
            Some(checked(&space, &head, &amendments, &ground, &Amendment { wishes: wanted, ..known.value.clone() }));
    } else {
        form.replaces = Some(known.value.id);
    }
    Ok(form)
}

/// Keeps an amendment as a draft and shows what it would change; `go` is `send` on the second step, which sends it when it is
/// what was shown. Says whether it was sent.
#[server(prefix = "/calls", endpoint = "write-amendment")]
pub async fn write_amendment(
    text: Uuid,
    id: Uuid,
    version: u32,
    paragraph: Uuid,
    #[server(default)] amendment: String,
    #[server(default)] replaces: String,
    want: Want,
    #[server(default)] words: String,
    #[server(default)] fresh: String,
    reason: String,
    #[server(default)] go: String,
) -> Result<bool, Refusal> {
    let person = request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    let (space, head) = found(&services, &text.to_string()).await?;
    if !may(&space, &head, Activity::Amend) {
        return Err(Refusal::because(consultation::NOT_NOW));
    }
    let words = if want == Want::Insert { fresh } else { words };
    if words.chars().count() > LONGEST_WORDS || reason.chars().count() > LONGEST_REASON {
        return Err(Refusal::because(consultation::TOO_LONG));
    }
    let mut amendments = Amendments::load(&services, &space, &head).await.map_err(request::failed)?;
    // Whoever began to write on an older version loses nothing: the words are kept, and shown on the newest one.
    if !amendments.contents.contains_key(&version)
        && let Some(old) = services.records.version(text, version).await.map_err(request::failed)?
    {
        amendments.contents.insert(version, old.content);
    }
    let parent: Option<Uuid> = amendment.parse().ok();
    let (target, ground) = ground(&space, &amendments, parent, version)?;
    let Some((_, about)) = ground.find(paragraph) else { return Err(Refusal::because(t::PARAGRAPH_GONE)) };
    let known = services.records.amendment(id).await.map_err(request::failed)?;
    if let Some(known) = &known {
        if known.value.author != person.id || known.text != text {
            return Err(CallError::NotFound.into());
        }
        // The form came twice: it is sent already.
        if known.value.state != State::Draft {
            request::see(&format!("/amendments/{id}"));
            return Ok(true);
        }
    }
    let draft = Amendment {
        id,
        target,
        author: person.id,
        reason: reason.replace("\r\n", "\n").trim().to_owned(),
        wishes: made(about, want, &words),
        state: State::Draft,
        supporters: Vec::new(),
    };
    let shown = known.as_ref().is_some_and(|known| known.value == draft) && version == head.current;
    if go == "send" && shown {
        let kept = known.map_or(1, |known| known.version);
        send(&space, &services, &amendments, (&ground, &draft, kept), replaces.parse().ok()).await?;
        request::see(&format!("/amendments/{id}"));
        return Ok(true);
    }
    match known {
        None => match services.records.file_amendment(text, &draft, space.now, None).await {
            Ok(()) | Err(store::StoreError::Taken) => {}
            Err(error) => return Err(request::failed(error).into()),
        },
        Some(known) => {
            done(services.records.change_amendments(&[(draft, known.version)], &[]).await.map_err(request::failed)?)?;
        }
    }
    let replaces = replaces.parse::<Uuid>().map(|id| format!("&replaces={id}")).unwrap_or_default();
    request::see(&match parent {
        None => format!("/texts/{text}/amend/{paragraph}?draft={id}{replaces}"),
        Some(parent) => format!("/amendments/{parent}/amend?paragraph={paragraph}&draft={id}{replaces}"),
    });
    Ok(false)
}

/// What an amendment amends: the version the words were written on, or another amendment.
#[cfg(feature = "ssr")]
fn ground(
    space: &Space,
    amendments: &Amendments,
    parent: Option<Uuid>,
    version: u32,
) -> Result<(Target, Content), Refusal> {
    let Some(id) = parent else {
        let content = amendments.contents.get(&version).ok_or_else(|| Refusal::because(consultation::OUTDATED))?;
        return Ok((Target::Version(version), content.clone()));
    };
    let parent = amendments.find(space, id).ok_or(CallError::NotFound)?;
    if !amendable(&parent.value) {
        return Err(Refusal::because(t::PARENT_DECIDED));
    }
    let content = wanted(&parent.value, &amendments.by_id(), &amendments.contents);
    Ok((Target::Amendment(id), content.ok_or(CallError::Failed)?))
}

/// Sends a draft; what it replaces is taken back in the same step.
#[cfg(feature = "ssr")]
async fn send(
    space: &Space,
    services: &Services,
    amendments: &Amendments,
    (ground, draft, kept): (&Content, &Amendment, u32),
    replaces: Option<Uuid>,
) -> Result<(), Refusal> {
    if let Some(problem) = problem(ground, draft) {
        return Err(Refusal::because(problem));
    }
    let sent = draft.after(&Step::Submit, amendments.rule, space.now);
    let mut moved = vec![(sent.map_err(|problem| Refusal::because(t::step_problem(problem)))?, kept)];
    let old = replaces.and_then(|id| amendments.find(space, id));
    if let Some(old) =
        old.filter(|old| old.value.author == draft.author && matches!(old.value.state, State::Collided { .. }))
        && let Ok(back) = old.value.after(&Step::Withdraw, amendments.rule, space.now)
    {
        moved.push((back, old.version));
    }
    let word = |one: &Amendment| if one.id == draft.id { "submitted" } else { deed(&one.state) };
    let happenings: Vec<store::Happening> = moved
        .iter()
        .map(|(one, _)| space.happening("amendment", word(one), one.id, Some(amendments.version.text), standing(one)))
        .collect();
    done(services.records.change_amendments(&moved, &happenings).await.map_err(request::failed)?)
}

/// What somebody wants of a paragraph.
#[cfg(feature = "ssr")]
fn made(about: &Paragraph, want: Want, words: &str) -> Vec<Wish> {
    match want {
        Want::Rewrite => written::rewriting(about, words),
        Want::Insert => vec![written::inserting(Some(about.id), words)],
        Want::Delete => vec![Wish::Delete { paragraph: about.id }],
    }
}

#[cfg(feature = "ssr")]
fn want(wishes: &[Wish]) -> Want {
    match wishes {
        [Wish::Delete { .. }] => Want::Delete,
        [Wish::Insert { .. }] => Want::Insert,
        _ => Want::Rewrite,
    }
}

/// Why a draft cannot be sent yet.
#[cfg(feature = "ssr")]
fn problem(ground: &Content, draft: &Amendment) -> Option<&'static str> {
    let empty = draft.wishes.iter().any(|wish| matches!(wish, Wish::Rewrite { text, .. } if text.is_empty()));
    if empty {
        return Some(t::EMPTY_PARAGRAPH);
    }
    match check(ground, &draft.wishes) {
        Err(problem) => Some(t::unfit(problem)),
        Ok(()) if draft.reason.is_empty() => Some(t::NO_REASON),
        Ok(()) => None,
    }
}

#[cfg(feature = "ssr")]
fn checked(space: &Space, head: &TextHead, amendments: &Amendments, ground: &Content, draft: &Amendment) -> Checked {
    let others: Vec<&Amendment> = amendments
        .seen(space)
        .map(|one| &one.value)
        .filter(|one| one.state.is_open() && one.id != draft.id && one.author != draft.author)
        .collect();
    let found = similar(ground, &draft.wishes, others).into_iter().take(MOST_SIMILAR);
    let found = found.filter_map(|(id, _)| amendments.find(space, id));
    Checked {
        problem: problem(ground, draft).map(str::to_owned),
        similar: found.map(|one| view(space, head, amendments, one)).collect(),
    }
}

/// The first paragraph of the text as an amendment would have it that the amendment changes.
#[cfg(feature = "ssr")]
fn first_amended(ground: &Content, parent: &Amendment) -> Option<Uuid> {
    parent.wishes.iter().find_map(|wish| match wish {
        Wish::Rewrite { paragraph, .. } => Some(*paragraph),
        Wish::Insert { .. } => {
            let new = domain::amendment::base::paragraph_ids(parent.id)();
            ground.find(new).map(|(_, known)| known.id)
        }
        Wish::Delete { .. } => None,
    })
}
