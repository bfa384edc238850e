//! Whether the groups can live with a text: figures that follow live, one's own position, objections, votes.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::announcing::Votes;
use super::charts::{ObjectionChart, PositionChart};
use super::objections::Objections;
use super::poll::Group;
use super::{Done, Problem, Sent, refresh};
use crate::calls::consultation::agreement::{AgreementView, load_agreement};
use crate::calls::consultation::objections::MoveObjection;
use crate::calls::consultation::positions::TakePosition;
use crate::components::forum::{Forum, refusal};
use crate::components::live::text_changes;
use crate::components::message::Failure;
use crate::pages::consultations::once;
use crate::texts::{agreement as t, consultation, fill};

#[component]
pub fn AgreementPage() -> impl IntoView {
    let params = use_params_map();
    let text = Memo::new(move |_| params.read().get("text").unwrap_or_default());
    let frame = Resource::new(move || text.get(), load_agreement);
    view! {
        <Suspense>
            {once(move || Suspend::new(async move {
                match frame.await {
                    Ok(first) => view! { <Page first/> }.into_any(),
                    Err(error) => view! { <Forum title=consultation::CONSULTATIONS><Failure error/></Forum> }.into_any(),
                }
            }))}
        </Suspense>
    }
}

#[component]
fn Page(first: AgreementView) -> impl IntoView {
    let text = first.text;
    let (_, live) = text_changes(text);
    let current = RwSignal::new(first.clone());
    let (position, objection) = (ServerAction::<TakePosition>::new(), ServerAction::<MoveObjection>::new());
    let done = move || position.version().get() + objection.version().get();
    refresh(current, move || live.get() + done() as u64, move || load_agreement(text.to_string()));
    let sent = Sent::new();
    let (position_refused, objection_refused) = (refusal(position), refusal(objection));
    let version = first.version;
    let newer = move || Some(current.read().version).filter(|now| *now != version);
    let verdict = move || {
        current.with(|view| match view.agreed {
            Some(true) => view! { <p class="notice agreed"><strong>{t::AGREED}</strong></p> }.into_any(),
            Some(false) => view! { <p class="notice"><strong>{t::NOT_AGREED}</strong></p> }.into_any(),
            None => view! { <p class="notice">{view.not_asked.clone()}</p> }.into_any(),
        })
    };
    let asked = first.agreed.is_some();
    let groups = first.groups.clone();
    let paragraphs = first.paragraphs.clone();
    let figures = groups.iter().any(|group| group.figures.is_some());
    view! {
        <Forum title=format!("{}: {}", t::TITLE, first.title) trail=first.trail.clone()>
            <div class="page-head">
                <h1>{t::TITLE}": "{first.title.clone()}</h1>
                <p class="quiet">{fill(t::VERSION, &[("n", &version.to_string())])}" · "<a href=format!("/texts/{text}")>{t::TO_TEXT}</a></p>
            </div>
            <p>{t::LEAD}</p>
            <Done said=&[("position", t::SAVED_POSITION), ("objection", t::SAVED_OBJECTION)]/>
            <Problem error=sent.refused(position_refused, "") id="position-problem"/>
            <Problem error=sent.refused(objection_refused, "") id="objection-problem"/>
            <div aria-live="polite">
                {verdict}
                {move || newer().map(|number| view! {
                    <p class="notice warning">
                        {fill(t::NEW_VERSION, &[("n", &number.to_string())])}" "
                        <a href=format!("/texts/{text}/agreement") rel="external">{t::RELOAD}</a>
                    </p>
                })}
            </div>
            {figures.then(|| view! { <PositionChart current/> })}
            {groups.into_iter().map(|group| view! {
                <Group first=group text version paragraphs=paragraphs.clone() current action=position sent/>
            }).collect_view()}
            {asked.then(|| view! { <ObjectionChart current/> })}
            <Objections current action=objection sent/>
            <Votes text live/>
        </Forum>
    }
}
