//! Comments: what kind they are, how a thread is shown, and in which order people read them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::bridging::{Vote, bridging};

/// Replies are shown under what they answer down to this level; deeper ones stand on it, in the order they came.
pub const LEVELS: usize = 4;

/// What a comment is meant as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommentKind {
    /// Speaks for it.
    For,
    /// Speaks against it.
    Against,
    /// Asks something, and waits for an answer.
    Question,
    /// Proposes something, less than an amendment.
    Suggestion,
}

impl CommentKind {
    /// All kinds, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::For, Self::Against, Self::Question, Self::Suggestion];
}

/// What ordering needs of a comment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its identity.
    pub id: Uuid,
    /// What it answers; `None` at the top.
    pub parent: Option<Uuid>,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// What people of which group think of it.
    pub votes: Vec<Vote>,
}

/// The order in which threads are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// The newest thread first.
    #[default]
    Newest,
    /// The oldest thread first.
    Oldest,
    /// The thread with the most replies, of all levels, first.
    MostDiscussed,
    /// What groups agree on that otherwise do not: see [`bridging`].
    MostBridging,
}

/// A comment in its thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Which comment.
    pub id: Uuid,
    /// How far it is indented: 0 at the top, at most [`LEVELS`] - 1.
    pub level: usize,
    /// How many replies of all levels stand under it.
    pub replies: usize,
}

/// All comments in the order they are read: threads by `order`, replies always from old to new. A reply whose parent is not in the list
/// (hidden, or on another page) stands at the top; so does whatever would answer itself in a circle.
pub fn arrange(entries: &[Entry], order: Order) -> Vec<Shown> {
    let places: HashMap<Uuid, usize> = entries.iter().enumerate().map(|(at, entry)| (entry.id, at)).collect();
    let parents: Vec<Option<usize>> =
        entries.iter().map(|entry| entry.parent.and_then(|parent| places.get(&parent).copied())).collect();
    let parents: Vec<Option<usize>> =
        (0..entries.len()).map(|at| parents[at].filter(|_| has_top(&parents, at))).collect();
    let mut children: Vec<Vec<usize>> = vec![vec![]; entries.len()];
    let mut tops = Vec::new();
    for (at, parent) in parents.iter().enumerate() {
        parent.map_or(&mut tops, |parent| &mut children[parent]).push(at);
    }
    let age = |at: &usize| (entries[*at].at, entries[*at].id);
    for list in &mut children {
        list.sort_by_key(age);
    }
    let replies = replies(&parents);
    match order {
        Order::Newest => tops.sort_by_key(|at| std::cmp::Reverse(age(at))),
        Order::Oldest => tops.sort_by_key(age),
        Order::MostDiscussed => tops.sort_by_key(|at| (std::cmp::Reverse(replies[*at]), std::cmp::Reverse(age(at)))),
        Order::MostBridging => {
            let groups = entries.iter().flat_map(|entry| &entry.votes).map(|vote| vote.group.saturating_add(1)).max();
            let scores: Vec<f64> = entries.iter().map(|entry| bridging(&entry.votes, groups.unwrap_or(0))).collect();
            tops.sort_by(|one, other| scores[*other].total_cmp(&scores[*one]).then_with(|| age(other).cmp(&age(one))));
        }
    }
    let mut shown = Vec::with_capacity(entries.len());
    for top in tops {
        unfold(&mut shown, entries, &children, &replies, top);
    }
    shown
}

/// Whether the way up from here ends.
fn has_top(parents: &[Option<usize>], from: usize) -> bool {
    let mut at = from;
    for _ in 0..=parents.len() {
        match parents[at] {
            None => return true,
            Some(parent) => at = parent,
        }
    }
    false
}

fn replies(parents: &[Option<usize>]) -> Vec<usize> {
    let mut replies = vec![0; parents.len()];
    for start in 0..parents.len() {
        let mut at = start;
        while let Some(parent) = parents[at] {
            replies[parent] += 1;
            at = parent;
        }
    }
    replies
}

