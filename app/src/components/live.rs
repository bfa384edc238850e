//! Lines from the server that pages follow live, and how they stand.

use leptos::prelude::*;
use uuid::Uuid;

/// Whether what is shown is that of this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Connecting,
    Live,
    Cut,
}

#[cfg(feature = "hydrate")]
pub use following::follow;

/// How the line to a text stands, and a count that goes up when something has happened to the text: a moment later, another moment
/// for each reader, and once for all that happened until then. So what many readers then ask for does not come at once.
pub fn text_changes(text: Uuid) -> (RwSignal<Line>, Signal<u64>) {
    let (line, count) = (RwSignal::new(Line::Connecting), RwSignal::new(0_u64));
    #[cfg(feature = "hydrate")]
    {
        let waiting = StoredValue::new(false);
        follow(format!("/live/texts/{text}"), "changed", line, move |_| {
            if waiting.try_get_value() == Some(false) {
                waiting.set_value(true);
                let tell = move || {
                    waiting.try_set_value(false);
                    count.try_update(|count| *count += 1);
                };
                set_timeout(tell, following::moment());
            }
        });
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = text;
    (line, count.into())
}

#[cfg(feature = "hydrate")]
mod following {
    //! A browser reconnects by itself; when it gives up, so do we not.

    use std::cell::RefCell;
    use std::rc::Rc;
    use std::time::Duration;

    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::prelude::Closure;
    use web_sys::{EventSource, MessageEvent};

    use super::Line;

    const AGAIN: Duration = Duration::from_secs(3);
    /// The shortest moment before the server is asked for more, and what chance may add, in milliseconds.
    const SHORTEST: u64 = 200;
    const SPREAD: u64 = 1_000;

    /// A moment that is another one for each reader.
    pub fn moment() -> Duration {
        let chance = u64::from(u16::from_le_bytes(crate::browser::random()));
        Duration::from_millis(SHORTEST + chance * SPREAD / u64::from(u16::MAX))
    }

    struct Source {
        events: EventSource,
        // Dropped with the source; until then the browser calls them.
        _frame: Closure<dyn FnMut(MessageEvent)>,
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

    /// What to listen to, and who hears it.
    struct Listening {
        address: String,
        event: &'static str,
        line: RwSignal<Line>,
        hear: Box<dyn Fn(String)>,
        source: RefCell<Option<Source>>,
    }

    /// Listens to the frames of one event at an address until the page is left; `line` says how the line stands. After a gap an empty
    /// frame is heard.
    pub fn follow(address: String, event: &'static str, line: RwSignal<Line>, hear: impl Fn(String) + 'static) {
        let listening = Rc::new(Listening { address, event, line, hear: Box::new(hear), source: RefCell::default() });
        let place = StoredValue::new_local(listening);
        Effect::new(move |_| connect(&place.get_value()));
        on_cleanup(move || {
            if let Some(place) = place.try_get_value() {
                drop(place.source.borrow_mut().take());
            }
        });
    }

    fn connect(listening: &Rc<Listening>) {
        let line = listening.line;
        let Ok(source) = EventSource::new(&listening.address) else {
            line.set(Line::Cut);
            return;
        };
        let frame = {
            let listening = Rc::downgrade(listening);
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                if let Some(listening) = listening.upgrade() {
                    line.set(Line::Live);
                    (listening.hear)(event.data().as_string().unwrap_or_default());
                }
            })
        };
        let open = {
            let listening = Rc::downgrade(listening);
            Closure::<dyn FnMut()>::new(move || {
                let was_cut = line.get_untracked() == Line::Cut;
                line.set(Line::Live);
                // Something may have happened meanwhile.
                if let Some(listening) = listening.upgrade().filter(|_| was_cut) {
                    (listening.hear)(String::new());
                }
            })
        };
        let error = {
            let (listening, source) = (Rc::downgrade(listening), source.clone());
            Closure::<dyn FnMut()>::new(move || {
                line.set(Line::Cut);
                if source.ready_state() == EventSource::CLOSED {
                    let listening = listening.clone();
                    set_timeout(
                        move || {
                            if let Some(one) = listening.upgrade().filter(|one| one.source.borrow().is_some()) {
                                connect(&one);
                            }
                        },
                        AGAIN,
                    );
                }
            })
        };
        // A frame that cannot be heard is as good as none: the page then stays as the server rendered it.
        let heard = source.add_event_listener_with_callback(listening.event, frame.as_ref().unchecked_ref());
        source.set_onopen(Some(open.as_ref().unchecked_ref()));
        source.set_onerror(Some(error.as_ref().unchecked_ref()));
        if heard.is_ok() {
            *listening.source.borrow_mut() = Some(Source { events: source, _frame: frame, _open: open, _error: error });
        }
    }
}
