//! Why a connection failed, and whether another attempt could help.

/// Why a connection could not be established, or was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum FailureReason {
    /// There was no response, or reading its body failed.
    Network = 0,
    /// The server ended the body.
    End = 1,
    /// The response's status is not 200.
    Status = 2,
    /// The response's MIME type is not `text/event-stream`.
    ContentType = 3,
    /// The response's status is 204, which tells clients to stop reconnecting.
    NoContent = 4,
    /// The request's headers could not be created, or are not allowed.
    Headers = 5,
    /// The request's body could not be created, or cannot be sent again.
    Body = 6,
    /// An event exceeded the size limit.
    TooLarge = 7,
    /// The policy's `max_attempts` or `max_elapsed` was reached.
    GaveUp = 8,
    /// The server responded, but CORS does not let this origin read the response.
    Cors = 9,
    /// No byte of the body arrived within [`Timeouts::idle`](super::Timeouts::idle).
    Idle = 10,
    /// No response arrived within [`Timeouts::connect`](super::Timeouts::connect).
    ConnectTimeout = 11,
    /// A redirect would have sent the request's secrets to another origin.
    Redirect = 12,
    /// The server ended the body before the caller had everything it asked for. Only the caller can know that: it passes this
    /// reason instead of [`End`](Self::End).
    Incomplete = 13,
}

impl FailureReason {
    /// All reasons, each at the index of its number.
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

    /// Returns the name that the npm package uses in `reason`, such as `"network"` or `"content-type"`.
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
    /// The server refused the request, so the standard makes no further attempt. With
    /// [`ReconnectPolicy::decide`](super::ReconnectPolicy::decide), the caller may still make one.
    Refused = 1,
    /// The same request would fail again, so there is no further attempt, and the caller is not asked.
    Futile = 2,
}

/// A failure to report to [`Connection::handle_failure`](super::Connection::handle_failure).
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
    /// The response's `Retry-After`, in milliseconds from now.
    pub retry_after: Option<f64>,
}

/// Creates a failure for which a later attempt may succeed.
impl From<FailureReason> for Failure {
    fn from(reason: FailureReason) -> Self {
        Self { reason, remedy: Remedy::Retry, retry_after: None }
    }
}
