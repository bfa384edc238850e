//! Every way out, as questions that somebody asks: made from the table of doors, with the things of a group in their places.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::http::Request;
use domain::permission::Action;
use http_body_util::BodyExt as _;
use server::doors::{self, Door, Kind, Knock};

use crate::leaks::calls::{AS_THEY_ARE, NOT_ASKED, READS, ROUTES, WRITES};
use crate::leaks::reading::Told;
use crate::support::Client;

/// A kind of way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    Page,
    List,
    Search,
    Count,
    News,
    Calendar,
    File,
    Archive,
    Export,
    Api,
    Live,
    Call,
}

impl Way {
    /// All of them but live lines, whose frames are read apart.
    pub const ALL: [Self; 11] = [
        Self::Page,
        Self::List,
        Self::Search,
        Self::Count,
        Self::News,
        Self::Calendar,
        Self::File,
        Self::Archive,
        Self::Export,
        Self::Api,
        Self::Call,
    ];

    fn of(door: &str, path: &str) -> Self {
        match door {
            "/consultations/{conference}/search" | "/calls/search-conference" => Self::Search,
            "/consultations/{conference}/archive.zip" => Self::Archive,
            "/account/data" => Self::Export,
            "/calls/text-amendments" | "/calls/text-votes" | "/calls/list-meetings" | "/calls/load-conference" => {
                Self::List
            }
            "/calls/load-tagged" | "/calls/load-trace" => Self::Count,
            _ if door.starts_with("/live/") => Self::Live,
            _ if door.starts_with("/api/") => Self::Api,
            _ if door.starts_with("/calls/") => Self::Call,
            _ if door.starts_with("/feeds/") && path.contains(".atom") => Self::News,
            _ if door.starts_with("/feeds/") => Self::Calendar,
            _ if door.contains("/files/") => Self::File,
            _ => Self::Page,
        }
    }
}

/// A question.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The path of its door.
    pub door: &'static str,
    pub way: Way,
    /// Whether it is about consultations, or about what somebody follows in them.
    pub of_consultations: bool,
    method: &'static str,
    pub path: String,
    kind: &'static str,
    pub body: String,
}

impl Ask {
    pub fn is_call(&self) -> bool {
        self.door.starts_with("/calls/")
    }

    /// As it is named in what went wrong.
    pub fn called(&self) -> String {
        format!("{} {} {}", self.method, self.path, self.body)
    }
}

/// Somebody who asks.
pub struct Asker {
    pub name: &'static str,
    /// Empty for who cannot sign in.
    pub email: &'static str,
    pub client: Client,
    /// What they know rightly.
    pub knows: Vec<String>,
    /// The secret of a feed that they made when they were inside.
    feed: Option<String>,
    /// The key of a program.
    key: Option<String>,
    /// Which questions they ask: what others in their place are told in the same way, need not be asked by all of them.
    asks: fn(&Ask) -> bool,
}

impl Asker {
    pub fn new(name: &'static str, email: &'static str, client: Client) -> Self {
        Self { name, email, client, knows: Vec::new(), feed: None, key: None, asks: |_| true }
    }

    pub fn with_key(self, key: String) -> Self {
        Self { key: Some(key), ..self }
    }

    pub fn only(self, asks: fn(&Ask) -> bool) -> Self {
        Self { asks, ..self }
    }

    pub fn with_feed(self, feed: String) -> Self {
        Self { feed: Some(feed), ..self }
    }

    /// The questions as this person puts them: with an own secret in place of one that only its owner knows.
    fn own(&self, asks: &[Ask], names: &BTreeMap<&'static str, String>) -> Vec<Ask> {
        let known = names.get("feed").map(String::as_str).unwrap_or_default();
        let own = self.feed.as_deref().unwrap_or("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        let replaced = |ask: &Ask| match ask.door {
            "/feeds/secret/{file}" => Ask { path: ask.path.replace(known, own), ..ask.clone() },
            _ => ask.clone(),
        };
        asks.iter().map(replaced).collect()
    }

