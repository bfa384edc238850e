//! The register for its pages: lists, one organisation, imports, and the public directory.

use domain::district::District;
use domain::language::Language;
use domain::organisation::{ConsentFilter, DirectoryEntry, Filter, Organisation, Place};
#[cfg(feature = "ssr")]
use domain::permission::Action;
use domain::tongue;
use domain::topic::Topic;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::request;
use crate::error::CallError;
#[cfg(feature = "ssr")]
use crate::services::Services;
#[cfg(feature = "ssr")]
use crate::services::register::{self, FormSlip, ImportHead, ImportReport, NoteSlip};

/// Organisations on one page of a list.
pub const A_PAGE: u64 = 50;

/// What stands in the address of a list, as written there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Search {
    pub text: String,
    pub topic: String,
    pub language: String,
    pub district: String,
    pub consent: String,
    pub archived: String,
    pub page: String,
}

impl Search {
    /// What it asks for; what makes no sense asks for nothing.
    pub fn filter(&self) -> Filter {
        Filter {
            text: self.text.clone(),
            topic: Topic::coded(&self.topic),
            language: Some(Language::new(&self.language)).filter(tongue::known),
            district: self.district.parse().ok().and_then(District::numbered),
            consent: match self.consent.as_str() {
                "directory" => Some(ConsentFilter::Directory),
                "missing" => Some(ConsentFilter::Missing),
                _ => None,
            },
            archived: !self.archived.is_empty(),
        }
    }

    /// The page asked for, counting from 1.
    pub fn page(&self) -> u64 {
        self.page.parse::<u64>().unwrap_or(1).clamp(1, 100_000)
    }
}

/// A row of the office's list: no persons.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationRow {
    pub id: Uuid,
    pub name: String,
    pub languages: Vec<Language>,
    pub topics: Vec<Topic>,
    pub districts: Vec<District>,
    pub public: bool,
    pub demo: bool,
}

/// A note that is due.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    pub organisation: Uuid,
    pub name: String,
    pub since: String,
}

/// The office's list.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationList {
    pub rows: Vec<OrganisationRow>,
    /// How many there are on all pages.
    pub count: u64,
    pub due: Vec<Due>,
}

/// A note about an organisation, for reading.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteView {
    pub id: Uuid,
    pub text: String,
    pub author: String,
    pub created: String,
    pub follow_up: Option<String>,
    pub done: bool,
}

/// One organisation with all that its page shows.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationPage {
    /// As stored, or as written when that could not be saved.
    pub organisation: Organisation,
    /// The version a save replaces; 0 for a new organisation.
    pub version: u32,
    /// The name as stored; empty for a new organisation.
    pub title: String,
    pub umbrella: String,
    pub consent_given: String,
    pub caretakers: Vec<(Uuid, String)>,
    pub problems: Vec<(Place, String)>,
    /// When somebody else was faster: column, what the register says, what was written here.
    pub outdated: Option<Vec<(String, String, String)>>,
    pub members: Vec<(Uuid, String)>,
    /// Addresses of its contact persons, and whether nobody can be reached there.
    pub addresses: Vec<(String, bool)>,
    pub notes: Vec<NoteView>,
    /// Identity of the next note.
    pub new_note: Uuid,
    /// Text, follow-up and problem of a note that could not be kept.
    pub refused_note: Option<(String, String, String)>,
}

/// A row of a preview.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewRow {
    pub number: usize,
    pub name: String,
    pub outcome: Outcome,
}

/// What a row of a list would do.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    New,
    /// Column, old value, new value.
    Changed(Vec<(String, String, String)>),
    Unchanged,
    /// Column, reason.
    Refused(Vec<(String, String)>),
}

/// An import: its preview, and its report when it has been done.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportView {
    pub file: String,
    pub unused: Vec<String>,
    pub new: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub refused: usize,
    pub pages: usize,
    pub page: usize,
    pub rows: Vec<PreviewRow>,
    /// Created, changed, and the rows left out: number, name, reason.
    pub report: Option<(usize, usize, Vec<LeftOut>)>,
}

/// A row that was left out: number, name, reason.
pub type LeftOut = (usize, String, String);

/// A page of the public directory.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directory {
    pub entries: Vec<DirectoryEntry>,
    pub count: u64,
}

/// Says nothing of names and persons: what is printed may land in a log.
macro_rules! hidden {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+};
}

hidden!(Directory, Due, ImportView, NoteView, OrganisationList, OrganisationPage, OrganisationRow, Outcome, PreviewRow);

#[cfg(feature = "ssr")]
const DAY: &str = "%d.%m.%Y";

