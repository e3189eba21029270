//! The edge to JavaScript: the only code that knows a clock, a timer, `fetch` and streams.
//!
//! `source` drives one connection, `table` makes a batch readable for JavaScript, `bindings` is what
//! is called on the other side.

mod bindings;
mod source;
mod table;

use std::rc::Rc;
use wasm_bindgen::prelude::*;

use bindings::Host;
use source::Source;

/// The class's handle on its connection. JavaScript calls `free()` when the source is closed.
#[wasm_bindgen(js_name = Source)]
pub struct Handle(Rc<Source>);

#[wasm_bindgen(js_class = Source)]
impl Handle {
    /// A connection that was not started. `host` is the class's side: see `src/js/host.ts`.
    #[wasm_bindgen(constructor)]
    pub fn new(host: Host, last_event_id: &str, reconnect: bool) -> Self {
        Self(Source::new(host, last_event_id, reconnect))
    }

    /// Sends the first request, in a microtask of its own.
    pub fn start(&self) {
        self.0.start();
    }

    /// Closes the connection: the request is aborted, no callback comes any more.
    pub fn close(&self) {
        self.0.close();
    }

    /// Ends request and timer without a word, since the document goes into the back/forward cache.
    pub fn suspend(&self) {
        self.0.suspend();
    }

    /// Connects at once, if it was suspended.
    pub fn resume(&self) {
        self.0.resume();
    }

    /// Drops the unfinished block of the stream.
    pub fn reset(&self) {
        self.0.reset();
    }

    /// The last event ID string.
    #[wasm_bindgen(getter, js_name = lastEventId)]
    pub fn last_event_id(&self) -> String {
        self.0.last_event_id()
    }

    /// The reconnection time in ms.
    #[wasm_bindgen(getter, js_name = reconnectionTime)]
    #[allow(clippy::cast_precision_loss)] // a time of more than 2⁵³ ms is as good as its neighbour
    pub fn reconnection_time(&self) -> f64 {
        self.0.reconnection_time() as f64
    }
}
