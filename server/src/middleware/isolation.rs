//! Keeps what Leptos knows of one request away from all others.
//!
//! Leptos finds a request's context (its parts, its answer's headers) through an owner that lies in the thread. Rendering a
//! page leaves its owner there when it waits, and what the thread does next becomes its child: a file of the site, for one,
//! then takes the page's headers, cookies among them, for its own. So an owner lies in the thread only while its own request
//! is worked on.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use leptos::reactive::owner::Owner;

/// Answers the request with nothing of others in the thread, and leaves nothing there.
pub async fn isolate(request: Request, next: Next) -> Response {
    Isolated { work: Box::pin(next.run(request)), owner: None }.await
}

struct Isolated<F> {
    work: Pin<Box<F>>,
    /// The owner that the work had when it last waited.
    owner: Option<Owner>,
}

impl<F: Future> Future for Isolated<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let others = Owner::current();
        clear();
        if let Some(own) = &self.owner {
            own.set();
        }
        let outcome = pin!(&mut self.work).poll(context);
        self.owner = Owner::current().filter(|_| outcome.is_pending());
        clear();
        if let Some(others) = others {
            others.set();
        }
        outcome
    }
}

/// Takes the owner out of the thread.
fn clear() {
    if let Some(owner) = Owner::current() {
        owner.unset();
    }
}
