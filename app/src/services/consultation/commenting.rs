//! Comments as they come in: where they belong, who sees them, and who hears of them.

use domain::commenting::{LONGEST_QUOTE, QuoteProblem, addressed, find_quote};
use domain::process::fate::Fate;
use domain::process::space::Standing;
use domain::text::anchor::Anchor;
use domain::text::document::Version;
use store::{Comment, Happening, StoreError, TextHead};
use uuid::Uuid;

use super::{Space, discussion};
use crate::calls::consultation::commenting::NewComment;
use crate::services::Services;
use crate::texts::comments as t;

/// Why a comment is not kept as it came.
#[derive(Debug)]
pub enum Problem {
    /// What it is about is not there, or not for this person.
    NotThere,
    /// The author can mend it; what was typed is still in the form.
    Because(&'static str),
    /// It has lost its place: it is kept as a note for its author, who is told this.
    Keep(Box<Comment>, &'static str),
}

/// How far a new comment is here: seen by others at once, or looked at first.
pub fn standing(space: &Space) -> Standing {
    if discussion::reviewed(space) { Standing::Withheld } else { Standing::Published }
}

/// The comment that was sent, with its place in the text of today.
///
/// # Errors
///
/// Those of the database; what the author has to know is the inner error.
pub async fn make(
    services: &Services,
    space: &Space,
    head: &TextHead,
    new: &NewComment,
    body: String,
) -> Result<Result<Comment, Problem>, StoreError> {
    let (Some(author), Ok(paragraph), Ok(parent)) =
        (space.seat.account(), identity(&new.paragraph), identity(&new.parent))
    else {
        return Ok(Err(Problem::NotThere));
    };
    let mut comment = Comment {
        id: new.id,
        text: head.id,
        paragraph,
        anchor: None,
        parent,
        kind: new.kind,
        body,
        author,
        name: String::new(),
        at: space.now,
        standing: standing(space),
        history: Vec::new(),
        fate: Fate::Open,
        ruling: None,
        version: 1,
    };
    if let Some(parent) = parent {
        let Some(parent) = services.records.comment(parent).await? else { return Ok(Err(Problem::NotThere)) };
        if parent.text != head.id || parent.standing == Standing::Private {
            return Ok(Err(Problem::NotThere));
        }
        if parent.standing != Standing::Published {
            return Ok(Err(Problem::Because(t::PARENT_HIDDEN)));
        }
        // A reply stands where the discussion stands, also when the paragraph is gone meanwhile.
        comment.paragraph = parent.paragraph;
        comment.anchor = parent.paragraph.map(|paragraph| Anchor::whole(paragraph, head.current));
        return Ok(Ok(comment));
    }
    let Some(paragraph) = paragraph else { return Ok(Ok(comment)) };
    let Some(version) = services.records.version(head.id, head.current).await? else {
        return Ok(Err(Problem::NotThere));
    };
    let Some((_, known)) = version.content.find(paragraph) else {
        let Some(last) = last_with(services, head, paragraph).await? else { return Ok(Err(Problem::NotThere)) };
        comment.anchor = Some(Anchor::whole(paragraph, last.number));
        comment.standing = Standing::Private;
        return Ok(Err(Problem::Keep(Box::new(comment), t::KEPT_PARAGRAPH_GONE)));
    };
    comment.anchor = Some(if new.quote.trim().is_empty() {
        Anchor::whole(paragraph, version.number)
    } else if new.quote.chars().count() > LONGEST_QUOTE {
        return Ok(Err(Problem::Because(t::QUOTE_TOO_LONG)));
    } else {
        let place = find_quote(&known.block.text, &new.quote, new.before.trim().parse().ok());
        match place.map(|range| Anchor::on_words(known, version.number, range)) {
            Ok(Ok(anchor)) => anchor,
            Err(QuoteProblem::Several) => return Ok(Err(Problem::Because(t::QUOTE_SEVERAL))),
            Ok(Err(_)) | Err(QuoteProblem::Missing) => return Ok(Err(Problem::Because(t::QUOTE_MISSING))),
        }
    });
    Ok(Ok(comment))
}

/// Whether a paragraph is in the text of today; the text as a whole always is.
///
/// # Errors
///
/// Those of the database.
pub async fn has_place(services: &Services, head: &TextHead, paragraph: Option<Uuid>) -> Result<bool, StoreError> {
    let Some(paragraph) = paragraph else { return Ok(true) };
    let version = services.records.version(head.id, head.current).await?;
    Ok(version.is_some_and(|version| version.content.find(paragraph).is_some()))
}

/// The last version before today's that had this paragraph.
///
/// # Errors
///
/// Those of the database.
pub async fn last_with(services: &Services, head: &TextHead, paragraph: Uuid) -> Result<Option<Version>, StoreError> {
    for number in (1..head.current).rev() {
        if let Some(version) = services.records.version(head.id, number).await?
            && version.content.find(paragraph).is_some()
        {
            return Ok(Some(version));
        }
    }
    Ok(None)
}

/// What is told of a comment: that it is there or changed, and to each person it addresses (and did not address `before`) a happening
/// of its own, of the kind `mention`, about the comment, whose deed is the account. Private notes are told to nobody.
///
/// # Errors
///
/// Those of the database.
pub async fn told(
    services: &Services,
    space: &Space,
    head: &TextHead,
    comment: &Comment,
    deed: &str,
    before: &str,
) -> Result<Vec<Happening>, StoreError> {
    if comment.standing == Standing::Private {
        return Ok(Vec::new());
    }
    // What stands in a draft is no more open than the draft.
    let standing = if super::standing(head) == Standing::Published { comment.standing } else { super::standing(head) };
    let mut told = vec![space.happening("comment", deed, comment.id, Some(head.id), standing)];
    if comment.standing == Standing::Published && comment.body.contains('@') {
        let names = discussion::members(services, space).await?;
        let known = addressed(before, &names).1;
        for account in addressed(&comment.body, &names).1 {
            if account != comment.author && !known.contains(&account) {
                told.push(space.happening("mention", &account.to_string(), comment.id, Some(head.id), standing));
            }
        }
    }
    Ok(told)
}

/// An identity in a field; none when the field is empty.
fn identity(field: &str) -> Result<Option<Uuid>, uuid::Error> {
    if field.is_empty() { Ok(None) } else { field.parse().map(Some) }
}
