//! What people do in discussions: comment, reply, change, agree, report.

use domain::bridging::Opinion;
use domain::comment::CommentKind;
use domain::commenting::ReportReason;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::super::request;
#[cfg(feature = "ssr")]
use super::conferences::done;
#[cfg(feature = "ssr")]
use crate::error::CallError;
use crate::refusal::Refusal;
#[cfg(feature = "ssr")]
use crate::services::Services;
#[cfg(feature = "ssr")]
use crate::services::consultation::{Space, commenting, discussion, notices};
#[cfg(feature = "ssr")]
use crate::services::people::Person;
#[cfg(feature = "ssr")]
use crate::texts::{comments as t, consultation};
#[cfg(feature = "ssr")]
use domain::commenting::{LONGEST, LONGEST_REASON, WORDINGS, Wording, WordsProblem, tidy};
#[cfg(feature = "ssr")]
use domain::permission::Action;
#[cfg(feature = "ssr")]
use domain::process::phase::Activity;
#[cfg(feature = "ssr")]
use domain::process::space::Standing;
#[cfg(feature = "ssr")]
use store::{Comment, StoreError, TextHead};

/// A comment as its form sends it.
#[derive(Clone, Serialize, Deserialize)]
pub struct NewComment {
    /// Chosen by the form: sent twice it is one comment.
    pub id: Uuid,
    pub text: Uuid,
    /// Empty for the text as a whole.
    #[serde(default)]
    pub paragraph: String,
    /// The comment it answers, or empty.
    #[serde(default)]
    pub parent: String,
    pub kind: CommentKind,
    pub body: String,
    /// Words of the paragraph that it is about, or empty.
    #[serde(default)]
    pub quote: String,
    /// How many letters and digits of the paragraph stand in front of these words; empty when they were typed.
    #[serde(default)]
    pub before: String,
    /// `note`: only for the author.
    #[serde(default)]
    pub note: String,
}