#[server(prefix = "/calls", endpoint = "list-organisations")]
pub async fn list_organisations(search: Search) -> Result<OrganisationList, CallError> {
    let person = request::authorised(Action::SeeOrganisations).await?;
    let services = request::services()?;
    let (found, count) = page_of(&services, &search.filter(), search.page()).await?;
    let due =
        services.records.follow_ups_due(services.clock.today(), Some(person.id)).await.map_err(request::failed)?;
    let rows = found.into_iter().map(|organisation| OrganisationRow {
        public: organisation.is_public(),
        id: organisation.id,
        name: organisation.name,
        languages: organisation.languages,
        topics: organisation.topics.into_iter().collect(),
        districts: organisation.districts.into_iter().collect(),
        demo: organisation.demo,
    });
    let due = due.into_iter().map(|due| Due {
        organisation: due.note.organisation,
        name: due.name,
        since: due.note.follow_up.map(|day| day.format(DAY).to_string()).unwrap_or_default(),
    });
    Ok(OrganisationList { rows: rows.collect(), count, due: due.collect() })
}

#[cfg(feature = "ssr")]
async fn page_of(services: &Services, filter: &Filter, page: u64) -> Result<(Vec<Organisation>, u64), CallError> {
    let start = usize::try_from((page - 1) * A_PAGE).unwrap_or(usize::MAX);
    let limit = usize::try_from(A_PAGE).unwrap_or(usize::MAX);
    let (found, count) = services.records.organisations_from(filter, start, limit).await.map_err(request::failed)?;
    Ok((found.into_iter().map(|stored| stored.organisation).collect(), count))
}

/// One organisation, or a new one for the word `new`; `slip` leads to what could not be saved. Who looks is noted.
#[server(prefix = "/calls", endpoint = "open-organisation")]
pub async fn open_organisation(id: String, slip: String) -> Result<OrganisationPage, CallError> {
    let is_new = id == "new";
    let action = if is_new { Action::ManageOrganisations } else { Action::SeeOrganisations };
    let person = request::authorised(action).await?;
    let services = request::services()?;
    let stored = if is_new {
        None
    } else {
        let id: Uuid = id.parse().map_err(|_| CallError::NotFound)?;
        Some(services.records.organisation(id).await.map_err(request::failed)?.ok_or(CallError::NotFound)?)
    };
    let names = register::names(&services).await.map_err(request::failed)?;
    let (written, note) = match slip.parse::<Uuid>() {
        Ok(slip) => (
            register::kept::<FormSlip>(&services, slip, "form", person.id).await.map_err(request::failed)?,
            register::kept::<NoteSlip>(&services, slip, "note", person.id).await.map_err(request::failed)?,
        ),
        Err(_) => (None, None),
    };
    // Of another organisation, a slip says nothing here.
    let written = written.filter(|slip| stored.as_ref().is_none_or(|one| one.organisation.id == slip.organisation.id));
    let mut page = OrganisationPage {
        organisation: Organisation::new(crate::services::chance::uuid()),
        version: 0,
        title: String::new(),
        umbrella: String::new(),
        consent_given: String::new(),
        caretakers: Vec::new(),
        problems: Vec::new(),
        outdated: None,
        members: Vec::new(),
        addresses: Vec::new(),
        notes: Vec::new(),
        new_note: crate::services::chance::uuid(),
        refused_note: note.map(|note| (note.text, note.follow_up, note.problem)),
    };
    // Offered are those who can; whoever looks after it stays, also after they have left.
    let before = stored.as_ref().and_then(|stored| stored.organisation.caretaker);
    let offered = names.caretakers.iter().filter(|(id, _)| names.may_look_after(**id, before));
    page.caretakers = offered.map(|(id, name)| (*id, name.clone())).collect();
    page.caretakers.sort_by(|one, other| one.1.cmp(&other.1));
    if let Some(stored) = &stored {
        let umbrella = stored.organisation.umbrella.and_then(|id| names.organisations.get(&id));
        page.umbrella = umbrella.cloned().unwrap_or_default();
        page.consent_given = stored.organisation.consent.as_ref().map(|one| one.given.to_string()).unwrap_or_default();
        page.title.clone_from(&stored.organisation.name);
        page.version = stored.version;
        page.organisation = stored.organisation.clone();
        page.addresses = addresses(&services, &stored.organisation).await?;
        add_notes(&services, stored.organisation.id, &names, &mut page).await?;
        let deed = store::Deed {
            actor: store::Actor::Account(person.id),
            deed: "organisation.seen",
            subject: format!("organisation:{}", stored.organisation.id),
            note: String::new(),
        };
        services.records.note_deed(&deed, services.clock.now()).await.map_err(request::failed)?;
    }
    if let Some(slip) = written {
        if let Some(stored) = stored.as_ref().filter(|_| slip.outdated) {
            let changes = exchange::organisations::differences(&stored.organisation, &slip.organisation, &names);
            page.outdated = Some(changes.into_iter().map(|one| (one.column, one.old, one.new)).collect());
        } else if stored.is_some() {
            page.version = slip.version;
        }
        page.organisation = slip.organisation;
        page.umbrella = slip.umbrella;
        page.consent_given = slip.consent_given;
        page.problems = slip.problems;
    }
    Ok(page)
}

