//! What reaches a source from outside: the network, a page that is hidden or in the back/forward cache, a handle.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::task::Waker;

use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, EventTarget};

use super::global::{lookup, property};

#[derive(Clone, Copy, Debug)]
pub(super) enum Change {
    Online,
    Offline,
    /// The document goes into the back/forward cache.
    Cached,
    /// It is back.
    Restored,
    /// The page is hidden or seen, or is not frozen any more.
    Visibility,
    /// A handle asks for a new connection.
    Reconnect,
}

#[derive(Default)]
pub(super) struct Signals {
    pub(super) closed: Cell<bool>,
    changes: RefCell<VecDeque<Change>>,
    /// Of the request under way: it must end at once, even if nobody polls the source.
    pub(super) abort: RefCell<Option<AbortController>>,
    pub(super) waker: RefCell<Option<Waker>>,
}

impl Signals {
    pub(super) fn take_change(&self) -> Option<Change> {
        self.changes.borrow_mut().pop_front()
    }

    /// Whether a closure of the user's own has closed the source meanwhile, or connects it anew.
    pub(super) fn is_interrupted(&self) -> bool {
        self.closed.get() || self.changes.borrow().iter().any(|change| matches!(change, Change::Reconnect))
    }

    /// Ends the request under way, if there is one.
    pub(super) fn abort(&self) {
        let abort = self.abort.borrow_mut().take();
        if let Some(abort) = abort {
            abort.abort();
        }
    }

    pub(super) fn wake(&self) {
        let waker = self.waker.borrow_mut().take();
        waker.into_iter().for_each(Waker::wake);
    }

    fn tell(&self, change: Change) {
        if matches!(change, Change::Cached | Change::Reconnect) {
            self.abort();
        }
        self.changes.borrow_mut().push_back(change);
        self.wake();
    }
}

/// Closes or reconnects an [`EventSource`](super::EventSource) from outside. It may be cloned, and dropping it does nothing.
#[derive(Clone)]
pub struct Handle(pub(super) Rc<Signals>);

impl Handle {
    /// Aborts the request at once. The source gives no further event, but `None`.
    pub fn close(&self) {
        self.0.closed.set(true);
        self.0.abort();
        self.0.wake();
    }

    /// As [`EventSource::reconnect`](super::EventSource::reconnect). The request under way ends at once; the new one is sent as the
    /// source is polled.
    pub fn reconnect(&self) {
        if !self.0.closed.get() {
            self.0.tell(Change::Reconnect);
        }
    }
}

impl std::fmt::Debug for Handle {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Handle").finish_non_exhaustive()
    }
}

type Listener = Closure<dyn FnMut(JsValue)>;

/// Listens to the environment, as long as it is there.
pub(super) struct Environment {
    listeners: Vec<(&'static str, Listener)>,
}

impl Environment {
    pub(super) fn follow(signals: &Rc<Signals>) -> Self {
        let mut environment = Self { listeners: Vec::new() };
        if has_global("ononline") {
            environment.listen("online", signals, |_| Some(Change::Online));
            environment.listen("offline", signals, |_| Some(Change::Offline));
        }
        if has_global("onpagehide") {
            let persisted = |event: &JsValue| property(event, "persisted").is_truthy();
            environment.listen("pagehide", signals, move |event| persisted(event).then_some(Change::Cached));
            environment.listen("pageshow", signals, move |event| persisted(event).then_some(Change::Restored));
        }
        if !lookup(&["document"]).is_undefined() {
            // They bubble to the window. The second is the end of a freeze (https://wicg.github.io/page-lifecycle/).
            for name in ["visibilitychange", "resume"] {
                environment.listen(name, signals, |_| Some(Change::Visibility));
            }
        }
        environment
    }

    fn listen(
        &mut self,
        name: &'static str,
        signals: &Rc<Signals>,
        read: impl Fn(&JsValue) -> Option<Change> + 'static,
    ) {
        let signals = Rc::clone(signals);
        let listener = Listener::new(move |event: JsValue| {
            if let Some(change) = read(&event) {
                signals.tell(change);
            }
        });
        let target: EventTarget = js_sys::global().unchecked_into();
        if target.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref()).is_ok() {
            self.listeners.push((name, listener));
        }
    }
}

impl Drop for Environment {
    fn drop(&mut self) {
        let target: EventTarget = js_sys::global().unchecked_into();
        for (name, listener) in &self.listeners {
            // It throws for no reason that could be met here.
            let _ = target.remove_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
        }
    }
}

fn has_global(name: &str) -> bool {
    Reflect::has(&js_sys::global(), &name.into()).unwrap_or_default()
}

/// Whether this is a page that nobody sees.
pub(super) fn is_hidden() -> bool {
    lookup(&["document", "hidden"]).is_truthy()
}

/// Whether a host is out of reach since the machine has no network, and a change of that would be told. Neither a server on this
/// machine nor a `data:` or `blob:` URL, which has no host, ever is.
pub(super) fn is_out_of_reach(host: &str) -> bool {
    let is_here = host.is_empty()
        || host == "localhost"
        || host.ends_with(".localhost")
        || host.starts_with("127.")
        || host == "[::1]";
    !is_here && has_global("ononline") && lookup(&["navigator", "onLine"]).as_bool() == Some(false)
}
