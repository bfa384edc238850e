//! Texts under consultation as files: taken along by whoever may see them, brought by whoever may write them.
//!
//! What somebody may not see is not there: the answer is the same as for what never was.

use std::collections::BTreeMap;
use std::path::PathBuf;

use app::services::consultation::Space;
use app::services::consultation::amendments::Amendments;
use app::services::consultation::archive;
use app::services::consultation::imports::{self, NotTaken, Slip};
use app::services::consultation::paper::{FileTrouble, Sheet, TextFile};
use app::services::people::{self, Person};
use app::services::{Services, chance};
use app::texts::outcome as t;
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::{Multipart, Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use domain::permission::Action;
use domain::process::phase::Activity;
use domain::text::kind::TextStage;
use exchange::texts::{MAX_FILE, pack};
use leptos::config::LeptosOptions;
use tower_sessions::Session;
use uuid::Uuid;

use super::office_form::{Trouble, authorised, see};
use crate::middleware::error_page;

/// A version of a text as a file; with `amendments=true` those that are open stand under their paragraphs.
///
/// # Errors
///
/// See [`Trouble`]; so with all of these.
pub async fn text_file(
    State(services): State<Services>,
    State(options): State<LeptosOptions>,
    session: Session,
    Path((text, number, name)): Path<(String, String, String)>,
    Query(wished): Query<BTreeMap<String, String>>,
) -> Result<Response, Trouble> {
    let person = people::current(&services, &session).await?;
    let (text, number): (Uuid, u32) = (parsed(&text)?, parsed(&number)?);
    let file = TextFile::named(&name).ok_or(Trouble::NotFound)?;
    let (space, head) = Space::of_text(&services, text, person.as_ref()).await?.ok_or(Trouble::NotFound)?;
    let mut version = services.records.version(head.id, number).await?.ok_or(Trouble::NotFound)?;
    version.content = Space::sealed(&services, version.content, person.as_ref()).await?;
    let printed = if wished.get("amendments").is_some_and(|wish| wish == "true") {
        let amendments = Amendments::load(&services, &space, &head).await?;
        Some(amendments.printed(&space, &version.content, version.number))
    } else {
        None
    };
    let sheet = Sheet::of(&services, &space, version, printed).await?;
    let name = sheet.file_name(file);
    let site = PathBuf::from(options.site_root.as_ref());
    match apart(move || sheet.write(file, &site)).await? {
        Ok(bytes) => Ok(download(file.media(), &name, bytes)),
        Err(FileTrouble::NoFonts) => {
            tracing::warn!("the fonts for print are missing; `npm run assets` brings them");
            Ok(error_page::saying(StatusCode::SERVICE_UNAVAILABLE, t::NO_FONTS, "There is no PDF just now."))
        }
        Err(FileTrouble::Failed(reason)) => Err(unwritten(&reason)),
    }
}

/// A whole consultation, as far as the person who asks sees it.
///
/// # Errors
///
/// See [`Trouble`].
pub async fn consultation_archive(
    State(services): State<Services>,
    session: Session,
    Path(conference): Path<String>,
) -> Result<Response, Trouble> {
    let person = people::current(&services, &session).await?;
    let collected = archive::collect(&services, &conference, person.as_ref()).await?.ok_or(Trouble::NotFound)?;
    let name = collected.file_name();
    let packed = apart(move || {
        let parts = collected.parts().map_err(|error| error.to_string())?;
        pack(&parts).map_err(|error| error.to_string())
    });
    let bytes = packed.await?.map_err(|reason| unwritten(&reason))?;
    Ok(download("application/zip", &name, bytes))
}

/// A file that becomes a new text of a group.
///
/// # Errors
///
/// See [`Trouble`].
pub async fn import(
    State(services): State<Services>,
    session: Session,
    Path(group): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Trouble> {
    // Rights come first: whoever may not is told that, whatever they send.
    let person = authorised(&services, &session, Action::TakePart).await?;
    let group: Uuid = parsed(&group)?;
    let space = Space::of_group(&services, group, Some(&person)).await?.ok_or(Trouble::NotFound)?;
    let form_page = format!("/groups/{group}/texts/import");
    if !space.may(Activity::Write) {
        return refuse(&services, &person, &form_page, t::NOT_NOW).await;
    }
    let upload = match Upload::of(form).await {
        Ok(upload) => upload,
        Err(words) => return refuse(&services, &person, &form_page, words).await,
    };
    let id = upload.id.unwrap_or_else(chance::uuid);
    let taken = async {
        let imported = imports::read_file(upload.name, upload.bytes).await?;
        let slip = Slip::Imported { notes: imports::notes(&imported), count: imported.blocks.len() };
        imports::begin(&services, &space, &person, id, imported).await?;
        Ok::<Slip, NotTaken>(slip)
    };
    match taken.await {
        Err(NotTaken::Store(error)) => Err(error.into()),
        Err(NotTaken::Because(words)) => refuse(&services, &person, &form_page, &words).await,
        Ok(slip) => {
            let on_desk = chance::uuid();
            imports::keep(&services, on_desk, person.id, &slip).await?;
            Ok(see(&format!("/texts/{id}/imported?slip={on_desk}")))
        }
    }
}

/// A file that should replace a text: read and laid on the desk of who brought it. Nothing is changed before the preview was seen.
///
/// # Errors
///
/// See [`Trouble`].
pub async fn replace(
    State(services): State<Services>,
    session: Session,
    Path(text): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Trouble> {
    let person = authorised(&services, &session, Action::TakePart).await?;
    let text: Uuid = parsed(&text)?;
    let (space, head) = Space::of_text(&services, text, Some(&person)).await?.ok_or(Trouble::NotFound)?;
    let form_page = format!("/texts/{text}/replace");
    if head.stage == TextStage::Settled {
        return refuse(&services, &person, &form_page, t::SETTLED).await;
    }
    if !space.may(Activity::Write) {
        return refuse(&services, &person, &form_page, t::NOT_NOW).await;
    }
    let upload = match Upload::of(form).await {
        Ok(upload) => upload,
        Err(words) => return refuse(&services, &person, &form_page, words).await,
    };
    match imports::read_file(upload.name, upload.bytes).await {
        Err(NotTaken::Store(error)) => Err(error.into()),
        Err(NotTaken::Because(words)) => refuse(&services, &person, &form_page, &words).await,
        Ok(imported) => {
            let notes = imports::notes(&imported);
            let (title, blocks) = (imported.title, imported.blocks);
            let slip = Slip::Waiting { text, seen: head.current, title, blocks, notes };
            let on_desk = chance::uuid();
            imports::keep(&services, on_desk, person.id, &slip).await?;
            Ok(see(&format!("{form_page}?slip={on_desk}")))
        }
    }
}

/// Back to the form, which says why.
async fn refuse(services: &Services, person: &Person, page: &str, words: &str) -> Result<Response, Trouble> {
    let on_desk = chance::uuid();
    imports::keep(services, on_desk, person.id, &Slip::Trouble(words.to_owned())).await?;
    Ok(see(&format!("{page}?slip={on_desk}")))
}

/// What a form with a file brings.
struct Upload {
    /// The identity that the form was made with: sent twice, it is one text.
    id: Option<Uuid>,
    name: String,
    bytes: Vec<u8>,
}

impl Upload {
    /// The form, or a sentence that says what is wrong with it.
    async fn of(form: Result<Multipart, MultipartRejection>) -> Result<Self, &'static str> {
        let mut form = form.map_err(|_| t::NO_FILE)?;
        match Self::read(&mut form).await {
            Ok(upload) if upload.bytes.is_empty() => Err(t::NO_FILE),
            Ok(upload) => Ok(upload),
            Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(t::FILE_TOO_LARGE),
            Err(_) => Err(t::NO_FILE),
        }
    }

    async fn read(form: &mut Multipart) -> Result<Self, MultipartError> {
        let mut upload = Self { id: None, name: String::new(), bytes: Vec::new() };
        while let Some(mut part) = form.next_field().await? {
            let name = part.name().unwrap_or_default().to_owned();
            let file_name = part.file_name().unwrap_or_default().to_owned();
            let mut bytes = Vec::new();
            while let Some(chunk) = part.chunk().await? {
                bytes.extend_from_slice(&chunk);
                // One byte too many is enough for the reader to refuse it.
                if bytes.len() > MAX_FILE {
                    break;
                }
            }
            match name.as_str() {
                "id" => upload.id = std::str::from_utf8(&bytes).ok().and_then(|text| text.trim().parse().ok()),
                "file" => {
                    upload.name = file_name.chars().filter(|sign| !sign.is_control()).take(100).collect();
                    upload.bytes = bytes;
                }
                _ => {}
            }
        }
        Ok(upload)
    }
}

/// Work that takes long, away from the threads that everybody waits for.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Trouble> {
    tokio::task::spawn_blocking(work).await.map_err(|error| unwritten(&error.to_string()))
}

fn parsed<T: std::str::FromStr>(text: &str) -> Result<T, Trouble> {
    text.parse().map_err(|_| Trouble::NotFound)
}

fn unwritten(reason: &str) -> Trouble {
    tracing::error!(reason, "a file of a text could not be written");
    Trouble::Unavailable
}

/// Never kept by browsers or proxies: who may see it is asked every time.
fn download(media: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(CONTENT_TYPE, media), (CONTENT_DISPOSITION, disposition.as_str()), (CACHE_CONTROL, "no-store")], bytes)
        .into_response()
}
