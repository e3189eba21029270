//! What a source is made of.

use std::fmt::Display;
use std::future::Future;
use std::time::Duration;

use wasm_bindgen::prelude::*;
use web_sys::{ReadableStream, RequestInit, Response};

use super::body::Body;
use super::error::{BuildError, Error};
use super::options::Options;
use super::request::{Attempt, HeadersWith, RequestTemplate};
use super::source::EventSource;
use crate::connection::{Decision, ReconnectPolicy};
use crate::event_stream::DEFAULT_MAX_EVENT_SIZE;

/// Makes an [`EventSource`]: a GET to a URL, unless more is asked for.
#[must_use = "nothing happens until `build`, and then `next`"]
pub struct Builder {
    url: String,
    method: String,
    headers: Vec<(String, String)>,
    headers_with: Option<HeadersWith>,
    body: Option<Body>,
    init: Option<RequestInit>,
    with_credentials: bool,
    last_event_id: String,
    last_event_id_param: Option<String>,
    reconnect: Option<ReconnectPolicy>,
    options: Options,
}

impl Builder {
    pub(super) fn new(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            method: "GET".to_owned(),
            headers: Vec::new(),
            headers_with: None,
            body: None,
            init: None,
            with_credentials: false,
            last_event_id: String::new(),
            last_event_id_param: None,
            reconnect: None,
            options: Options { max_event_size: DEFAULT_MAX_EVENT_SIZE, ..Options::default() },
        }
    }

    /// The request's method. Default: `GET`.
    pub fn method(mut self, method: &str) -> Self {
        method.clone_into(&mut self.method);
        self
    }

    /// Adds a header. `Accept: text/event-stream` is there unless it is set.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Headers that are made anew for each attempt and replace those of the same names: a fresh token after a 401 or an expiry.
    /// An error counts as a failed attempt ([`FailureReason::Headers`](crate::connection::FailureReason::Headers)).
    ///
    /// ```no_run
    /// # use eventsource_wasm::client::{BuildError, EventSource};
    /// # fn main() -> Result<(), BuildError> {
    /// async fn fresh_token() -> Result<String, String> {
    /// #   Ok(String::new())
    ///     // …
    /// }
    ///
    /// let events = EventSource::builder("/stream")
    ///     .headers_with(|_attempt| async {
    ///         let token = fresh_token().await?;
    ///         Ok::<_, String>(vec![("Authorization".into(), format!("Bearer {token}"))])
    ///     })
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn headers_with<F, R, E>(mut self, mut make: F) -> Self
    where
        F: FnMut(Attempt) -> R + 'static,
        R: Future<Output = Result<Vec<(String, String)>, E>> + 'static,
        E: Display,
    {
        self.headers_with = Some(Box::new(move |attempt| {
            let headers = make(attempt);
            Box::pin(async move { headers.await.map_err(|error| error.to_string()) })
        }));
        self
    }

    /// The request's body: a text, bytes, or by its `JsValue` what else `fetch` takes.
    pub fn body(mut self, body: impl Into<Body>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Everything else that `fetch` takes: `mode`, `redirect`, `cache`, `referrerPolicy`, … Its method, headers, body and signal
    /// are not looked at.
    pub fn request_init(mut self, init: RequestInit) -> Self {
        self.init = Some(init);
        self
    }

    /// Whether cookies go to other origins, too (credentials mode `include`). Default: no.
    pub fn with_credentials(mut self, with_credentials: bool) -> Self {
        self.with_credentials = with_credentials;
        self
    }

    /// The initial last event ID string, sent with the first request.
    pub fn last_event_id(mut self, id: &str) -> Self {
        id.clone_into(&mut self.last_event_id);
        self
    }

    /// The name of a query parameter that carries the last event ID instead of the header, which spares the CORS preflight.
    pub fn last_event_id_param(mut self, name: &str) -> Self {
        self.last_event_id_param = Some(name.to_owned());
        self
    }

    /// Whether and when a lost connection is reestablished: `true`, `false`, or a [`ReconnectPolicy`]. Default: `true` for
    /// GET and HEAD, `false` for every other method, so that a POST is never silently repeated.
    pub fn reconnect(mut self, policy: impl Into<ReconnectPolicy>) -> Self {
        self.reconnect = Some(policy.into());
        self
    }

    /// HTTP statuses that are retried instead of failing, after the server's `Retry-After` if it sends one. Default: none, as the
    /// standard has it.
    pub fn retry_statuses(mut self, statuses: impl IntoIterator<Item = u16>) -> Self {
        self.options.retry_statuses = statuses.into_iter().collect();
        self
    }

    /// Has the last word on each failure that another attempt could get past; [`Error::delay`] says what the policy would do.
    pub fn decide(mut self, decide: impl FnMut(&Error) -> Decision + 'static) -> Self {
        self.options.decide = Some(Box::new(decide));
        self
    }

    /// Hears of each failure that is followed by another attempt.
    pub fn on_reconnect(mut self, hear: impl FnMut(&Error) + 'static) -> Self {
        self.options.on_reconnect = Some(Box::new(hear));
        self
    }

    /// Sees every response, before its body is read.
    pub fn on_response(mut self, see: impl FnMut(&Response) + 'static) -> Self {
        self.options.on_response = Some(Box::new(see));
        self
    }

    /// How long a response's head may take. Default, and zero: as long as it takes.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.options.timeouts.connect = milliseconds(timeout);
        self
    }

    /// How long not a byte may come (comments count) until the connection counts as lost. Default, and zero: for ever.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.options.timeouts.idle = milliseconds(timeout);
        self
    }

    /// Bytes that one event, or one line, may take before the connection fails. Default: 100 MiB; at most 1 GiB.
    pub fn max_event_size(mut self, bytes: usize) -> Self {
        self.options.max_event_size = bytes;
        self
    }

    /// The source; it sends its first request when it is polled.
    ///
    /// # Errors
    /// [`BuildError`] if the URL cannot be parsed, or no request can have such a method, header or body.
    pub fn build(self) -> Result<EventSource, BuildError> {
        let body = self.body.as_ref().map(|body| &body.0);
        if body.is_some_and(JsCast::has_type::<ReadableStream>) {
            return Err(BuildError(
                "A ReadableStream can be sent only once, so it cannot be a body here: give its bytes.".to_owned(),
            ));
        }
        let mut template = RequestTemplate::new(
            &self.url,
            self.init.as_ref(),
            &self.method,
            &self.headers,
            body,
            self.with_credentials,
        )?;
        template.headers_with = self.headers_with;
        template.last_event_id_param = self.last_event_id_param;
        let is_safe = ["GET", "HEAD"].iter().any(|method| self.method.eq_ignore_ascii_case(method));
        let mut policy = self.reconnect.unwrap_or_else(|| is_safe.into());
        policy.decide = self.options.decide.is_some();
        Ok(EventSource::of(template, policy, &self.last_event_id, self.options))
    }
}

impl std::fmt::Debug for Builder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Builder").field("url", &self.url).field("method", &self.method).finish_non_exhaustive()
    }
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