    async fn ask(&mut self, ask: &Ask) -> Told {
        // Everybody comes from another address each time: how much one may do is not asked here.
        static ADDRESS: AtomicU32 = AtomicU32::new(0x0b00_0000);
        let address = std::net::Ipv4Addr::from(ADDRESS.fetch_add(1, Ordering::Relaxed));
        let mut request = Request::builder().method(ask.method).uri(&ask.path);
        request = request.header("sec-fetch-site", "same-origin").header("x-forwarded-for", address.to_string());
        if !ask.kind.is_empty() {
            request = request.header("content-type", ask.kind);
        }
        if let Some(key) = &self.key {
            request = request.header("authorization", format!("Bearer {key}"));
        }
        let (head, body) = self.client.begin(request, &ask.body).await.into_parts();
        let header =
            |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let (status, location, kind) = (head.status.as_u16(), header("location"), header("content-type"));
        // A live line has no end: its frames are read elsewhere.
        let bytes = if kind == "text/event-stream" {
            Vec::new()
        } else {
            body.collect().await.expect("the answer can be read").to_bytes().to_vec()
        };
        Told { status, location, kind, bytes }
    }
}

/// What each of them is told, in the order of the questions. All ask at once.
pub async fn ask_all(askers: &mut Vec<Asker>, asks: &[Ask], names: &BTreeMap<&'static str, String>) -> Vec<Vec<Told>> {
    let asks: Arc<[Ask]> = asks.into();
    let mut asking = Vec::new();
    for mut asker in askers.drain(..) {
        let own = asker.own(&asks, names);
        asking.push(tokio::spawn(async move {
            let mut told = Vec::with_capacity(own.len());
            for ask in &own {
                let is_asked = (asker.asks)(ask);
                told.push(if is_asked { asker.ask(ask).await } else { Told::default() });
            }
            (asker, told)
        }));
    }
    let mut all = Vec::new();
    for one in asking {
        let (asker, told) = one.await.expect("the site answers");
        askers.push(asker);
        all.push(told);
    }
    all
}

/// How far questions go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Whatever reads.
    Everything,
    /// Whatever reads something of consultations, or of what somebody follows in them.
    Consultations,
    /// Whatever is about something in a group.
    About,
    /// The same, and whatever is done with it.
    Doing,
}

/// All questions with these things in their places. A door that is not known here fails the test.
pub fn asks(names: &BTreeMap<&'static str, String>, scope: Scope) -> Vec<Ask> {
    let mut asks = Vec::new();
    for door in doors::all() {
        let templates = templates(door).unwrap_or_else(|trouble| panic!("{}: {trouble}", door.path));
        for template in templates {
            let about_a_group = is_about_a_group(&template);
            let does = !is_read(door);
            let wanted = match scope {
                Scope::Everything => !does,
                Scope::Consultations => !does && is_of_consultations(door),
                Scope::About => !does && about_a_group,
                Scope::Doing => about_a_group,
            };
            if !wanted {
                continue;
            }
            // What stands in one group only is not asked about in the other.
            let Some(filled) = filled(&template, names) else { continue };
            asks.push(ask(door, &filled));
        }
    }
    asks
}

/// Whether something of one group stands in it. What both groups share is asked with everything else.
fn is_about_a_group(template: &str) -> bool {
    let shared = ["conference", "report", "survey", "question"];
    let names = template.split('$').skip(1).map(|part| part.split(|sign: char| !sign.is_ascii_lowercase()).next());
    names.flatten().any(|name| !shared.contains(&name))
}

fn is_of_consultations(door: &Door) -> bool {
    matches!(door.action, Action::ReadConsultations | Action::TakePart | Action::ManageConsultations)
        || ["/account/data", "/account/following", "/calls/own-following"].contains(&door.path)
        || door.path.contains("audit")
}

fn call_name(door: &Door) -> Option<&'static str> {
    door.path.strip_prefix("/calls/")
}

fn is_read(door: &Door) -> bool {
    match call_name(door) {
        Some(name) => !WRITES.iter().any(|(call, _)| *call == name),
        None => door.kind != Kind::Route("POST"),
    }
}

