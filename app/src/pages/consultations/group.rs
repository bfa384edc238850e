//! A working group: what it works on, who is in it, its texts.

use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::following::FollowButton;
use super::meetings::MeetingList;
use super::{loaded, phase_words, text_list};
use crate::calls::consultation::groups::{GroupView, MemberView, SeatMember, UnseatMember, load_group};
use crate::components::forum::{Forum, Refused, refusal};
use crate::texts::consultation as t;

#[component]
pub fn GroupPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("group").unwrap_or_default());
    let found = Resource::new(move || id.get(), load_group);
    loaded(found, |found| view! { <Group found/> })
}

#[component]
fn Group(found: GroupView) -> impl IntoView {
    let GroupView {
        group,
        conference_title,
        purpose_html,
        phase,
        texts,
        members,
        new_text,
        leads,
        may_manage,
        others,
        ..
    } = found;
    let trail = vec![
        ("/consultations".to_owned(), t::CONSULTATIONS.to_owned()),
        (format!("/consultations/{}", group.conference), conference_title),
    ];
    let id = group.id;
    let own = move |page: &str| format!("/groups/{id}/{page}");
    view! {
        <Forum title=group.name.clone() trail wide=true>
            <div class="page-head">
                <div>
                    <h1 class="begins">{group.name.clone()}</h1>
                    <p class="quiet">{t::openness(group.openness)}{(!group.room.is_empty()).then(|| format!(" · {}", group.room))}</p>
                </div>
                {new_text.map(|_| view! {
                    <div class="button-row">
                        <a class="button primary" href=own("texts/new")>{t::BEGIN_TEXT}</a>
                        <a class="button" href=own("texts/import")>{t::IMPORT_TEXT}</a>
                    </div>
                })}
            </div>
            <p class="phase-now">{phase.as_ref().map_or_else(|| t::OVER.to_owned(), phase_words)}</p>
            {leads.then(|| view! {
                <div class="button-row">
                    <a class="button" href=own("edit")>{t::EDIT_GROUP}</a>
                    {may_manage.then(|| view! {
                        <a class="button" href=own("phases")>{t::EDIT_PHASES}</a>
                        <a class="button" href=own("opening")>{t::CHANGE_OPENNESS}</a>
                    })}
                </div>
            })}
            <div class="prose" inner_html=purpose_html></div>
            <section aria-labelledby="texts">
                <h2 id="texts">{t::TEXTS}</h2>
                {if texts.is_empty() {
                    view! { <p class="quiet">{t::NO_TEXTS}</p> }.into_any()
                } else {
                    text_list(texts).into_any()
                }}
            </section>
            <MeetingList conference=group.conference.clone() group=Some(id)/>
            <FollowButton thing=id.to_string() name=group.name.clone()/>
            {members.map(|members| view! { <Members id members others may_manage/> })}
        </Forum>
    }
}

#[component]
fn Members(id: Uuid, members: Vec<MemberView>, others: Vec<(Uuid, String)>, may_manage: bool) -> impl IntoView {
    let seat = ServerAction::<SeatMember>::new();
    let unseat = ServerAction::<UnseatMember>::new();
    view! {
        <section aria-labelledby="members">
            <h2 id="members">{t::MEMBERS}</h2>
            <Refused error=refusal(seat) id="seat-problem"/>
            <Refused error=refusal(unseat) id="unseat-problem"/>
            {members.is_empty().then(|| view! { <p class="quiet">{t::NO_MEMBERS}</p> })}
            <ul class="members">
                {members.into_iter().map(|member| view! {
                    <li>
                        <span>{member.name.clone()}{member.chair.then(|| view! { " "<span class="state open">{t::CHAIR}</span> })}</span>
                        {may_manage.then(|| view! {
                            <form method="post" action=UnseatMember::url()>
                                <input type="hidden" name="id" value=id.to_string()/>
                                <input type="hidden" name="account" value=member.account.to_string()/>
                                <button class="button quiet-button">{t::UNSEAT}<span class="visually-hidden">": "{member.name}</span></button>
                            </form>
                        })}
                    </li>
                }).collect_view()}
            </ul>
            {(may_manage && !others.is_empty()).then(|| view! {
                <form method="post" action=SeatMember::url() class="seat-form">
                    <input type="hidden" name="id" value=id.to_string()/>
                    <div class="field">
                        <label for="account">{t::SEAT_WHO}</label>
                        <select id="account" name="account">
                            {others.into_iter().map(|(id, name)| view! { <option value=id.to_string()>{name}</option> }).collect_view()}
                        </select>
                    </div>
                    <p class="check"><label><input type="checkbox" name="chair" value="true"/>" "{t::SEAT_CHAIR}</label></p>
                    <button class="button">{t::SEAT}</button>
                </form>
            })}
        </section>
    }
}
