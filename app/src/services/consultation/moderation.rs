//! What waits for moderation, for those who lead.

use std::collections::{BTreeMap, HashMap};

use domain::commenting::ReportReason;
use domain::process::space::Standing;
use store::{Comment, CommentReport, StoreError, TextHead};
use uuid::Uuid;

use super::{Space, discussion};
use crate::calls::consultation::moderation::{Case, Queue, Reported};
use crate::services::Services;
use crate::services::people::Person;
use crate::texts::consultation as t;

/// Cases on the page.
const LISTED: usize = 50;
/// Reports and comments looked through at a time.
const LOOKED_THROUGH: usize = 1_000;

/// Reported comments and those that wait for review, in the spaces the person leads. What may discriminate comes first, then the
/// other reports, then what waits; the oldest of each first.
///
/// # Errors
///
/// Those of the database.
pub async fn queue(services: &Services, person: &Person) -> Result<Queue, StoreError> {
    let mut reports: BTreeMap<Uuid, Vec<CommentReport>> = BTreeMap::new();
    for report in services.records.open_reports(LOOKED_THROUGH).await? {
        reports.entry(report.comment).or_default().push(report);
    }
    let reported: Vec<Uuid> = reports.keys().copied().collect();
    let mut comments = services.records.comments(&reported).await?;
    for waiting in services.records.waiting_comments(LOOKED_THROUGH).await? {
        if !reports.contains_key(&waiting.id) {
            comments.push(waiting);
        }
    }
    let mut spaces: HashMap<Uuid, Option<(Space, TextHead)>> = HashMap::new();
    let mut cases = Vec::new();
    for comment in comments.into_iter().filter(|comment| comment.standing != Standing::Private) {
        let known = match spaces.entry(comment.text) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(Space::of_text(services, comment.text, Some(person)).await?)
            }
        };
        if let Some((space, head)) = known.as_ref().filter(|(space, _)| space.seat.leads()) {
            let reports = reports.remove(&comment.id).unwrap_or_default();
            cases.push(case(space, head, comment, reports));
        }
    }
    cases.sort_by_key(|case| (!case.discrimination, case.reports.is_empty(), first(case)));
    let more = cases.len().saturating_sub(LISTED);
    cases.truncate(LISTED);
    Ok(Queue { cases, more, addressee_told: services.settings.discrimination_email.is_some() })
}

/// When it began to wait.
fn first(case: &Case) -> chrono::DateTime<chrono::Utc> {
    case.reports.iter().map(|report| report.at).min().unwrap_or(case.at)
}

fn case(space: &Space, head: &TextHead, comment: Comment, reports: Vec<CommentReport>) -> Case {
    Case {
        id: comment.id,
        version: comment.version,
        address: discussion::address(&comment, true),
        text: head.title.clone(),
        space: match &space.group {
            Some(group) => group.value.name.clone(),
            None => space.conference.value.title.clone(),
        },
        shown: comment.standing == Standing::Published,
        waits: comment.standing == Standing::Withheld && comment.ruling.is_none(),
        discrimination: reports.iter().any(|report| report.reason == ReportReason::Discrimination),
        reports: reports
            .into_iter()
            .map(|report| Reported { reason: report.reason, words: report.words, at: report.at })
            .collect(),
        name: if comment.name.is_empty() { t::FORMER_ACCOUNT.to_owned() } else { comment.name },
        at: comment.at,
        body: comment.body,
        ruling: comment.ruling,
    }
}
