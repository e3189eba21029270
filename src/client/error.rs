//! Errors: fields for programs, and a sentence for people (see `sentence`). They hold strings instead of JavaScript values, so
//! that `?` can convert them to a `Box<dyn Error + Send + Sync>`.

use std::fmt;
use std::time::Duration;

use wasm_bindgen::prelude::*;

use super::global::property;
use crate::connection::FailureReason;

/// Why a connection could not be established, or was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    pub(super) reason: FailureReason,
    pub(super) message: String,
    pub(super) status: Option<u16>,
    pub(super) body: Option<String>,
    pub(super) attempt: u32,
    pub(super) delay: Option<Duration>,
}

impl Error {
    /// Returns the kind of failure.
    #[must_use]
    pub fn reason(&self) -> FailureReason {
        self.reason
    }

    /// Returns a sentence that says what happened, to what URL, and what to do.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns the HTTP status of the response, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// Returns the first 4 KiB of the refused response's body.
    #[must_use]
    pub fn body(&self) -> Option<&str> {
        self.body.as_deref()
    }

    /// Returns the number of the failed attempt; 0 is the first connection.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// Returns whether another attempt follows.
    #[must_use]
    pub fn will_reconnect(&self) -> bool {
        self.delay.is_some()
    }

    /// Returns the time until the next attempt, or `None` if there is no further attempt.
    #[must_use]
    pub fn delay(&self) -> Option<Duration> {
        self.delay
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// Why a [`Builder`](super::Builder) could not build a source: the URL, the method, a header or the body is invalid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildError(pub(super) String);

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for BuildError {}

/// Returns the message of a JavaScript exception's innermost cause: Node's `fetch` hides "connect ECONNREFUSED" behind "fetch
/// failed".
pub(super) fn cause_of(error: &JsValue) -> String {
    let mut inner = error.clone();
    loop {
        let cause = property(&inner, "cause");
        if cause.is_null_or_undefined() {
            break;
        }
        inner = cause;
    }
    let text = ["message", "code", "name"]
        .iter()
        .find_map(|name| property(&inner, name).as_string().filter(|text| !text.is_empty()));
    let text = text.or_else(|| inner.as_string()).unwrap_or_else(|| format!("{inner:?}"));
    text.strip_suffix('.').map(str::to_owned).unwrap_or(text)
}
