//! Discussions put together for one reader: which comments stand on the page, and what is shown of each.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::bridging::{Opinion, Vote};
use domain::comment::{Entry, Order, Shown, arrange};
use domain::commenting::{Piece, addressed};
use domain::process::fate::Fate;
use domain::process::phase::Activity;
use domain::process::space::{Standing, ThingKind};
use domain::text::anchor::Place;
use domain::text::document::Version;
use store::{Comment, CommentHead, CommentOpinion, StoreError, TextHead};
use uuid::Uuid;

use super::Space;
use super::discussion_part::Part;
use crate::calls::consultation::comments::{Asked, CommentView, Discussion, FateView, Orphan, Quote, QuoteNow};
use crate::services::Services;
use crate::services::people::Person;

/// Paragraphs without a place that are listed.
const ORPHANS: usize = 100;

/// A comment with its text and space; nothing when the person may not see it.
///
/// # Errors
///
/// Those of the database.
pub async fn of_comment(
    services: &Services,
    id: Uuid,
    person: Option<&Person>,
) -> Result<Option<(Space, TextHead, Comment)>, StoreError> {
    let Some(comment) = services.records.comment(id).await? else { return Ok(None) };
    let Some((space, head)) = Space::of_text(services, comment.text, person).await? else { return Ok(None) };
    let sees = space.sees(ThingKind::Comment, comment.standing, Some(comment.author));
    Ok(sees.then_some((space, head, comment)))
}

/// Where a comment is read. The discussion of a paragraph that is no longer `there` stands with the whole text.
pub fn address(comment: &Comment, there: bool) -> String {
    let Comment { id, text, .. } = comment;
    match comment.paragraph {
        Some(paragraph) if there => format!("/texts/{text}/paragraphs/{paragraph}?comment={id}#c-{id}"),
        Some(paragraph) => format!("/texts/{text}/discussion?gone={paragraph}&comment={id}#c-{id}"),
        None => format!("/texts/{text}/discussion?comment={id}#c-{id}"),
    }
}

/// Whether what the person says here is looked at before others see it.
pub fn reviewed(space: &Space) -> bool {
    !space.seat.is_inside() && space.group.as_ref().is_some_and(|group| group.value.review)
}

/// The part of a discussion that is asked for; nothing when the paragraph cannot be one.
///
/// # Errors
///
/// Those of the database.
pub async fn load(
    services: &Services,
    space: &Space,
    head: &TextHead,
    asked: &Asked,
) -> Result<Option<Discussion>, StoreError> {
    let paragraph = if asked.paragraph.is_empty() { None } else { Some(asked.paragraph.parse::<Uuid>().ok()) };
    let paragraph = match paragraph {
        Some(None) => return Ok(None),
        Some(known) => known,
        None => None,
    };
    let mut heads = services.records.comment_heads(head.id, paragraph).await?;
    heads.retain(|comment| space.sees(ThingKind::Comment, comment.standing, Some(comment.author)));
    let shown = arrange(&entries(services, space, &heads, asked.order).await?, asked.order);
    let part = Part::of(&shown, asked);
    let ids: Vec<Uuid> = part.shown.iter().map(|(shown, _)| shown.id).collect();
    let mut comments: HashMap<Uuid, Comment> =
        services.records.comments(&ids).await?.into_iter().map(|comment| (comment.id, comment)).collect();
    let opinions = services.records.comment_opinions(&ids).await?;
    let around = Around::of(services, space, head, comments.values()).await?;
    let views = part
        .shown
        .iter()
        .filter_map(|(shown, not_shown)| {
            let comment = comments.remove(&shown.id)?;
            Some(around.view(space, comment, *shown, *not_shown, &opinions))
        })
        .collect();
    Ok(Some(Discussion {
        comments: views,
        page: part.page,
        pages: part.pages,
        thread: part.thread,
        all: heads.len(),
        may_comment: space.may(Activity::Comment),
        leads: space.seat.leads(),
        signed_in: space.seat.account().is_some(),
    }))
}

