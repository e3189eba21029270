//! One source at work: its [`Connection`] decides, the class's side (`src/js/host.ts`) has the hands: `fetch`, the body's
//! reader, the timer. What they bring comes back by the `on_…` methods.
//!
//! There is no future, no closure and no JavaScript value in here: an executor alone took a quarter of the wasm file, and
//! a future per chunk more time than the parsing.
//!
//! Every `RefCell` is borrowed for single statements only, never while JavaScript that a user can reach
//! runs: request, drop, announce, dispatch, failed.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use super::shown::{Shown, with_chunk};
use crate::connection::{Action, Connection, Decision, FailureReason, ReadyState, ReconnectPolicy, Response};

#[wasm_bindgen]
extern "C" {
    /// The class's side of a source. None of its methods throws.
    pub type Host;

    /// Makes and sends a request with the last event ID; comes back with `on_response` or `on_failure`, unless it is dropped.
    #[wasm_bindgen(method)]
    fn request(this: &Host, attempt: u32);

    /// [Announces the connection](https://html.spec.whatwg.org/multipage/server-sent-events.html#announce-the-connection) and reads
    /// the body; comes back with `on_chunk` and `on_failure`.
    #[wasm_bindgen(method)]
    fn announce(this: &Host);

    /// Dispatches the batch that is shown ([`super::shown`]).
    #[wasm_bindgen(method)]
    fn dispatch(this: &Host);

    /// Ends the request and the timer, whichever there is.
    #[wasm_bindgen(method)]
    fn drop(this: &Host);

    /// Fires `error`: the connection is reestablished after `delay` ms, or failed where `delay` is negative.
    #[wasm_bindgen(method)]
    fn failed(this: &Host, reason: u8, delay: f64, attempt: u32);

    /// Asks what to make of a failure, which the policy would have reestablished after `delay` ms, or failed where `reconnect`
    /// is false; comes back with `on_decision`.
    #[wasm_bindgen(method)]
    fn decide(this: &Host, reason: u8, reconnect: bool, delay: u32, attempt: u32);

    /// Comes back with `on_timer` after so many milliseconds.
    #[wasm_bindgen(method)]
    fn wait(this: &Host, delay: u32);

    /// Milliseconds of a clock that does not go back.
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
    #[wasm_bindgen(js_namespace = Math)]
    fn random() -> f64;
}

/// The class's side calls `free()` once the source is closed, and none of its methods is running.
#[wasm_bindgen]
pub struct Source {
    connection: RefCell<Connection>,
    host: Host,
    shown: RefCell<Shown>,
}

#[wasm_bindgen]
impl Source {
    /// A connection that was not started. The initial last event ID stands where chunks do: that spares wasm-bindgen's own
    /// way for strings, and its code.
    #[wasm_bindgen(constructor)]
    pub fn new(host: Host, id_length: usize, reconnect: bool, max_event_size: usize) -> Self {
        let policy = ReconnectPolicy { enabled: reconnect, ..ReconnectPolicy::default() };
        let connection = with_text(id_length, |id| Connection::with_max_event_size(policy, id, max_event_size));
        Self { connection: RefCell::new(connection), host, shown: RefCell::default() }
    }

    /// Sets a field of the policy, by its place in `src/js/policy.ts`. `statuses` takes one more each time.
    #[wasm_bindgen(js_name = setPolicy)]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // infinite attempts are u32::MAX of them
    pub fn set_policy(&self, field: u8, value: f64) {
        let mut connection = self.connection.borrow_mut();
        let policy = connection.policy_mut();
        match field {
            0 => policy.max_delay = value,
            1 => policy.factor = value,
            2 => (policy.jitter, policy.jitter_first) = (value, true),
            3 => policy.max_attempts = Some(value as u32),
            4 => policy.max_elapsed = value,
            5 => policy.reset_after = value,
            6 => policy.statuses.push(value as u16),
            _ => policy.decide = true,
        }
    }

    /// Where the batches are shown (`src/wasm/shown.rs`).
    pub fn places(&self) -> usize {
        self.shown.borrow().places()
    }

    /// Shows the last batch again, with offsets in UTF-16 code units; `lossy` puts U+FFFD for what is not UTF-8.
    pub fn widen(&self, lossy: bool) {
        self.shown.borrow_mut().widen(&self.connection.borrow().last_batch(), lossy);
    }

    /// Sends the first request.
    pub fn start(&self) {
        let action = self.connection.borrow_mut().start();
        self.act(action);
    }

    /// Closes the connection: nothing comes any more.
    pub fn close(&self) {
        self.connection.borrow_mut().close();
        self.host.drop();
    }

    /// Ends request and timer without a word, since the document goes into the back/forward cache.
    pub fn suspend(&self) {
        self.connection.borrow_mut().suspend();
        self.host.drop();
    }

    /// Connects at once, if it was suspended.
    pub fn resume(&self) {
        let action = self.connection.borrow_mut().resume();
        self.act(action);
    }

