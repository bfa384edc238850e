//! What happened, as one person may know of it: whether they see it, where it stands, and in which words. Digests and feeds use it.

use std::collections::HashMap;

use domain::process::notice;
use store::{Happening, StoreError, ThreadComment};
use uuid::Uuid;

use super::{Space, meetings};
use crate::services::Services;
use crate::services::people::Person;
use crate::texts::notices as t;

/// The comments that happenings are about, with those they answer.
#[derive(Debug, Default)]
pub struct Comments(HashMap<Uuid, ThreadComment>);

impl Comments {
    /// Those of these happenings.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn of(services: &Services, happenings: &[Happening]) -> Result<Self, StoreError> {
        let about = happenings.iter().filter(|happening| matches!(happening.kind.as_str(), "comment" | "mention"));
        let mut wanted: Vec<Uuid> = about.map(|happening| happening.thing).collect();
        let mut found: HashMap<Uuid, ThreadComment> = HashMap::new();
        while !wanted.is_empty() {
            wanted.sort_unstable();
            wanted.dedup();
            let heads = services.records.thread_comments(&wanted).await?;
            wanted.clear();
            for head in heads {
                wanted.extend(head.parent);
                found.insert(head.id, head);
            }
            wanted.retain(|id| !found.contains_key(id));
        }
        Ok(Self(found))
    }

    /// The comment that a thread began with. Answers of answers lead there; what answers itself in a circle ends somewhere in it.
    pub fn root(&self, comment: Uuid) -> Uuid {
        let mut root = comment;
        for _ in 0..self.0.len() {
            match self.0.get(&root).and_then(|head| head.parent) {
                Some(parent) => root = parent,
                None => break,
            }
        }
        root
    }

    fn get(&self, comment: Uuid) -> Option<&ThreadComment> {
        self.0.get(&comment)
    }
}

/// Where something happened, as its reader may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The text's or the meeting's identity.
    pub id: Uuid,
    /// The title of the text or the meeting.
    pub title: String,
    /// The group's or the conference's name.
    pub space: String,
    /// Path of its page.
    pub path: String,
}

/// Somebody who may be told; a stranger is nobody. Remembers what it asked.
pub struct Reader<'a> {
    services: &'a Services,
    person: Option<&'a Person>,
    places: HashMap<(bool, Uuid), Option<(Space, Place)>>,
}

impl std::fmt::Debug for Reader<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Reader").field("person", &self.person).finish_non_exhaustive()
    }
}

impl<'a> Reader<'a> {
    /// This person.
    pub fn new(services: &'a Services, person: &'a Person) -> Self {
        Self::of(services, Some(person))
    }

    /// This person, or a stranger.
    pub fn of(services: &'a Services, person: Option<&'a Person>) -> Self {
        Self { services, person, places: HashMap::new() }
    }

