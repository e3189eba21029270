//! What went wrong: in fields for programs, and in a sentence (`sentence`) for people. Strings only, so that an error can go where
//! errors of Rust go: through `?` into a `Box<dyn Error + Send + Sync>`.

use std::fmt;
use std::time::Duration;

use wasm_bindgen::prelude::*;

use super::global::property;
use crate::connection::FailureReason;

/// Why a connection was not made, or was lost.
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
    /// What happened.
    #[must_use]
    pub fn reason(&self) -> FailureReason {
        self.reason
    }

    /// A sentence: what happened, to what URL, and what to do.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The HTTP status of the response, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// The beginning of the refused response's body, 4 KiB at most.
    #[must_use]
    pub fn body(&self) -> Option<&str> {
        self.body.as_deref()
    }

    /// The number of the attempt that failed; 0 is the first connection.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// Whether another attempt follows.
    #[must_use]
    pub fn will_reconnect(&self) -> bool {
        self.delay.is_some()
    }

    /// How long until the next attempt, if there is one.
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

/// Why a [`Builder`](super::Builder) makes no source: a URL, a method, a header or a body that no request can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildError(pub(super) String);

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for BuildError {}

/// What JavaScript has thrown, by its innermost cause: Node's `fetch` hides "connect ECONNREFUSED" behind "fetch failed".
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
