//! The actions that a connection asks its caller to perform.

use super::FailureReason;

/// What the caller must do in response to an input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Action {
    /// Do nothing, except set the timer if [`wake_at`](super::Connection::wake_at) has changed.
    Nothing,
    /// Send a request, with the last event ID unless that is empty. First end the previous request if it is still running.
    Connect,
    /// [Announce the connection](https://html.spec.whatwg.org/multipage/server-sent-events.html#announce-the-connection):
    /// fire an `open` event, then read the body.
    Announce,
    /// End the request, but fire no `error` event: the page is hidden or in the back/forward cache. `readyState` is CONNECTING.
    Suspend,
    /// The connection is lost: end the request, decide what to do, and call
    /// [`Connection::handle_decision`](super::Connection::handle_decision). `readyState` is CONNECTING.
    Decide {
        /// Why the connection was lost.
        reason: FailureReason,
        /// Whether the policy would reconnect. Otherwise it would fail the connection.
        reconnect: bool,
        /// How long the policy would wait before it reconnects, in milliseconds.
        delay: u32,
    },
    /// [Reestablish the connection](https://html.spec.whatwg.org/multipage/server-sent-events.html#reestablish-the-connection):
    /// end the request and fire an `error` event. The timer starts the next attempt.
    Reestablish {
        /// Why the connection was lost.
        reason: FailureReason,
        /// The time until the next attempt, in milliseconds; at most [`MAX_DELAY`](super::MAX_DELAY).
        delay: u32,
    },
    /// [Fail the connection](https://html.spec.whatwg.org/multipage/server-sent-events.html#fail-the-connection):
    /// end the request and fire an `error` event. The connection is closed for good.
    Fail {
        /// Why the connection was closed.
        reason: FailureReason,
        /// The last failure. It differs from `reason` only for [`FailureReason::GaveUp`].
        last: FailureReason,
    },
}

/// The caller's answer to [`Action::Decide`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Decision {
    /// Fail the connection.
    GiveUp,
    /// Reestablish the connection after the policy's delay.
    Reconnect,
    /// Reestablish the connection after this many milliseconds.
    ReconnectAfter(f64),
}
