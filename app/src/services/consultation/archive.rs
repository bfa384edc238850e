//! A whole consultation to take along, as far as the person who asks sees it: texts with all versions, decisions, what happened.
//!
//! The same data and the same right to see them give the same bytes. Numbers in paths count what is seen, so that gaps tell nothing.

use std::collections::HashMap;
use std::path::Path;

use chrono::DateTime;
use domain::process::body::{Body, label};
use domain::process::space::ThingKind;
use exchange::texts::{Part, table};
use serde_json::json;
use store::{Happening, StoreError, TextHead};
use uuid::Uuid;

use super::paper::{Beside, FileTrouble, Sheet, TextFile, day, file_word, moment};
use super::{Services, Space};
use crate::services::people::Person;
use crate::texts::outcome as t;

/// So many happenings at most; a conference has some thousands.
const MOST_HAPPENINGS: usize = 200_000;

/// All that goes into the archive; its files are written by [`Collected::parts`].
#[derive(Debug)]
pub struct Collected {
    title: String,
    readme: String,
    index: serde_json::Value,
    /// Folder and version.
    sheets: Vec<(String, u32, Sheet)>,
    decisions: Vec<[String; 10]>,
    happenings: Vec<[String; 5]>,
}

/// Gathers what the person may see of a conference; nothing when that is not even that it is there.
///
/// # Errors
///
/// Those of the database.
pub async fn collect(
    services: &Services,
    slug: &str,
    person: Option<&Person>,
) -> Result<Option<Collected>, StoreError> {
    let Some(conference) = Space::of_conference(services, slug, person).await? else { return Ok(None) };
    let spaces = spaces(services, slug, person).await?;
    let bodies: Vec<Body> = services.records.bodies().await?.into_iter().map(|body| body.value).collect();
    let (mut sheets, mut decisions, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    let mut titles: HashMap<Uuid, String> = HashMap::new();
    let heads = services.records.texts(slug).await?;
    let seen = heads.iter().filter(|head| space_of(&conference, &spaces, head).is_some()).map(|head| head.id).collect();
    for head in heads {
        let Some(space) = space_of(&conference, &spaces, &head) else { continue };
        let folder = format!("texte/{:03}-{}", titles.len() + 1, file_word(&head.title));
        titles.insert(head.id, head.title.clone());
        let versions = services.records.whole_versions(head.id).await?;
        let authors: Vec<Uuid> = versions.iter().map(|version| version.author).collect();
        let beside = Beside {
            bodies: bodies.clone(),
            decisions: services.records.decisions(head.id).await?,
            names: services.records.names_of(&authors).await?,
        };
        for mut version in versions {
            version.content = version.content.sealed_but_for(&seen);
            let number = version.number;
            let sheet = Sheet::beside(&beside, services, space, version, None);
            sheets.push((folder.clone(), number, sheet));
        }
        decisions.extend(beside.decisions.iter().map(|(_, decision)| decision_row(&head, decision, &bodies)));
        texts.push(json!({
            "text": head.id, "title": head.title, "kind": head.kind, "stage": head.stage, "versions": head.current,
            "group": head.group, "folder": folder,
        }));
    }
    let happened = services.records.happenings(slug, DateTime::UNIX_EPOCH, MOST_HAPPENINGS).await?;
    let happenings = happened
        .iter()
        .filter(|happening| told(&conference, &spaces, &titles, happening))
        .map(|happening| happening_row(&spaces, &titles, happening))
        .collect();
    let frame = &conference.conference.value;
    let mut groups: Vec<_> =
        spaces.values().filter_map(|space| space.group.as_ref()).map(|group| &group.value).collect();
    groups.sort_by_key(|group| (group.place, group.id));
    let index = json!({
        "format": "teilhabe consultation 1",
        "conference": frame.slug, "title": frame.title, "purpose": frame.purpose, "programme": frame.programme,
        "place": frame.place, "days": frame.days,
        "groups": groups.iter().map(|group| json!({ "group": group.id, "name": group.name, "purpose": group.purpose })).collect::<Vec<_>>(),
        "texts": texts,
    });
    let readme = format!(
        "{}\n\nDieses Archiv enthält, was Sie von dieser Beteiligung sehen dürfen:\n\n\
         konferenz.json   Konferenz, Gruppen und Liste der Texte\n\
         texte/           jeder Text mit allen Fassungen, als Markdown und JSON\n\
         beschluesse.csv  was Gremien empfohlen und beschlossen haben\n\
         geschehen.csv    was wann geschah\n",
        frame.title
    );
    Ok(Some(Collected { title: frame.title.clone(), readme, index, sheets, decisions, happenings }))
}

impl Collected {
    /// The files. Many versions take a while: call it where nobody else waits.
    ///
    /// # Errors
    ///
    /// See [`FileTrouble`].
    pub fn parts(&self) -> Result<Vec<Part>, FileTrouble> {
        let failed = |error: serde_json::Error| FileTrouble::Failed(error.to_string());
        let mut index = serde_json::to_vec_pretty(&self.index).map_err(failed)?;
        index.push(b'\n');
        let mut parts = vec![Part::new("lies-mich.txt", self.readme.clone()), Part::new("konferenz.json", index)];
        for (folder, number, sheet) in &self.sheets {
            for file in [TextFile::Markdown, TextFile::Json] {
                // Neither needs fonts.
                let bytes = sheet.write(file, Path::new(""))?;
                parts.push(Part::new(format!("{folder}/fassung-{number}.{}", file.ending()), bytes));
            }
        }
        let header = [
            "Text",
            "Fassung",
            "Gremium",
            "Bedeutung",
            "Drucksache",
            "Tag",
            "Dafür",
            "Dagegen",
            "Enthaltungen",
            "Auflagen",
        ];
        parts.push(Part::new("beschluesse.csv", table(header, self.decisions.iter().cloned())));
        let header = ["Zeitpunkt", "Gruppe", "Text", "Was", "Was daraus wurde"];
        parts.push(Part::new("geschehen.csv", table(header, self.happenings.iter().cloned())));
        Ok(parts)
    }

    /// What the archive is called when it is saved.
    pub fn file_name(&self) -> String {
        format!("{}.zip", file_word(&self.title))
    }
}

/// The groups whose texts the person may see or at least hear of, by identity.
async fn spaces(services: &Services, slug: &str, person: Option<&Person>) -> Result<HashMap<Uuid, Space>, StoreError> {
    let mut spaces = HashMap::new();
    for group in services.records.groups(slug).await? {
        if let Some(space) = Space::of_group(services, group.value.id, person).await? {
            spaces.insert(group.value.id, space);
        }
    }
    Ok(spaces)
}

/// Where a text stands, when the person may see it.
fn space_of<'a>(conference: &'a Space, spaces: &'a HashMap<Uuid, Space>, head: &TextHead) -> Option<&'a Space> {
    let space = match head.group {
        Some(group) => spaces.get(&group)?,
        None => conference,
    };
    space.sees_text(head).then_some(space)
}

/// Whether a happening is told: the thing can be seen, and so can the text it is about. Positions and votes are left out: with their
/// moments one could tell who it was.
fn told(
    conference: &Space,
    spaces: &HashMap<Uuid, Space>,
    titles: &HashMap<Uuid, String>,
    happening: &Happening,
) -> bool {
    let Some((kind, _)) = thing(&happening.kind) else { return false };
    let space = match happening.group {
        Some(group) => spaces.get(&group),
        None => Some(conference),
    };
    space.is_some_and(|space| space.sees(kind, happening.standing, happening.by))
        && happening.text.is_none_or(|text| titles.contains_key(&text))
}

/// What kind of thing a happening is about, and its word.
fn thing(kind: &str) -> Option<(ThingKind, &'static str)> {
    Some(match kind {
        "text" => (ThingKind::Text, "Text"),
        "comment" => (ThingKind::Comment, t::COMMENT),
        "amendment" => (ThingKind::Amendment, t::AMENDMENT),
        "objection" => (ThingKind::Objection, t::OBJECTION),
        "meeting" => (ThingKind::Meeting, "Sitzung"),
        "decision" => (ThingKind::Text, t::DECISIONS),
        "answer" => (ThingKind::Comment, t::ANSWER_WRITE),
        _ => return None,
    })
}

fn deed(deed: &str) -> &'static str {
    match deed {
        "new" => "neu",
        "gone" => "entfernt",
        "opened" => "geöffnet",
        "settled" => "abgeschlossen",
        "withdrawn" => "zurückgezogen",
        "accepted" => "angenommen",
        "rejected" => "abgelehnt",
        _ => "geändert",
    }
}

