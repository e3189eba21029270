//! Exports `eventsource_wasm::client` to JavaScript, where `source.mjs` makes a class of it.

#![cfg(target_arch = "wasm32")]
#![allow(unsafe_code)] // what `#[wasm_bindgen]` writes

mod options;
mod values;

use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;

use eventsource_wasm::client::{EventSource, Handle};
use futures_core::Stream;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

type Notices = Rc<RefCell<Vec<JsValue>>>;

/// An [`EventSource`] whose closures call JavaScript functions.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Source {
    source: Rc<RefCell<EventSource>>,
    handle: Handle,
    notices: Notices,
    notify: Function,
}

#[wasm_bindgen]
impl Source {
    /// Creates a source. `url` is a string or a function. `notify` is called with `{ type: "open" }`, and with each error that is followed
    /// by another attempt.
    ///
    /// # Errors
    /// Throws the message of a `BuildError`.
    #[wasm_bindgen(constructor)]
    pub fn new(url: &JsValue, init: &JsValue, notify: Function) -> Result<Self, JsValue> {
        let notices = Notices::default();
        let source = options::builder(url, init, &notices).build().map_err(|error| error.to_string())?;
        Ok(Self { handle: source.handle(), source: Rc::new(RefCell::new(source)), notices, notify })
    }

    /// Returns a promise of the next event, or of `undefined` at the end.
    ///
    /// # Errors
    /// The promise is rejected with the stream's error, as a plain object.
    pub fn next(&self) -> Promise {
        let (source, notices, notify) = (Rc::clone(&self.source), Rc::clone(&self.notices), self.notify.clone());
        future_to_promise(poll_fn(move |context| {
            let polled = Pin::new(&mut *source.borrow_mut()).poll_next(context);
            // Only now, because listeners access the source, which is no longer borrowed.
            let told = notices.take();
            for notice in told {
                notify.call1(&JsValue::UNDEFINED, &notice)?;
            }
            polled.map(|item| match item {
                None => Ok(JsValue::UNDEFINED),
                Some(Ok(event)) => Ok(values::event(&event)),
                Some(Err(error)) => Err(values::error(&error)),
            })
        }))
    }

    /// Closes the source. Uses a handle, because one of the source's closures may call it.
    pub fn close(&self) {
        self.handle.close();
    }

    /// Connects again, by a handle like `close`.
    pub fn reconnect(&self) {
        self.handle.reconnect();
    }

    /// Returns the URL, or `undefined` if called from one of the source's closures.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn url(&self) -> Option<String> {
        self.source.try_borrow().ok().map(|source| source.url())
    }

    /// Returns `readyState`, or `undefined` like `url`.
    #[wasm_bindgen(getter, js_name = readyState)]
    #[must_use]
    pub fn ready_state(&self) -> Option<u8> {
        self.source.try_borrow().ok().map(|source| source.ready_state() as u8)
    }

    /// Returns the last event ID string, or `undefined` like `url`.
    #[wasm_bindgen(getter, js_name = lastEventId)]
    #[must_use]
    pub fn last_event_id(&self) -> Option<String> {
        self.source.try_borrow().ok().map(|source| source.last_event_id().to_owned())
    }

    /// Returns the reconnection time in ms, or `undefined` like `url`.
    #[wasm_bindgen(getter, js_name = reconnectionTime)]
    #[must_use]
    pub fn reconnection_time(&self) -> Option<f64> {
        self.source.try_borrow().ok().map(|source| source.reconnection_time().as_secs_f64() * 1000.0)
    }
}
