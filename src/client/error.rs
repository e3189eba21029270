//! What went wrong: in fields for programs, and in a sentence for people. Strings only, so that an error can go where
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
    /// What happened. Never [`FailureReason::Cors`]: to `fetch` that is a lost network.
    #[must_use]
    pub fn reason(&self) -> FailureReason {
        self.reason
    }

    /// A sentence: what happened, to what URL, and what to do.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The HTTP status of the response that was refused.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// The beginning of its body, 4 KiB at most.
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

/// What a failure's sentence is made of.
#[derive(Debug, Default)]
pub(super) struct Circumstances {
    pub(super) url: String,
    pub(super) status: Option<u16>,
    pub(super) status_text: String,
    pub(super) content_type: Option<String>,
    /// What is known of it besides, for people.
    pub(super) cause: Option<String>,
    pub(super) was_open: bool,
    pub(super) reconnects: bool,
    pub(super) max_event_size: usize,
    pub(super) idle_timeout: f64,
    pub(super) connect_timeout: f64,
}

impl Circumstances {
    pub(super) fn sentence(&self, reason: FailureReason, delay: Option<u32>) -> String {
        use FailureReason::{Body, ConnectTimeout, End, Headers, Idle, Network};
        let what = self.happened(reason);
        match (delay, reason) {
            (Some(delay), _) => format!("{what} Reconnecting in {delay} ms."),
            (None, Network | End | Headers | Body | Idle | ConnectTimeout) if !self.reconnects => {
                format!("{what} Not reconnecting: it was not asked for.")
            }
            _ => what,
        }
    }

    fn happened(&self, reason: FailureReason) -> String {
        let url = &self.url;
        let status = self.status.unwrap_or_default();
        let cause = self.cause.as_ref().map(|cause| format!(": {cause}")).unwrap_or_default();
        let text = if self.status_text.is_empty() { String::new() } else { format!(" ({})", self.status_text) };
        match reason {
            FailureReason::End => format!("The server ended the stream of {url}."),
            FailureReason::Status => {
                format!("{url} answered with status {status}{text} instead of 200. {}", hint(status))
            }
            FailureReason::NoContent => {
                format!("{url} answered with status 204, by which a server asks clients to stop reconnecting.")
            }
            FailureReason::ContentType => {
                let found = match &self.content_type {
                    Some(content_type) => format!("the Content-Type \"{content_type}\""),
                    None => "no Content-Type".to_owned(),
                };
                format!(
                    "{url} answered with {found} instead of text/event-stream. Check that the URL is that of an event stream, and what the server sets."
                )
            }
            FailureReason::Headers | FailureReason::Body => {
                format!("The {reason} of the request to {url} could not be made{cause}.")
            }
            FailureReason::TooLarge => format!(
                "An event from {url} takes more than {} bytes, so the connection was closed. Raise `max_event_size` if such events are meant to come.",
                self.max_event_size
            ),
            FailureReason::Idle => format!(
                "Not a byte has come from {url} for {} ms, so the connection counts as lost. Have the server send comments in between, or raise `idle_timeout`.",
                self.idle_timeout
            ),
            FailureReason::ConnectTimeout => format!(
                "{url} has not answered within {} ms. Check that the server runs, or raise `connect_timeout`.",
                self.connect_timeout
            ),
            FailureReason::Redirect => {
                format!("{url} answers with a redirect that was not followed{cause}. Give the URL that it leads to.")
            }
            FailureReason::GaveUp => {
                let last = match self.status {
                    Some(status) => format!("The last answer had status {status}."),
                    None if self.cause.is_some() => format!("The last failure{cause}."),
                    None => "The last time the server ended the stream, or was silent for too long.".to_owned(),
                };
                format!("Gave up on {url} after too many failures in a row, by `max_attempts` or `max_elapsed`. {last}")
            }
            FailureReason::Network | FailureReason::Cors if self.was_open => {
                format!(
                    "The connection to {url} broke off{cause}. Complete events were delivered, an unfinished one was dropped."
                )
            }
            FailureReason::Network | FailureReason::Cors => format!(
                "The connection to {url} failed{cause}. Check that the server runs and, for another origin, that it allows this one (CORS)."
            ),
        }
    }
}

fn hint(status: u16) -> &'static str {
    match status {
        401 | 403 => "Check the credentials; `headers_with` can fetch a fresh token for each attempt.",
        404 | 410 => "Check the URL.",
        405 => "Check the method.",
        500.. => "The server has a problem.",
        _ => "Check the request.",
    }
}
