//! The connection of an event source (WHATWG HTML [§9.2.2] and [§9.2.3]): ready states, response
//! checks, reconnecting. No clock, no randomness, no I/O: the caller hands in what happened, when,
//! and a random number; an [`Action`] says what to do.
//!
//! # Example
//!
//! A caller that has an HTTP client, a clock and random numbers does what the actions say:
//!
//! ```
//! use eventsource_wasm::connection::{Action, Connection, FailureReason, ReconnectPolicy, Response};
//! # struct Body(Vec<&'static [u8]>);
//! # impl Body { fn read(&mut self) -> std::io::Result<Option<&'static [u8]>> { Ok(self.0.pop()) } }
//! # fn request(last_event_id: &str) -> std::io::Result<(u16, String, Body)> {
//! #     if last_event_id == "2" { return Ok((204, String::new(), Body(vec![]))); }
//! #     Ok((200, "text/event-stream".into(), Body(vec![b": 1\nid: 2\n\n", b"data: hello\n\nretry"])))
//! # }
//! # fn now() -> f64 { 0.0 }
//! # fn random() -> f64 { 0.0 }
//! # fn sleep(_: u32) {}
//!
//! let mut connection = Connection::new(ReconnectPolicy::default(), "");
//! let mut body = None;
//! let mut action = connection.start();
//! # let mut received = Vec::new();
//! loop {
//!     action = match action {
//!         Action::Connect => match request(connection.last_event_id()) {
//!             Ok((status, content_type, stream)) => {
//!                 body = Some(stream);
//!                 let response = Response { status, content_type: Some(&content_type), retry_after: None };
//!                 connection.handle_response(now(), random(), &response)
//!             }
//!             Err(_) => connection.handle_failure(now(), random(), FailureReason::Network, false),
//!         },
//!         Action::Announce => loop {
//!             let reason = match body.as_mut().map(|body| body.read()) {
//!                 Some(Ok(Some(chunk))) => {
//!                     let batch = connection.handle_bytes(chunk);
//!                     for event in batch.events() {
//!                         println!("{}: {}", event.event_type, event.data);
//! #                       received.push(event.data.to_owned());
//!                     }
//!                     if !batch.overflowed() {
//!                         continue;
//!                     }
//!                     FailureReason::TooLarge
//!                 }
//!                 Some(Ok(None)) => FailureReason::End,
//!                 _ => FailureReason::Network,
//!             };
//!             // An event that was too large will be so again.
//!             let futile = reason == FailureReason::TooLarge;
//!             break connection.handle_failure(now(), random(), reason, futile);
//!         },
//!         Action::Reestablish { delay, .. } => {
//!             sleep(delay);
//!             connection.handle_timer(now(), random(), 0.0)
//!         }
//!         Action::Fail { reason } => {
//!             println!("closed: {reason}");
//! #           assert_eq!(reason, FailureReason::NoContent);
//!             break;
//!         }
//!         // `Decide` comes only with `ReconnectPolicy::decide`.
//!         Action::Nothing | Action::Decide { .. } => break,
//!     };
//! }
//! # assert_eq!(received, ["hello"]);
//! ```
//!
//! # Theory of operation
//!
//! Every transition stands in this table; an input in a phase that it does not name is
//! [`Action::Nothing`] and changes nothing.
//!
//! | phase | input | next phase | action |
//! | --- | --- | --- | --- |
//! | Idle | `start` | Requesting | `Connect` |
//! | Requesting | `handle_response`, 200 and `text/event-stream` | Open | `Announce` |
//! | Requesting | `handle_response`, anything else | *lost* | |
//! | Requesting, Open | `handle_failure` | *lost* | |
//! | Requesting, Open | `handle_timer`: no response, or not a byte, in time | *lost* | |
//! | Open | `handle_bytes` | Open | a batch of events |
//! | Deciding | `handle_decision`, to reconnect | Waiting | `Reestablish` |
//! | Deciding | `handle_decision`, to give up | Closed | `Fail` |
//! | Waiting | `handle_timer` | Requesting | `Connect` |
//! | Waiting | `handle_offline` | Paused | – |
//! | Waiting, Paused | `handle_online` | Requesting | `Connect` |
//! | Requesting, Open, Deciding, Waiting, Paused | `suspend` | Suspended | – |
//! | Suspended | `resume` | Requesting | `Connect` |
//! | any | `close` | Closed | – |
//!
//! Where a connection is *lost*, the first that holds decides:
//!
//! | | next phase | action |
//! | --- | --- | --- |
//! | reconnecting is not allowed, or futile | Closed | `Fail` |
//! | the timer was asleep: the failure does not count | Waiting | `Reestablish`, at once |
//! | another attempt is called for, but the policy's limits are reached | Closed | `Fail` with `GaveUp` |
//! | the caller has the last word | Deciding | `Decide` |
//! | another attempt is called for | Waiting | `Reestablish` |
//! | a refused response whose status is not one to be retried | Closed | `Fail` |
//!
//! `readyState` is OPEN in Open, CLOSED in Closed, else CONNECTING.
//!
//! The delay of a reconnect is the reconnection time (or what `Retry-After` asks for) for the first failure after a healthy
//! connection, and grows from the second failure in a row on ([`ReconnectPolicy`]).
//!
//! [§9.2.2]: https://html.spec.whatwg.org/multipage/server-sent-events.html#the-eventsource-interface
//! [§9.2.3]: https://html.spec.whatwg.org/multipage/server-sent-events.html#sse-processing-model

