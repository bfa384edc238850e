//! A conference: what it is for, its phases, groups and texts.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::following::FollowButton;
use super::meetings::MeetingList;
use super::{loaded, phase_words, text_list};
use crate::calls::consultation::conferences::{ConferenceView, GroupCard, load_conference};
use crate::components::forum::{Forum, moment};
use crate::texts::{consultation as t, fill, tags};

#[component]
pub fn ConferencePage() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("conference").unwrap_or_default());
    let found = Resource::new(move || slug.get(), load_conference);
    loaded(found, |found| view! { <Conference found/> })
}

#[component]
fn Conference(found: ConferenceView) -> impl IntoView {
    let ConferenceView { conference, purpose_html, programme_html, phase, groups, texts, may_manage, .. } = found;
    let slug = conference.slug.clone();
    let (search, by_tag, feed, dates, archive) = (
        format!("/consultations/{slug}/search"),
        format!("/consultations/{slug}/tags"),
        format!("/feeds/{slug}.atom"),
        format!("/feeds/{slug}.ics"),
        format!("/consultations/{slug}/archive.zip"),
    );
    let (meetings, followed, title) = (slug.clone(), slug.clone(), conference.title.clone());
    let own = move |page: &str| format!("/consultations/{slug}/{page}");
    let programme = !conference.programme.trim().is_empty();
    let days = conference.days.map(|(first, last)| {
        let day = |day: chrono::NaiveDate| day.format("%d.%m.%Y").to_string();
        fill(t::DAYS, &[("first", &day(first)), ("last", &day(last))])
    });
    let facts: Vec<String> =
        days.into_iter().chain((!conference.place.is_empty()).then(|| conference.place.clone())).collect();
    view! {
        <Forum title=conference.title.clone() trail=vec![("/consultations".to_owned(), t::CONSULTATIONS.to_owned())] wide=true>
            <div class="page-head">
                <div>
                    <h1 class="begins">{conference.title.clone()}</h1>
                    <p class="quiet">{facts.join(" · ")}</p>
                    {(!conference.published).then(|| view! { <p><span class="state draft">{t::NOT_PUBLISHED}</span></p> })}
                </div>
            </div>
            <p class="phase-now">{phase.as_ref().map_or_else(|| t::OVER.to_owned(), phase_words)}</p>
            {may_manage.then(|| view! {
                <div class="button-row">
                    <a class="button" href=own("edit")>{t::EDIT_CONFERENCE}</a>
                    <a class="button" href=own("phases")>{t::EDIT_PHASES}</a>
                    <a class="button" href=own("groups")>{t::MAKE_GROUPS}</a>
                    <a class="button" href=own("report")>{t::REPORT}</a>
                    <a class="button" href="/bodies">{t::BODIES}</a>
                    <a class="button" href="/moderation">{t::MODERATION}</a>
                </div>
            })}
            <form method="get" action=search role="search" class="filters">
                <div class="field wide">
                    <label for="q">{t::SEARCH_FOR}</label>
                    <input type="search" id="q" name="q" maxlength="200"/>
                </div>
                <button class="button">{t::SEARCH}</button>
                <a href=by_tag>{tags::BY_TAG}</a>
            </form>
            <div class="prose" inner_html=purpose_html></div>
            {programme.then(|| view! {
                <section aria-labelledby="programme">
                    <h2 id="programme">{t::PROGRAMME}</h2>
                    <div class="prose" inner_html=programme_html></div>
                </section>
            })}
            {(!conference.schedule.phases.is_empty()).then(|| view! {
                <section aria-labelledby="phases">
                    <h2 id="phases">{t::PHASES}</h2>
                    <ol class="phases">
                        {conference.schedule.phases.iter().map(|phase| view! {
                            <li><strong>{phase.name.clone()}</strong>" "<span class="quiet">{moment(phase.starts)}" – "{moment(phase.ends)}</span></li>
                        }).collect_view()}
                    </ol>
                </section>
            })}
            {(!texts.is_empty()).then(|| view! {
                <section aria-labelledby="common">
                    <h2 id="common">{t::COMMON_TEXTS}</h2>
                    {text_list(texts)}
                </section>
            })}
            <section aria-labelledby="groups">
                <h2 id="groups">{t::GROUPS}</h2>
                {if groups.is_empty() {
                    view! { <p class="quiet">{t::NO_GROUPS}</p> }.into_any()
                } else {
                    view! { <div class="cards">{groups.into_iter().map(group).collect_view()}</div> }.into_any()
                }}
            </section>
            <MeetingList conference=meetings group=None/>
            <section aria-labelledby="follow">
                <h2 id="follow">{t::FEEDS}</h2>
                <FollowButton thing=followed name=title/>
                <ul class="feed-links">
                    <li><a href=feed rel="external">{t::FEED_NEWS}</a></li>
                    <li><a href=dates rel="external">{t::FEED_DATES}</a></li>
                    <li><a href=archive rel="external" download>{t::ARCHIVE}</a></li>
                </ul>
            </section>
        </Forum>
    }
}

fn group(group: GroupCard) -> impl IntoView {
    view! {
        <article class="card">
            <h3><a href=format!("/groups/{}", group.id)>{group.name}</a></h3>
            {group.mine.then(|| view! { <p><span class="state open">{t::MY_GROUP}</span></p> })}
            <p class="card-facts">{t::openness(group.openness)}</p>
            {(!group.texts.is_empty()).then(|| text_list(group.texts))}
        </article>
    }
}
