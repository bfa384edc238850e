//! The difference of two long texts, with the code that browser and server share.

use std::hint::black_box;

use anyhow::{Result, ensure};
use domain::text::blocks::{self, Block};
use domain::text::compare::{compare, summary};
use domain::text::document::{Content, Paragraph};

use crate::now;
use crate::prose::Prose;
use crate::statistics::{median, milliseconds};

const SEED: u64 = 100;
/// A page of print, in letters, and the paragraphs on it.
const LETTERS: usize = 2_000;
const PARAGRAPHS: usize = 6;
/// One paragraph of so many has other words, stands elsewhere, is gone, is new.
const CHANGED: usize = 10;
const MOVED: usize = 50;
const GONE: usize = 100;
const NEW: usize = 100;

/// Medians in milliseconds, and how long the texts are.
#[derive(Debug)]
pub struct Difference {
    pub paragraphs: usize,
    pub letters: usize,
    /// Of two versions, where it is known which paragraph became which.
    pub versions: f64,
    /// Of the same words where that has to be found out, as for a file or for what somebody typed.
    pub found: f64,
}

/// Two versions of a text of so many pages.
pub fn two_versions(pages: usize) -> (Content, Content) {
    let mut prose = Prose::new(SEED);
    let old = content(&mut prose, pages * PARAGRAPHS, LETTERS / PARAGRAPHS);
    let new = rewritten(&mut prose, &old);
    (old, new)
}

/// A text of paragraphs of so many letters or a few more, with a heading on every other page.
pub fn content(prose: &mut Prose, paragraphs: usize, letters: usize) -> Content {
    let title = prose.phrase();
    let paragraphs = (0..paragraphs)
        .map(|number| {
            let block = if number.is_multiple_of(2 * PARAGRAPHS) {
                Block::heading(1, prose.phrase())
            } else {
                Block::paragraph(prose.letters(letters))
            };
            Paragraph::new(prose.identity(), block)
        })
        .collect();
    Content { title, paragraphs }
}

fn rewritten(prose: &mut Prose, old: &Content) -> Content {
    let mut paragraphs = old.paragraphs.clone();
    let count = paragraphs.len();
    for paragraph in paragraphs.iter_mut().skip(3).step_by(CHANGED) {
        paragraph.block.text = reworded(prose, &paragraph.block.text);
    }
    for _ in 0..count.div_ceil(MOVED) {
        let paragraph = paragraphs.remove(prose.below(paragraphs.len()));
        paragraphs.insert(prose.below(paragraphs.len()), paragraph);
    }
    for _ in 0..count.div_ceil(GONE) {
        paragraphs.remove(prose.below(paragraphs.len()));
    }
    for _ in 0..count.div_ceil(NEW) {
        let paragraph = Paragraph::new(prose.identity(), Block::paragraph(prose.letters(LETTERS / PARAGRAPHS)));
        paragraphs.insert(prose.below(paragraphs.len()), paragraph);
    }
    Content { title: old.title.clone(), paragraphs }
}

/// One word less, another one in the middle, and a sentence more.
fn reworded(prose: &mut Prose, text: &str) -> String {
    let mut words: Vec<&str> = text.split(' ').collect();
    let middle = words.len() / 2;
    words[middle] = "ausdrücklich";
    words.remove(prose.below(middle.max(1)));
    format!("{} {}", words.join(" "), prose.sentence())
}

/// Measures so many times; not on the threads that others wait for.
pub async fn measure(pages: usize, runs: usize) -> Result<Difference> {
    tokio::task::spawn_blocking(move || measured(pages, runs)).await?
}

fn measured(pages: usize, runs: usize) -> Result<Difference> {
    let (old, new) = two_versions(pages);
    let known = summary(&compare(&old, &new));
    ensure!(known.changed > 0 && known.inserted > 0, "the versions do not differ as they should: {known:?}");
    let plain = |content: &Content| content.paragraphs.iter().map(|one| one.block.clone()).collect::<Vec<Block>>();
    let (before, after) = (plain(&old), plain(&new));
    let timed = |work: &dyn Fn() -> usize| {
        median((0..runs).map(|_| {
            let start = now();
            black_box(work());
            milliseconds(start.elapsed())
        }))
    };
    Ok(Difference {
        paragraphs: old.paragraphs.len(),
        letters: before.iter().map(|block| block.text.chars().count()).sum(),
        versions: timed(&|| compare(black_box(&old), black_box(&new)).len()),
        found: timed(&|| blocks::difference(black_box(&before), black_box(&after)).len()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_is_changed_and_some_is_moved_gone_and_new() {
        let (old, new) = two_versions(100);
        let letters: usize = old.paragraphs.iter().map(|paragraph| paragraph.block.text.chars().count()).sum();
        assert_eq!(old.paragraphs.len(), 600);
        assert!((170_000..230_000).contains(&letters), "{letters}");
        let known = summary(&compare(&old, &new));
        assert!((55..=60).contains(&known.changed) && (1..=12).contains(&known.moved), "{known:?}");
        assert_eq!((known.deleted, known.inserted), (6, 6), "{known:?}");
    }
}