#![forbid(unsafe_code)]

mod action;
mod mime;
mod policy;
mod response;

pub use action::{Action, Decision, FailureReason};
pub use policy::{DEFAULT_RECONNECTION_TIME, MAX_DELAY, ReconnectPolicy};
pub use response::Response;

use crate::event_stream::{Batch, DEFAULT_MAX_EVENT_SIZE, EventStream};
use policy::{ASLEEP, Backoff, timer_delay};

/// The standard's [`readyState`](https://html.spec.whatwg.org/multipage/server-sent-events.html#dom-eventsource-readystate).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ReadyState {
    /// The connection was not established yet, or was lost and is being reestablished.
    Connecting = 0,
    /// Events are dispatched as they arrive.
    Open = 1,
    /// The connection is not open, and nothing tries to reestablish it.
    Closed = 2,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Idle,
    Requesting,
    Open,
    Deciding {
        reason: FailureReason,
        delay: u32,
    },
    Waiting,
    /// Waiting, until the machine is online.
    Paused,
    Suspended,
    Closed,
}

/// One event source's connection, from the first request to the end.
#[derive(Debug)]
pub struct Connection {
    phase: Phase,
    stream: EventStream,
    backoff: Backoff,
    /// The standard's *reconnection time*, in ms.
    reconnection_time: u64,
    attempt: u32,
    /// When the open connection was announced.
    opened_at: f64,
}

impl Connection {
    /// A connection that was not started; `last_event_id` is sent with the first request unless empty.
    #[must_use]
    pub fn new(policy: ReconnectPolicy, last_event_id: &str) -> Self {
        Self::with_max_event_size(policy, last_event_id, DEFAULT_MAX_EVENT_SIZE)
    }

    /// Like [`new`](Self::new), with the size in bytes that one event may take
    /// ([`EventStream::with_max_event_size`]).
    #[must_use]
    pub fn with_max_event_size(policy: ReconnectPolicy, last_event_id: &str, bytes: usize) -> Self {
        let mut stream = EventStream::with_max_event_size(bytes);
        stream.set_last_event_id(last_event_id);
        Self {
            phase: Phase::Idle,
            stream,
            backoff: Backoff::new(policy),
            reconnection_time: DEFAULT_RECONNECTION_TIME,
            attempt: 0,
            opened_at: 0.0,
        }
    }

    /// The policy. What changes holds from the next failure on.
    pub fn policy_mut(&mut self) -> &mut ReconnectPolicy {
        &mut self.backoff.policy
    }

    /// The standard's `readyState`.
    #[must_use]
    pub fn ready_state(&self) -> ReadyState {
        match self.phase {
            Phase::Open => ReadyState::Open,
            Phase::Closed => ReadyState::Closed,
            _ => ReadyState::Connecting,
        }
    }

    /// The number of the current or last request; 0 is the first.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The last event ID string.
    #[must_use]
    pub fn last_event_id(&self) -> &str {
        self.stream.last_event_id()
    }

    /// The reconnection time in ms: 3000 until the server sends `retry`.
    #[must_use]
    pub fn reconnection_time(&self) -> u64 {
        self.reconnection_time
    }

    /// Begins with the first request.
    pub fn start(&mut self) -> Action {
        if self.phase != Phase::Idle {
            return Action::Nothing;
        }
        self.phase = Phase::Requesting;
        Action::Connect
    }

    /// The response's head has come. `now` is in ms of any clock that does not go back, `random` in `0.0..1.0`.
    pub fn handle_response(&mut self, now: f64, random: f64, response: &Response<'_>) -> Action {
        if self.phase != Phase::Requesting {
            return Action::Nothing;
        }
        let Err(reason) = response.check() else {
            self.phase = Phase::Open;
            self.opened_at = now;
            self.stream.restart();
            return Action::Announce;
        };
        let retry = reason != FailureReason::ContentType && self.backoff.policy.statuses.contains(&response.status);
        self.lose(now, random, reason, retry, response.retry_after)
    }