#[cfg(feature = "ssr")]
async fn addresses(services: &Services, organisation: &Organisation) -> Result<Vec<(String, bool)>, CallError> {
    let all: Vec<&str> = organisation.contacts.iter().map(|contact| contact.email.as_str()).collect();
    let all: Vec<&str> = all.into_iter().filter(|address| !address.is_empty()).collect();
    let unreachable = crate::services::mail::reach::unreachable_among(services, &all).await.map_err(request::failed)?;
    Ok(all.into_iter().map(|address| (address.to_owned(), unreachable.contains(&address.to_lowercase()))).collect())
}

#[cfg(feature = "ssr")]
async fn add_notes(
    services: &Services,
    id: Uuid,
    names: &exchange::organisations::Names,
    page: &mut OrganisationPage,
) -> Result<(), CallError> {
    let members = services.records.members_of(id).await.map_err(request::failed)?;
    page.members = members.into_iter().map(|one| (one.organisation.id, one.organisation.name)).collect();
    let notes = services.records.notes(id).await.map_err(request::failed)?;
    let somebody = crate::texts::organisations::SOMEBODY;
    page.notes = notes
        .into_iter()
        .map(|note| NoteView {
            id: note.id,
            author: names.caretakers.get(&note.author).map_or_else(|| somebody.to_owned(), Clone::clone),
            created: note.created.format(DAY).to_string(),
            follow_up: note.follow_up.map(|day| day.format(DAY).to_string()),
            text: note.text,
            done: note.done,
        })
        .collect();
    Ok(())
}

/// What was wrong with a file that was brought for import; empty when nothing is known.
#[server(prefix = "/calls", endpoint = "import-trouble")]
pub async fn import_trouble(slip: String) -> Result<String, CallError> {
    let person = request::authorised(Action::ManageOrganisations).await?;
    let Ok(slip) = slip.parse::<Uuid>() else { return Ok(String::new()) };
    let services = request::services()?;
    let trouble = register::kept::<String>(&services, slip, "trouble", person.id).await.map_err(request::failed)?;
    Ok(trouble.unwrap_or_default())
}

/// The preview of an import, or its report.
#[server(prefix = "/calls", endpoint = "look-at-import")]
pub async fn look_at_import(id: String, page: String) -> Result<ImportView, CallError> {
    use exchange::organisations::{Planned, PlannedRow};
    let person = request::authorised(Action::ManageOrganisations).await?;
    let services = request::services()?;
    let id: Uuid = id.parse().map_err(|_| CallError::NotFound)?;
    let head = register::kept::<ImportHead>(&services, id, "head", person.id).await.map_err(request::failed)?;
    let head = head.ok_or(CallError::NotFound)?;
    let page = page.parse::<usize>().unwrap_or(1).clamp(1, head.parts.max(1));
    let part = format!("rows-{}", page - 1);
    let rows: Option<Vec<PlannedRow>> =
        register::kept(&services, id, &part, person.id).await.map_err(request::failed)?;
    let report = register::kept::<ImportReport>(&services, id, "report", person.id).await.map_err(request::failed)?;
    let rows = rows.unwrap_or_default().into_iter().map(|row| PreviewRow {
        number: row.number,
        name: row.name,
        outcome: match row.planned {
            Planned::New(_) => Outcome::New,
            Planned::Unchanged => Outcome::Unchanged,
            Planned::Changed { changes, .. } => {
                Outcome::Changed(changes.into_iter().map(|one| (one.column, one.old, one.new)).collect())
            }
            Planned::Refused(reasons) => {
                Outcome::Refused(reasons.into_iter().map(|one| (one.column, one.words)).collect())
            }
        },
    });
    Ok(ImportView {
        rows: rows.collect(),
        file: head.file,
        unused: head.unused,
        new: head.new,
        changed: head.changed,
        unchanged: head.unchanged,
        refused: head.refused,
        pages: head.parts,
        page,
        report: report.map(|report| (report.created, report.changed, report.left_out)),
    })
}

/// The public directory: those who agreed, with what they agreed to.
#[server(prefix = "/calls", endpoint = "search-directory")]
pub async fn search_directory(search: Search) -> Result<Directory, CallError> {
    let services = request::services()?;
    services.limits.change_from(request::neighbourhood()?).map_err(|_| CallError::TooMany)?;
    let filter = Filter { consent: Some(ConsentFilter::Directory), archived: false, ..search.filter() };
    let (found, count) = page_of(&services, &filter, search.page()).await?;
    Ok(Directory { entries: found.iter().filter_map(Organisation::directory_entry).collect(), count })
}
