//! The protocols of all merges of a text: what was decided about amendments, by whom, when and why.

use domain::amendment::protocol::{Act, Decision};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::difference::place;
use crate::calls::consultation::merging::{ProtocolLine, Protocols, load_protocols};
use crate::components::forum::{Forum, Time};
use crate::components::message::Failure;
use crate::pages::consultations::{once, trail};
use crate::texts::{amendments as t, consultation, fill};

#[component]
pub fn Protocol() -> impl IntoView {
    let params = use_params_map();
    let text = Memo::new(move |_| params.read().get("text").unwrap_or_default());
    let found = Resource::new(move || text.get(), load_protocols);
    view! {
        <Suspense>
            {once(move || Suspend::new(async move {
                match found.await {
                    Err(error) => view! { <Forum title=t::PROTOCOL_TITLE><Failure error/></Forum> }.into_any(),
                    Ok(protocols) => {
                        let mut trail = trail(&protocols.place);
                        trail.push((format!("/texts/{}/amendments", protocols.place.id), t::TITLE.to_owned()));
                        view! {
                            <Forum title=t::PROTOCOL_TITLE trail><h1>{t::PROTOCOL_TITLE}</h1><List protocols/></Forum>
                        }.into_any()
                    }
                }
            }))}
        </Suspense>
    }
}

#[component]
fn List(protocols: Protocols) -> impl IntoView {
    if protocols.merges.is_empty() {
        return view! { <div class="empty"><p><strong>{t::PROTOCOL_NONE}</strong></p></div> }.into_any();
    }
    let one = |(version, lines): (u32, Vec<ProtocolLine>)| {
        view! {
            <section>
                <h2>{fill(t::PROTOCOL_OF, &[("n", &version.to_string())])}</h2>
                <ol class="history">{lines.into_iter().map(line).collect_view()}</ol>
            </section>
        }
    };
    protocols.merges.into_iter().map(one).collect_view().into_any()
}

fn line(line: ProtocolLine) -> impl IntoView {
    let reason = reason(&line.act).map(str::to_owned);
    view! {
        <li class:undone=!line.counts>
            <Time at=line.at/>": "{sentence(&line)}
            {(!line.counts).then(|| format!(" ({})", t::UNDONE))}
            {reason.map(|reason| view! { <span class="amendment-reason" dir="auto">" "{reason}</span> })}
        </li>
    }
}

/// Who did what, where.
pub fn sentence(line: &ProtocolLine) -> String {
    let author = line.author.as_deref().unwrap_or(consultation::FORMER_ACCOUNT);
    let done = match &line.act {
        Act::Decide { decision, .. } => {
            let pattern = match decision {
                Decision::Accept => t::ACT_ACCEPT,
                Decision::Modify { .. } => t::ACT_MODIFY,
                Decision::Reject { .. } => t::ACT_REJECT,
            };
            fill(pattern, &[("author", author)])
        }
        Act::Settle { .. } => t::ACT_SETTLE.to_owned(),
        Act::Undo { entry } => fill(t::ACT_UNDO, &[("n", &(entry + 1).to_string())]),
        Act::Finish { version, .. } => fill(t::ACT_FINISH, &[("n", &version.to_string())]),
    };
    let place = line.number.as_ref().map(|number| format!("{}: ", place(number))).unwrap_or_default();
    format!("{place}{} {done}", line.by)
}

fn reason(act: &Act) -> Option<&str> {
    match act {
        Act::Decide { decision: Decision::Modify { reason, .. } | Decision::Reject { reason }, .. }
        | Act::Settle { reason, .. }
        | Act::Finish { reason, .. } => Some(reason),
        Act::Decide { .. } | Act::Undo { .. } => None,
    }
}