    /// A chunk of the body. Outside of an open connection it is ignored.
    pub fn handle_bytes(&mut self, chunk: &[u8]) -> Batch<'_> {
        let chunk = if self.phase == Phase::Open { chunk } else { &[] };
        // Two calls, since the batch borrows the stream: what it brought is noted in between.
        self.stream.parse(chunk);
        if let Some(time) = self.stream.take_retry() {
            self.reconnection_time = time;
        }
        let batch = self.stream.batch();
        if !batch.is_empty() {
            self.backoff.reset();
        }
        batch
    }

    /// The batch of the last chunk.
    #[cfg(feature = "source")]
    pub(crate) fn last_batch(&self) -> Batch<'_> {
        self.stream.batch()
    }

    /// The request or the body failed. `futile` says that the same request cannot succeed later.
    pub fn handle_failure(&mut self, now: f64, random: f64, reason: FailureReason, futile: bool) -> Action {
        match self.phase {
            Phase::Requesting | Phase::Open if futile => self.fail(reason),
            Phase::Requesting | Phase::Open => self.lose(now, random, reason, true, None),
            _ => Action::Nothing,
        }
    }

    /// The connection is lost; `retry` says that another attempt is called for.
    // Three callers, and a quarter of a kilobyte of brotli.
    #[inline(never)]
    fn lose(&mut self, now: f64, random: f64, reason: FailureReason, retry: bool, asked: Option<f64>) -> Action {
        if self.phase == Phase::Open {
            self.backoff.was_open(now - self.opened_at);
        }
        let decide = self.backoff.policy.decide;
        if !self.backoff.policy.enabled || !(retry || decide) {
            return self.fail(reason);
        }
        match self.backoff.next_delay(now, random, self.reconnection_time, asked) {
            None => self.fail(if retry { FailureReason::GaveUp } else { reason }),
            Some(delay) if decide => {
                self.phase = Phase::Deciding { reason, delay };
                Action::Decide { reason, reconnect: retry, delay }
            }
            Some(delay) => self.reestablish(reason, delay),
        }
    }

    fn fail(&mut self, reason: FailureReason) -> Action {
        self.phase = Phase::Closed;
        Action::Fail { reason }
    }

    fn reestablish(&mut self, reason: FailureReason, delay: u32) -> Action {
        self.phase = Phase::Waiting;
        Action::Reestablish { reason, delay }
    }

    /// What the caller makes of [`Action::Decide`].
    pub fn handle_decision(&mut self, decision: Decision) -> Action {
        match (self.phase, decision) {
            (Phase::Deciding { reason, .. }, Decision::GiveUp) => self.fail(reason),
            (Phase::Deciding { reason, delay }, Decision::Reconnect) => self.reestablish(reason, delay),
            (Phase::Deciding { reason, .. }, Decision::ReconnectAfter(delay)) => {
                self.reestablish(reason, timer_delay(delay))
            }
            _ => Action::Nothing,
        }
    }

    /// A timer has fired, `late` ms after its time: the delay of [`Action::Reestablish`] is over, or the request or the body
    /// took too long. A machine that slept reconnects at once, and it does not count as a failure.
    pub fn handle_timer(&mut self, now: f64, random: f64, late: f64) -> Action {
        let asleep = late >= ASLEEP;
        let reason = match self.phase {
            Phase::Waiting => {
                if asleep {
                    self.backoff.reset();
                }
                return self.connect();
            }
            Phase::Requesting => FailureReason::ConnectTimeout,
            Phase::Open => FailureReason::Idle,
            _ => return Action::Nothing,
        };
        if asleep && self.backoff.policy.enabled {
            return self.reestablish(reason, 0);
        }
        self.lose(now, random, reason, true, None)
    }

    /// The machine has lost its network: what waits for its next attempt waits until [`handle_online`](Self::handle_online).
    pub fn handle_offline(&mut self) {
        if self.phase == Phase::Waiting {
            self.phase = Phase::Paused;
        }
    }

    /// The machine has a network again: what waits for its next attempt makes it at once.
    pub fn handle_online(&mut self) -> Action {
        match self.phase {
            Phase::Waiting | Phase::Paused => self.connect(),
            _ => Action::Nothing,
        }
    }

    fn connect(&mut self) -> Action {
        self.phase = Phase::Requesting;
        self.attempt = self.attempt.saturating_add(1);
        Action::Connect
    }

    /// The document goes into the back/forward cache (whatwg/html#12381): the caller ends request and timer,
    /// without an `error` event.
    pub fn suspend(&mut self) {
        if !matches!(self.phase, Phase::Idle | Phase::Closed) {
            self.phase = Phase::Suspended;
        }
    }

    /// The document is back: what was suspended connects again, at once.
    pub fn resume(&mut self) -> Action {
        if self.phase == Phase::Suspended { self.connect() } else { Action::Nothing }
    }

    /// [`reset()`](https://github.com/whatwg/html/pull/12272): the unfinished block is dropped, and the stream may begin
    /// anew, with a BOM. The last event ID string and the reconnection time stay.
    pub fn reset(&mut self) {
        self.stream.restart();
    }

    /// [`close()`](https://html.spec.whatwg.org/multipage/server-sent-events.html#dom-eventsource-close).
    pub fn close(&mut self) {
        self.phase = Phase::Closed;
    }
}
