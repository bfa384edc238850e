//! Consultations that everybody can read just now, for the home page.

use chrono::NaiveDate;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::CallError;
#[cfg(feature = "ssr")]
use {
    super::super::request, crate::services::consultation::Space, domain::local_time, domain::process::phase::Activity,
};

/// A card on the home page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenConsultation {
    pub slug: String,
    /// German, as all consultations.
    pub title: String,
    /// Name of the running phase.
    pub phase: String,
    /// Its last day.
    pub until: NaiveDate,
}

/// The published conferences in whose running phase everybody may read, the newest first: the same for whoever asks.
#[server(prefix = "/calls", endpoint = "open-consultations")]
pub async fn open_consultations() -> Result<Vec<OpenConsultation>, CallError> {
    let services = request::services()?;
    let mut open = Vec::new();
    for conference in services.records.conferences().await.map_err(request::failed)? {
        let slug = conference.value.slug;
        let space = Space::of_conference(&services, &slug, None).await.map_err(request::failed)?;
        let Some(space) = space.filter(|space| space.may(Activity::Read)) else { continue };
        let Some(phase) = space.schedule().phase_at(space.now) else { continue };
        // A phase that ends at midnight has the day before as its last.
        let until = local_time::clock(phase.ends - chrono::TimeDelta::seconds(1)).date();
        let (phase, title) = (phase.name.clone(), space.conference.value.title.clone());
        open.push(OpenConsultation { slug, title, phase, until });
    }
    Ok(open)
}
