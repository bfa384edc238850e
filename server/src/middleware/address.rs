//! Notes where a request comes from, for rate limits: as a [`Neighbourhood`] among the request's extensions.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use app::services::addresses::{Neighbourhood, client};
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::state::AppState;

pub async fn note(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    // Without a connection, as in tests, everybody is one neighbour.
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip());
    let address = client(peer, request.headers(), &state.services.settings.trusted_proxies);
    request.extensions_mut().insert(Neighbourhood::from(address));
    next.run(request).await
}
