//! What those who lead do in discussions: look at reports, publish and hide, and say what became of a comment.

use chrono::{DateTime, Utc};
use domain::commenting::{ReportReason, Ruling};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::super::request;
#[cfg(feature = "ssr")]
use super::commenting::{asked_for, checked, show};
#[cfg(feature = "ssr")]
use super::conferences::{done, note};
use crate::error::CallError;
use crate::refusal::Refusal;
#[cfg(feature = "ssr")]
use crate::services::consultation::{commenting, moderation};
#[cfg(feature = "ssr")]
use crate::texts::{comments as t, consultation};
#[cfg(feature = "ssr")]
use domain::commenting::LONGEST_REASON;
#[cfg(feature = "ssr")]
use domain::permission::Action;
#[cfg(feature = "ssr")]
use domain::process::fate::{Answer, Fate};
#[cfg(feature = "ssr")]
use domain::process::space::Standing;
#[cfg(feature = "ssr")]
use store::Comment;

/// What waits for somebody who leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queue {
    pub cases: Vec<Case>,
    /// How many more there are than are listed.
    pub more: usize,
    /// Whether a mail tells the addressee of discrimination about such reports.
    pub addressee_told: bool,
}

/// A comment that somebody has to decide about.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    pub id: Uuid,
    pub version: u32,
    pub name: String,
    pub at: DateTime<Utc>,
    pub body: String,
    /// Where it stands.
    pub address: String,
    pub text: String,
    pub space: String,
    /// Whether others see it now.
    pub shown: bool,
    /// Whether it waits for review.
    pub waits: bool,
    /// Whether it may discriminate: that has its own addressee.
    pub discrimination: bool,
    pub reports: Vec<Reported>,
    pub ruling: Option<Ruling>,
}

/// Without words and names: what is printed may land in a log.
impl std::fmt::Debug for Case {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Case").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Why somebody reported it. Who did is nobody's concern here.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    pub reason: ReportReason,
    pub words: String,
    pub at: DateTime<Utc>,
}

/// Without words: what is printed may land in a log.
impl std::fmt::Debug for Reported {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Reported").field("reason", &self.reason).finish_non_exhaustive()
    }
}

/// What those who lead may say of a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing yet.
    Open,
    /// A version takes it over.
    TakenOver,
    /// It is answered.
    Answered,
    /// It is not taken over.
    Rejected,
}

/// Everything that waits for the person who asks: in groups the person chairs, everywhere for the office.
#[server(prefix = "/calls", endpoint = "load-moderation")]
pub async fn load_moderation() -> Result<Queue, CallError> {
    let person = request::authorised(Action::TakePart).await?;
    let services = request::services()?;
    moderation::queue(&services, &person).await.map_err(request::failed)
}

/// Shows a comment to all or hides it, with a reason for its author. All reports of it are dealt with.
#[server(prefix = "/calls", endpoint = "rule-on-comment")]
pub async fn rule_on_comment(
    id: Uuid,
    version: u32,
    shown: bool,
    #[server(default)] reason: String,
) -> Result<(), Refusal> {
    let (services, person, space, head, comment) = asked_for(id).await?;
    if !space.seat.leads() {
        return Err(CallError::Forbidden.into());
    }
    if comment.standing == Standing::Private {
        return Err(CallError::NotFound.into());
    }
    let reason = match checked(&reason, LONGEST_REASON) {
        Ok(reason) => reason,
        // Who shows something owes no reason.
        Err(_) if shown && reason.trim().is_empty() => String::new(),
        Err(_) if reason.trim().is_empty() => return Err(Refusal::because(consultation::NO_REASON)),
        Err(refusal) => return Err(refusal),
    };
    let standing = if shown { Standing::Published } else { Standing::Withheld };
    // What is read by all and may stay is left as it is.
    let stays = shown && comment.standing == Standing::Published;
    let ruling = Ruling { shown, reason, by: person.id, at: space.now };
    let ruled = if stays { comment.clone() } else { Comment { standing, ruling: Some(ruling), ..comment.clone() } };
    let deed = if shown { "published" } else { "hidden" };
    let told = if stays {
        Vec::new()
    } else {
        commenting::told(&services, &space, &head, &ruled, deed, "").await.map_err(request::failed)?
    };
    done(services.records.rule_on_comment(&ruled, version, &told).await.map_err(request::failed)?)?;
    let deed = match (stays, shown) {
        (true, _) => "comment.left",
        (false, true) => "comment.published",
        (false, false) => "comment.hidden",
    };
    note(&services, &person, deed, &format!("comment:{id}")).await?;
    Ok(())
}

/// Says what became of a comment and with it of the discussion below it.
#[server(prefix = "/calls", endpoint = "settle-comment")]
pub async fn settle_comment(
    id: Uuid,
    version: u32,
    outcome: Outcome,
    #[server(default)] number: String,
    #[server(default)] words: String,
) -> Result<(), Refusal> {
    let (services, person, space, head, comment) = asked_for(id).await?;
    if !space.seat.leads() {
        return Err(CallError::Forbidden.into());
    }
    if comment.standing != Standing::Published || comment.parent.is_some() {
        return Err(CallError::NotFound.into());
    }
    let mut answer = None;
    let fate = match outcome {
        Outcome::Open => Fate::Open,
        Outcome::TakenOver => match number.trim().parse() {
            Ok(version) if (1..=head.current).contains(&version) => Fate::TakenOver { version },
            _ => return Err(Refusal::because(t::NO_SUCH_VERSION)),
        },
        Outcome::Answered => {
            let words = checked(&words, LONGEST_REASON)?;
            let id = crate::services::chance::uuid();
            answer = Some(Answer { id, to: comment.id, unit: None, due: None, given: Some((space.now, words)) });
            Fate::Answered { answer: id }
        }
        Outcome::Rejected if words.trim().is_empty() => return Err(Refusal::because(consultation::NO_REASON)),
        Outcome::Rejected => Fate::Rejected { reason: checked(&words, LONGEST_REASON)? },
    };
    let settled = Comment { fate, ..comment };
    let standing = crate::services::consultation::standing(&head);
    let told = [space.happening("comment", "settled", id, Some(head.id), standing)];
    let changed = services.records.settle_comment(&settled, version, answer.as_ref(), &told).await;
    done(changed.map_err(request::failed)?)?;
    note(&services, &person, "comment.settled", &format!("comment:{id}")).await?;
    show(&services, &head, &settled).await
}