/// One thread. What is deeper than the last level stands on it, from old to new.
fn unfold(shown: &mut Vec<Shown>, entries: &[Entry], children: &[Vec<usize>], replies: &[usize], top: usize) {
    let mut waiting = vec![(top, 0)];
    while let Some((at, level)) = waiting.pop() {
        shown.push(Shown { id: entries[at].id, level, replies: replies[at] });
        if level + 2 < LEVELS {
            waiting.extend(children[at].iter().rev().map(|child| (*child, level + 1)));
        } else if level + 1 < LEVELS {
            let mut deep = Vec::new();
            let mut open = children[at].clone();
            while let Some(next) = open.pop() {
                deep.push(next);
                open.extend(&children[next]);
            }
            deep.sort_by_key(|at| (entries[*at].at, entries[*at].id));
            shown.extend(deep.into_iter().map(|at| Shown {
                id: entries[at].id,
                level: LEVELS - 1,
                replies: replies[at],
            }));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::bridging::Opinion;

    fn entry(id: u128, parent: Option<u128>) -> Entry {
        let at = DateTime::from_timestamp(i64::try_from(id).expect("small"), 0).expect("a time");
        Entry { id: Uuid::from_u128(id), parent: parent.map(Uuid::from_u128), at, votes: vec![] }
    }

    fn order(entries: &[Entry], order: Order) -> Vec<(u128, usize)> {
        arrange(entries, order).into_iter().map(|shown| (shown.id.as_u128(), shown.level)).collect()
    }

    #[test]
    fn replies_stand_under_what_they_answer_down_to_four_levels() {
        let entries = [
            entry(1, None),
            entry(2, Some(1)),
            entry(3, Some(2)),
            entry(4, Some(3)),
            entry(5, Some(4)),
            entry(6, Some(3)),
            entry(7, Some(5)),
            entry(8, None),
        ];
        let thread = [(1, 0), (2, 1), (3, 2), (4, 3), (5, 3), (6, 3), (7, 3)];
        assert_eq!(order(&entries, Order::Oldest), [&thread[..], &[(8, 0)]].concat());
        assert_eq!(order(&entries, Order::Newest), [&[(8, 0)], &thread[..]].concat());
        assert_eq!(order(&entries, Order::MostDiscussed)[0], (1, 0));
        assert_eq!(arrange(&entries, Order::Oldest)[0].replies, 6);
    }

    #[test]
    fn what_both_groups_agree_on_comes_before_what_one_group_cheers() {
        let votes = |list: &[(u16, u32, u32)]| -> Vec<Vote> {
            let many = |group, count, opinion| (0..count).map(move |_| Vote { group, opinion });
            list.iter()
                .flat_map(|(group, yes, no)| {
                    many(*group, *yes, Opinion::Agree).chain(many(*group, *no, Opinion::Disagree))
                })
                .collect()
        };
        let cheered = Entry { votes: votes(&[(0, 40, 0), (1, 1, 9)]), ..entry(1, None) };
        let shared = Entry { votes: votes(&[(0, 8, 2), (1, 7, 3)]), ..entry(2, None) };
        assert_eq!(order(&[cheered, shared], Order::MostBridging), [(2, 0), (1, 0)]);
    }

    proptest! {
        #[test]
        fn every_comment_is_shown_once_whatever_answers_what(parents in prop::collection::vec(prop::option::of(0..20_u128), 0..20)) {
            let entries: Vec<Entry> = parents.iter().enumerate().map(|(at, parent)| entry(at as u128, *parent)).collect();
            for how in [Order::Newest, Order::Oldest, Order::MostDiscussed, Order::MostBridging] {
                let mut shown: Vec<u128> = order(&entries, how).into_iter().map(|(id, level)| { assert!(level < LEVELS); id }).collect();
                shown.sort_unstable();
                prop_assert_eq!(shown, (0..entries.len() as u128).collect::<Vec<_>>());
            }
        }
    }
}