/// What ordering needs; opinions are only asked for where the order depends on them.
async fn entries(
    services: &Services,
    space: &Space,
    heads: &[CommentHead],
    order: Order,
) -> Result<Vec<Entry>, StoreError> {
    let mut votes: HashMap<Uuid, Vec<Vote>> = HashMap::new();
    if order == Order::MostBridging {
        let slug = &space.conference.value.slug;
        let groups = services.records.groups(slug).await?;
        let place = |group: Uuid| groups.iter().position(|known| known.value.id == group);
        let mut seats: HashMap<Uuid, usize> = HashMap::new();
        for seated in services.records.seated(slug).await? {
            if let Some(place) = place(seated.group) {
                // Who works in several groups is counted in the first.
                seats.entry(seated.account).and_modify(|known| *known = place.min(*known)).or_insert(place);
            }
        }
        let ids: Vec<Uuid> = heads.iter().map(|head| head.id).collect();
        for CommentOpinion { comment, account, opinion } in services.records.comment_opinions(&ids).await? {
            // Everybody else counts as one more group.
            let group = seats.get(&account).copied().unwrap_or(groups.len());
            let vote = Vote { group: u16::try_from(group).unwrap_or(u16::MAX), opinion };
            votes.entry(comment).or_default().push(vote);
        }
    }
    let entry = |head: &CommentHead| Entry {
        id: head.id,
        parent: head.parent,
        at: head.at,
        votes: votes.remove(&head.id).unwrap_or_default(),
    };
    Ok(heads.iter().map(entry).collect())
}

/// What comments are shown with: the text of today, texts they were written on, answers, names.
struct Around {
    now: Option<Version>,
    before: BTreeMap<u32, Version>,
    answers: HashMap<Uuid, String>,
    names: Vec<(Uuid, String)>,
}

impl Around {
    async fn of(
        services: &Services,
        space: &Space,
        head: &TextHead,
        comments: impl Iterator<Item = &Comment> + Clone,
    ) -> Result<Self, StoreError> {
        let records = &services.records;
        let quoting = |comment: &&Comment| comment.anchor.as_ref().is_some_and(|anchor| anchor.selection.is_some());
        let now = if comments.clone().any(|one| quoting(&one)) {
            records.version(head.id, head.current).await?
        } else {
            None
        };
        let mut before = BTreeMap::new();
        for anchor in comments.clone().filter_map(|comment| comment.anchor.as_ref()) {
            // An earlier wording is only needed where the words are not found as they were.
            let lost = now.as_ref().is_some_and(|now| {
                anchor.selection.is_some()
                    && !matches!(anchor.carry(None, &now.content.paragraphs, now.number), Place::Here(_))
            });
            if lost
                && !before.contains_key(&anchor.version)
                && let Some(version) = records.version(head.id, anchor.version).await?
            {
                before.insert(anchor.version, version);
            }
        }
        let given: Vec<Uuid> = comments
            .clone()
            .filter_map(|comment| if let Fate::Answered { answer } = comment.fate { Some(answer) } else { None })
            .collect();
        let answers = records
            .answers_to_comments(&given)
            .await?
            .into_iter()
            .filter_map(|answer| Some((answer.id, answer.given?.1)))
            .collect();
        // Who is a member is for those to know who may see the list of members.
        let marks = comments.clone().any(|comment| comment.body.contains('@'));
        let names = if marks && space.sees(ThingKind::Members, Standing::Published, None) {
            members(services, space).await?
        } else {
            Vec::new()
        };
        Ok(Self { now, before, answers, names })
    }