fn happening_row(spaces: &HashMap<Uuid, Space>, titles: &HashMap<Uuid, String>, happening: &Happening) -> [String; 5] {
    let group = happening.group.and_then(|group| spaces.get(&group)).and_then(|space| space.group.as_ref());
    [
        moment(happening.at),
        group.map_or_else(String::new, |group| group.value.name.clone()),
        happening.text.and_then(|text| titles.get(&text)).cloned().unwrap_or_default(),
        thing(&happening.kind).map_or("", |(_, word)| word).to_owned(),
        deed(&happening.deed).to_owned(),
    ]
}

fn decision_row(head: &TextHead, decision: &domain::process::body::Decision, bodies: &[Body]) -> [String; 10] {
    let body = bodies.iter().find(|body| body.id == decision.body);
    let count = |pick: fn(domain::majority::Count) -> u32| {
        decision.vote.map_or_else(String::new, |vote| pick(vote).to_string())
    };
    [
        head.title.clone(),
        decision.version.to_string(),
        body.map_or_else(String::new, |body| body.name.clone()),
        body.map_or_else(|| t::outcome(decision.outcome), |body| t::label(label(body.right, decision.outcome)))
            .to_owned(),
        decision.paper.clone(),
        day(decision.day),
        count(|vote| vote.yes),
        count(|vote| vote.no),
        count(|vote| vote.abstain),
        decision.conditions.join("\n"),
    ]
}
