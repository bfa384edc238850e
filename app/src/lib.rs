//! What people see: pages, their parts, and the server functions behind them.
//!
//! Two halves from one source: feature `ssr` renders on the server, feature `hydrate` makes the page alive in the browser.

// View types nest deeply; the compiler's default of 128 levels is too few for them.
#![recursion_limit = "256"]

pub mod account_error;
pub mod account_texts;
pub mod calls;
mod components;
mod directory_texts;
pub mod document;
pub mod error;
pub mod language;
mod later;
mod pages;
pub mod privacy_texts;
pub mod refusal;
mod routes;
#[cfg(feature = "ssr")]
pub mod services;
pub mod texts;
pub mod typed;

#[cfg(feature = "hydrate")]
mod browser;

pub use routes::App;
