//! One source at work: it carries out what its [`Connection`] decides.
//!
//! An attempt is a future (request, response, checks); the body's read loop behind it is not: its two
//! closures live as long as the source, since a future per chunk costs more than the parsing.
//!
//! Every `RefCell` is borrowed for single statements only, never while JavaScript that a user can reach
//! runs: request, `fetch`, abort, announce, dispatch, failed.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::AbortController;

use super::bindings::{self, Host, Prepared, ReadPromise, ReadResult, Reader, RequestFailure, Response};
use super::table;
use crate::connection::{Action, Connection, FailureReason, ReconnectPolicy};

/// The chunk buffer is kept between chunks up to this many bytes.
const KEPT_CHUNK: usize = 256 << 10;

type Callback = Closure<dyn FnMut(JsValue)>;

/// The reads that were not answered yet. All share two callbacks, and are answered in their order.
#[derive(Clone, Copy, Default)]
struct Reads {
    /// Of requests that were dropped.
    stale: u32,
    current: bool,
}

pub(super) struct Source {
    connection: RefCell<Connection>,
    /// The class's side; gone once the source is closed, so that the class can be collected.
    host: RefCell<Option<Host>>,
    abort: RefCell<Option<AbortController>>,
    reader: RefCell<Option<Reader>>,
    timer: RefCell<Option<JsValue>>,
    chunk: RefCell<Vec<u8>>,
    table: RefCell<Vec<u32>>,
    /// A `read()` is under way: the source, which owns its callbacks, must outlive it.
    reading: RefCell<Option<Rc<Source>>>,
    reads: Cell<Reads>,
    /// Counts attempts and closing, so that a late answer knows that it is not waited for.
    turn: Cell<u32>,
    on_read: Callback,
    on_read_error: Callback,
    on_timer: Callback,
}

impl Source {
    pub(super) fn new(host: Host, last_event_id: &str, reconnect: bool) -> Rc<Self> {
        let policy = ReconnectPolicy { enabled: reconnect, ..ReconnectPolicy::default() };
        Rc::new_cyclic(|this: &Weak<Self>| {
            let callback = |run: fn(&Rc<Self>, JsValue)| {
                let this = this.clone();
                Callback::new(move |value| {
                    if let Some(this) = this.upgrade() {
                        run(&this, value);
                    }
                })
            };
            Self {
                connection: RefCell::new(Connection::new(policy, last_event_id)),
                host: RefCell::new(Some(host)),
                abort: RefCell::new(None),
                reader: RefCell::new(None),
                timer: RefCell::new(None),
                chunk: RefCell::new(Vec::new()),
                table: RefCell::new(Vec::new()),
                reading: RefCell::new(None),
                reads: Cell::new(Reads::default()),
                turn: Cell::new(0),
                on_read: callback(Self::on_read),
                on_read_error: callback(Self::on_read_error),
                on_timer: callback(Self::on_timer),
            }
        })
    }

    pub(super) fn last_event_id(&self) -> String {
        self.connection.borrow().last_event_id().to_owned()
    }

    pub(super) fn reconnection_time(&self) -> u64 {
        self.connection.borrow().reconnection_time()
    }

    pub(super) fn start(self: &Rc<Self>) {
        let action = self.connection.borrow_mut().start();
        self.act(action, &JsValue::UNDEFINED, &JsValue::UNDEFINED);
    }

    pub(super) fn close(&self) {
        self.connection.borrow_mut().close();
        self.host.replace(None);
        self.drop_attempt();
    }

    pub(super) fn suspend(&self) {
        self.connection.borrow_mut().suspend();
        self.drop_attempt();
    }

    pub(super) fn resume(self: &Rc<Self>) {
        let action = self.connection.borrow_mut().resume();
        self.act(action, &JsValue::UNDEFINED, &JsValue::UNDEFINED);
    }

    pub(super) fn reset(&self) {
        self.connection.borrow_mut().reset();
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
        if let Some(Ok(cancelled)) = reader.map(|reader| reader.cancel()) {
            ignore(&cancelled);
        }
    }