    fn view(
        &self,
        space: &Space,
        comment: Comment,
        shown: Shown,
        not_shown: usize,
        opinions: &[CommentOpinion],
    ) -> CommentView {
        let own = space.seat.account() == Some(comment.author);
        let of_it = || opinions.iter().filter(|opinion| opinion.comment == comment.id);
        let count = |wanted| of_it().filter(|one| one.opinion == wanted).count();
        let pieces = if self.names.is_empty() {
            vec![Piece { text: comment.body.clone(), marked: false }]
        } else {
            addressed(&comment.body, &self.names).0
        };
        CommentView {
            id: comment.id,
            level: shown.level,
            replies: shown.replies,
            not_shown,
            name: if comment.name.is_empty() {
                crate::texts::consultation::FORMER_ACCOUNT.to_owned()
            } else {
                comment.name.clone()
            },
            at: comment.at,
            changed: comment.history.last().map(|wording| wording.until),
            kind: comment.kind,
            pieces,
            quote: self.quote(&comment),
            standing: comment.standing,
            own,
            opinions: [Opinion::Agree, Opinion::Disagree, Opinion::Pass].map(count),
            mine: of_it().find(|one| Some(one.account) == space.seat.account()).map(|one| one.opinion),
            fate: match &comment.fate {
                Fate::Open | Fate::TakenBack => FateView::Open,
                Fate::TakenOver { version } => FateView::TakenOver(*version),
                Fate::Answered { answer } => FateView::Answered(self.answers.get(answer).cloned().unwrap_or_default()),
                Fate::Rejected { reason } => FateView::Rejected(reason.clone()),
            },
            ruling: comment.ruling.clone().filter(|_| own || space.seat.leads()),
            version: comment.version,
        }
    }

    fn quote(&self, comment: &Comment) -> Option<Quote> {
        let anchor = comment.anchor.as_ref()?;
        let words = anchor.selection.as_ref()?.quote.clone();
        let Some(now) = &self.now else { return Some(Quote { words, now: QuoteNow::Here }) };
        let before = self.before.get(&anchor.version).and_then(|version| version.content.find(anchor.paragraph));
        let before = before.map(|(_, paragraph)| paragraph.block.text.as_str());
        let now = match anchor.carry(before, &now.content.paragraphs, now.number) {
            Place::Here(_) => QuoteNow::Here,
            Place::Edited(found) => {
                QuoteNow::Edited(found.selection.map(|selection| selection.quote).unwrap_or_default())
            }
            Place::Elsewhere(found) => QuoteNow::Elsewhere(found.paragraph),
            Place::WordsGone(_) | Place::Orphan => QuoteNow::Gone,
        };
        Some(Quote { words, now })
    }
}

/// Who may be addressed here, by name: the members of the group, or of all groups of the conference.
///
/// # Errors
///
/// Those of the database.
pub async fn members(services: &Services, space: &Space) -> Result<Vec<(Uuid, String)>, StoreError> {
    let seated = services.records.seated(&space.conference.value.slug).await?;
    let group = space.group_id();
    let here = seated.into_iter().filter(|one| group.is_none_or(|group| group == one.group));
    let names: BTreeSet<(Uuid, String)> = here.map(|one| (one.account, one.name)).collect();
    Ok(names.into_iter().filter(|(_, name)| !name.is_empty()).collect())
}

/// Paragraphs with comments that are not in the text of today.
///
/// # Errors
///
/// Those of the database.
pub async fn orphans(services: &Services, space: &Space, head: &TextHead) -> Result<Vec<Orphan>, StoreError> {
    let records = &services.records;
    let Some(now) = records.version(head.id, head.current).await? else { return Ok(Vec::new()) };
    if !space.sees(ThingKind::Comment, Standing::Published, None) {
        return Ok(Vec::new());
    }
    let counts = records.comment_marks(head.id).await?;
    let mut lost: BTreeMap<Uuid, u64> = counts
        .into_iter()
        .filter_map(|(paragraph, count)| Some((paragraph?, count)))
        .filter(|(paragraph, _)| now.content.find(*paragraph).is_none())
        .take(ORPHANS)
        .collect();
    let mut orphans = Vec::new();
    let mut number = now.number;
    while !lost.is_empty() && number > 1 {
        number -= 1;
        let Some(version) = records.version(head.id, number).await? else { continue };
        for paragraph in &version.content.paragraphs {
            if let Some(comments) = lost.remove(&paragraph.id) {
                let words = paragraph.block.text.clone();
                orphans.push(Orphan { paragraph: paragraph.id, words, version: number, comments });
            }
        }
    }
    Ok(orphans)
}
