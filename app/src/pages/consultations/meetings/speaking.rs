//! The speaking list, registration and attendance of a meeting.

use leptos::prelude::*;
use uuid::Uuid;

use crate::calls::consultation::meetings::RegisterForMeeting;
use crate::calls::consultation::speaking::{AskToSpeak, CallSpeaker, GuestView, Guests, NoteAttendance, Speaking};
use crate::components::forum::{Refused, refusal};
use crate::texts::{fill, meetings as t};

/// Who speaks and who is next. The actions belong to the page, so that refusals outlast a new drawing.
#[component]
pub fn SpeakingList(
    meeting: Uuid,
    speaking: Speaking,
    leads: bool,
    ask: ServerAction<AskToSpeak>,
    call: ServerAction<CallSpeaker>,
) -> impl IntoView {
    let asked = speaking.place.is_some();
    let next = speaking.list.first().map(|(account, _, _)| *account);
    let after = speaking.speaker_id.map(|id| id.to_string()).unwrap_or_default();
    let leads = leads && speaking.open;
    view! {
        <section class="panel speaking" id="speaking" aria-labelledby="speaking-title">
            <h2 id="speaking-title">{t::SPEAKING}</h2>
            <Standing speaking=speaking.clone()/>
            <Refused error=refusal(ask) id="ask-problem"/>
            <Refused error=refusal(call) id="call-problem"/>
            {(speaking.may_ask || asked).then(|| view! {
                <ActionForm action=ask>
                    <input type="hidden" name="meeting" value=meeting.to_string()/>
                    <input type="hidden" name="wants" value=if asked { "false" } else { "true" }/>
                    <button class="button" class:primary=!asked>{if asked { t::UNASK } else { t::ASK }}</button>
                </ActionForm>
            })}
            {leads.then(|| view! {
                <div class="button-row">
                    {next.map(|next| view! {
                        <Call meeting after=after.clone() account=next.to_string() words=t::CALL_NEXT name=String::new() call/>
                    })}
                    {(!after.is_empty()).then(|| view! {
                        <Call meeting after=after.clone() account=String::new() words=t::END_SPEECH name=String::new() call/>
                    })}
                </div>
            })}
            {(!speaking.list.is_empty()).then(|| view! {
                <ol class="speakers">
                    {speaking
                        .list
                        .into_iter()
                        .enumerate()
                        .map(|(place, (account, name, new_voice))| view! {
                            <li>
                                <span>
                                    {name.clone()}
                                    {new_voice.then(|| view! { " "<span class="small quiet">{t::NEW_VOICE}</span> })}
                                </span>
                                {(leads && place > 0).then(|| view! {
                                    <Call meeting after=after.clone() account=account.to_string() words=t::CALL name call/>
                                })}
                            </li>
                        })
                        .collect_view()}
                </ol>
            })}
        </section>
    }
}

/// Who speaks and how many wait, in words.
#[component]
pub fn Standing(speaking: Speaking) -> impl IntoView {
    let speaker = match (&speaking.speaker, speaking.mine) {
        (_, true) => Some(t::YOU_SPEAK.to_owned()),
        (Some(name), false) => Some(fill(t::SPEAKS, &[("name", name)])),
        (None, false) => None,
    };
    let waiting = match speaking.waiting {
        0 => t::NOBODY_WAITS.to_owned(),
        1 => t::WAITING_ONE.to_owned(),
        count => fill(t::WAITING_MANY, &[("n", &count.to_string())]),
    };
    let place = speaking.place.map(|place| fill(t::YOUR_PLACE, &[("n", &place.to_string())]));
    view! {
        <div role="status">
            {speaker.map(|words| view! { <p class="has-floor"><strong>{words}</strong></p> })}
            <p>{waiting}{place.map(|words| view! { " "<strong>{words}</strong> })}</p>
        </div>
        {speaking.new_voices_first.then(|| view! { <p class="small quiet">{t::NEW_VOICES_FIRST}</p> })}
    }
}

