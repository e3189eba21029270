//! Reads the beginning of a refused response's body, for the error.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use js_sys::Date;

use super::step::{Reader, Reading};
use super::timer::Timer;

/// The most bytes to read.
const LIMIT: usize = 4096;
/// The longest time to read, in ms: some servers answer 401 with a stream that never ends.
const TIME_LIMIT: f64 = 1000.0;

/// Returns the first bytes as text, or `None` if reading failed.
pub(super) async fn excerpt(mut reader: Reader) -> Option<String> {
    let mut timeout = pin!(Timer::until(Date::now() + TIME_LIMIT));
    let mut bytes = Vec::new();
    while bytes.len() < LIMIT {
        let reading = poll_fn(|context| match reader.poll_read(context) {
            Poll::Ready(reading) => Poll::Ready(Some(reading)),
            Poll::Pending => timeout.as_mut().poll(context).map(|()| None),
        });
        match reading.await {
            Some(Reading::Chunk(chunk)) => bytes.extend_from_slice(&chunk),
            Some(Reading::Failed(_) | Reading::Unreadable(_)) => return None,
            Some(Reading::End) | None => break,
        }
    }
    bytes.truncate(LIMIT);
    if let Err(error) = std::str::from_utf8(&bytes) {
        // Drop a character that the limit cut in half.
        if error.error_len().is_none() {
            bytes.truncate(error.valid_up_to());
        }
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