    /// Drops the unfinished block of the stream.
    pub fn reset(&self) {
        self.connection.borrow_mut().reset();
    }

    /// Where the last event ID string lies.
    #[wasm_bindgen(getter, js_name = idAt)]
    pub fn id_at(&self) -> usize {
        self.connection.borrow().last_event_id().as_ptr() as usize
    }

    /// Its length in bytes.
    #[wasm_bindgen(getter, js_name = idLength)]
    pub fn id_length(&self) -> usize {
        self.connection.borrow().last_event_id().len()
    }

    /// The reconnection time in ms.
    #[wasm_bindgen(getter, js_name = reconnectionTime)]
    #[allow(clippy::cast_precision_loss)] // a time of more than 2⁵³ ms is as good as its neighbour
    pub fn reconnection_time(&self) -> f64 {
        self.connection.borrow().reconnection_time() as f64
    }

    /// The timer has fired, so many ms after its time.
    #[wasm_bindgen(js_name = onTimer)]
    pub fn on_timer(&self, late: f64) {
        let action = self.connection.borrow_mut().handle_timer(now(), random(), late);
        self.act(action);
    }

    /// The machine has a network again, or none any more.
    #[wasm_bindgen(js_name = onNetwork)]
    pub fn on_network(&self, online: bool) {
        let mut connection = self.connection.borrow_mut();
        if !online {
            return connection.handle_offline();
        }
        let action = connection.handle_online();
        drop(connection);
        if action != Action::Nothing {
            self.host.drop();
        }
        self.act(action);
    }

    /// What to make of the failure that `decide` asked about: a delay in ms, NaN for the policy's own, negative to give up.
    #[wasm_bindgen(js_name = onDecision)]
    pub fn on_decision(&self, delay: f64) {
        let decision = match delay {
            _ if delay.is_nan() => Decision::Reconnect,
            _ if delay < 0.0 => Decision::GiveUp,
            _ => Decision::ReconnectAfter(delay),
        };
        let action = self.connection.borrow_mut().handle_decision(decision);
        self.act(action);
    }

    /// Whether a response would be announced. Its `Content-Type` stands where chunks do.
    pub fn accepts(&self, status: u16, type_length: usize) -> bool {
        with_text(type_length, |content_type| {
            Response { status, content_type: Some(content_type), retry_after: None }.check().is_ok()
        })
    }

    /// The response's head has come. `retry_after` is in ms, NaN if there is none.
    #[wasm_bindgen(js_name = onResponse)]
    pub fn on_response(&self, status: u16, type_length: usize, retry_after: f64) {
        let retry_after = (!retry_after.is_nan()).then_some(retry_after);
        let action = with_text(type_length, |content_type| {
            let response = Response { status, content_type: Some(content_type), retry_after };
            self.connection.borrow_mut().handle_response(now(), random(), &response)
        });
        self.act(action);
    }

    /// The request could not be made, or it or the body has failed. `reason` is a [`FailureReason`].
    #[wasm_bindgen(js_name = onFailure)]
    pub fn on_failure(&self, reason: u8, futile: bool) {
        self.fail(FailureReason::of_number(reason), futile);
    }

    /// A chunk of the body stands in the memory.
    #[wasm_bindgen(js_name = onChunk)]
    pub fn on_chunk(&self, length: usize) {
        let (events, overflowed) = with_chunk(length, |chunk| {
            let mut connection = self.connection.borrow_mut();
            let batch = connection.handle_bytes(chunk);
            self.shown.borrow_mut().show(&batch);
            (!batch.is_empty(), batch.overflowed())
        });
        // The class copies the batch out before it runs any listener; only then can it move.
        if events {
            self.host.dispatch();
        }
        if overflowed {
            self.fail(FailureReason::TooLarge, true);
        }
    }
}

/// The text of that many bytes that JavaScript has put where chunks stand.
fn with_text<T>(length: usize, work: impl FnOnce(&str) -> T) -> T {
    with_chunk(length, |bytes| work(core::str::from_utf8(bytes).unwrap_or_default()))
}

impl Source {
    fn act(&self, action: Action) {
        let attempt = self.connection.borrow().attempt();
        match action {
            Action::Nothing => {}
            Action::Connect => self.host.request(attempt),
            Action::Announce => self.host.announce(),
            Action::Decide { reason, reconnect, delay } => {
                self.host.drop();
                self.host.decide(reason as u8, reconnect, delay, attempt);
            }
            Action::Reestablish { reason, delay } => {
                self.host.drop();
                self.host.failed(reason as u8, f64::from(delay), attempt);
                // A listener may have closed the source.
                if self.connection.borrow().ready_state() != ReadyState::Closed {
                    self.host.wait(delay);
                }
            }
            Action::Fail { reason } => {
                self.close();
                self.host.failed(reason as u8, -1.0, attempt);
            }
        }
    }

    fn fail(&self, reason: FailureReason, futile: bool) {
        let action = self.connection.borrow_mut().handle_failure(now(), random(), reason, futile);
        self.act(action);
    }
}
