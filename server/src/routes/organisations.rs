//! The register's plain forms and files: saving, notes, import in two steps, export. The pages are Leptos's.

use app::calls::organisations::Search;
use app::services::people::Person;
use app::services::register::{self, FormSlip, ImportHead, ImportReport, NoteSlip};
use app::services::{Services, chance};
use app::texts::organisations as t;
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::{Form, Multipart, Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::organisation::{LONGEST_NOTE, Organisation, Place};
use domain::permission::Action;
use exchange::organisations::{MAX_FILE, Planned, PlannedRow};
use store::{Draft, NewNote, Written};
use tower_sessions::Session;
use uuid::Uuid;

use super::office_form::{Fields, Trouble, authorised, field, note, see};

const REGISTER: &str = "/office/organisations";
const IMPORT: &str = "/office/organisations/import";

/// A new organisation, under the identity that its form was made with: sent twice, it is one.
///
/// # Errors
///
/// See [`Trouble`]; so with all of these.
pub async fn create(
    State(services): State<Services>,
    session: Session,
    Form(fields): Form<Fields>,
) -> Result<Response, Trouble> {
    let person = authorised(&services, &session, Action::ManageOrganisations).await?;
    let id = field(&fields, "id").parse().unwrap_or_else(|_| chance::uuid());
    let mut slip = register::read_form(&fields, &Organisation::new(id));
    save(&services, &person, &mut slip, None).await
}

/// Changes of an organisation.
///
/// # Errors
///
/// See [`Trouble`].
pub async fn change(
    State(services): State<Services>,
    session: Session,
    Path(id): Path<Uuid>,
    Form(fields): Form<Fields>,
) -> Result<Response, Trouble> {
    let person = authorised(&services, &session, Action::ManageOrganisations).await?;
    let before = services.records.organisation(id).await?.ok_or(Trouble::NotFound)?;
    let mut slip = register::read_form(&fields, &before.organisation);
    save(&services, &person, &mut slip, Some(&before.organisation)).await
}

async fn save(
    services: &Services,
    person: &Person,
    slip: &mut FormSlip,
    before: Option<&Organisation>,
) -> Result<Response, Trouble> {
    let names = register::names(services).await?;
    register::check_form(slip, &names, before.and_then(|before| before.caretaker), services.clock.today());
    let page = before.map_or_else(|| format!("{REGISTER}/new"), |before| format!("{REGISTER}/{}", before.id));
    let id = slip.organisation.id;
    if slip.problems.is_empty() {
        let now = services.clock.now();
        let outcome = match before {
            None => services.records.create_organisation(&slip.organisation, now).await?,
            Some(_) => services.records.change_organisation(&slip.organisation, slip.version, now).await?,
        };
        match outcome {
            Written::Done => {
                let deed = if before.is_some() { "organisation.changed" } else { "organisation.created" };
                note(services, person, deed, format!("organisation:{id}"), String::new()).await?;
                return Ok(see(&format!("{REGISTER}/{id}?saved=1")));
            }
            Written::NameTaken => slip.problems.push((Place::Name, t::NAME_TAKEN.to_owned())),
            // The form was sent, saved, changed and sent again from an old page: what is there is shown.
            Written::Outdated if before.is_none() => return Ok(see(&format!("{REGISTER}/{id}"))),
            Written::Outdated => slip.outdated = true,
        }
    }
    let on_desk = chance::uuid();
    register::keep(services, on_desk, "form", person.id, &*slip).await?;
    Ok(see(&format!("{page}?slip={on_desk}")))
}

/// A note about an organisation.
///
/// # Errors
///
/// See [`Trouble`].
pub async fn add_note(
    State(services): State<Services>,
    session: Session,
    Path(id): Path<Uuid>,
    Form(fields): Form<Fields>,
) -> Result<Response, Trouble> {
    let person = authorised(&services, &session, Action::ManageOrganisations).await?;
    services.records.organisation(id).await?.ok_or(Trouble::NotFound)?;
    let text = field(&fields, "text").trim().replace("\r\n", "\n");
    let day = field(&fields, "follow-up").trim();
    let follow_up = domain::local_time::day(day);
    let problem = if text.is_empty() {
        Some(t::NOTE_EMPTY)
    } else if text.chars().count() > LONGEST_NOTE {
        Some(t::NOTE_TOO_LONG)
    } else if follow_up.is_none() && !day.is_empty() {
        Some(t::NOT_A_DAY)
    } else {
        None
    };
    if let Some(problem) = problem {
        let slip = NoteSlip { text, follow_up: day.to_owned(), problem: problem.to_owned() };
        let on_desk = chance::uuid();
        register::keep(&services, on_desk, "note", person.id, &slip).await?;
        return Ok(see(&format!("{REGISTER}/{id}?slip={on_desk}#new-note")));
    }
    let new = NewNote {
        id: field(&fields, "id").parse().unwrap_or_else(|_| chance::uuid()),
        organisation: id,
        text,
        author: person.id,
        follow_up,
    };
    services.records.add_note(&new, services.clock.now()).await?;
    note(&services, &person, "organisation.noted", format!("organisation:{id}"), String::new()).await?;
    Ok(see(&format!("{REGISTER}/{id}#notes")))
}

/// Whether a note has been followed up; or, with `go=delete`, that it shall be gone.
///
/// # Errors
///
/// See [`Trouble`].
pub async fn change_note(
    State(services): State<Services>,
    session: Session,
    Path((id, about)): Path<(Uuid, Uuid)>,
    Form(fields): Form<Fields>,
) -> Result<Response, Trouble> {
    let person = authorised(&services, &session, Action::ManageOrganisations).await?;
    let done = field(&fields, "done") == "1";
    let (found, deed) = match field(&fields, "go") {
        "delete" => (services.records.delete_note(id, about).await?, "organisation.note_erased"),
        _ if done => (services.records.mark_note(id, about, true).await?, "organisation.followed_up"),
        _ => (services.records.mark_note(id, about, false).await?, "organisation.follow_up_reopened"),
    };
    if !found {
        return Err(Trouble::NotFound);
    }
    note(&services, &person, deed, format!("organisation:{id}"), String::new()).await?;
    Ok(see(&format!("{REGISTER}/{id}#notes")))
}

/// A file with a list: taken apart and compared, its preview kept; nothing is changed.
///
/// # Errors
///
/// See [`Trouble`].
pub async fn upload(
    State(services): State<Services>,
    session: Session,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Trouble> {
    // Rights come first: whoever may not is told that, whatever they send.
    let person = authorised(&services, &session, Action::ManageOrganisations).await?;
    let id = chance::uuid();
    let Ok(mut form) = form else { return refuse(&services, &person, id, t::NO_FILE).await };
    let (file, bytes) = match file_of(&mut form).await {
        Ok((_, bytes)) if bytes.is_empty() => return refuse(&services, &person, id, t::NO_FILE).await,
        Ok(found) => found,
        Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return refuse(&services, &person, id, t::TOO_LARGE).await;
        }
        Err(_) => return refuse(&services, &person, id, t::NO_FILE).await,
    };
    let known = register::register(&services).await?;
    let today = services.clock.today();
    let compared = tokio::task::spawn_blocking(move || {
        exchange::organisations::read(&bytes).map(|table| {
            let rows = exchange::organisations::plan(&table, &known, today, chance::uuid);
            (table.unused, rows)
        })
    });
    match compared.await {
        Err(error) => {
            tracing::error!(%error, "a list of organisations could not be compared");
            Err(Trouble::Unavailable)
        }
        Ok(Err(trouble)) => refuse(&services, &person, id, &trouble.to_string()).await,
        Ok(Ok((unused, rows))) => {
            register::keep_import(&services, id, person.id, &file, unused, rows).await?;
            Ok(see(&format!("{IMPORT}/{id}")))
        }
    }
}

async fn refuse(services: &Services, person: &Person, id: Uuid, words: &str) -> Result<Response, Trouble> {
    register::keep(services, id, "trouble", person.id, &words).await?;
    Ok(see(&format!("{IMPORT}?slip={id}")))
}

/// Name and bytes of the file, as far as the limit allows.
async fn file_of(form: &mut Multipart) -> Result<(String, Vec<u8>), MultipartError> {
    while let Some(mut part) = form.next_field().await? {
        if part.name() != Some("file") {
            continue;
        }
        let name: String =
            part.file_name().unwrap_or_default().chars().filter(|sign| !sign.is_control()).take(100).collect();
        let mut bytes = Vec::new();
        while let Some(chunk) = part.chunk().await? {
            bytes.extend_from_slice(&chunk);
            // One byte too many is enough for the reader to refuse it.
            if bytes.len() > MAX_FILE {
                break;
            }
        }
        return Ok((name, bytes));
    }
    Ok((String::new(), Vec::new()))
}

/// Does what a preview shows. Twice is once: what has been done is recognised.
///
/// # Errors
///
/// See [`Trouble`].
pub async fn confirm(
    State(services): State<Services>,
    session: Session,
    Path(id): Path<Uuid>,
) -> Result<Response, Trouble> {
    let person = authorised(&services, &session, Action::ManageOrganisations).await?;
    let page = see(&format!("{IMPORT}/{id}"));
    let head: Option<ImportHead> = register::kept(&services, id, "head", person.id).await?;
    // The page says that the preview is gone.
    let Some(head) = head else { return Ok(page) };
    if register::kept::<ImportReport>(&services, id, "report", person.id).await?.is_some() {
        return Ok(page);
    }
    // On its own: who closes the browser meanwhile does not leave half of it.
    let work = tokio::spawn(async move { take_over(&services, &person, id, &head).await });
    match work.await {
        Ok(done) => done.map(|()| page),
        Err(error) => {
            tracing::error!(%error, "an import broke off");
            Err(Trouble::Unavailable)
        }
    }
}

async fn take_over(services: &Services, person: &Person, id: Uuid, head: &ImportHead) -> Result<(), Trouble> {
    let mut report = ImportReport::default();
    for number in 0..head.parts {
        let rows: Option<Vec<PlannedRow>> = register::kept(services, id, &format!("rows-{number}"), person.id).await?;
        let mut drafts = Vec::new();
        let mut about = Vec::new();
        for row in rows.unwrap_or_default() {
            match row.planned {
                Planned::New(organisation) => drafts.push(Draft { organisation: *organisation, version: None }),
                Planned::Changed { organisation, version, .. } => {
                    drafts.push(Draft { organisation: *organisation, version: Some(version) });
                }
                Planned::Unchanged | Planned::Refused(_) => continue,
            }
            about.push((row.number, row.name));
        }
        let outcomes = services.records.write_organisations(&drafts, services.clock.now()).await?;
        for ((draft, (number, name)), outcome) in drafts.iter().zip(about).zip(outcomes) {
            match outcome {
                Written::Done if draft.version.is_none() => report.created += 1,
                Written::Done => report.changed += 1,
                Written::Outdated => report.left_out.push((number, name, t::IMPORT_OUTDATED.to_owned())),
                Written::NameTaken => report.left_out.push((number, name, t::IMPORT_NAME_TAKEN.to_owned())),
            }
        }
    }
    if register::keep(services, id, "report", person.id, &report).await? {
        let counts = format!("{} created, {} changed", report.created, report.changed);
        note(services, person, "organisations.imported", format!("import:{id}"), counts).await?;
    }
    Ok(())
}

/// The organisations of a filter as a CSV file.
///
/// # Errors
///
/// See [`Trouble`].
pub async fn export_csv(
    State(services): State<Services>,
    session: Session,
    Query(search): Query<Search>,
) -> Result<Response, Trouble> {
    let (organisations, names) = exported(&services, &session, &search, "csv").await?;
    let bytes = exchange::organisations::csv(&organisations, &names);
    Ok(file("text/csv; charset=utf-8", "attachment; filename=\"organisationen.csv\"", bytes))
}

/// The organisations of a filter as an XLSX file.
///
/// # Errors
///
/// See [`Trouble`].
pub async fn export_xlsx(
    State(services): State<Services>,
    session: Session,
    Query(search): Query<Search>,
) -> Result<Response, Trouble> {
    let (organisations, names) = exported(&services, &session, &search, "xlsx").await?;
    let built = tokio::task::spawn_blocking(move || exchange::organisations::xlsx(&organisations, &names).ok());
    let bytes = built.await.ok().flatten().ok_or(Trouble::Unavailable)?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(file(kind, "attachment; filename=\"organisationen.xlsx\"", bytes))
}

async fn exported(
    services: &Services,
    session: &Session,
    search: &Search,
    kind: &str,
) -> Result<(Vec<Organisation>, exchange::organisations::Names), Trouble> {
    let person = authorised(services, session, Action::SeeOrganisations).await?;
    let found = services.records.organisations(&search.filter()).await?;
    let names = register::names(services).await?;
    let said = format!("{} organisations as {kind}", found.len());
    note(services, &person, "organisations.exported", "organisations".to_owned(), said).await?;
    Ok((found.into_iter().map(|stored| stored.organisation).collect(), names))
}

/// Never kept by browsers or proxies: it holds names and addresses.
fn file(kind: &'static str, disposition: &'static str, bytes: Vec<u8>) -> Response {
    ([(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, disposition), (CACHE_CONTROL, "no-store")], bytes).into_response()
}
