//! Who gets in where: every server function, page and route, as a stranger and as each role, against the table of rights.

use std::collections::{BTreeMap, BTreeSet};

use app::services::people;
use axum::http::{Method, Request, StatusCode};
use demo::Generator;
use domain::account::Role;
use domain::permission::may;
use domain::survey::Survey;
use server::doors::{self, Door, Kind, Knock};
use uuid::Uuid;

use crate::support::{Answer, Client, EMAIL, TestServer, responses_path, run, submission};

/// Names of all server functions, pages and routes: what there is, told by those who serve it.
fn there_is() -> BTreeSet<(&'static str, String)> {
    let calls = leptos::server_fn::axum::server_fn_paths().map(|(path, method)| {
        assert_eq!(method, Method::POST, "{path}: what a call says must not stand in addresses");
        ("call", path.to_owned())
    });
    let pages = server::pages().into_iter().map(|page| ("page", page.path().to_owned()));
    let (routes, uploads) = (server::routes(), server::uploads());
    let routes: Vec<String> = routes.paths().iter().chain(uploads.paths()).map(|path| (*path).to_owned()).collect();
    calls.chain(pages).chain(routes.into_iter().map(|path| ("route", path))).collect()
}

#[test]
fn every_door_has_a_row_and_every_row_a_door() {
    run(async {
        // Builds the site, which registers everything.
        let _server = TestServer::start().await;
        let rows: BTreeSet<(&str, String)> = doors::all()
            .map(|door| {
                let kind = match door.kind {
                    Kind::Call => "call",
                    Kind::Page => "page",
                    Kind::Route(_) => "route",
                };
                (kind, door.path.to_owned())
            })
            .collect();
        let there_is = there_is();
        let without_row: Vec<_> = there_is.difference(&rows).collect();
        let without_door: Vec<_> = rows.difference(&there_is).collect();
        assert!(without_row.is_empty(), "add a row to server/src/doors for {without_row:?}");
        assert!(without_door.is_empty(), "there is no such door: {without_door:?}");
        for (place, door) in doors::all().enumerate() {
            let same = doors::all().take(place).any(|other| (other.kind, other.path) == (door.kind, door.path));
            assert!(!same, "{door:?} twice");
        }
    });
}

/// A site with a survey, a response with a telling text, and one account per role.
struct Site {
    server: TestServer,
    survey: Survey,
    accounts: BTreeMap<Role, Uuid>,
}

impl Site {
    async fn start() -> Self {
        let (server, survey) = TestServer::with_survey().await;
        let mut accounts = BTreeMap::new();
        for role in Role::ALL {
            let email = format!("{}@example.org", role.name());
            server.add_account(&email, role).await;
            let account = server.services.records.account_by_email(&email).await.expect("readable").expect("just made");
            accounts.insert(role, account.id);
        }
        let body = submission(app::services::chance::uuid(), &Generator::new(&survey, 9).response());
        server.client().post_json(&responses_path(&survey), &body).await;
        Self { server, survey, accounts }
    }

    /// Somebody of this role, newly signed in; a stranger without one.
    async fn client(&self, role: Option<Role>) -> Client {
        let mut client = self.server.client();
        if let Some(role) = role {
            let store = std::sync::Arc::new(store::Sessions(self.server.services.records.clone()));
            let session = tower_sessions::Session::new(None, store, None);
            people::begin(&self.server.services, &session, self.accounts[&role], "").await.expect("a session");
            session.save().await.expect("kept");
            client.cookies.insert("teilhabe".to_owned(), session.id().expect("saved").to_string());
        }
        client
    }

    /// The path with something in place of every placeholder.
    fn path(&self, door: &Door) -> String {
        let parts = door.path.split('/').map(|part| match part {
            "{slug}" => self.survey.slug.clone(),
            "{step}" => "1".to_owned(),
            "{id}" | "{note}" => "00000000-0000-4000-8000-000000000000".to_owned(),
            part if part.starts_with('{') => "x".to_owned(),
            part => part.to_owned(),
        });
        parts.collect::<Vec<_>>().join("/")
    }

