//! Every way into the program with the right it asks for: server functions, pages, routes. One row each.
//!
//! The test `server/tests/server/access.rs` knocks at every door as a stranger and as each role and compares what happens
//! with [`domain::permission`]; a door without a row fails it, and a row without a door too. To add a door, add a row to the
//! file of its area; a new area is a file and a line in [`AREAS`].

use axum::Router;
use axum::routing::MethodRouter;
use domain::permission::{Action, State};

use crate::state::AppState;

mod agreement;
mod amendments;
mod answering;
mod comments;
mod consultation;
mod invited;
mod meetings;
mod office;
mod outcome;
mod people;
mod results;

/// All rows, by area.
pub const AREAS: &[&[Door]] = &[
    agreement::DOORS,
    amendments::DOORS,
    answering::DOORS,
    comments::DOORS,
    consultation::DOORS,
    invited::DOORS,
    meetings::DOORS,
    office::DOORS,
    outcome::DOORS,
    people::DOORS,
    results::DOORS,
];

/// What kind of way in it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A server function below `/calls/`; its answer says `Forbidden` to those without the right.
    Call,
    /// A page of Leptos; leads those without the right to the sign-in, or answers 403.
    Page,
    /// A route of axum with this method; answers 401 or 403 to those without the right, or leads to the sign-in.
    Route(&'static str),
}

/// What is sent to knock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Knock {
    /// Nothing.
    Empty,
    /// A form's fields, encoded. `{slug}` stands for the address of a survey.
    Form(&'static str),
    /// JSON that the server function understands. `{slug}` stands for the address of a survey.
    Json(&'static str),
}

/// A row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Door {
    /// What kind of way in it is.
    pub kind: Kind,
    /// Its path, with placeholders in braces as axum writes them.
    pub path: &'static str,
    /// The right it asks for.
    pub action: Action,
    /// The state of the thing it is about, in the test; where states matter.
    pub state: Option<State>,
    /// Who has the right may still be refused, when the thing is not theirs: it belongs to a person, an organisation, a group.
    pub personal: bool,
    /// What to send so that the check of the right is reached.
    pub knock: Knock,
}

impl Door {
    /// A form is sent.
    #[must_use]
    pub const fn form(mut self, fields: &'static str) -> Self {
        self.knock = Knock::Form(fields);
        self
    }

    /// JSON is sent.
    #[must_use]
    pub const fn json(mut self, body: &'static str) -> Self {
        self.knock = Knock::Json(body);
        self
    }

    /// It is about a thing in this state.
    #[must_use]
    pub const fn about(mut self, state: State) -> Self {
        self.state = Some(state);
        self
    }

    /// The thing must be theirs, too.
    #[must_use]
    pub const fn personal(mut self) -> Self {
        self.personal = true;
        self
    }
}

const fn door(kind: Kind, path: &'static str, action: Action) -> Door {
    Door { kind, path, action, state: None, personal: false, knock: Knock::Empty }
}

/// The server function at this path (`/calls/…`).
pub const fn call(path: &'static str, action: Action) -> Door {
    door(Kind::Call, path, action)
}

/// The page at this path.
pub const fn page(path: &'static str, action: Action) -> Door {
    door(Kind::Page, path, action)
}

/// The route at this path, fetched.
pub const fn get(path: &'static str, action: Action) -> Door {
    door(Kind::Route("GET"), path, action)
}

/// The route at this path, posted to.
pub const fn post(path: &'static str, action: Action) -> Door {
    door(Kind::Route("POST"), path, action)
}

/// All rows.
pub fn all() -> impl Iterator<Item = &'static Door> {
    AREAS.iter().copied().flatten()
}

/// The routes that are no pages, with their paths written down: axum does not tell what a router holds.
#[derive(Debug, Default)]
pub struct Routes {
    router: Router<AppState>,
    paths: Vec<&'static str>,
}

impl Routes {
    /// Adds a route, like [`Router::route`].
    #[must_use]
    pub fn route(mut self, path: &'static str, methods: MethodRouter<AppState>) -> Self {
        self.paths.push(path);
        Self { router: self.router.route(path, methods), paths: self.paths }
    }

    /// The paths of all routes.
    pub fn paths(&self) -> &[&'static str] {
        &self.paths
    }

    /// What axum needs.
    pub fn into_router(self) -> Router<AppState> {
        self.router
    }
}
