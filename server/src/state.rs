//! What every route can reach: the services and the places of the site's files.

use app::services::Services;
use axum::extract::FromRef;
use leptos::config::LeptosOptions;

/// State of the router.
#[derive(Debug, Clone)]
pub struct AppState {
    /// Shared with pages and server functions.
    pub services: Services,
    /// Names and places of scripts, styles and fonts.
    pub options: LeptosOptions,
}

impl FromRef<AppState> for Services {
    fn from_ref(state: &AppState) -> Self {
        state.services.clone()
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.options.clone()
    }
}
