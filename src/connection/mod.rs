//! The connection of an event source (WHATWG HTML [§9.2.2] and [§9.2.3]): ready states, response
//! checks, reconnecting. No clock, no randomness, no I/O: the caller hands in what happened, when,
//! and a random number; an [`Action`] says what to do.
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
//! | Requesting | `handle_response`, anything else | Closed | `Fail` |
//! | Requesting, Open | `handle_failure`, temporary, reconnecting allowed | Waiting | `Reestablish` |
//! | Requesting, Open | `handle_failure`, futile or reconnecting not allowed | Closed | `Fail` |
//! | Open | `handle_bytes` | Open | a batch of events |
//! | Waiting | `handle_timer` | Requesting | `Connect` |
//! | Requesting, Open, Waiting | `suspend` | Suspended | – |
//! | Suspended | `resume` | Requesting | `Connect` |
//! | any | `close` | Closed | – |
//!
//! `readyState` is CONNECTING in Idle, Requesting, Waiting and Suspended.
//!
//! The delay of a reconnect is the reconnection time for the first failure after a healthy
//! connection, and grows from the second failure in a row on ([`ReconnectPolicy`]).
//!
//! [§9.2.2]: https://html.spec.whatwg.org/multipage/server-sent-events.html#the-eventsource-interface
//! [§9.2.3]: https://html.spec.whatwg.org/multipage/server-sent-events.html#sse-processing-model

#![forbid(unsafe_code)]

mod mime;
mod policy;

pub use policy::{DEFAULT_RECONNECTION_TIME, MAX_DELAY, ReconnectPolicy};

use crate::event_stream::{Batch, EventStream};
use policy::Backoff;

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

/// Why a connection was not made, or was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum FailureReason {
    /// No response, or the body broke off with an error.
    Network = 0,
    /// The server ended the body.
    End = 1,
    /// The status is not 200.
    Status = 2,
    /// The response's MIME type is not `text/event-stream`.
    ContentType = 3,
    /// Status 204: the server asks not to come back.
    NoContent = 4,
    /// The request's headers could not be made, or are not allowed.
    Headers = 5,
    /// The request's body could not be made, or cannot be sent again.
    Body = 6,
    /// One event outgrew the limit.
    TooLarge = 7,
    /// The policy's `max_attempts` or `max_elapsed` is used up.
    GaveUp = 8,
    /// The server answers, but does not let this origin read the answer.
    Cors = 9,
}

#[cfg(feature = "source")]
impl FailureReason {
    /// The reason of this number, of those that the caller finds out.
    pub(crate) fn of_number(number: u8) -> Self {
        [Self::End, Self::Headers, Self::Body, Self::Cors]
            .into_iter()
            .find(|reason| *reason as u8 == number)
            .unwrap_or(Self::Network)
    }
}

/// What the caller has to do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Action {
    /// Nothing: the input does not belong in this phase.
    Nothing,
    /// Send a request, with the last event ID if it is not empty.
    Connect,
    /// [Announce the connection](https://html.spec.whatwg.org/multipage/server-sent-events.html#announce-the-connection):
    /// fire `open`, then read the body.
    Announce,
    /// [Reestablish the connection](https://html.spec.whatwg.org/multipage/server-sent-events.html#reestablish-the-connection):
    /// fire `error`, wait, then call [`Connection::handle_timer`].
    Reestablish {
        /// What happened.
        reason: FailureReason,
        /// Milliseconds to wait, at most [`MAX_DELAY`].
        delay: u32,
    },
    /// [Fail the connection](https://html.spec.whatwg.org/multipage/server-sent-events.html#fail-the-connection):
    /// fire `error`; it is closed for good.
    Fail {
        /// What happened.
        reason: FailureReason,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Idle,
    Requesting,
    Open,
    Waiting,
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
        let mut stream = EventStream::new();
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

    /// The standard's `readyState`.
    #[must_use]
    pub fn ready_state(&self) -> ReadyState {
        match self.phase {
            Phase::Idle | Phase::Requesting | Phase::Waiting | Phase::Suspended => ReadyState::Connecting,
            Phase::Open => ReadyState::Open,
            Phase::Closed => ReadyState::Closed,
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

    /// The response's head has come: its status, and its `Content-Type` as fetch's `Headers` gives it.
    /// `now` is in ms of any clock that does not go back.
    pub fn handle_response(&mut self, now: f64, status: u16, content_type: Option<&str>) -> Action {
        if self.phase != Phase::Requesting {
            return Action::Nothing;
        }
        let reason = match status {
            204 => FailureReason::NoContent,
            200 if content_type.is_some_and(mime::is_event_stream) => {
                self.phase = Phase::Open;
                self.opened_at = now;
                self.stream.restart();
                return Action::Announce;
            }
            200 => FailureReason::ContentType,
            _ => FailureReason::Status,
        };
        self.phase = Phase::Closed;
        Action::Fail { reason }
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

    /// The request or the body failed. `random` is in `0.0..1.0`; `futile` says that the same
    /// request cannot succeed later.
    pub fn handle_failure(&mut self, now: f64, random: f64, reason: FailureReason, futile: bool) -> Action {
        match self.phase {
            Phase::Requesting => {}
            Phase::Open => self.backoff.was_open(now - self.opened_at),
            Phase::Idle | Phase::Waiting | Phase::Suspended | Phase::Closed => return Action::Nothing,
        }
        if futile || !self.backoff.is_allowed() {
            self.phase = Phase::Closed;
            return Action::Fail { reason };
        }
        match self.backoff.next_delay(now, random, self.reconnection_time) {
            Some(delay) => {
                self.phase = Phase::Waiting;
                Action::Reestablish { reason, delay }
            }
            None => {
                self.phase = Phase::Closed;
                Action::Fail { reason: FailureReason::GaveUp }
            }
        }
    }

    /// The delay of [`Action::Reestablish`] is over.
    pub fn handle_timer(&mut self) -> Action {
        self.connect_from(Phase::Waiting)
    }

    fn connect_from(&mut self, phase: Phase) -> Action {
        if self.phase != phase {
            return Action::Nothing;
        }
        self.phase = Phase::Requesting;
        self.attempt = self.attempt.saturating_add(1);
        Action::Connect
    }

    /// The document goes into the back/forward cache (whatwg/html#12381): the caller ends request and timer,
    /// without an `error` event.
    pub fn suspend(&mut self) {
        if matches!(self.phase, Phase::Requesting | Phase::Open | Phase::Waiting) {
            self.phase = Phase::Suspended;
        }
    }

    /// The document is back: what was suspended connects again, at once.
    pub fn resume(&mut self) -> Action {
        self.connect_from(Phase::Suspended)
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
