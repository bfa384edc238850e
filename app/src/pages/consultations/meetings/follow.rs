//! The line over which a meeting's pages hear that something has changed. Without scripts there is a link to load the page anew.

use leptos::prelude::*;
use uuid::Uuid;

/// Counts up whenever something happened in the meeting, until the page is left.
pub fn follow(meeting: Memo<Option<Uuid>>) -> Signal<u64> {
    let count = RwSignal::new(0_u64);
    #[cfg(feature = "hydrate")]
    line::follow(meeting, count);
    #[cfg(not(feature = "hydrate"))]
    let _ = meeting;
    count.into()
}

#[cfg(feature = "hydrate")]
mod line {
    use std::cell::RefCell;
    use std::rc::Rc;
    use std::time::Duration;

    use leptos::prelude::*;
    use uuid::Uuid;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::prelude::Closure;
    use web_sys::EventSource;

    /// How long to wait when the browser has given up.
    const AGAIN: Duration = Duration::from_secs(3);

    struct Source {
        events: EventSource,
        // Dropped with the source; until then the browser calls them.
        _changed: Closure<dyn FnMut()>,
        _error: Closure<dyn FnMut()>,
    }

    impl Drop for Source {
        fn drop(&mut self) {
            self.events.set_onerror(None);
            self.events.close();
        }
    }

    type Place = Rc<RefCell<Option<Source>>>;

    pub fn follow(meeting: Memo<Option<Uuid>>, count: RwSignal<u64>) {
        let place = StoredValue::new_local(Place::default());
        Effect::new(move |_| {
            let place = place.get_value();
            drop(place.borrow_mut().take());
            if let Some(meeting) = meeting.get() {
                connect(&place, format!("/live/meetings/{meeting}"), count);
            }
        });
        on_cleanup(move || {
            if let Some(place) = place.try_get_value() {
                drop(place.borrow_mut().take());
            }
        });
    }

    fn connect(place: &Place, address: String, count: RwSignal<u64>) {
        let Ok(source) = EventSource::new(&address) else { return };
        let changed = Closure::<dyn FnMut()>::new(move || {
            // The page may be gone by now.
            let _ = count.try_update(|count| *count += 1);
        });
        let error = {
            let (place, source) = (Rc::downgrade(place), source.clone());
            Closure::<dyn FnMut()>::new(move || {
                if source.ready_state() == EventSource::CLOSED {
                    let (place, address) = (place.clone(), address.clone());
                    set_timeout(
                        move || {
                            if let Some(place) = place.upgrade().filter(|place| place.borrow().is_some()) {
                                connect(&place, address, count);
                            }
                        },
                        AGAIN,
                    );
                }
            })
        };
        let heard = source.add_event_listener_with_callback("changed", changed.as_ref().unchecked_ref());
        source.set_onerror(Some(error.as_ref().unchecked_ref()));
        if heard.is_ok() {
            *place.borrow_mut() = Some(Source { events: source, _changed: changed, _error: error });
        }
    }
}
