//! Why a connection was not made or was lost, and what another attempt could change.

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
    /// Status 204, which tells clients to stop reconnecting.
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
    /// No byte of the body came within [`Timeouts::idle`](super::Timeouts::idle).
    Idle = 10,
    /// No response came within [`Timeouts::connect`](super::Timeouts::connect).
    ConnectTimeout = 11,
    /// A redirect would take the request's secrets to another origin.
    Redirect = 12,
    /// The server ended the body before the caller had all that it asked for. Only a caller can tell: it hands this in instead of
    /// [`End`](Self::End).
    Incomplete = 13,
}

impl FailureReason {
    /// All of them, each at the index of its number.
    pub const ALL: [Self; 14] = [
        Self::Network,
        Self::End,
        Self::Status,
        Self::ContentType,
        Self::NoContent,
        Self::Headers,
        Self::Body,
        Self::TooLarge,
        Self::GaveUp,
        Self::Cors,
        Self::Idle,
        Self::ConnectTimeout,
        Self::Redirect,
        Self::Incomplete,
    ];

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
            Self::Incomplete => "incomplete",
        }
    }
}

impl core::fmt::Display for FailureReason {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.pad(self.name())
    }
}

/// Whether another attempt could help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Remedy {
    /// A later attempt may succeed.
    Retry = 0,
    /// The server refused the request, so the standard makes no other attempt. With
    /// [`ReconnectPolicy::decide`](super::ReconnectPolicy::decide) the caller may make one all the same.
    Refused = 1,
    /// The same request cannot succeed later. The caller is not asked.
    Futile = 2,
}

/// What [`Connection::handle_failure`](super::Connection::handle_failure) is told.
///
/// ```
/// use eventsource_wasm::connection::{Failure, FailureReason, Remedy};
///
/// let lost = Failure::from(FailureReason::Network);
/// assert_eq!(lost, Failure { reason: FailureReason::Network, remedy: Remedy::Retry, retry_after: None });
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Failure {
    /// What happened.
    pub reason: FailureReason,
    /// Whether another attempt could help.
    pub remedy: Remedy,
    /// `Retry-After`, in ms from now.
    pub retry_after: Option<f64>,
}

/// A failure that a later attempt may not have.
impl From<FailureReason> for Failure {
    fn from(reason: FailureReason) -> Self {
        Self { reason, remedy: Remedy::Retry, retry_after: None }
    }
}