/// Without what it says: what is printed may land in a log.
impl std::fmt::Debug for NewComment {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("NewComment").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Who asks, and the text.
#[cfg(feature = "ssr")]
async fn asked(text: Uuid) -> Result<(Services, Person, Space, TextHead), Refusal> {
    let person = request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    services.limits.change_from(request::neighbourhood()?).map_err(|_| CallError::TooMany)?;
    let found = Space::of_text(&services, text, Some(&person)).await.map_err(request::failed)?;
    let (space, head) = found.ok_or(CallError::NotFound)?;
    Ok((services, person, space, head))
}

/// Who asks, and a comment that the person sees.
#[cfg(feature = "ssr")]
pub(super) async fn asked_for(id: Uuid) -> Result<(Services, Person, Space, TextHead, Comment), Refusal> {
    let person = request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    services.limits.change_from(request::neighbourhood()?).map_err(|_| CallError::TooMany)?;
    let found = discussion::of_comment(&services, id, Some(&person)).await.map_err(request::failed)?;
    let (space, head, comment) = found.ok_or(CallError::NotFound)?;
    Ok((services, person, space, head, comment))
}

/// What somebody wrote, when it can be kept.
#[cfg(feature = "ssr")]
pub(super) fn checked(words: &str, longest: usize) -> Result<String, Refusal> {
    tidy(words, longest).map_err(|problem| {
        Refusal::because(match problem {
            WordsProblem::Empty => consultation::EMPTY,
            WordsProblem::TooLong => t::TOO_LONG,
        })
    })
}

/// Leads a browser without scripts to where the comment stands. With scripts the page stays as it is.
#[cfg(feature = "ssr")]
pub(super) async fn show(services: &Services, head: &TextHead, comment: &Comment) -> Result<(), Refusal> {
    let parts = request::parts()?;
    let accept = parts.headers.get(http::header::ACCEPT).and_then(|accept| accept.to_str().ok());
    if accept.is_some_and(|accept| accept.contains("text/html")) {
        let there = commenting::has_place(services, head, comment.paragraph).await.map_err(request::failed)?;
        request::see(&discussion::address(comment, there));
    }
    Ok(())
}

/// Says something about a paragraph, a text, or what somebody else said.
#[server(prefix = "/calls", endpoint = "send-comment")]
pub async fn send_comment(comment: NewComment) -> Result<(), Refusal> {
    let (services, person, space, head) = asked(comment.text).await?;
    let body = checked(&comment.body, LONGEST)?;
    let note = comment.note == "note";
    // Sent once more, because nobody knew whether it had arrived: it is there already, whatever holds now.
    let known = services.records.comment(comment.id).await.map_err(request::failed)?;
    if let Some(known) = known.filter(|known| known.author == person.id && known.standing != Standing::Private) {
        return show(&services, &head, &known).await;
    }
    let made = commenting::make(&services, &space, &head, &comment, body).await.map_err(request::failed)?;
    let mut made = match made {
        Ok(made) => made,
        Err(commenting::Problem::NotThere) => return Err(CallError::NotFound.into()),
        Err(commenting::Problem::Because(sentence)) => return Err(Refusal::because(sentence)),
        // What was written is not lost: only its author sees it.
        Err(commenting::Problem::Keep(kept, sentence)) => {
            keep(&services, &space, &head, &kept).await?;
            return Err(Refusal::because(sentence));
        }
    };
    if note {
        made.standing = Standing::Private;
    } else if !space.may(Activity::Comment) {
        made.standing = Standing::Private;
        keep(&services, &space, &head, &made).await?;
        return Err(Refusal::because(t::KEPT_NOT_NOW));
    }
    keep(&services, &space, &head, &made).await?;
    show(&services, &head, &made).await
}

#[cfg(feature = "ssr")]
async fn keep(services: &Services, space: &Space, head: &TextHead, comment: &Comment) -> Result<(), Refusal> {
    let told = commenting::told(services, space, head, comment, "new", "").await.map_err(request::failed)?;
    match services.records.create_comment(comment, &told).await {
        Ok(()) => {}
        Err(StoreError::Refused) => return Err(CallError::NotFound.into()),
        Err(error) => return Err(request::failed(error).into()),
    }
    Ok(())
}

/// Makes a private note a comment that others read.
#[server(prefix = "/calls", endpoint = "publish-note")]
pub async fn publish_note(id: Uuid) -> Result<(), Refusal> {
    let (services, person, space, head, comment) = asked_for(id).await?;
    if comment.standing != Standing::Private || comment.author != person.id {
        return Err(CallError::NotFound.into());
    }
    if !space.may(Activity::Comment) {
        return Err(Refusal::because(consultation::NOT_NOW));
    }
    if !commenting::has_place(&services, &head, comment.paragraph).await.map_err(request::failed)? {
        return Err(Refusal::because(t::PARAGRAPH_GONE));
    }
    let published = Comment { standing: commenting::standing(&space), at: space.now, version: 1, ..comment };
    keep(&services, &space, &head, &published).await?;
    show(&services, &head, &published).await
}

/// Changes what one said. What it said before stays readable.
#[server(prefix = "/calls", endpoint = "change-comment")]
pub async fn change_comment(id: Uuid, version: u32, kind: CommentKind, body: String) -> Result<(), Refusal> {
    let (services, person, space, head, comment) = asked_for(id).await?;
    if comment.author != person.id {
        return Err(CallError::NotFound.into());
    }
    if comment.standing != Standing::Private && !space.may(Activity::Comment) {
        return Err(Refusal::because(consultation::NOT_NOW));
    }
    let body = checked(&body, LONGEST)?;
    if body == comment.body && kind == comment.kind {
        return show(&services, &head, &comment).await;
    }
    let mut changed = Comment { body, kind, ..comment.clone() };
    if comment.standing != Standing::Private {
        if changed.body != comment.body {
            let withheld = comment.standing == Standing::Withheld;
            changed.history.push(Wording { until: space.now, body: comment.body.clone(), withheld });
            // Hidden with it is what it had said before.
            changed.history.iter_mut().for_each(|wording| wording.withheld |= withheld);
            let surplus = changed.history.len().saturating_sub(WORDINGS);
            changed.history.drain(..surplus);
        }
        // What was looked at is not what it says now.
        if comment.standing == Standing::Withheld || discussion::reviewed(&space) {
            changed.standing = Standing::Withheld;
            changed.ruling = None;
        }
    }
    let before = if comment.standing == Standing::Published { comment.body.as_str() } else { "" };
    let told =
        commenting::told(&services, &space, &head, &changed, "changed", before).await.map_err(request::failed)?;
    done(services.records.change_comment(&changed, version, &told).await.map_err(request::failed)?)?;
    show(&services, &head, &changed).await
}

/// Says what one thinks of a comment; the same again takes it back.
#[server(prefix = "/calls", endpoint = "think-of-comment")]
pub async fn think_of_comment(id: Uuid, opinion: Opinion) -> Result<(), Refusal> {
    let (services, person, space, head, comment) = asked_for(id).await?;
    if comment.standing != Standing::Published || !space.may(Activity::Comment) {
        return Err(Refusal::because(consultation::NOT_NOW));
    }
    let known = services.records.comment_opinions(&[id]).await.map_err(request::failed)?;
    let same = known.iter().any(|one| one.account == person.id && one.opinion == opinion);
    let opinion = (!same).then_some(opinion);
    services.records.think_of_comment(id, comment.text, person.id, opinion).await.map_err(request::failed)?;
    show(&services, &head, &comment).await
}

/// Tells moderation that a comment should not stand there.
#[server(prefix = "/calls", endpoint = "report-comment")]
pub async fn report_comment(id: Uuid, reason: ReportReason, #[server(default)] words: String) -> Result<(), Refusal> {
    let (services, person, space, head, comment) = asked_for(id).await?;
    if comment.standing != Standing::Published {
        return Err(CallError::NotFound.into());
    }
    let words = match tidy(&words, LONGEST_REASON) {
        Ok(words) => words,
        Err(WordsProblem::Empty) if reason != ReportReason::Other => String::new(),
        Err(WordsProblem::Empty) => return Err(Refusal::because(consultation::NO_REASON)),
        Err(WordsProblem::TooLong) => return Err(Refusal::because(t::TOO_LONG)),
    };
    let report = store::CommentReport { comment: id, text: head.id, reason, words, by: person.id, at: space.now };
    services.records.report_comment(&report).await.map_err(request::failed)?;
    if reason == ReportReason::Discrimination {
        notices::tell_of_discrimination(&services, &space, &comment).await.map_err(request::failed)?;
    }
    show(&services, &head, &comment).await
}