/// What to ask at this door: addresses, or what is sent to a call.
fn templates(door: &Door) -> Result<Vec<String>, String> {
    let of = |table: &[(&str, &[&str])], name: &str| -> Vec<String> {
        let row = table.iter().find(|(known, _)| *known == name);
        row.into_iter().flat_map(|(_, templates)| *templates).map(|template| (*template).to_owned()).collect()
    };
    if let Some(name) = call_name(door) {
        let mut found = [of(READS, name), of(WRITES, name)].concat();
        if AS_THEY_ARE.contains(&name) {
            found.push(match door.knock {
                Knock::Empty => String::new(),
                Knock::Form(fields) | Knock::Json(fields) => fields.replace("{slug}", "$survey"),
            });
        }
        let kept_out = NOT_ASKED.iter().any(|(_, names)| names.contains(&name));
        return match (found.is_empty(), kept_out) {
            (false, false) | (true, true) => Ok(found),
            (true, false) => Err("add it to the calls that are asked, or say why not".to_owned()),
            (false, true) => Err("it is asked and said not to be".to_owned()),
        };
    }
    let known = of(ROUTES, door.path);
    if !known.is_empty() {
        return Ok(known);
    }
    if door.kind == Kind::Route("POST") {
        // Plain forms of surveys, of the office and of its mails: they know nothing of consultations.
        let elsewhere = ["/surveys/", "/i", "/office/", "/mail/", "/api/v1/surveys/", "/api/v1/bounces"];
        let is_elsewhere = elsewhere.iter().any(|start| door.path.starts_with(start));
        return if is_elsewhere { Ok(Vec::new()) } else { Err("add what is sent to it".to_owned()) };
    }
    let mut path = String::new();
    for part in door.path.split('/').skip(1) {
        path.push('/');
        path.push_str(match part {
            "{conference}" => "$conference",
            "{group}" => "$group",
            "{text}" => "$text",
            "{number}" => "$number",
            "{paragraph}" => "$paragraph",
            "{vote}" => "$vote",
            "{meeting}" => "$meeting",
            "{slug}" => "$survey",
            "{step}" => "1",
            "{link}" | "{token}" | "{invitation}" | "{*path}" => "x",
            part if part.starts_with('{') => return Err(format!("say what stands for {part}")),
            part => part,
        });
    }
    Ok(vec![path])
}

/// The template with what stands for its names; nothing when a name is not there.
fn filled(template: &str, names: &BTreeMap<&'static str, String>) -> Option<String> {
    let mut parts = template.split('$');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|sign: char| !sign.is_ascii_lowercase()).unwrap_or(part.len());
        out.push_str(names.get(&part[..end])?);
        out.push_str(&part[end..]);
    }
    Some(out)
}

fn ask(door: &Door, filled: &str) -> Ask {
    let of_consultations = is_of_consultations(door);
    let method = match door.kind {
        Kind::Call => "POST",
        Kind::Page => "GET",
        Kind::Route(method) => method,
    };
    if door.kind == Kind::Call {
        let kind = if filled.starts_with('{') { "application/json" } else { "application/x-www-form-urlencoded" };
        let (path, body) = (door.path.to_owned(), filled.to_owned());
        return Ask { door: door.path, way: Way::of(door.path, ""), of_consultations, method, path, kind, body };
    }
    let kind = if method == "POST" { "multipart/form-data; boundary=mark" } else { "" };
    let part = "--mark\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.md\"\r\n\r\nUntergeschoben\r\n--mark--\r\n";
    let body = if method == "POST" { part.to_owned() } else { String::new() };
    let way = Way::of(door.path, filled);
    Ask { door: door.path, way, of_consultations, method, path: filled.to_owned(), kind, body }
}

/// What is wrong with the tables themselves: rows without a door, names that nothing stands for.
pub fn wrong_rows(names: &[&BTreeMap<&'static str, String>]) -> Vec<String> {
    let doors: BTreeSet<&str> = doors::all().map(|door| door.path).collect();
    let calls = READS.iter().chain(WRITES).map(|(name, _)| *name);
    let calls = calls.chain(AS_THEY_ARE.iter().copied()).chain(NOT_ASKED.iter().flat_map(|(_, names)| *names).copied());
    let mut wrong: Vec<String> = calls
        .filter(|name| !doors.contains(format!("/calls/{name}").as_str()))
        .map(|name| format!("there is no call {name}"))
        .collect();
    wrong
        .extend(ROUTES.iter().filter(|(path, _)| !doors.contains(path)).map(|(path, _)| format!("there is no {path}")));
    let rows = READS.iter().chain(WRITES).chain(ROUTES);
    for template in rows.flat_map(|(_, templates)| *templates) {
        if names.iter().all(|names| filled(template, names).is_none()) {
            wrong.push(format!("nothing stands for a name in {template}"));
        }
    }
    wrong
}
