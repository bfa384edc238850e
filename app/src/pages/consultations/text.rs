//! A text under consultation: outline, text, and the discussion of one paragraph beside it.

use domain::text::blocks::BlockKind;
use domain::text::kind::TextStage;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;
use leptos_router::hooks::{use_params_map, use_query_map};
use uuid::Uuid;

use super::agreement::panel::AgreementPanel;
use super::amendments::panel::AmendmentsPanel;
use super::comments::CommentsPanel;
use super::following::FollowButton;
use super::outcome::panel::OutcomePanel;
use super::reading::{Reading, number_words};
use super::{loaded, phase_words};
use crate::calls::consultation::texts::{StageText, TextPlace, TextView, load_text};
use crate::components::forum::{Forum, Refused, moment, refusal};
use crate::components::live::{Line, text_changes};
use crate::texts::{consultation as t, fill, tags as tag_texts};

#[component]
pub fn TextPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = Memo::new(move |_| {
        let params = params.read();
        let number = params.get("number").and_then(|number| number.parse().ok()).unwrap_or(0);
        (params.get("text").unwrap_or_default(), number, params.get("paragraph"))
    });
    let found = Resource::new(move || asked.get(), |(id, number, _)| load_text(id, number));
    loaded(found, move |found| {
        let chosen = asked.get_untracked().2.and_then(|id| id.parse::<Uuid>().ok());
        let lines = move || query.read().get("lines").as_deref() != Some("0");
        view! { <Text found chosen lines=Signal::derive(lines)/> }
    })
}

#[component]
fn Text(found: TextView, chosen: Option<Uuid>, lines: Signal<bool>) -> impl IntoView {
    let place = found.place.clone();
    let id = place.id;
    let (line, live) = text_changes(id);
    let mut trail = vec![(format!("/consultations/{}", place.conference), place.conference_title.clone())];
    trail.extend(place.group.clone().map(|(id, name)| (format!("/groups/{id}"), name)));
    let old = found.number != place.current;
    let version =
        fill(t::VERSION_OF, &[("n", &found.number.to_string()), ("at", &moment(found.at)), ("author", &found.author)]);
    let (class, stage) = t::stage(place.stage);
    let outline: Vec<(Uuid, String, String)> = found
        .paragraphs
        .iter()
        .filter(|paragraph| matches!(paragraph.kind, BlockKind::Heading(_)))
        .map(|paragraph| {
            let words: Vec<&str> = paragraph.lines.iter().map(|(_, words)| words.as_str()).collect();
            (paragraph.id, number_words(&paragraph.number), words.join(" "))
        })
        .collect();
    let paragraph_words = {
        let paragraphs = found.paragraphs.clone();
        move |id: Uuid| paragraphs.iter().find(|one| one.id == id).map(|one| number_words(&one.number))
    };
    let reading = found.clone();
    let (may, title) = (place.may, place.title.clone());
    view! {
        <Forum title=place.title.clone() trail wide=true>
            <div class="page-head">
                <div>
                    <p class="kind">{t::kind(place.kind)}" "<span class=format!("state {class}")>{stage}</span></p>
                    <h1>{place.title.clone()}</h1>
                    <p class="quiet small">{version}</p>
                </div>
            </div>
            {place.phase.as_ref().map(|phase| view! { <p class="phase-now">{phase_words(phase)}</p> })}
            {old.then(|| view! {
                <p class="notice">{t::OLD_VERSION}" "<a href=format!("/texts/{id}")>{t::TO_NEWEST}</a></p>
            })}
            <Doing place=place.clone()/>
            {move || (line.get() == Line::Cut).then(|| view! { <p class="notice warning">{t::CUT}</p> })}
            <div class="reading" class:with-panel=chosen.is_some()>
                {(!outline.is_empty()).then(|| view! {
                    <nav class="outline" aria-label=t::OUTLINE>
                        <details open>
                            <summary>{t::OUTLINE}</summary>
                            <ol class="outline-list">
                                {outline.into_iter().map(|(id, number, words)| view! {
                                    <li><a href=format!("#p-{id}") rel="external">{number}" "{words}</a></li>
                                }).collect_view()}
                            </ol>
                        </details>
                    </nav>
                })}
                <div class="reading-middle">
                    <p class="small"><a href=move || if lines.get() { "?lines=0" } else { "?lines=1" }>{move || if lines.get() { t::NO_LINES } else { t::LINES }}</a></p>
                    {move || view! { <Reading found=reading.clone() chosen lines=lines.get()/> }}
                </div>
                {chosen.map(|paragraph| {
                    let number = paragraph_words(paragraph).unwrap_or_default();
                    view! { <Panel id paragraph number tags=may.write && !old live/> }
                })}
            </div>
            <div class="panels beside-text">
                {(!old).then(|| view! { <AgreementPanel text=id live/> })}
                <OutcomePanel text=id/>
                {may.signed_in.then(|| view! { <FollowButton thing=id.to_string() name=title/> })}
            </div>
        </Forum>
    }
}

