//! Files for the office to download: the audit log with its hashes, and the register of what is stored.
//!
//! The audit log comes whole and in its order, so that anybody can follow its chain without this program: an entry's hash is
//! SHA-256 over the hash of the entry before it (64 hexadecimal digits; nothing for the first entry), one zero byte, and the
//! JSON list `[number, milliseconds, actor, deed, subject, note]` without blanks in UTF-8, where `milliseconds` counts from
//! 1970. In Python: `hashlib.sha256(before.encode() + b"\0" + json.dumps([…], ensure_ascii=False,
//! separators=(",", ":")).encode()).hexdigest()`.

use app::services::Services;
use app::services::people::{self, Person};
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use chrono::SecondsFormat;
use domain::audit::Entry;
use domain::permission::Action;
use domain::protection::RECORDS;
use futures::{Stream, StreamExt as _, stream};
use store::{Actor, Deed, Records, StoreError};
use tower_sessions::Session;

use crate::middleware::error_page;

/// The whole audit log as a table.
pub async fn audit_csv(State(services): State<Services>, session: Session) -> Response {
    let header = "number,at,milliseconds,actor,deed,subject,note,hash\r\n";
    match begin_export(&services, &session, "csv").await {
        Ok(()) => file("text/csv; charset=utf-8", "protokoll.csv", lines(services.records, header, csv_line)),
        Err(response) => response,
    }
}

/// The whole audit log, one JSON object a line.
pub async fn audit_lines(State(services): State<Services>, session: Session) -> Response {
    match begin_export(&services, &session, "jsonl").await {
        Ok(()) => file("application/jsonl; charset=utf-8", "protokoll.jsonl", lines(services.records, "", json_line)),
        Err(response) => response,
    }
}

/// What is stored where, why and until when, as a table for spreadsheets.
pub async fn register(State(services): State<Services>, session: Session) -> Response {
    if let Err(response) = allowed(&services, &session, Action::SeeProtection).await {
        return response;
    }
    // With a mark of byte order: German spreadsheets take the file for UTF-8 then.
    let mut text = String::from("\u{feff}Was;Ort;Name;Daten;Zweck;Rechtsgrundlage;Wer es sieht;Bis wann\r\n");
    for record in RECORDS {
        let data: Vec<String> = record.data.iter().map(|(field, words)| format!("{field}: {words}")).collect();
        let cells = [
            record.title.to_owned(),
            record.place.words().to_owned(),
            record.name.to_owned(),
            data.join("; "),
            record.purpose.to_owned(),
            record.ground.to_owned(),
            record.recipients.to_owned(),
            record.retention.words(),
        ];
        text.push_str(&cells.map(|cell| quoted(&cell)).join(";"));
        text.push_str("\r\n");
    }
    let body = stream::once(futures::future::ready(Ok::<_, StoreError>(Bytes::from(text))));
    file("text/csv; charset=utf-8", "datenschutz.csv", body)
}

/// Who is asking, when they may; else what to answer.
async fn allowed(services: &Services, session: &Session, action: Action) -> Result<Person, Response> {
    match people::current(services, session).await {
        Ok(None) => Err(Redirect::to("/sign-in").into_response()),
        Ok(Some(person)) if person.may(action) => Ok(person),
        Ok(Some(_)) => Err(error_page::page(StatusCode::FORBIDDEN)),
        Err(error) => Err(failed(&error)),
    }
}

/// Whoever takes the log away leaves an entry in it, which is the last one of the file.
async fn begin_export(services: &Services, session: &Session, format: &str) -> Result<(), Response> {
    let person = allowed(services, session, Action::SeeAudit).await?;
    let actor = Actor::Account(person.id);
    let deed = Deed { actor, deed: "audit.exported", subject: "audit:all".to_owned(), note: format.to_owned() };
    services.records.note_deed(&deed, services.clock.now()).await.map_err(|error| failed(&error))
}

fn failed(error: &StoreError) -> Response {
    tracing::error!(%error, "a file for the office could not be made");
    error_page::page(StatusCode::SERVICE_UNAVAILABLE)
}

/// The log, some hundred entries at a time.
fn lines(
    records: Records,
    header: &'static str,
    line: fn(&Entry) -> String,
) -> impl Stream<Item = Result<Bytes, StoreError>> + Send + 'static {
    let entries = stream::try_unfold((records, 0), move |(records, after)| async move {
        let page = records.audit_after(after).await?;
        let Some(last) = page.last().map(|entry| entry.number) else { return Ok(None) };
        let text: String = page.iter().map(line).collect();
        Ok(Some((Bytes::from(text), (records, last))))
    });
    stream::once(futures::future::ready(Ok(Bytes::from_static(header.as_bytes())))).chain(entries)
}

fn file(
    kind: &'static str,
    name: &str,
    body: impl Stream<Item = Result<Bytes, StoreError>> + Send + 'static,
) -> Response {
    let mut response = Response::new(Body::from_stream(body));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    // Said here, because an address that ends like a file is kept for a day otherwise.
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(CONTENT_DISPOSITION, disposition);
    }
    response
}

fn csv_line(entry: &Entry) -> String {
    let cells = [
        entry.number.to_string(),
        entry.at.to_rfc3339_opts(SecondsFormat::Millis, true),
        entry.at.timestamp_millis().to_string(),
        quoted(&entry.actor),
        quoted(&entry.deed),
        quoted(&entry.subject),
        quoted(&entry.note),
        entry.hash.clone(),
    ];
    format!("{}\r\n", cells.join(","))
}

fn json_line(entry: &Entry) -> String {
    let object = serde_json::json!({
        "number": entry.number,
        "at": entry.at.to_rfc3339_opts(SecondsFormat::Millis, true),
        "milliseconds": entry.at.timestamp_millis(),
        "actor": entry.actor,
        "deed": entry.deed,
        "subject": entry.subject,
        "note": entry.note,
        "hash": entry.hash,
    });
    format!("{object}\n")
}

/// RFC 4180.
fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}