    fn host(&self) -> Option<Host> {
        self.host.borrow().clone()
    }

    fn act(self: &Rc<Self>, action: Action, error: &JsValue, response: &JsValue) {
        match action {
            Action::Nothing | Action::Announce => {}
            Action::Connect => spawn_local(Rc::clone(self).attempt()),
            Action::Reestablish { reason, delay } => {
                let Some(host) = self.host() else { return };
                let attempt = self.connection.borrow().attempt();
                self.drop_request();
                host.failed(reason as u8, f64::from(delay), attempt, error, response);
                // A listener may have closed the source.
                if self.host.borrow().is_some() {
                    let timer = bindings::set_timeout(self.on_timer.as_ref(), delay);
                    self.timer.replace(Some(timer));
                }
            }
            Action::Fail { reason } => {
                let Some(host) = self.host() else { return };
                let attempt = self.connection.borrow().attempt();
                self.close();
                host.failed(reason as u8, -1.0, attempt, error, response);
            }
        }
    }

    fn fail(self: &Rc<Self>, reason: FailureReason, futile: bool, error: &JsValue) {
        let action = self.connection.borrow_mut().handle_failure(bindings::now(), bindings::random(), reason, futile);
        self.act(action, error, &JsValue::UNDEFINED);
    }

    fn on_timer(self: &Rc<Self>, _: JsValue) {
        self.timer.replace(None);
        let action = self.connection.borrow_mut().handle_timer();
        self.act(action, &JsValue::UNDEFINED, &JsValue::UNDEFINED);
    }

    /// [Fetches](https://html.spec.whatwg.org/multipage/server-sent-events.html#dom-eventsource) once, up to
    /// the response's head.
    async fn attempt(self: Rc<Self>) {
        let Some(host) = self.host() else { return };
        let turn = self.turn.get();
        let Ok(abort) = AbortController::new() else { return };
        let signal = abort.signal();
        self.abort.replace(Some(abort));
        let (attempt, id) = {
            let connection = self.connection.borrow();
            (connection.attempt(), connection.last_event_id().to_owned())
        };
        let prepared = JsFuture::from(host.request(attempt, &id, &signal)).await;
        if self.turn.get() != turn {
            return;
        }
        let prepared: Prepared = match prepared {
            Ok(prepared) => prepared.unchecked_into(),
            Err(failure) => {
                let failure: RequestFailure = failure.unchecked_into();
                let reason = match failure.reason().as_str() {
                    "headers" => FailureReason::Headers,
                    "body" => FailureReason::Body,
                    _ => FailureReason::Network,
                };
                return self.fail(reason, failure.futile(), &failure.error());
            }
        };
        let response = match prepared.fetch().call2(&JsValue::UNDEFINED, &prepared.url(), &prepared.init()) {
            // A fetch-like function may answer without a promise.
            Ok(answer) => JsFuture::from(Promise::resolve(&answer)).await,
            Err(error) => Err(error),
        };
        if self.turn.get() != turn {
            // The source was closed, and such a `fetch` answered all the same: nobody will read this body.
            let body = response.ok().and_then(|response| response.unchecked_into::<Response>().body().ok().flatten());
            if let Some(Ok(cancelled)) = body.map(|body| body.cancel()) {
                ignore(&cancelled);
            }
            return;
        }
        let error = match response {
            Ok(response) => return self.response_came(&response),
            Err(error) => error,
        };
        let refused = JsFuture::from(host.refused_by_cors(&signal)).await;
        if self.turn.get() == turn {
            let is_cors = refused.is_ok_and(|refused| refused.is_truthy());
            let reason = if is_cors { FailureReason::Cors } else { FailureReason::Network };
            self.fail(reason, is_cors, &error);
        }
    }

