//! What somebody typed into a plain form that needs something else: the page that answers shows it again, with what is wrong. So
//! nothing typed is lost, and codes stand in no address, no log and no cookie.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// What stood in the field.
    pub text: String,
    /// The word for what is wrong; empty when the page was not asked for by a form.
    pub problem: String,
}

/// Without what was typed: what is printed may land in a log.
impl std::fmt::Debug for Typed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Typed").field("problem", &self.problem).finish_non_exhaustive()
    }
}

/// What was sent to this page, the same on the server and in the browser.
pub fn typed() -> Typed {
    let typed = SharedValue::new(|| use_context::<Typed>().unwrap_or_default()).into_inner();
    if !typed.problem.is_empty() {
        crate::components::message::set_status(422);
    }
    typed
}
