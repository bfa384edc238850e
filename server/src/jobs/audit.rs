//! Follows the audit log from its first entry, says so loudly when it does not fit, and writes its end into the program's log:
//! a copy outside the database, against which a log that was cut off or written anew shows.

use app::services::Services;

/// Checks the whole log once.
pub async fn watch(services: &Services) {
    match services.records.verify_audit(&[]).await {
        Ok(Ok(end)) if end.number == 0 => {}
        Ok(Ok(end)) => tracing::info!(number = end.number, hash = end.hash, "the audit log is whole up to this entry"),
        Ok(Err(fault)) => {
            tracing::error!(number = fault.number, misfit = ?fault.misfit, "the audit log has been changed");
        }
        Err(error) => tracing::error!(%error, "the audit log could not be checked"),
    }
}
