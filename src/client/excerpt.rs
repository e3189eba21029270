//! The beginning of a refused response's body, for the error.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use js_sys::Date;

use super::step::{Reader, Reading};
use super::timer::Timer;

/// Bytes that are shown at most.
const LIMIT: usize = 4096;
/// Milliseconds that a body may take: some servers answer 401 with a stream that does not end.
const PATIENCE: f64 = 1000.0;

/// The first bytes as text; none where the body broke off.
pub(super) async fn excerpt(mut reader: Reader) -> Option<String> {
    let mut patience = pin!(Timer::until(Date::now() + PATIENCE));
    let mut bytes = Vec::new();
    while bytes.len() < LIMIT {
        let reading = poll_fn(|context| match reader.poll_read(context) {
            Poll::Ready(reading) => Poll::Ready(Some(reading)),
            Poll::Pending => patience.as_mut().poll(context).map(|()| None),
        });
        match reading.await {
            Some(Reading::Chunk(chunk)) => bytes.extend_from_slice(&chunk),
            Some(Reading::Broke(_) | Reading::Unreadable(_)) => return None,
            Some(Reading::End) | None => break,
        }
    }
    bytes.truncate(LIMIT);
    if let Err(error) = std::str::from_utf8(&bytes) {
        // A character that is cut off at the end is left out.
        if error.error_len().is_none() {
            bytes.truncate(error.valid_up_to());
        }
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
