//! Whether a response is an event stream.

use super::{FailureReason, mime};

/// The head of a response, as far as a connection looks at it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Response<'a> {
    /// The HTTP status.
    pub status: u16,
    /// `Content-Type`, as fetch's `Headers` gives it.
    pub content_type: Option<&'a str>,
    /// `Retry-After` in ms from now.
    pub retry_after: Option<f64>,
}

impl Response<'_> {
    /// Why it is no event stream, if it is none ([§9.2.3](https://html.spec.whatwg.org/multipage/server-sent-events.html#sse-processing-model)).
    ///
    /// # Errors
    /// [`FailureReason::NoContent`], [`FailureReason::Status`] or [`FailureReason::ContentType`].
    pub fn check(&self) -> Result<(), FailureReason> {
        match self.status {
            204 => Err(FailureReason::NoContent),
            200 if self.content_type.is_some_and(mime::is_event_stream) => Ok(()),
            200 => Err(FailureReason::ContentType),
            _ => Err(FailureReason::Status),
        }
    }
}
