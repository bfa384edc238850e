//! Stopping invitations by the link in them: one click in the mail program (RFC 8058) or the button on our page.

use app::services::Services;
use app::services::addresses::Neighbourhood;
use app::services::mail::stop::StopHash;
use axum::Extension;
use axum::body::Bytes;
use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use super::answer_form::{Trouble, see};

/// Who posts, and what for.
enum Wish {
    /// A mail program: wants no page and must not be redirected.
    OneClick,
    Stop,
    Resume,
}

impl Wish {
    /// The body is a form, or, from mail programs, a multipart form with the one field that says who they are.
    fn read(body: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(body);
        if text.contains("List-Unsubscribe") && text.contains("One-Click") {
            return Some(Self::OneClick);
        }
        text.split('&').find_map(|field| match field {
            "go=stop" => Some(Self::Stop),
            "go=resume" => Some(Self::Resume),
            _ => None,
        })
    }
}

/// Stops mails to the address that the link names, or lets them go again.
///
/// # Errors
///
/// See [`Trouble`].
pub async fn change(
    State(services): State<Services>,
    Path(token): Path<String>,
    OriginalUri(address): OriginalUri,
    Extension(neighbourhood): Extension<Neighbourhood>,
    body: Bytes,
) -> Result<Response, Trouble> {
    services.limits.change_from(neighbourhood)?;
    let hash = StopHash::read(&services.vault, &token).map_err(|error| {
        tracing::error!(%error, "the vault does not answer");
        Trouble::Unavailable
    })?;
    let page = address.path_and_query().map_or("/", |place| place.as_str());
    let wish = Wish::read(&body);
    let (Some(hash), Some(wish)) = (hash, wish) else {
        // The page at this address says what may be wrong with the link.
        return Ok(see(page));
    };
    match wish {
        Wish::OneClick | Wish::Stop => services.records.stop_mails_to(&hash.text(), services.clock.now()).await?,
        Wish::Resume => services.records.resume_mails_to(&hash.text()).await?,
    }
    Ok(match wish {
        Wish::OneClick => (StatusCode::OK, "stopped\n").into_response(),
        Wish::Stop | Wish::Resume => see(page),
    })
}
