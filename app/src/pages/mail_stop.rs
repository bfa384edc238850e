//! Stopping invitations and reminders, by the link in each of them. Looking changes nothing: programs that check links look, too.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::calls::mail::{StopState, mail_stop_state};
use crate::components::frame::Site;
use crate::components::message::{Failure, Message, set_status};
use crate::error::CallError;
use crate::language::reader_language;
use crate::texts::stop::stop_texts;

#[component]
pub fn MailStop() -> impl IntoView {
    let params = use_params_map();
    let token = Memo::new(move |_| params.read().get("token").unwrap_or_default());
    let stopped = Resource::new(move || token.get(), mail_stop_state);
    let language = reader_language();
    let t = stop_texts(&language, false);
    let action = move || format!("/mail/stop/{}?language={}", token.get(), reader_language());
    view! {
        <Site title=t.title languages=true>
            <Suspense>
                {move || Suspend::new(async move {
                    match stopped.await {
                        Err(CallError::NotFound) => {
                            set_status(404);
                            view! { <Message title=t.unknown_title lead=t.unknown_lead/> }.into_any()
                        }
                        Err(error) => view! { <Failure error/> }.into_any(),
                        Ok(StopState { stopped, news }) => {
                            let t = stop_texts(&reader_language(), news);
                            let (title, lead) = if stopped { (t.stopped_title, t.stopped_lead) } else { (t.title, t.lead) };
                            let (go, button) = if stopped { ("resume", t.resume) } else { ("stop", t.stop) };
                            view! {
                                <form method="post" action=action class="message-page">
                                    <h1 class="begins">{title}</h1>
                                    <p>{lead}</p>
                                    <p class="quiet">{t.stays}</p>
                                    <button class="button" class:primary=!stopped name="go" value=go>{button}</button>
                                </form>
                            }.into_any()
                        }
                    }
                })}
            </Suspense>
        </Site>
    }
}