    /// Whether the person may know now that this happened.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn sees(&mut self, happening: &Happening, comments: &Comments) -> Result<bool, StoreError> {
        Ok(self.place(happening, comments).await?.is_some())
    }

    /// Where this happened, when the person may know now that it did: what the thing was then and what it is now are both asked.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn place(&mut self, happening: &Happening, comments: &Comments) -> Result<Option<Place>, StoreError> {
        let Some(kind) = notice::kind(&happening.kind) else { return Ok(None) };
        let comment = match happening.kind.as_str() {
            "comment" | "mention" => match comments.get(happening.thing) {
                Some(comment) => Some(comment),
                // It is not there any more.
                None => return Ok(None),
            },
            _ => None,
        };
        let author = comment.map(|comment| comment.author);
        let (services, person) = (self.services, self.person);
        let Some((space, place)) = self.space(happening).await? else { return Ok(None) };
        let sees = space.sees(kind, happening.standing, author)
            && comment.is_none_or(|comment| space.sees(kind, comment.standing, author));
        if !sees {
            return Ok(None);
        }
        // What a group says of a text of the whole conference is for those who may know of the group.
        if let Some(group) = happening.group.filter(|group| space.group_id() != Some(*group)) {
            let group = Space::of_group(services, group, person).await?;
            if !group.is_some_and(|group| group.sees(kind, happening.standing, author)) {
                return Ok(None);
            }
        }
        let paragraph = comment.and_then(|comment| comment.paragraph);
        let path = match paragraph {
            Some(paragraph) => format!("{}/paragraphs/{paragraph}", place.path),
            None => place.path.clone(),
        };
        Ok(Some(Place { path, ..place.clone() }))
    }

    async fn space(&mut self, happening: &Happening) -> Result<Option<&(Space, Place)>, StoreError> {
        let key = match (happening.text, happening.kind.as_str()) {
            (Some(text), _) => (true, text),
            (None, "meeting") => (false, happening.thing),
            // Everything else that is news stands in a text.
            (None, _) => return Ok(None),
        };
        let known = self.places.contains_key(&key);
        if !known {
            let found = self.find(key).await?;
            self.places.insert(key, found);
        }
        Ok(self.places.get(&key).and_then(Option::as_ref))
    }

    async fn find(&self, (is_text, id): (bool, Uuid)) -> Result<Option<(Space, Place)>, StoreError> {
        let (space, title, path) = if is_text {
            let Some((space, head)) = Space::of_text(self.services, id, self.person).await? else { return Ok(None) };
            (space, head.title, format!("/texts/{id}"))
        } else {
            let Some((space, stored)) = meetings::find(self.services, id, self.person).await? else { return Ok(None) };
            (space, stored.meeting.title, format!("/meetings/{id}"))
        };
        let name = match &space.group {
            Some(group) => group.value.name.clone(),
            None => space.conference.value.title.clone(),
        };
        Ok(Some((space, Place { id, title, space: name, path })))
    }
}

/// What is new about one text or meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Which one; its path is that of the whole.
    pub place: Place,
    /// Per thread: kind, what became of it, how often, and the path there.
    lines: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    thread: Option<Uuid>,
    kind: String,
    deed: String,
    count: usize,
    path: String,
}

/// Adds a happening to the section of its place; those of one thread are counted together.
pub fn add(sections: &mut Vec<Section>, place: Place, happening: &Happening, comments: &Comments) {
    let thread = match happening.kind.as_str() {
        "comment" | "mention" => Some(comments.root(happening.thing)),
        _ => None,
    };
    // What is called the same is the same.
    let same = |line: &Line| {
        line.thread == thread
            && line.kind == happening.kind
            && t::happened(&line.kind, &line.deed, 1) == t::happened(&happening.kind, &happening.deed, 1)
    };
    let at = sections.iter().position(|section| section.place.id == place.id).unwrap_or(sections.len());
    if at == sections.len() {
        let whole = happening.text.map_or_else(|| place.path.clone(), |text| format!("/texts/{text}"));
        sections.push(Section { place: Place { path: whole, ..place.clone() }, lines: Vec::new() });
    }
    let lines = &mut sections[at].lines;
    if let Some(line) = lines.iter_mut().find(|line| same(line)) {
        line.count += 1;
    } else {
        let (kind, deed) = (happening.kind.clone(), happening.deed.clone());
        lines.push(Line { thread, kind, deed, count: 1, path: place.path });
    }
}

impl Section {
    /// Its lines in a mail: title and group, what happened, where. Nothing of what was said is quoted.
    pub fn written(&self, base: &str) -> String {
        let line = |line: &Line| {
            let words = t::happened(&line.kind, &line.deed, line.count);
            if line.path == self.place.path {
                format!("- {words}\n")
            } else {
                format!("- {words}: {base}{}\n", line.path)
            }
        };
        let lines: String = self.lines.iter().map(line).collect();
        format!("{} ({})\n{lines}{base}{}\n", self.place.title, self.place.space, self.place.path)
    }
}
