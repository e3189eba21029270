//! Signals from outside: the network, a hidden page, the back/forward cache, a handle.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::task::Waker;

use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, EventTarget};

use super::global::{lookup, property};

/// A change that the source handles at its next poll.
#[derive(Clone, Copy, Debug)]
pub(super) enum Change {
    Online,
    Offline,
    /// The document enters the back/forward cache.
    Cached,
    /// The document is restored from the back/forward cache.
    Restored,
    /// The page was hidden, shown or unfrozen.
    Visibility,
    /// A handle asked for a new connection.
    Reconnect,
}

#[derive(Default)]
pub(super) struct Signals {
    pub(super) closed: Cell<bool>,
    changes: RefCell<VecDeque<Change>>,
    /// Aborts the current request at once, even if nobody polls the source.
    pub(super) abort: RefCell<Option<AbortController>>,
    pub(super) waker: RefCell<Option<Waker>>,
}

impl Signals {
    pub(super) fn take_change(&self) -> Option<Change> {
        self.changes.borrow_mut().pop_front()
    }

    /// Returns whether one of the user's closures has just closed or reconnected the source.
    pub(super) fn is_interrupted(&self) -> bool {
        self.closed.get() || self.changes.borrow().iter().any(|change| matches!(change, Change::Reconnect))
    }

    /// Aborts the current request, if there is one.
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

    /// Queues a change, and wakes the source.
    fn push_change(&self, change: Change) {
        if matches!(change, Change::Cached | Change::Reconnect) {
            self.abort();
        }
        self.changes.borrow_mut().push_back(change);
        self.wake();
    }
}

/// Closes or reconnects an [`EventSource`](super::EventSource) from outside. It can be cloned; dropping it has no effect.
#[derive(Clone)]
pub struct Handle(pub(super) Rc<Signals>);

impl Handle {
    /// Closes the source, and aborts the request at once. The source yields `None` from now on.
    pub fn close(&self) {
        self.0.closed.set(true);
        self.0.abort();
        self.0.wake();
    }

    /// Does what [`EventSource::reconnect`](super::EventSource::reconnect) does. The current request ends at once; the new one is sent
    /// when the source is polled.
    pub fn reconnect(&self) {
        if !self.0.closed.get() {
            self.0.push_change(Change::Reconnect);
        }
    }
}

impl std::fmt::Debug for Handle {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Handle").finish_non_exhaustive()
    }
}

type Listener = Closure<dyn FnMut(JsValue)>;

/// The environment listeners. Dropping it removes them.
pub(super) struct Environment {
    listeners: Vec<(&'static str, Listener)>,
}

impl Environment {
    pub(super) fn listen(signals: &Rc<Signals>) -> Self {
        let mut environment = Self { listeners: Vec::new() };
        if has_global("ononline") {
            environment.add("online", signals, |_| Some(Change::Online));
            environment.add("offline", signals, |_| Some(Change::Offline));
        }
        if has_global("onpagehide") {
            let persisted = |event: &JsValue| property(event, "persisted").is_truthy();
            environment.add("pagehide", signals, move |event| persisted(event).then_some(Change::Cached));
            environment.add("pageshow", signals, move |event| persisted(event).then_some(Change::Restored));
        }
        if !lookup(&["document"]).is_undefined() {
            // Both bubble to the window. `resume` ends a freeze (https://wicg.github.io/page-lifecycle/).
            for name in ["visibilitychange", "resume"] {
                environment.add(name, signals, |_| Some(Change::Visibility));
            }
        }
        environment
    }

    fn add(&mut self, name: &'static str, signals: &Rc<Signals>, read: impl Fn(&JsValue) -> Option<Change> + 'static) {
        let signals = Rc::clone(signals);
        let listener = Listener::new(move |event: JsValue| {
            if let Some(change) = read(&event) {
                signals.push_change(change);
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
            // Cannot throw here.
            let _ = target.remove_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
        }
    }
}

fn has_global(name: &str) -> bool {
    Reflect::has(&js_sys::global(), &name.into()).unwrap_or_default()
}

/// Returns whether this is a hidden page.
pub(super) fn is_hidden() -> bool {
    lookup(&["document", "hidden"]).is_truthy()
}

/// Returns whether a host is out of reach because the machine has no network, if the runtime would also report its return. A
/// server on this machine is always in reach, and so is a `data:` or `blob:` URL, whose host is empty.
pub(super) fn is_out_of_reach(host: &str) -> bool {
    let is_local = host.is_empty()
        || host == "localhost"
        || host.ends_with(".localhost")
        || host.starts_with("127.")
        || host == "[::1]";
    !is_local && has_global("ononline") && lookup(&["navigator", "onLine"]).as_bool() == Some(false)
}
