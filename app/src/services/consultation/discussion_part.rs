//! Which part of a discussion stands on the page: a page of discussions with the first replies, or one discussion alone.

use domain::comment::Shown;
use uuid::Uuid;

use crate::calls::consultation::comments::Asked;

/// Discussions on a page.
const THREADS: usize = 20;
/// Replies of each that stand with it; the others are read with the discussion alone.
const REPLIES: usize = 3;
/// Replies on a page of a discussion that is read alone.
const ALONE: usize = 50;

/// The comments that stand on the page, each with how many of its replies do not.
pub(super) struct Part {
    pub(super) shown: Vec<(Shown, usize)>,
    pub(super) page: usize,
    pub(super) pages: usize,
    pub(super) thread: Option<Uuid>,
}

impl Part {
    pub(super) fn of(shown: &[Shown], asked: &Asked) -> Self {
        let threads: Vec<&[Shown]> = shown.chunk_by(|_, next| next.level > 0).collect();
        let holds = |id: &str| -> Option<&[Shown]> {
            let id: Uuid = id.parse().ok()?;
            threads.iter().copied().find(|thread| thread.iter().any(|one| one.id == id))
        };
        if let Some(thread) = holds(&asked.thread) {
            return Self::alone(thread, asked);
        }
        let (page, pages, from) = page_of(asked.more, threads.len(), THREADS);
        let some: Vec<(Shown, usize)> = threads
            .iter()
            .skip(from)
            .take(THREADS)
            .flat_map(|thread| {
                let replies = thread.len().min(1 + REPLIES);
                thread[..replies].iter().map(move |one| (*one, if one.level == 0 { thread.len() - replies } else { 0 }))
            })
            .collect();
        match holds(&asked.comment) {
            Some(thread) if !some.iter().any(|(one, _)| one.id.to_string() == asked.comment.to_lowercase()) => {
                Self::alone(thread, asked)
            }
            _ => Self { shown: some, page, pages, thread: None },
        }
    }

    /// One discussion with a page of its replies: the one that holds the comment asked for, if there is one.
    fn alone(thread: &[Shown], asked: &Asked) -> Self {
        let wanted = thread.iter().position(|one| one.id.to_string() == asked.comment.to_lowercase());
        let more = wanted.filter(|at| *at > 0).map_or(asked.more, |at| (at - 1) / ALONE + 1);
        let (page, pages, from) = page_of(more, thread.len() - 1, ALONE);
        let replies = thread[1..].iter().skip(from).take(ALONE);
        let shown = thread[..1].iter().chain(replies).map(|one| (*one, 0)).collect();
        Self { shown, page, pages, thread: Some(thread[0].id) }
    }
}

/// The number of the page, of all pages, and what stands in front of it.
fn page_of(asked: usize, all: usize, on_page: usize) -> (usize, usize, usize) {
    let pages = all.div_ceil(on_page).max(1);
    let page = asked.clamp(1, pages);
    (page, pages, (page - 1) * on_page)
}
