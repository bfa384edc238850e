//! The line over which a meeting's pages hear that something has changed. Without scripts there is a link to load the page anew.

use leptos::prelude::*;

/// Counts up whenever something happened in this meeting, until the page is left.
pub fn follow(meeting: &str) -> Signal<u64> {
    let count = RwSignal::new(0_u64);
    #[cfg(feature = "hydrate")]
    {
        use crate::components::live::{self, Line};
        let line = RwSignal::new(Line::Connecting);
        live::follow(format!("/live/meetings/{meeting}"), "changed", line, move |_| count.update(|count| *count += 1));
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = meeting;
    count.into()
}
