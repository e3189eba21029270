//! One source at work: it carries out what its [`Connection`] decides.
//!
//! Promises come back by the host's callbacks, which call the `on_…` methods: a future per chunk would cost more than the
//! parsing, and an executor a quarter of the wasm file.
//!
//! Every `RefCell` is borrowed for single statements only, never while JavaScript that a user can reach
//! runs: request, abort, announce, dispatch, failed.

use std::cell::{Cell, RefCell};

use js_sys::{Function, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::AbortController;

use super::bindings::{self, Host, ReadResult, Reader, Response};
use super::shown::Shown;
use crate::connection::{Action, Connection, FailureReason, ReconnectPolicy};

/// The class's side calls `free()` once the source is closed, and none of its methods is running.
#[wasm_bindgen]
pub struct Source {
    connection: RefCell<Connection>,
    /// The class's side, and its callbacks.
    host: Host,
    on_read: Function,
    on_read_error: Function,
    on_timer: Function,
    abort: RefCell<Option<AbortController>>,
    reader: RefCell<Option<Reader>>,
    timer: RefCell<Option<JsValue>>,
    shown: RefCell<Shown>,
    /// Counts attempts and their ends, so that a late answer is known as such.
    turn: Cell<u32>,
    reads: Cell<Reads>,
    closed: Cell<bool>,
}

/// The reads that were not answered yet. They are answered in their order.
#[derive(Clone, Copy, Default)]
struct Reads {
    /// Of requests that were dropped.
    stale: u32,
    current: bool,
}

#[wasm_bindgen]
impl Source {
    /// A connection that was not started. `host` is the class's side: see `src/js/host.ts`.
    #[wasm_bindgen(constructor)]
    pub fn new(host: Host, last_event_id: &str, reconnect: bool) -> Self {
        let policy = ReconnectPolicy { enabled: reconnect, ..ReconnectPolicy::default() };
        let mut connection = Connection::new(policy, last_event_id);
        connection.leave_unchecked();
        Self {
            connection: RefCell::new(connection),
            on_read: host.on_read(),
            on_read_error: host.on_read_error(),
            on_timer: host.on_timer(),
            host,
            abort: RefCell::new(None),
            reader: RefCell::new(None),
            timer: RefCell::new(None),
            shown: RefCell::default(),
            turn: Cell::new(0),
            reads: Cell::default(),
            closed: Cell::new(false),
        }
    }

    /// Where the batches are shown (`src/wasm/shown.rs`).
    pub fn places(&self) -> usize {
        self.shown.borrow().places()
    }

    /// Shows the last batch again, repaired.
    pub fn repair(&self) {
        self.shown.borrow_mut().repair(&self.connection.borrow().last_batch());
    }

    /// Sends the first request.
    pub fn start(&self) {
        let action = self.connection.borrow_mut().start();
        self.act(action, &JsValue::UNDEFINED, &JsValue::UNDEFINED);
    }

    /// Closes the connection: the request is aborted, no callback comes any more.
    pub fn close(&self) {
        self.closed.set(true);
        self.connection.borrow_mut().close();
        self.drop_attempt();
    }

    /// Ends request and timer without a word, since the document goes into the back/forward cache.
    pub fn suspend(&self) {
        self.connection.borrow_mut().suspend();
        self.drop_attempt();
    }

    /// Connects at once, if it was suspended.
    pub fn resume(&self) {
        let action = self.connection.borrow_mut().resume();
        self.act(action, &JsValue::UNDEFINED, &JsValue::UNDEFINED);
    }

    /// Drops the unfinished block of the stream.
    pub fn reset(&self) {
        self.connection.borrow_mut().reset();
    }

    /// The last event ID string.
    #[wasm_bindgen(getter, js_name = lastEventId)]
    pub fn last_event_id(&self) -> String {
        self.connection.borrow().last_event_id().to_owned()
    }

    /// The reconnection time in ms.
    #[wasm_bindgen(getter, js_name = reconnectionTime)]
    #[allow(clippy::cast_precision_loss)] // a time of more than 2⁵³ ms is as good as its neighbour
    pub fn reconnection_time(&self) -> f64 {
        self.connection.borrow().reconnection_time() as f64
    }

    /// The delay of a reconnect is over.
    #[wasm_bindgen(js_name = onTimer)]
    pub fn on_timer(&self) {
        self.timer.replace(None);
        let action = self.connection.borrow_mut().handle_timer();
        self.act(action, &JsValue::UNDEFINED, &JsValue::UNDEFINED);
    }

    /// The request of a turn was answered. False: nobody waits for it any more.
    #[wasm_bindgen(js_name = onResponse)]
    pub fn on_response(&self, turn: u32, response: &Response) -> bool {
        if self.turn.get() != turn {
            return false;
        }
        let content_type = match response.headers().and_then(|headers| headers.get("content-type")) {
            Ok(content_type) if response.is_object() => content_type,
            _ => {
                let error = js_sys::TypeError::new("`fetch` gave something that is not a Response");
                self.fail(FailureReason::Network, true, &error);
                return true;
            }
        };
        let (now, status) = (bindings::now(), response.status());
        let action = self.connection.borrow_mut().handle_response(now, status, content_type.as_deref());
        if action == Action::Announce {
            self.announce(response);
        } else {
            self.act(action, &JsValue::UNDEFINED, response);
        }
        true
    }

    /// The request of a turn could not be made, or has failed. `reason` is a [`FailureReason`].
    #[wasm_bindgen(js_name = onRequestFailure)]
    pub fn on_request_failure(&self, turn: u32, reason: u8, futile: bool, error: &JsValue) {
        if self.turn.get() == turn {
            self.fail(FailureReason::of_request(reason), futile, error);
        }
    }

    /// A read was answered.
    #[wasm_bindgen(js_name = onRead)]
    pub fn on_read(&self, result: &ReadResult) {
        if !self.read_answered() {
            return;
        }
        if result.done() {
            // The request is over: nothing to abort, and `signal` listeners need not hear of it.
            self.abort.replace(None);
            self.reader.replace(None);
            return self.fail(FailureReason::End, false, &JsValue::UNDEFINED);
        }
        let chunk = result.value();
        let chunk = match chunk.dyn_into::<Uint8Array>().or_else(|other| self.host.bytes(&other)) {
            Ok(chunk) => chunk,
            Err(error) => return self.fail(FailureReason::Network, true, &error),
        };
        if self.interpret(&chunk) {
            return self.fail(FailureReason::TooLarge, true, &JsValue::UNDEFINED);
        }
        self.read();
    }

    /// The body broke off.
    #[wasm_bindgen(js_name = onReadError)]
    pub fn on_read_error(&self, error: &JsValue) {
        if self.read_answered() {
            self.fail(FailureReason::Network, false, error);
        }
    }
}

impl Source {
    fn act(&self, action: Action, error: &JsValue, response: &JsValue) {
        match action {
            Action::Nothing | Action::Announce => {}
            Action::Connect => self.connect(),
            Action::Reestablish { reason, delay } => {
                let attempt = self.connection.borrow().attempt();
                self.drop_request();
                self.host.failed(reason as u8, f64::from(delay), attempt, error, response);
                // A listener may have closed the source.
                if !self.closed.get() {
                    self.timer.replace(Some(bindings::set_timeout(&self.on_timer, delay)));
                }
            }
            Action::Fail { reason } => {
                let attempt = self.connection.borrow().attempt();
                self.close();
                self.host.failed(reason as u8, -1.0, attempt, error, response);
            }
        }
    }

    fn fail(&self, reason: FailureReason, futile: bool, error: &JsValue) {
        let action = self.connection.borrow_mut().handle_failure(bindings::now(), bindings::random(), reason, futile);
        self.act(action, error, &JsValue::UNDEFINED);
    }

    /// [Fetches](https://html.spec.whatwg.org/multipage/server-sent-events.html#dom-eventsource) once.
    fn connect(&self) {
        let Ok(abort) = AbortController::new() else { return };
        let signal = abort.signal();
        self.abort.replace(Some(abort));
        let (attempt, id) = {
            let connection = self.connection.borrow();
            (connection.attempt(), connection.last_event_id().to_owned())
        };
        self.host.request(self.turn.get(), attempt, &id, &signal);
    }

    /// [Announces the connection](https://html.spec.whatwg.org/multipage/server-sent-events.html#announce-the-connection).
    fn announce(&self, response: &Response) {
        match self.host.announce(response) {
            Ok(reader) => {
                self.reader.replace(Some(reader));
                // A listener may have closed the source: then nobody else ends the body.
                if self.closed.get() { self.drop_request() } else { self.read() }
            }
            Err(error) => self.fail(FailureReason::Network, true, &error),
        }
    }

    /// Asks for the next chunk.
    fn read(&self) {
        let reading = self.reader.borrow().as_ref().map(Reader::read);
        match reading {
            Some(Ok(promise)) => {
                self.reads.set(Reads { current: true, ..self.reads.get() });
                promise.then(&self.on_read, &self.on_read_error);
            }
            Some(Err(error)) => self.fail(FailureReason::Network, false, &error),
            None => {}
        }
    }

    /// Notes that a read was answered; whether it is one of this attempt's.
    fn read_answered(&self) -> bool {
        let Reads { stale, current } = self.reads.get();
        self.reads.set(if stale > 0 { Reads { stale: stale - 1, current } } else { Reads::default() });
        stale == 0 && current
    }

    /// Hands a chunk to the connection and its events to the class; tells whether an event was too large.
    fn interpret(&self, chunk: &Uint8Array) -> bool {
        let (events, overflowed) = {
            let mut shown = self.shown.borrow_mut();
            let length = chunk.length() as usize;
            chunk.copy_to(shown.room(length));
            let mut connection = self.connection.borrow_mut();
            let batch = connection.handle_bytes(shown.chunk(length));
            let (events, overflowed) = (!batch.is_empty(), batch.overflowed());
            shown.show(&batch);
            (events, overflowed)
        };
        // The class copies the batch out before it runs any listener; only then can it move.
        if events {
            self.host.dispatch();
        }
        overflowed
    }

    /// Ends what there is of this attempt, or of waiting for the next one.
    fn drop_attempt(&self) {
        if let Some(timer) = self.timer.take() {
            bindings::clear_timeout(&timer);
        }
        self.drop_request();
    }

    /// Ends the request of this attempt, wherever it is.
    fn drop_request(&self) {
        self.turn.set(self.turn.get().wrapping_add(1));
        let Reads { stale, current } = self.reads.get();
        self.reads.set(Reads { stale: stale + u32::from(current), current: false });
        let (abort, reader) = (self.abort.take(), self.reader.take());
        if let Some(abort) = abort {
            abort.abort();
        }
        // A `fetch` of the user's own may not have looked at the signal.
        if let Some(reader) = reader {
            self.host.cancel(&reader);
        }
    }
}