    fn response_came(self: &Rc<Self>, response: &JsValue) {
        let head: &Response = response.unchecked_ref();
        let content_type = match head.headers().and_then(|headers| headers.get("content-type")) {
            Ok(content_type) if response.is_object() => content_type,
            _ => {
                let error = js_sys::TypeError::new("`fetch` gave something that is not a Response");
                return self.fail(FailureReason::Network, true, &error);
            }
        };
        let action =
            self.connection.borrow_mut().handle_response(bindings::now(), head.status(), content_type.as_deref());
        if action != Action::Announce {
            return self.act(action, &JsValue::UNDEFINED, response);
        }
        let Some(host) = self.host() else { return };
        match host.announce(response) {
            Ok(reader) => {
                // A listener may have closed the source: then nobody else ends the body.
                let closed = self.host.borrow().is_none();
                self.reader.replace(Some(reader));
                if closed { self.drop_request() } else { self.read() }
            }
            Err(error) => self.fail(FailureReason::Network, true, &error),
        }
    }

    /// Asks for the next chunk.
    fn read(self: &Rc<Self>) {
        let reading = self.reader.borrow().as_ref().map(Reader::read);
        match reading {
            Some(Ok(promise)) => {
                self.reading.replace(Some(Rc::clone(self)));
                self.reads.set(Reads { current: true, ..self.reads.get() });
                promise.then(self.on_read.as_ref(), self.on_read_error.as_ref());
            }
            Some(Err(error)) => self.fail(FailureReason::Network, false, &error),
            None => {}
        }
    }

    /// Notes that a read was answered; whether it is one of this attempt's.
    fn read_answered(&self) -> bool {
        let Reads { stale, current } = self.reads.get();
        let left = if stale > 0 { Reads { stale: stale - 1, current } } else { Reads::default() };
        self.reads.set(left);
        if left.stale == 0 && !left.current {
            self.reading.replace(None);
        }
        stale == 0 && current
    }

    fn on_read(self: &Rc<Self>, result: JsValue) {
        if !self.read_answered() {
            return;
        }
        let Some(host) = self.host() else { return };
        let result: ReadResult = result.unchecked_into();
        if result.done() {
            // The request is over: nothing to abort, and `signal` listeners need not hear of it.
            self.abort.replace(None);
            self.reader.replace(None);
            return self.fail(FailureReason::End, false, &JsValue::UNDEFINED);
        }
        let chunk = result.value();
        let chunk = match chunk.dyn_into::<Uint8Array>().or_else(|other| host.bytes(&other)) {
            Ok(chunk) => chunk,
            Err(error) => return self.fail(FailureReason::Network, true, &error),
        };
        let overflowed = self.interpret(&host, &chunk);
        if overflowed {
            return self.fail(FailureReason::TooLarge, true, &JsValue::UNDEFINED);
        }
        self.read();
    }

    /// Hands a chunk to the connection and its events to the class; tells whether an event was too large.
    fn interpret(&self, host: &Host, chunk: &Uint8Array) -> bool {
        let overflowed;
        let (text, text_length, table, events);
        {
            let mut buffer = self.chunk.borrow_mut();
            let mut entries = self.table.borrow_mut();
            let length = chunk.length() as usize;
            if buffer.len() < length {
                buffer.resize(length, 0);
            }
            let bytes = buffer.get_mut(..length).unwrap_or_default();
            chunk.copy_to(bytes);
            let mut connection = self.connection.borrow_mut();
            let batch = connection.handle_bytes(bytes);
            overflowed = batch.overflowed();
            table::write(&batch, &mut entries);
            (text, text_length) = (batch.text().as_ptr(), batch.text().len());
            (table, events) = (entries.as_ptr(), batch.entries().len());
            if length > KEPT_CHUNK {
                *buffer = Vec::new();
            }
        }
        // The class copies both out before it runs any listener; only then can they move.
        if events > 0 {
            host.dispatch(text, text_length, table, events);
        }
        overflowed
    }

    fn on_read_error(self: &Rc<Self>, error: JsValue) {
        if self.read_answered() {
            self.fail(FailureReason::Network, false, &error);
        }
    }
}

/// Takes note of a promise whose rejection tells nothing new.
fn ignore(promise: &ReadPromise) {
    IGNORE.with(|ignore| promise.then(&JsValue::UNDEFINED, ignore.as_ref()));
}

thread_local! {
    static IGNORE: Callback = Callback::new(|_| {});
}
