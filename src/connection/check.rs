//! Checks whether a response is an event stream.

use super::{FailureReason, mime};

/// Checks a response's status and `Content-Type`
/// ([§9.2.3](https://html.spec.whatwg.org/multipage/server-sent-events.html#sse-processing-model)). If there are several
/// `Content-Type` headers, join their values with commas, as fetch's `Headers` does.
///
/// ```
/// use eventsource_wasm::connection::{FailureReason, check};
///
/// assert_eq!(check(200, Some("text/event-stream; charset=utf-8")), Ok(()));
/// assert_eq!(check(200, Some("text/html")), Err(FailureReason::ContentType));
/// ```
///
/// # Errors
/// [`FailureReason::NoContent`] for status 204, [`FailureReason::Status`] for any other status than 200, and
/// [`FailureReason::ContentType`] if the MIME type is not `text/event-stream`.
pub fn check(status: u16, content_type: Option<&str>) -> Result<(), FailureReason> {
    match status {
        204 => Err(FailureReason::NoContent),
        200 if content_type.is_some_and(mime::is_event_stream) => Ok(()),
        200 => Err(FailureReason::ContentType),
        _ => Err(FailureReason::Status),
    }
}
