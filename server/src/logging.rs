//! The log on standard error: lines for people or JSON for machines. Nothing about persons belongs into it.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::configuration::{LogFormat, Logging};

/// Starts logging. Panics are logged, too: their place, but not their text, which may hold values (debug builds print it).
///
/// # Errors
///
/// When the filter cannot be understood.
pub fn start(settings: &Logging) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&settings.log).map_err(|error| anyhow::anyhow!("TEILHABE_LOG: {error}"))?;
    let registry = tracing_subscriber::registry().with(filter);
    match settings.log_format {
        LogFormat::Text => registry.with(tracing_subscriber::fmt::layer().with_writer(std::io::stderr)).init(),
        LogFormat::Json => registry.with(tracing_subscriber::fmt::layer().json().with_writer(std::io::stderr)).init(),
    }
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map_or_else(|| "?".to_owned(), ToString::to_string);
        tracing::error!(place, "the program has panicked");
        if cfg!(debug_assertions) {
            before(panic);
        }
    }));
    Ok(())
}
