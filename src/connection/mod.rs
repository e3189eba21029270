//! The connection of an event source (WHATWG HTML [§9.2.2] and [§9.2.3]): ready states, deadlines, reconnecting.
//!
//! It has no clock, no randomness and no I/O. The caller reports what happened, with the time and a random number. The
//! returned [`Action`] says what to do, and [`Connection::wake_at`] when to call again.
//!
//! # Example
//!
//! The caller has the HTTP client, the clock, the random numbers and the [`EventStream`](crate::event_stream::EventStream).
//! Each input returns an action, and one `match` carries it out:
//!
//! ```
//! use eventsource_wasm::connection::{Action, Connection, Failure, FailureReason, ReconnectPolicy, Remedy, Timeouts, check};
//! use eventsource_wasm::event_stream::EventStream;
//! # struct Body(Vec<&'static [u8]>);
//! # impl Body { fn read(&mut self, _until: Option<f64>) -> std::io::Result<Option<&'static [u8]>> { Ok(self.0.pop()) } }
//! # fn request(last_event_id: &str, _until: Option<f64>) -> std::io::Result<(u16, String, Body)> {
//! #     if last_event_id == "2" { return Ok((204, String::new(), Body(vec![]))); }
//! #     Ok((200, "text/event-stream".into(), Body(vec![b": 1\nid: 2\n\n", b"data: hello\n\nretry"])))
//! # }
//! # fn now() -> f64 { 0.0 }
//! # fn random() -> f64 { 0.0 }
//! # fn sleep(_until: Option<f64>) {}
//! # fn is_timeout(_: &std::io::Error) -> bool { false }
//!
//! let timeouts = Timeouts { connect: 10_000.0, idle: 60_000.0, ..Timeouts::default() };
//! let mut connection = Connection::new(ReconnectPolicy::default(), timeouts);
//! let mut stream = EventStream::new();
//! let mut body = None;
//! let mut action = connection.start(now());
//! # let mut received = Vec::new();
//! loop {
//!     action = match action {
//!         Action::Connect => match request(stream.last_event_id(), connection.wake_at()) {
//!             Ok((status, content_type, reader)) => match check(status, Some(&content_type)) {
//!                 Ok(()) => {
//!                     body = Some(reader);
//!                     connection.handle_response(now())
//!                 }
//!                 Err(reason) => {
//!                     let remedy = if status == 503 { Remedy::Retry } else { Remedy::Refused };
//!                     connection.handle_failure(now(), random(), Failure { remedy, ..reason.into() })
//!                 }
//!             },
//!             Err(error) if is_timeout(&error) => connection.handle_timer(now(), random()),
//!             Err(_) => connection.handle_failure(now(), random(), FailureReason::Network.into()),
//!         },
//!         Action::Announce => {
//!             stream.restart();
//!             Action::Nothing
//!         }
//!         // The connection is open: read on.
//!         Action::Nothing => match body.as_mut().map(|body| body.read(connection.wake_at())) {
//!             Some(Ok(Some(chunk))) => {
//!                 connection.handle_bytes(now());
//!                 let batch = stream.push(chunk);
//!                 for event in batch.events() {
//!                     connection.handle_event();
//!                     println!("{}: {}", event.event_type, event.data);
//! #                   received.push(event.data.to_owned());
//!                 }
//!                 let overflowed = batch.overflowed();
//!                 if let Some(retry) = stream.take_retry() {
//!                     connection.handle_retry(retry as f64);
//!                 }
//!                 if overflowed {
//!                     // The event would be just as large next time.
//!                     let failure = Failure { remedy: Remedy::Futile, ..FailureReason::TooLarge.into() };
//!                     connection.handle_failure(now(), random(), failure)
//!                 } else {
//!                     Action::Nothing
//!                 }
//!             }
//!             Some(Ok(None)) => connection.handle_failure(now(), random(), FailureReason::End.into()),
//!             Some(Err(error)) if is_timeout(&error) => connection.handle_timer(now(), random()),
//!             _ => connection.handle_failure(now(), random(), FailureReason::Network.into()),
//!         },
//!         Action::Reestablish { .. } => {
//!             body = None;
//!             sleep(connection.wake_at());
//!             connection.handle_timer(now(), random())
//!         }
//!         Action::Fail { reason, .. } => {
//!             println!("closed: {reason}");
//! #           assert_eq!(reason, FailureReason::NoContent);
//!             break;
//!         }
//!         // Not used here: these need `ReconnectPolicy::decide`, or a page that can be hidden.
//!         Action::Decide { .. } | Action::Suspend => break,
//!     };
//! }
//! # assert_eq!(received, ["hello"]);
//! ```
//!
//! An asynchronous caller does not block: after each action it sets one timer to [`Connection::wake_at`], as `client` does.
//!
//! # Theory of operation
//!
//! This table has every transition. An input that it does not list for a phase returns [`Action::Nothing`] and changes
//! nothing.
//!
//! | phase | input | next phase | action |
//! | --- | --- | --- | --- |
//! | Idle | `start` | Requesting | `Connect` |
//! | Requesting | `handle_response` | Open | `Announce` |
//! | Requesting, Open | `handle_failure` | *lost* | |
//! | Requesting | `handle_timer` | *lost*: `ConnectTimeout` | |
//! | Open | `handle_timer`, and no byte arrived within the idle timeout | *lost*: `Idle` | |
//! | Open | `handle_timer`, and one arrived | Open | – |
//! | Requesting, Open | `handle_reading` | the same | – |
//! | Open | `handle_bytes`, `handle_event`, `handle_retry` | Open | – |
//! | Deciding | `handle_decision`, to reconnect | Waiting | `Reestablish` |
//! | Deciding | `handle_decision`, to give up | Closed | `Fail` |
//! | Waiting | `handle_timer` | Requesting | `Connect` |
//! | Waiting | `handle_offline` | Paused | – |
//! | Waiting, Paused | `handle_online` | Requesting | `Connect` |
//! | Requesting, Open, Deciding, Waiting, Paused | `suspend` | Suspended | `Suspend` |
//! | the same | `handle_hidden`, and [`Timeouts::hidden`] is 0 | Suspended | `Suspend` |
//! | the same | `handle_timer`, and the page has been hidden for that long | Suspended | `Suspend` |
//! | all but Idle and Closed | `restart` | Requesting | `Connect` |
//! | Suspended | `resume`; `handle_visible`, if hiding the page suspended it | Requesting | `Connect` |
//! | Requesting, Open, Waiting | `handle_visible`, no traffic for 15 s, and the policy reconnects | Requesting | `Connect` |
//! | any | `close` | Closed | – |
//!
//! When a connection is *lost*, the first row that applies decides:
//!
//! | | next phase | action |
//! | --- | --- | --- |
//! | the policy does not reconnect, or another attempt is [futile](Remedy::Futile) | Closed | `Fail` |
//! | the timer fired at least 65 s late: the machine slept, and the failure does not count | Waiting | `Reestablish`, at once |
//! | the response was [refused](Remedy::Refused), and the caller does not decide | Closed | `Fail` |
//! | the policy's limits are reached | Closed | `Fail`, with `GaveUp` unless the response was refused |
//! | the caller decides | Deciding | `Decide` |
//! | else | Waiting | `Reestablish` |
//!
//! `readyState` is OPEN in Open, CLOSED in Closed, else CONNECTING.
//!
//! After a healthy connection's first failure, the delay is the reconnection time (or `Retry-After`). It grows from the second
//! failure in a row on. A random share is added, except to a first delay that the server set by `retry`
//! ([`ReconnectPolicy`]).
//!
//! # Time
//!
//! [`Connection::wake_at`] is the earlier of two deadlines: that of a [hidden](Timeouts::hidden) page, and that of the phase:
//!
//! | phase | deadline |
//! | --- | --- |
//! | Requesting | [`Timeouts::connect`] after the request; none once `handle_reading(false)` |
//! | Open | [`Timeouts::idle`] after the response or the last byte, while the caller reads |
//! | Waiting | the delay after the failure or the decision; if the timer fires at least 65 s late, the machine slept, and the backoff starts over |
//! | all others | none |
//!
//! A chunk does not move the deadline, because setting a timer for every chunk is expensive. The connection only remembers
//! when the chunk arrived. When the timer fires, it is set again for the remaining time.
//!
//! `now` is in milliseconds, from a clock that keeps running while the machine sleeps: the wall clock (`Date.now()`). Someone
//! may set that clock. So when a timer fires, its deadline has passed, whatever `now` says: a clock that is set back makes no
//! connection wait longer, and a timer that is set again never waits longer than the idle timeout.
//!
//! [§9.2.2]: https://html.spec.whatwg.org/multipage/server-sent-events.html#the-eventsource-interface
//! [§9.2.3]: https://html.spec.whatwg.org/multipage/server-sent-events.html#sse-processing-model

#![forbid(unsafe_code)]

mod action;
mod check;
mod deadline;
mod failure;
mod mime;
mod policy;
mod transitions;

pub use action::{Action, Decision};
pub use check::check;
pub use deadline::{MAX_DELAY, Timeouts};
pub use failure::{Failure, FailureReason, Remedy};
pub use policy::{DEFAULT_RECONNECTION_TIME, ReconnectPolicy};
pub use transitions::Connection;

/// The standard's [`readyState`](https://html.spec.whatwg.org/multipage/server-sent-events.html#dom-eventsource-readystate).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ReadyState {
    /// The connection is not established yet, or was lost and is being reestablished.
    Connecting = 0,
    /// The connection is open, and events are dispatched as they arrive.
    Open = 1,
    /// The connection is closed, and is not being reestablished.
    Closed = 2,
}