    async fn knock(&self, door: &Door, client: &mut Client) -> Answer {
        let method = match door.kind {
            Kind::Call => "POST",
            Kind::Page => "GET",
            Kind::Route(method) => method,
        };
        let request = Request::builder().method(method).uri(self.path(door)).header("sec-fetch-site", "same-origin");
        let fill = |text: &str| text.replace("{slug}", &self.survey.slug);
        match door.knock {
            Knock::Empty if method == "GET" => head(client, request).await,
            Knock::Empty => client.send(request.header("content-type", "application/x-www-form-urlencoded"), "").await,
            Knock::Form(fields) => {
                client.send(request.header("content-type", "application/x-www-form-urlencoded"), &fill(fields)).await
            }
            Knock::Json(body) => client.send(request.header("content-type", "application/json"), &fill(body)).await,
        }
    }
}

/// A live stream never ends: its beginning says enough.
async fn head(client: &mut Client, request: axum::http::request::Builder) -> Answer {
    let response = client.begin(request, "").await;
    let streams = response.headers().get("content-type").is_some_and(|kind| kind == "text/event-stream");
    if streams {
        return Answer { status: response.status(), headers: response.headers().clone(), body: String::new() };
    }
    Client::read(response).await
}

/// Whether somebody was refused for want of a right.
fn refused(door: &Door, answer: &Answer) -> bool {
    let turned_away =
        matches!(answer.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) || answer.leads_to_sign_in();
    match door.kind {
        Kind::Call => turned_away || answer.body.contains("\"Forbidden\""),
        Kind::Page | Kind::Route(_) => turned_away,
    }
}

#[test]
fn every_door_opens_to_those_who_may_and_to_nobody_else() {
    run(async {
        let site = Site::start().await;
        let askers = || std::iter::once(None).chain(Role::ALL.into_iter().map(Some));
        let mut wrong = Vec::new();
        for door in doors::all() {
            for role in askers() {
                let mut client = site.client(role).await;
                let answer = site.knock(door, &mut client).await;
                let allowed = may(role, door.action, door.state);
                // An understood call is needed: one that cannot be read is refused before anybody asks for rights.
                let unread = matches!(door.kind, Kind::Call) && answer.body.contains("\"Failed\"");
                if refused(door, &answer) == allowed || unread {
                    let said: String = answer.body.chars().take(80).collect();
                    wrong.push(format!("{} {} as {role:?}: {} {said}", kind(door), door.path, answer.status));
                }
                if !allowed {
                    assert!(!answer.body.contains("\"asked\""), "{} tells figures", door.path);
                    assert!(!answer.body.contains("@example.org"), "{} tells addresses", door.path);
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

fn kind(door: &Door) -> &'static str {
    match door.kind {
        Kind::Call => "call",
        Kind::Page => "page",
        Kind::Route(method) => method,
    }
}

#[test]
fn a_route_takes_no_methods_beside_those_in_the_table() {
    run(async {
        let site = Site::start().await;
        let pages: BTreeSet<&str> = doors::all().filter(|door| door.kind == Kind::Page).map(|door| door.path).collect();
        for door in doors::all().filter(|door| matches!(door.kind, Kind::Route(_))) {
            // `/api/…` answers "not there" to whatever comes.
            if door.path.contains("{*") {
                continue;
            }
            for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
                let listed = doors::all().any(|other| other.path == door.path && other.kind == Kind::Route(method));
                if listed || (method == "GET" && pages.contains(door.path)) {
                    continue;
                }
                let request = Request::builder().method(method).uri(site.path(door));
                let answer = site.server.client().send(request.header("sec-fetch-site", "same-origin"), "").await;
                assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {} has no row", door.path);
            }
        }
    });
}

#[test]
fn strangers_learn_no_figures_and_no_addresses_by_any_door() {
    run(async {
        let site = Site::start().await;
        site.server.add_account(EMAIL, Role::Staff).await;
        for door in doors::all() {
            let answer = site.knock(door, &mut site.server.client()).await;
            let describes = door.path == "/api/v1/openapi.json";
            assert!(describes || !answer.body.contains("\"asked\""), "{} tells figures", door.path);
            assert!(!answer.body.contains(EMAIL) && !answer.body.contains("staff@example.org"), "{}", door.path);
            if door.path.starts_with("/office") || door.path.starts_with("/account") {
                assert_eq!(answer.header("cache-control"), "no-store", "{}", door.path);
            }
        }
    });
}
