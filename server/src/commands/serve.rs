//! `teilhabe serve`: runs the site until it is told to end, then lets requests in flight finish and closes the database.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use app::services::Services;
use app::services::clock::Clock;
use app::services::vault::Vault;
use axum::Router;
use axum::serve::ListenerExt as _;
use leptos::config::LeptosOptions;
use store::{Connection, Records};
use tokio::net::TcpListener;

use super::say;
use crate::configuration::Serving;
use crate::{build, demonstration, jobs};

/// How long requests in flight may take once the process is told to end.
const FINISHING: Duration = Duration::from_secs(20);

/// Runs the site.
pub async fn run(connection: &Connection, serving: &Serving) -> anyhow::Result<()> {
    // First of all: who finds the port taken has not touched the database.
    let listener = listen(serving.address).await?;
    let clock = Clock::system();
    let vault = match serving.keys_folder(&connection.url) {
        Some(folder) => Vault::open(&folder).with_context(|| format!("the keys in {}", folder.display()))?,
        None => Vault::in_memory(),
    };
    let records = Records::open(connection, clock.now()).await?;
    let outcome = serve(records.clone(), vault, clock, serving, listener).await;
    records.close().await;
    outcome
}

async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            anyhow!("the address {address} is in use by another program; choose another one with --address")
        }
        _ => anyhow!("cannot listen at {address}: {error}"),
    })
}

async fn serve(
    records: Records,
    vault: Vault,
    clock: Clock,
    serving: &Serving,
    listener: TcpListener,
) -> anyhow::Result<()> {
    let address = listener.local_addr()?;
    let demo = if serving.demo { Some(demonstration::load(&records, &clock).await?) } else { None };
    let services = Services::new(records, vault, serving.settings(demo.clone()), clock);
    if serving.demo {
        demonstration::consultation::load(&services).await?;
    }
    services.limits.remember(&services.records).await?;
    let router = build(services.clone(), site(serving, address));
    let house = tokio::spawn(jobs::keep_house(services.clone()));
    let mut post = tokio::spawn(jobs::mail::send_mails(services.clone()));
    let mut news = tokio::spawn(jobs::notices::tell(services.clone()));

    let url = if serving.public_url.is_some() { serving.public_url() } else { format!("http://{address}") };
    if let Some(demo) = demo {
        say(&format!("Demo: sign in at {url}/sign-in with {} and the password {}", demo.email, demo.password))?;
    }
    say(&format!("Teilhabe is ready at {url}"))?;

    let outcome = until_told(router, listener, &services).await;
    services.closing.announce();
    // The mail that is being handed over is finished if it can be; otherwise it goes again when its lease is over.
    if tokio::time::timeout(FINISHING, &mut post).await.is_err() {
        tracing::warn!("a mail was not taken in time; it will be sent again");
        post.abort();
        let _ = post.await;
    }
    // Nothing is lost or told twice when it is cut off: see `notices`.
    if tokio::time::timeout(FINISHING, &mut news).await.is_err() {
        news.abort();
        let _ = news.await;
    }
    house.abort();
    // Ends with the abortion; whatever holds records has to be gone before the database closes.
    let _ = house.await;
    jobs::keep_attempts(&services).await;
    services.tallies.stop().await;
    outcome
}

async fn until_told(router: Router, listener: TcpListener, services: &Services) -> anyhow::Result<()> {
    let listener = listener.tap_io(|connection| {
        // Small answers leave at once; where that cannot be set they leave a little later.
        let _ = connection.set_nodelay(true);
    });
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let closing = services.closing.clone();
    let mut server =
        tokio::spawn(axum::serve(listener, service).with_graceful_shutdown(closing.announced()).into_future());
    tokio::select! {
        ended = &mut server => return Ok(ended??),
        signal = told_to_end() => signal?,
    }
    tracing::info!("closing: no new connections, requests in flight are finished");
    services.closing.announce();
    if let Ok(ended) = tokio::time::timeout(FINISHING, &mut server).await {
        return Ok(ended??);
    }
    tracing::warn!("some requests have not finished in time");
    server.abort();
    Ok(())
}

/// Waits for Ctrl-C or the operating system's request to end.
async fn told_to_end() -> anyhow::Result<()> {
    #[cfg(unix)]
    {
        let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted.context("signals cannot be heard")?,
            _ = terminate.recv() => {}
        }
        Ok(())
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await.context("signals cannot be heard")
}

/// Where scripts, styles and fonts are. File names carry a hash when the build left its list beside the program.
fn site(serving: &Serving, address: SocketAddr) -> LeptosOptions {
    let beside = |name: &str| -> Option<PathBuf> {
        let path = std::env::current_exe().ok()?.parent()?.join(name);
        path.exists().then_some(path)
    };
    let root = serving.site.clone().or_else(|| beside("site")).unwrap_or_else(|| PathBuf::from("target/site"));
    if !root.is_dir() {
        tracing::warn!(folder = %root.display(), "the folder of scripts and styles is missing: pages work, but look bare");
    }
    LeptosOptions::builder()
        .output_name("teilhabe")
        .site_root(root.to_string_lossy())
        .site_addr(address)
        .hash_files(beside("hash.txt").is_some())
        .env(if cfg!(debug_assertions) { leptos::config::Env::DEV } else { leptos::config::Env::PROD })
        .build()
}
