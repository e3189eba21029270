//! What a connection asks of its caller, and why.

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
    /// Not a byte of the body has come for too long.
    Idle = 10,
    /// No response has come for too long.
    ConnectTimeout = 11,
    /// A redirect would take the request's secrets to another origin.
    Redirect = 12,
}

impl FailureReason {
    /// Its name, as the npm package's `reason` has it: `"network"`, `"content-type"`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::End => "end",
            Self::Status => "status",
            Self::ContentType => "content-type",
            Self::NoContent => "no-content",
            Self::Headers => "headers",
            Self::Body => "body",
            Self::TooLarge => "too-large",
            Self::GaveUp => "gave-up",
            Self::Cors => "cors",
            Self::Idle => "idle",
            Self::ConnectTimeout => "connect-timeout",
            Self::Redirect => "redirect",
        }
    }
}

impl core::fmt::Display for FailureReason {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.pad(self.name())
    }
}

#[cfg(feature = "source")]
impl FailureReason {
    /// The reason of this number, of those that the caller finds out.
    pub(crate) fn of_number(number: u8) -> Self {
        [Self::End, Self::Headers, Self::Body, Self::Cors, Self::Redirect]
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
    /// The connection is lost: say what to make of it, by
    /// [`Connection::handle_decision`](super::Connection::handle_decision). `readyState` is CONNECTING.
    Decide {
        /// What happened.
        reason: FailureReason,
        /// What the policy would do: reconnect, or fail the connection.
        reconnect: bool,
        /// Milliseconds that the policy would have a reconnect wait.
        delay: u32,
    },
    /// [Reestablish the connection](https://html.spec.whatwg.org/multipage/server-sent-events.html#reestablish-the-connection):
    /// fire `error`, wait, then call [`Connection::handle_timer`](super::Connection::handle_timer).
    Reestablish {
        /// What happened.
        reason: FailureReason,
        /// Milliseconds to wait, at most [`MAX_DELAY`](super::MAX_DELAY).
        delay: u32,
    },
    /// [Fail the connection](https://html.spec.whatwg.org/multipage/server-sent-events.html#fail-the-connection):
    /// fire `error`; it is closed for good.
    Fail {
        /// What happened.
        reason: FailureReason,
    },
}

/// What the caller makes of a failure that it was asked about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Decision {
    /// Fail the connection.
    GiveUp,
    /// Reestablish it after the policy's delay.
    Reconnect,
    /// Reestablish it after so many ms.
    ReconnectAfter(f64),
}
