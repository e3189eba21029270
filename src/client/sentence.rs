//! Describes a failure in a sentence: what happened, to what URL, and what to do. `tests/vectors/sentences.json` has every sentence,
//! for this file and for `src/js/failure/sentence.ts`. Nothing here needs JavaScript, so that the native tests can include the file.

use super::FailureReason;

/// The facts that a failure's sentence mentions.
#[derive(Debug, Default)]
pub(super) struct Circumstances {
    pub(super) url: String,
    pub(super) status: Option<u16>,
    pub(super) status_text: String,
    pub(super) content_type: Option<String>,
    /// The underlying error's message.
    pub(super) cause: Option<String>,
    pub(super) was_open: bool,
    /// Whether the stream ended in the middle of an event.
    pub(super) ended_mid_event: bool,
    pub(super) reconnects: bool,
    pub(super) max_event_size: usize,
    pub(super) idle_timeout: f64,
    pub(super) connect_timeout: f64,
    /// The origin of the page or worker.
    pub(super) origin: String,
    pub(super) with_credentials: bool,
}

impl Circumstances {
    /// Returns the sentence. If `reason` is [`FailureReason::GaveUp`], `last` is the last failure. `delay` is the time until the next
    /// attempt, in ms, or `None` if there is none.
    pub(super) fn sentence(&self, reason: FailureReason, last: FailureReason, delay: Option<u32>) -> String {
        use FailureReason::{Body, ConnectTimeout, End, GaveUp, Headers, Idle, Incomplete, Network};
        let what = match reason {
            GaveUp => format!(
                "Gave up reconnecting: `max_attempts` or `max_elapsed` was reached. Last failure: {}",
                self.describe(last)
            ),
            _ => self.describe(reason),
        };
        match (delay, reason) {
            (Some(delay), _) => format!("{what} Reconnecting in {delay} ms."),
            (None, Network | End | Incomplete | Headers | Body | Idle | ConnectTimeout) if !self.reconnects => {
                format!("{what} Not reconnecting: `reconnect` is off.")
            }
            _ => what,
        }
    }

    fn describe(&self, reason: FailureReason) -> String {
        let url = &self.url;
        let cause = self.cause.as_ref().map(|cause| format!(": {cause}")).unwrap_or_default();
        let status = self.status.unwrap_or_default();
        let text = if self.status_text.is_empty() { String::new() } else { format!(" ({})", self.status_text) };
        let returned = format!("{url} returned status {status}{text}");
        match reason {
            FailureReason::End | FailureReason::Incomplete => {
                let (when, comma, advice) = match reason {
                    FailureReason::End => ("", "", ""),
                    _ => (" before `until` was true", ",", EARLY_END_ADVICE),
                };
                let cut = if self.ended_mid_event {
                    format!("{comma} in the middle of an event, which was discarded")
                } else {
                    String::new()
                };
                format!("The server ended the stream at {url}{when}{cut}.{advice}")
            }
            FailureReason::Status => format!("{returned} instead of 200. {}", hint(status)),
            FailureReason::NoContent => format!("{returned}, which tells clients to stop reconnecting."),
            FailureReason::ContentType => {
                let found = match self.content_type.as_deref() {
                    None | Some("") => "no Content-Type".to_owned(),
                    Some(content_type) => format!("Content-Type \"{content_type}\""),
                };
                format!("{url} returned {found} instead of text/event-stream. Check the URL and the server's headers.")
            }
            FailureReason::Headers => {
                format!("Could not create the request headers for {url}{cause}. Check the `headers_with` option.")
            }
            FailureReason::Body => {
                format!("Could not create the request body for {url}{cause}. Check the `body` option.")
            }
            FailureReason::TooLarge => format!(
                "An event from {url} exceeded {} bytes, so the connection was closed. Raise `max_event_size` if you expect events this large.",
                self.max_event_size
            ),
            FailureReason::Idle => format!(
                "Received nothing from {url} for {} ms, so the connection was closed. Have the server send comments as keep-alives, or raise `idle_timeout`.",
                self.idle_timeout
            ),
            FailureReason::ConnectTimeout => format!(
                "{url} did not respond within {} ms. Check that the server is running, or raise `connect_timeout`.",
                self.connect_timeout
            ),
            FailureReason::Redirect => {
                format!("Did not follow a redirect from {url}{cause}. Use the URL that it leads to.")
            }
            FailureReason::Cors => {
                let origin = &self.origin;
                let credentials =
                    if self.with_credentials { " and \"Access-Control-Allow-Credentials: true\"" } else { "" };
                format!(
                    "CORS blocked the response from {url}. The server must send \"Access-Control-Allow-Origin: {origin}\"{credentials}."
                )
            }
            // `GaveUp` never gets here: `last` is the failure before it.
            FailureReason::Network | FailureReason::GaveUp => {
                if self.was_open {
                    format!("The connection to {url} was lost{cause}. Any incomplete event was discarded.")
                } else if self.status.is_some() {
                    format!(
                        "{returned}, but its body could not be read{cause}. Check the server and any service worker or custom `fetch`."
                    )
                } else {
                    let url = if url.is_empty() { "the event stream" } else { url };
                    format!(
                        "Could not connect to {url}{cause}. Check that the server is running and allows this origin (CORS)."
                    )
                }
            }
        }
    }
}

/// The advice for a stream that ends before `until` returned true.
const EARLY_END_ADVICE: &str =
    " Part of the answer may be missing. If this server sends no closing event, set `allow_incomplete`.";

fn hint(status: u16) -> &'static str {
    match status {
        401 | 403 => "Check the credentials; `headers_with` can fetch a fresh token for each attempt.",
        404 | 410 => "Check the URL.",
        405 => "Check the `method` option.",
        415 => "Check the request's Content-Type.",
        429 => "The server limits how often you may connect; try again later.",
        500.. => "The server failed; check its logs or try again later.",
        _ => "Check the request.",
    }
}
