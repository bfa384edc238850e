//! The log on standard error: lines for people or JSON for machines. Nothing about persons belongs into it.

use tracing::Subscriber;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::configuration::{LogFormat, Logging};

/// What writes the log: the filter and the format of the settings, to wherever `writer` says.
///
/// # Errors
///
/// When the filter cannot be understood.
pub fn subscriber<W>(settings: &Logging, writer: W) -> anyhow::Result<Box<dyn Subscriber + Send + Sync>>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let filter = EnvFilter::try_new(&settings.log).map_err(|error| anyhow::anyhow!("TEILHABE_LOG: {error}"))?;
    let registry = tracing_subscriber::registry().with(filter);
    Ok(match settings.log_format {
        LogFormat::Text => Box::new(registry.with(tracing_subscriber::fmt::layer().with_writer(writer))),
        LogFormat::Json => Box::new(registry.with(tracing_subscriber::fmt::layer().json().with_writer(writer))),
    })
}

/// Starts logging. Panics are logged, too: their place, but not their text, which may hold values (debug builds print it).
///
/// # Errors
///
/// When the filter cannot be understood.
pub fn start(settings: &Logging) -> anyhow::Result<()> {
    subscriber(settings, std::io::stderr)?.init();
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
