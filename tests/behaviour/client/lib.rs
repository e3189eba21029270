//! `eventsource_wasm::client` as JavaScript can take it: what `source.mjs` makes a class of.

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

/// An [`EventSource`] whose closures are JavaScript's.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Source {
    source: Rc<RefCell<EventSource>>,
    handle: Handle,
    notices: Notices,
    hear: Function,
}

#[wasm_bindgen]
impl Source {
    /// `url` is a text or a function; `hear` is called with `{ type: "open" }` and with the errors that are followed by another attempt.
    ///
    /// # Errors
    /// The text of a `BuildError`.
    #[wasm_bindgen(constructor)]
    pub fn new(url: &JsValue, init: &JsValue, hear: Function) -> Result<Self, JsValue> {
        let notices = Notices::default();
        let source = options::builder(url, init, &notices).build().map_err(|error| error.to_string())?;
        Ok(Self { handle: source.handle(), source: Rc::new(RefCell::new(source)), notices, hear })
    }

    /// The next event, or `undefined` at the end.
    ///
    /// # Errors
    /// The promise is rejected with what the stream fails with, as a plain object.
    pub fn next(&self) -> Promise {
        let (source, notices, hear) = (Rc::clone(&self.source), Rc::clone(&self.notices), self.hear.clone());
        future_to_promise(poll_fn(move |context| {
            let polled = Pin::new(&mut *source.borrow_mut()).poll_next(context);
            // Only now, since listeners look at the source.
            let told = notices.take();
            for notice in told {
                hear.call1(&JsValue::UNDEFINED, &notice)?;
            }
            polled.map(|item| match item {
                None => Ok(JsValue::UNDEFINED),
                Some(Ok(event)) => Ok(values::event(&event)),
                Some(Err(error)) => Err(values::error(&error)),
            })
        }))
    }

    /// By a handle, since a closure of the source may call it.
    pub fn close(&self) {
        self.handle.close();
    }

    /// The same.
    pub fn reconnect(&self) {
        self.handle.reconnect();
    }

    /// Looked at from within a closure of the source, it is what it was before: none.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn url(&self) -> Option<String> {
        self.source.try_borrow().ok().map(|source| source.url())
    }

    /// The same.
    #[wasm_bindgen(getter, js_name = readyState)]
    #[must_use]
    pub fn ready_state(&self) -> Option<u8> {
        self.source.try_borrow().ok().map(|source| source.ready_state() as u8)
    }

    /// The same.
    #[wasm_bindgen(getter, js_name = lastEventId)]
    #[must_use]
    pub fn last_event_id(&self) -> Option<String> {
        self.source.try_borrow().ok().map(|source| source.last_event_id().to_owned())
    }

    /// The same, in ms.
    #[wasm_bindgen(getter, js_name = reconnectionTime)]
    #[must_use]
    pub fn reconnection_time(&self) -> Option<f64> {
        self.source.try_borrow().ok().map(|source| source.reconnection_time().as_secs_f64() * 1000.0)
    }
}
