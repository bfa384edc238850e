//! What became of everything people said about a text, as far as the person who asks may see it: also a count is a way out.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::process::body::{Body, Decision, label};
use domain::process::fate::{Answer, Fate, Fates};
use domain::process::space::{Standing, ThingKind};
use domain::text::wording::words;
use store::{AmendmentFate, CommentFate, StoreError, Stored, TextHead};
use uuid::Uuid;

use super::{Services, Space};
use crate::calls::consultation::outcome::{AnswerView, Contribution, ContributionKind, DecisionView};
use crate::services::people::Person;
use crate::texts::consultation::FORMER_ACCOUNT;

/// So many characters of what somebody said are shown in a list.
const SHOWN: usize = 300;

/// Everything that was said about a text and waits for, or has, an answer; the oldest first.
///
/// # Errors
///
/// Those of the database.
pub async fn contributions(
    services: &Services,
    space: &Space,
    head: &TextHead,
    person: Option<&Person>,
) -> Result<Vec<Contribution>, StoreError> {
    let mut said = Vec::new();
    if space.sees(ThingKind::Comment, Standing::Published, None) {
        said.extend(services.records.comment_fates(head.id).await?.into_iter().map(of_comment));
    }
    said.extend(beside_comments(services, space, head, person).await?);
    Ok(said)
}

/// The same counted, without reading every comment.
///
/// # Errors
///
/// Those of the database.
pub async fn counted(
    services: &Services,
    space: &Space,
    head: &TextHead,
    person: Option<&Person>,
) -> Result<Fates, StoreError> {
    let mut fates = if space.sees(ThingKind::Comment, Standing::Published, None) {
        services.records.comment_fate_counts(head.id).await?
    } else {
        Fates::default()
    };
    for one in beside_comments(services, space, head, person).await? {
        fates.add(&one.fate, 1);
    }
    Ok(fates)
}

/// Amendments and objections.
async fn beside_comments(
    services: &Services,
    space: &Space,
    head: &TextHead,
    person: Option<&Person>,
) -> Result<Vec<Contribution>, StoreError> {
    let mut said = Vec::new();
    if space.sees(ThingKind::Amendment, Standing::Published, None) {
        said.extend(services.records.amendment_fates(head.id).await?.into_iter().filter_map(of_amendment));
    }
    // Objections are raised in groups, which may be closed although the text is public.
    let mut groups: HashMap<Uuid, bool> = HashMap::new();
    for objection in services.records.objection_fates(head.id).await? {
        let seen = if let Some(seen) = groups.get(&objection.group) {
            *seen
        } else {
            let group = Space::of_group(services, objection.group, person).await?;
            let seen = group.is_some_and(|group| group.sees(ThingKind::Objection, Standing::Published, None));
            groups.insert(objection.group, seen);
            seen
        };
        if seen {
            said.push(Contribution {
                id: objection.id,
                kind: ContributionKind::Objection,
                author: objection.by,
                name: String::new(),
                paragraph: objection.paragraph,
                words: short(&objection.reason),
                fate: Fate::of_objection(&objection),
            });
        }
    }
    Ok(said)
}

/// What became of them, counted.
pub fn count(said: &[Contribution]) -> Fates {
    Fates::of(said.iter().map(|one| &one.fate))
}

/// Writes the authors' names beside these contributions.
///
/// # Errors
///
/// Those of the database.
pub async fn name(services: &Services, said: &mut [Contribution]) -> Result<(), StoreError> {
    let accounts: HashSet<Uuid> = said.iter().map(|one| one.author).collect();
    let names = services.records.names_of(&accounts.into_iter().collect::<Vec<_>>()).await?;
    for one in said {
        one.name = names.get(&one.author).cloned().unwrap_or_else(|| FORMER_ACCOUNT.to_owned());
    }
    Ok(())
}

/// What bodies said about a text.
///
/// # Errors
///
/// Those of the database.
pub async fn decisions(services: &Services, text: Uuid) -> Result<Vec<DecisionView>, StoreError> {
    let bodies: BTreeMap<Uuid, Body> =
        services.records.bodies().await?.into_iter().map(|body| (body.value.id, body.value)).collect();
    let view = |(_, decision): (Uuid, Decision)| {
        let body = bodies.get(&decision.body);
        DecisionView {
            text,
            body: body.map_or_else(String::new, |body| body.name.clone()),
            label: body.map(|body| label(body.right, decision.outcome)),
            outcome: decision.outcome,
            version: decision.version,
            paper: decision.paper,
            day: decision.day,
            vote: decision.vote,
            conditions: decision.conditions,
        }
    };
    Ok(services.records.decisions(text).await?.into_iter().map(view).collect())
}

/// The official answers about what the person may see.
///
/// # Errors
///
/// Those of the database.
pub async fn answers(services: &Services, text: Uuid, said: &[Contribution]) -> Result<Vec<AnswerView>, StoreError> {
    let known: HashMap<Uuid, &Contribution> = said.iter().map(|one| (one.id, one)).collect();
    let today = services.clock.today();
    let view = |Stored { value, version }: Stored<Answer>| {
        let to = known.get(&value.to)?;
        let overdue = value.is_overdue(today);
        Some(AnswerView {
            id: value.id,
            to: value.to,
            words: to.words.clone(),
            unit: value.unit.unwrap_or_default(),
            due: value.due,
            given: value.given,
            overdue,
            version,
        })
    };
    Ok(services.records.answers(text).await?.into_iter().filter_map(view).collect())
}

/// The beginning of what somebody said, without marks.
pub fn short(text: &str) -> String {
    let plain = words(text);
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    match plain.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{} …", plain[..end].trim_end()),
        None => plain,
    }
}

fn of_comment(comment: CommentFate) -> Contribution {
    Contribution {
        id: comment.id,
        kind: ContributionKind::Comment,
        author: comment.author,
        name: String::new(),
        paragraph: comment.paragraph,
        words: short(&comment.body),
        fate: comment.fate,
    }
}

fn of_amendment(amendment: AmendmentFate) -> Option<Contribution> {
    Some(Contribution {
        id: amendment.id,
        kind: ContributionKind::Amendment,
        author: amendment.author,
        name: String::new(),
        paragraph: amendment.wishes.iter().find_map(domain::amendment::wish::Wish::paragraph),
        words: short(&amendment.reason),
        fate: Fate::of_amendment(&amendment.state)?,
    })
}