#[component]
fn Call(
    meeting: Uuid,
    after: String,
    account: String,
    words: &'static str,
    name: String,
    call: ServerAction<CallSpeaker>,
) -> impl IntoView {
    view! {
        <ActionForm action=call>
            <input type="hidden" name="meeting" value=meeting.to_string()/>
            <input type="hidden" name="after" value=after/>
            <input type="hidden" name="account" value=account/>
            <button class="button">
                {words}{(!name.is_empty()).then(|| view! { <span class="visually-hidden">": "{name}</span> })}
            </button>
        </ActionForm>
    }
}

/// How many come, and whether the reader does.
#[component]
pub fn Registration(
    meeting: Uuid,
    guests: Guests,
    to_come: bool,
    register: ServerAction<RegisterForMeeting>,
) -> impl IntoView {
    let count = match guests.count {
        0 => t::COMING_NONE.to_owned(),
        1 => t::COMING_ONE.to_owned(),
        count => fill(t::COMING_MANY, &[("n", &count.to_string())]),
    };
    let registered = guests.registered;
    view! {
        <section class="panel" id="registration" aria-labelledby="registration-title">
            <h2 id="registration-title">{t::REGISTRATION}</h2>
            <p>{count}{registered.then(|| view! { " "<strong>{t::YOU_COME}</strong> })}</p>
            <Refused error=refusal(register) id="register-problem"/>
            {(guests.may_register || (registered && to_come)).then(|| view! {
                <ActionForm action=register>
                    <input type="hidden" name="meeting" value=meeting.to_string()/>
                    <input type="hidden" name="comes" value=if registered { "false" } else { "true" }/>
                    <button class="button" class:primary=!registered>
                        {if registered { t::UNREGISTER } else { t::REGISTER }}
                    </button>
                </ActionForm>
            })}
        </section>
    }
}

/// Who was there, for those inside; those who lead note it.
#[component]
pub fn Attendance(
    meeting: Uuid,
    list: Vec<GuestView>,
    leads: bool,
    note: ServerAction<NoteAttendance>,
) -> impl IntoView {
    let empty = list.is_empty();
    let words = |guest: &GuestView| {
        let facts = [(guest.registered, t::COMES), (guest.attended, t::WAS_THERE)];
        facts.into_iter().filter(|(holds, _)| *holds).map(|(_, word)| word).collect::<Vec<_>>().join(", ")
    };
    view! {
        <section class="panel" id="attendance" aria-labelledby="attendance-title">
            <h2 id="attendance-title">{t::ATTENDANCE}</h2>
            <p class="small quiet">{t::ATTENDANCE_LEAD}</p>
            {empty.then(|| view! { <p class="quiet">{t::NOBODY}</p> })}
            {if leads && !empty {
                view! {
                    <Refused error=refusal(note) id="attendance-problem"/>
                    <ActionForm action=note>
                        <input type="hidden" name="meeting" value=meeting.to_string()/>
                        <fieldset>
                            <legend class="visually-hidden">{t::ATTENDANCE}</legend>
                            {list
                                .into_iter()
                                .map(|guest| view! {
                                    <label class="choice">
                                        <input type="checkbox" name="present[]" value=guest.account.to_string() checked=guest.attended/>
                                        " "
                                        <span>
                                            {guest.name}
                                            {guest.registered.then(|| view! { <span class="small quiet">" – "{t::COMES}</span> })}
                                        </span>
                                    </label>
                                })
                                .collect_view()}
                        </fieldset>
                        <button class="button">{t::SAVE_ATTENDANCE}</button>
                    </ActionForm>
                }.into_any()
            } else {
                view! {
                    <ul class="plain">
                        {list
                            .into_iter()
                            .map(|guest| {
                                let facts = words(&guest);
                                view! {
                                    <li>
                                        {guest.name}
                                        {(!facts.is_empty()).then(|| view! { <span class="small quiet">" – "{facts}</span> })}
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                }.into_any()
            }}
        </section>
    }
}
