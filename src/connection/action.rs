//! What a connection asks of its caller.

use super::FailureReason;

/// What the caller has to do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Action {
    /// Nothing, or nothing more than to set the timer anew.
    Nothing,
    /// Send a request, with the last event ID if it is not empty. End the one before first, if there is one still.
    Connect,
    /// [Announce the connection](https://html.spec.whatwg.org/multipage/server-sent-events.html#announce-the-connection):
    /// fire `open`, then read the body.
    Announce,
    /// End the request, without an `error` event: the page is hidden or in the back/forward cache. `readyState` is CONNECTING.
    Suspend,
    /// The connection is lost: end the request, then answer with
    /// [`Connection::handle_decision`](super::Connection::handle_decision). `readyState` is CONNECTING.
    Decide {
        /// What happened.
        reason: FailureReason,
        /// What the policy would do: reconnect, or fail the connection.
        reconnect: bool,
        /// How many ms the policy would wait before it reconnects.
        delay: u32,
    },
    /// [Reestablish the connection](https://html.spec.whatwg.org/multipage/server-sent-events.html#reestablish-the-connection):
    /// end the request and fire `error`. The timer does the rest.
    Reestablish {
        /// What happened.
        reason: FailureReason,
        /// Milliseconds until the next attempt, at most [`MAX_DELAY`](super::MAX_DELAY).
        delay: u32,
    },
    /// [Fail the connection](https://html.spec.whatwg.org/multipage/server-sent-events.html#fail-the-connection):
    /// end the request and fire `error`; it is closed for good.
    Fail {
        /// Why it is closed.
        reason: FailureReason,
        /// What happened last. It differs from `reason` only for [`FailureReason::GaveUp`].
        last: FailureReason,
    },
}

/// The caller's answer to [`Action::Decide`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Decision {
    /// Fail the connection.
    GiveUp,
    /// Reestablish it after the policy's delay.
    Reconnect,
    /// Reestablish it after so many ms.
    ReconnectAfter(f64),
}
