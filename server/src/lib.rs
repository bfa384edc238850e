//! The process: [`build`] makes the router that `teilhabe serve` and every test use.
//!
//! Pages and server functions live in `app`, rules in `domain`, the database in `store`. Here is what is left: routes that
//! are no pages, the layers around all of them, settings, commands and jobs.

// Futures of views nest deeply; the compiler's default of 128 levels is too few for them.
#![recursion_limit = "256"]

use std::sync::OnceLock;

use app::services::Services;
use axum::Router;
use axum::routing::{get, post};
use leptos::config::LeptosOptions;
use leptos::prelude::provide_context;
use leptos_axum::{AxumRouteListing, LeptosRoutes as _, file_and_error_handler_with_context, generate_route_list};

pub mod commands;
pub mod configuration;
pub mod demonstration;
pub mod doors;
pub mod jobs;
pub mod logging;
mod middleware;
pub mod routes;
mod state;

pub use doors::Routes;
pub use middleware::request_log::RequestId;
pub use state::AppState;

/// The whole site: every route, inside all layers.
pub fn build(services: Services, options: LeptosOptions) -> Router {
    let state = AppState { services: services.clone(), options: options.clone() };
    // Given to pages and to server functions alike.
    let context = move || provide_context(services.clone());
    let document = move || app::document::document(options.clone());

    let routes = routes()
        .into_router()
        .leptos_routes_with_context(&state, pages(), context.clone(), document)
        .fallback(file_and_error_handler_with_context::<AppState, _>(context, app::document::document))
        .with_state(state.clone());
    middleware::around(routes, uploads().into_router().with_state(state.clone()), &state)
}

/// The pages of the app. Listed once in a process: Leptos renders them all for that, and meanwhile loads nothing for anybody.
pub fn pages() -> Vec<AxumRouteListing> {
    static PAGES: OnceLock<Vec<AxumRouteListing>> = OnceLock::new();
    PAGES.get_or_init(|| generate_route_list(app::App)).clone()
}

/// Routes that take files, longer than anything else may be. Each has a row in [`doors`], too.
pub fn uploads() -> Routes {
    Routes::default()
        .route("/office/organisations/import/file", post(routes::organisations::upload))
        .route("/groups/{group}/texts/import", post(routes::text_files::import))
        .route("/texts/{text}/replace", post(routes::text_files::replace))
}

/// The routes that are no pages. Each has a row in [`doors`].
pub fn routes() -> Routes {
    Routes::default()
        .route("/health/live", get(routes::health::live))
        .route("/health/ready", get(routes::health::ready))
        .route("/live/surveys/{slug}", get(routes::live::tally))
        .route("/live/texts/{text}", get(routes::live_text::changes))
        .route("/live/meetings/{meeting}", get(routes::live_meeting::changes))
        .route("/feeds/{file}", get(routes::feeds::conference))
        .route("/feeds/groups/{file}", get(routes::feeds::group))
        .route("/feeds/texts/{file}", get(routes::feeds::text))
        .route("/feeds/secret/{file}", get(routes::feeds::secret))
        .route("/office/audit/export.csv", get(routes::office_files::audit_csv))
        .route("/office/audit/export.jsonl", get(routes::office_files::audit_lines))
        .route("/office/protection/register.csv", get(routes::office_files::register))
        .route("/api/v1/openapi.json", get(routes::openapi::description))
        .route("/api/v1/surveys/{slug}/responses", post(routes::api::submit))
        .route("/api/v1/surveys/{slug}/results", get(routes::api::results))
        .route("/api/v1/votes/{id}", get(routes::api_votes::vote))
        .route("/api/v1/bounces", post(routes::api_bounces::note))
        .route("/api/{*path}", axum::routing::any(routes::api::unknown))
        // Plain forms; the pages at the same addresses (GET) are Leptos's.
        .route("/i", post(routes::invitation_form::open))
        .route("/office/surveys/{slug}/invitations", post(routes::office_invitations::change))
        .route("/office/surveys/{slug}/terms", post(routes::office_terms::change))
        .route("/surveys/{slug}/receipt", post(routes::invitation_form::by_receipt))
        .route("/surveys/{slug}", post(routes::answer_form::begin))
        .route("/surveys/{slug}/{step}", post(routes::answer_form::step))
        .route("/mail/stop/{token}", post(routes::mail_stop::change))
        .route("/office/mail", post(routes::office_mail::change))
        .route("/office/mail/template", post(routes::office_mail::write))
        .route("/office/organisations/new", post(routes::organisations::create))
        .route("/office/organisations/{id}", post(routes::organisations::change))
        .route("/office/organisations/{id}/notes", post(routes::organisations::add_note))
        .route("/office/organisations/{id}/notes/{note}", post(routes::organisations::change_note))
        .route("/office/organisations/import/{id}", post(routes::organisations::confirm))
        .route("/office/organisations/export.csv", get(routes::organisations::export_csv))
        .route("/office/organisations/export.xlsx", get(routes::organisations::export_xlsx))
        // Texts under consultation, as files.
        .route("/texts/{text}/versions/{number}/files/{name}", get(routes::text_files::text_file))
        .route("/consultations/{conference}/archive.zip", get(routes::text_files::consultation_archive))
        // One's own data, as a file.
        .route("/account/data", get(routes::own_data::download))
}
