//! What this site stores about its visitors, for everybody.

use domain::protection::{DRAFT_DAYS, LANGUAGE_DAYS, SESSION_IDLE_HOURS};
use leptos::prelude::*;

use crate::calls::privacy::{Responsible, site_responsible};
use crate::components::frame::Site;
use crate::components::message::Failure;
use crate::language::reader_language;
use crate::privacy_texts::privacy_texts;
use crate::texts::fill;

#[component]
pub fn Privacy() -> impl IntoView {
    let p = privacy_texts(&reader_language());
    let responsible = Resource::new(|| (), |()| site_responsible());
    view! {
        <Site title=p.title languages=true>
            <Suspense>
                {move || Suspend::new(async move {
                    match responsible.await {
                        Ok(responsible) => view! { <Sections responsible/> }.into_any(),
                        Err(error) => view! { <Failure error/> }.into_any(),
                    }
                })}
            </Suspense>
        </Site>
    }
}

#[component]
fn Sections(responsible: Responsible) -> impl IntoView {
    let p = privacy_texts(&reader_language());
    let reach = responsible
        .contact
        .map_or_else(|| p.no_contact.to_owned(), |contact| fill(p.contact, &[("contact", &contact)]));
    let days = |text: &str, days: u16| fill(text, &[("days", &days.to_string())]);
    view! {
        <article class="notice-text">
            <h1 class="begins">{p.title}</h1>
            <p>{p.lead}</p>
            <h2>{p.responsible_title}</h2>
            <p>{fill(p.responsible, &[("responsible", &responsible.name)])}</p>
            <p>{reach}</p>
            <h2>{p.visit_title}</h2>
            <p>{p.visit}</p>
            <h2>{p.cookies_title}</h2>
            <p>{p.cookies_lead}</p>
            <ul>
                <li>{days(p.cookie_language, LANGUAGE_DAYS)}</li>
                <li>{days(p.cookie_draft, DRAFT_DAYS)}</li>
                <li>{fill(p.cookie_session, &[("hours", &SESSION_IDLE_HOURS.to_string())])}</li>
                <li>{p.cookie_browser}</li>
            </ul>
            <p>{p.device}</p>
            <h2>{p.surveys_title}</h2>
            <p>{p.surveys}</p>
            <h2>{p.accounts_title}</h2>
            <p>{p.accounts}</p>
            <h2>{p.rights_title}</h2>
            <p>{p.rights}</p>
            <p>{p.complaint}</p>
        </article>
    }
}
