//! Live results of one survey: a card per question, moving as responses arrive.

use domain::results::Results;
use domain::survey::Survey;
use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_params_map;

use super::result_card::ResultCard;
use super::surveys::state_words;
use crate::calls::results::{ResultsView, survey_results};
use crate::components::frame::Office;
use crate::components::message::Failure;
use crate::error::CallError;
use crate::pages::consultations::outcome::trace::BecameOf;
use crate::texts::{inviting, office, protection};

#[component]
pub fn SurveyResults() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("slug").unwrap_or_default());
    let found = Resource::new(move || slug.get(), survey_results);
    view! {
        <Office title=office::RESULTS here="/office/surveys">
            <Suspense>
                {move || Suspend::new(async move {
                    match found.await {
                        Err(CallError::Forbidden) => view! { <Redirect path="/sign-in"/> }.into_any(),
                        Err(error) => view! { <Failure error/> }.into_any(),
                        Ok(found) => view! { <Live found/> }.into_any(),
                    }
                })}
            </Suspense>
        </Office>
    }
}

/// Whether the figures are those of this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Connecting,
    Live,
    Cut,
}

/// Keeps `results` and `line` up to date until the page is left; on the server they stay as they are.
pub fn follow_results(slug: &str, results: RwSignal<Results>, line: RwSignal<Line>) {
    #[cfg(feature = "hydrate")]
    follow::follow(slug, results, line);
    #[cfg(not(feature = "hydrate"))]
    let _ = (slug, results, line);
}

#[component]
fn Live(found: ResultsView) -> impl IntoView {
    let results = RwSignal::new(found.results);
    let line = RwSignal::new(Line::Connecting);
    follow_results(&found.survey.slug, results, line);
    let survey: Survey = found.survey;
    let (class, state) = state_words(found.state);
    let total = move || results.read().responses;
    let address = format!("/surveys/{}", survey.slug);
    let cards = survey
        .questions()
        .filter(|question| question.kind.takes_answer())
        .map(|question| {
            let code = question.code.clone();
            let figures = Memo::new(move |_| results.read().question(&code).cloned());
            let conditional = question.visible_if.is_some()
                || survey.pages.iter().any(|page| page.visible_if.is_some() && page.questions.contains(question));
            view! { <ResultCard question=question.clone() figures conditional/> }
        })
        .collect_view();
    view! {
        <div class="results-head">
            <h1>{survey.title.only().to_owned()}</h1>
            <p
                class="live-status"
                class:is-live=move || line.get() == Line::Live
                class:is-cut=move || line.get() == Line::Cut
                role="status"
            >
                {move || match line.get() {
                    Line::Connecting => office::CONNECTING,
                    Line::Live => office::LIVE,
                    Line::Cut => office::CUT,
                }}
            </p>
            <p class="total">
                <b>{total}</b>" "{move || if total() == 1 { office::RESPONSE_ONE } else { office::RESPONSES }}
                " "<span class=format!("state {class}")>{state}</span>
            </p>
            <div class="button-row">
                <a class="button" href=address.clone() rel="external">{office::TO_SURVEY}</a>
                <a class="button" href=format!("/office/surveys/{}/invitations", survey.slug)>{inviting::INVITATIONS}</a>
                <a class="button" href=format!("/office/surveys/{}/protection", survey.slug)>{protection::LINK}</a>
            </div>
        </div>
        {survey.demo.then(|| view! { <p class="notice demo">{office::DEMO_NOTE}</p> })}
        {move || (line.get() == Line::Cut).then(|| view! { <p class="notice warning">{office::CUT_NOTE}</p> })}
        {move || (total() == 0).then(|| {
            let address = address.clone();
            view! {
                <div class="empty">
                    <p><strong>{office::NO_RESPONSES}</strong></p>
                    <p>{office::NO_RESPONSES_HINT}" "<a href=address.clone() rel="external">{address.clone()}</a></p>
                </div>
            }
        })}
        <div class="result-cards">{cards}</div>
        <BecameOf survey=survey.slug.clone()/>
    }
}

#[cfg(feature = "hydrate")]
mod follow {
    //! The line to the live figures. A browser reconnects by itself; when it gives up, so do we not.

    use std::cell::RefCell;
    use std::rc::Rc;
    use std::time::Duration;

    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::prelude::Closure;
    use web_sys::{EventSource, MessageEvent};

    use domain::results::Results;

    use super::Line;

    const AGAIN: Duration = Duration::from_secs(3);

    struct Source {
        events: EventSource,
        // Dropped with the source; until then the browser calls them.
        _tally: Closure<dyn FnMut(MessageEvent)>,
        _open: Closure<dyn FnMut()>,
        _error: Closure<dyn FnMut()>,
    }

    impl Drop for Source {
        fn drop(&mut self) {
            self.events.set_onopen(None);
            self.events.set_onerror(None);
            self.events.close();
        }
    }

    type Place = Rc<RefCell<Option<Source>>>;

    /// Keeps `results` and `line` up to date until the page is left.
    pub fn follow(slug: &str, results: RwSignal<Results>, line: RwSignal<Line>) {
        let place = StoredValue::new_local(Place::default());
        let address = format!("/live/surveys/{slug}");
        Effect::new(move |_| connect(&place.get_value(), address.clone(), results, line));
        on_cleanup(move || {
            if let Some(place) = place.try_get_value() {
                drop(place.borrow_mut().take());
            }
        });
    }

    fn connect(place: &Place, address: String, results: RwSignal<Results>, line: RwSignal<Line>) {
        let Ok(source) = EventSource::new(&address) else {
            line.set(Line::Cut);
            return;
        };
        let tally = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let text = event.data().as_string().unwrap_or_default();
            if let Ok(frame) = serde_json::from_str::<Results>(&text) {
                line.set(Line::Live);
                results.set(frame);
            }
        });
        let open = Closure::<dyn FnMut()>::new(move || line.set(Line::Live));
        let error = {
            let (place, source) = (Rc::downgrade(place), source.clone());
            Closure::<dyn FnMut()>::new(move || {
                line.set(Line::Cut);
                if source.ready_state() == EventSource::CLOSED {
                    let (place, address) = (place.clone(), address.clone());
                    set_timeout(
                        move || {
                            if let Some(place) = place.upgrade().filter(|place| place.borrow().is_some()) {
                                connect(&place, address, results, line);
                            }
                        },
                        AGAIN,
                    );
                }
            })
        };
        // A frame that cannot be heard is as good as none: the page then stays as the server rendered it.
        let heard = source.add_event_listener_with_callback("tally", tally.as_ref().unchecked_ref());
        source.set_onopen(Some(open.as_ref().unchecked_ref()));
        source.set_onerror(Some(error.as_ref().unchecked_ref()));
        if heard.is_ok() {
            *place.borrow_mut() = Some(Source { events: source, _tally: tally, _open: open, _error: error });
        }
    }
}