/// The discussion of one paragraph. `tags`: whether the reader may say what it is about.
#[component]
fn Panel(id: Uuid, paragraph: Uuid, number: String, tags: bool, live: Signal<u64>) -> impl IntoView {
    view! {
        <aside class="talk" id="talk" aria-labelledby="talk-title" tabindex="-1">
            <div class="talk-head">
                <h2 id="talk-title">{fill(t::PARAGRAPH, &[("n", &number)])}</h2>
                <a class="button quiet-button" href=format!("/texts/{id}#p-{paragraph}")>{t::CLOSE_PANEL}</a>
            </div>
            <CommentsPanel text=id paragraph=Some(paragraph) live/>
            <AmendmentsPanel text=id paragraph=Some(paragraph) live/>
            {tags.then(|| view! {
                <p class="talk-more"><a href=format!("/texts/{id}/paragraphs/{paragraph}/tags")>{tag_texts::EDIT}</a></p>
            })}
        </aside>
    }
}

/// What the reader can do with the text.
#[component]
fn Doing(place: TextPlace) -> impl IntoView {
    let action = ServerAction::<StageText>::new();
    let error = refusal(action);
    let id = place.id;
    let stage = move |value: &'static str, words: &'static str| {
        view! {
            <form method="post" action=StageText::url()>
                <input type="hidden" name="id" value=id.to_string()/>
                <input type="hidden" name="stage" value=value/>
                <button class="button">{words}</button>
            </form>
        }
    };
    view! {
        <Refused error id="stage-problem"/>
        {(place.stage == TextStage::Draft).then(|| view! { <p class="notice">{t::DRAFT_NOTE}</p> })}
        {(place.stage == TextStage::Settled).then(|| view! { <p class="notice">{t::SETTLED_NOTE}</p> })}
        <div class="button-row">
            {place.may.write.then(|| view! { <a class="button" href=format!("/texts/{id}/write")>{t::WRITE}</a> })}
            {(place.stage == TextStage::Draft).then(|| stage("open", t::SHOW_TO_GROUP))}
            {(place.stage == TextStage::Open && place.may.lead).then(|| stage("settled", t::SETTLE))}
            {(place.stage == TextStage::Settled && place.may.lead).then(|| stage("open", t::REOPEN))}
            {place.may.merge.then(|| view! { <a class="button" href=format!("/texts/{id}/merge")>{t::MERGE}</a> })}
        </div>
        <nav class="views" aria-label=t::BESIDE>
            <a href=format!("/texts/{id}/discussion")>{t::WHOLE_TEXT}</a>
            <a href=format!("/texts/{id}/amendments")>{t::ALL_AMENDMENTS}</a>
            <a href=format!("/texts/{id}/agreement")>{t::AGREEMENT}</a>
            <a href=format!("/texts/{id}/versions")>{t::VERSIONS}</a>
        </nav>
    }
}
