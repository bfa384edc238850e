//! Spaces: closed groups, visible groups and public spaces, and what would become public when one of them opens.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How open a space is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Openness {
    /// Only members know that it is there.
    Closed,
    /// Everybody sees that it is there, its name, purpose and dates; what is said in it only members see.
    Visible,
    /// Everybody reads what is said in it.
    Public,
}

/// What kind of thing stands in a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThingKind {
    /// Name, purpose and dates of the space itself.
    Description,
    /// A text and its versions.
    Text,
    /// A comment.
    Comment,
    /// An amendment.
    Amendment,
    /// Positions, counted.
    Positions,
    /// An objection.
    Objection,
    /// A vote and, in its time, its result.
    Vote,
    /// A meeting with agenda and minutes.
    Meeting,
    /// A file.
    Document,
    /// The list of members. Names become public by consent of each person only, never with the space.
    Members,
}

/// How far a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Said to all who may see the space.
    Published,
    /// Waits for review, or was hidden by moderation: its author and the chairs see it.
    Withheld,
    /// A draft or a private note: only its author sees it.
    Private,
    /// A note of the chairs or the office.
    Internal,
}

/// A thing in a space.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thing {
    /// Its identity.
    pub id: Uuid,
    /// What it is.
    pub kind: ThingKind,
    /// How far it is.
    pub standing: Standing,
    /// The account that wrote it, where there is one.
    pub author: Option<Uuid>,
    /// What a reader would recognise it by, for the list.
    pub title: String,
}

/// Who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Viewer {
    /// Somebody from outside the space, signed in or not.
    Stranger(Option<Uuid>),
    /// A member.
    Member(Uuid),
    /// A chair, or staff of the office.
    Chair(Uuid),
}

/// Whether somebody may see a thing. Every way out asks this: page, list, search, count, feed, mail, export, file, interface, live frame.
pub fn may_see(openness: Openness, thing: &Thing, viewer: Viewer) -> bool {
    let (account, inside, leads) = match viewer {
        Viewer::Stranger(account) => (account, false, false),
        Viewer::Member(account) => (Some(account), true, false),
        Viewer::Chair(account) => (Some(account), true, true),
    };
    let own = account.is_some() && account == thing.author;
    let reaches = inside
        || match openness {
            Openness::Closed => false,
            Openness::Visible => thing.kind == ThingKind::Description,
            Openness::Public => thing.kind != ThingKind::Members,
        };
    reaches
        && match thing.standing {
            Standing::Published => true,
            Standing::Withheld => own || leads,
            Standing::Private => own,
            Standing::Internal => leads,
        }
}

/// The things that strangers would see after a change of openness and do not see now: show this list before asking for the change.
pub fn becomes_public(from: Openness, to: Openness, things: &[Thing]) -> Vec<&Thing> {
    let stranger = Viewer::Stranger(None);
    things.iter().filter(|thing| may_see(to, thing, stranger) && !may_see(from, thing, stranger)).collect()
}

/// The things that strangers see now and would no longer see. Copies that people made cannot be called back.
pub fn becomes_hidden(from: Openness, to: Openness, things: &[Thing]) -> Vec<&Thing> {
    becomes_public(to, from, things)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn thing(kind: ThingKind, standing: Standing) -> Thing {
        Thing { id: Uuid::nil(), kind, standing, author: Some(Uuid::from_u128(1)), title: String::new() }
    }

    #[test]
    fn opening_a_space_lists_what_was_said_in_it_and_nothing_private() {
        let things = [
            thing(ThingKind::Description, Standing::Published),
            thing(ThingKind::Comment, Standing::Published),
            thing(ThingKind::Comment, Standing::Withheld),
            thing(ThingKind::Text, Standing::Private),
            thing(ThingKind::Document, Standing::Internal),
            thing(ThingKind::Members, Standing::Published),
        ];
        let kinds = |from, to| becomes_public(from, to, &things).iter().map(|thing| thing.kind).collect::<Vec<_>>();
        assert_eq!(kinds(Openness::Closed, Openness::Visible), [ThingKind::Description]);
        assert_eq!(kinds(Openness::Visible, Openness::Public), [ThingKind::Comment]);
        assert_eq!(kinds(Openness::Closed, Openness::Public), [ThingKind::Description, ThingKind::Comment]);
        assert_eq!(kinds(Openness::Public, Openness::Closed), []);
        assert_eq!(becomes_hidden(Openness::Public, Openness::Visible, &things).len(), 1);
    }

    fn any_thing() -> impl Strategy<Value = Thing> {
        let kinds = [ThingKind::Description, ThingKind::Text, ThingKind::Comment, ThingKind::Vote, ThingKind::Members];
        let standings = [Standing::Published, Standing::Withheld, Standing::Private, Standing::Internal];
        (prop::sample::select(kinds.to_vec()), prop::sample::select(standings.to_vec()))
            .prop_map(|(kind, standing)| thing(kind, standing))
    }

    proptest! {
        #[test]
        fn whoever_is_nearer_sees_at_least_as_much(thing in any_thing(), openness in prop::sample::select(vec![Openness::Closed, Openness::Visible, Openness::Public])) {
            let (author, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
            let sees = |viewer| may_see(openness, &thing, viewer);
            prop_assert!(!sees(Viewer::Stranger(None)) || sees(Viewer::Member(other)));
            prop_assert!(!sees(Viewer::Member(other)) || sees(Viewer::Chair(other)));
            prop_assert!(!sees(Viewer::Member(other)) || sees(Viewer::Member(author)));
            prop_assert!(!sees(Viewer::Stranger(None)) || thing.standing == Standing::Published);
            prop_assert!(openness != Openness::Closed || !sees(Viewer::Stranger(Some(author))));
            prop_assert!(thing.standing != Standing::Private || !sees(Viewer::Chair(other)));
        }
    }
}
