//! Builds a source: the options for its requests.

use std::fmt::Display;
use std::future::Future;

use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::{ReadableStream, RequestInit};

use super::attempt::{Attempt, Maker};
use super::body::Body;
use super::error::BuildError;
use super::event::Event;
use super::options::Options;
use super::request::{Parts, RequestTemplate, is_safe};
use super::source::EventSource;
use crate::connection::ReconnectPolicy;
use crate::event_stream::DEFAULT_MAX_EVENT_SIZE;

/// Builds an [`EventSource`], which by default sends a GET request.
///
/// The methods that end in `_with` take a closure, which is called before the request of each attempt: first that for the URL,
/// then those for the headers, the method and the body. If one returns an error, the attempt fails, and the message includes the
/// error.
#[must_use = "nothing is sent until you call `build` and poll the source"]
pub struct Builder {
    url: String,
    parts: Parts,
    last_event_id: String,
    pub(super) policy: Option<ReconnectPolicy>,
    pub(super) options: Options,
}

impl Builder {
    pub(super) fn new(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            parts: Parts::default(),
            last_event_id: String::new(),
            policy: None,
            options: Options { max_event_size: DEFAULT_MAX_EVENT_SIZE, ..Options::default() },
        }
    }

    pub(super) fn of_urls(url_with: Maker<String>) -> Self {
        let mut builder = Self::new("");
        builder.parts.url_with = Some(url_with);
        builder
    }

    /// Sets the request's method. Default: `GET`.
    pub fn method(mut self, method: &str) -> Self {
        self.parts.method = Some(method.to_owned());
        self
    }

    /// Sets a closure that returns the method for each attempt. Together with closures for the URL and the body, it lets a
    /// stream that a POST began be resumed by a GET. If it returns an error, the attempt fails with the reason
    /// [`Network`](crate::connection::FailureReason::Network).
    ///
    /// ```no_run
    /// # use eventsource_wasm::client::{BuildError, EventSource};
    /// # fn main() -> Result<(), BuildError> {
    /// let answer = EventSource::builder("/v1/answers/7")
    ///     .method_with(|attempt| async move { Ok::<_, String>(if attempt.number == 0 { "POST" } else { "GET" }.into()) })
    ///     .body_with(|attempt| async move { Ok::<_, String>((attempt.number == 0).then(|| "the question".into())) })
    ///     .reconnect(true)
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn method_with<F, R, E>(mut self, make: F) -> Self
    where
        F: FnMut(Attempt) -> R + 'static,
        R: Future<Output = Result<String, E>> + 'static,
        E: Display,
    {
        self.parts.method_with = Some(Maker::new(make));
        self
    }

    /// Adds a header. `Accept: text/event-stream` is added unless you set it, and `Authorization: Basic` if the URL has a user or
    /// a password.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parts.headers.push((name.into(), value.into()));
        self
    }

    /// Sets a closure that returns headers for each attempt, such as a fresh token after a 401. They replace headers of the same
    /// names. If it returns an error, the attempt fails with the reason [`Headers`](crate::connection::FailureReason::Headers).
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
    pub fn headers_with<F, R, E>(mut self, make: F) -> Self
    where
        F: FnMut(Attempt) -> R + 'static,
        R: Future<Output = Result<Vec<(String, String)>, E>> + 'static,
        E: Display,
    {
        self.parts.headers_with = Some(Maker::new(make));
        self
    }

    /// Names headers that, like `Authorization` and `Cookie`, must never follow a redirect to another origin. Browsers do not
    /// reveal where a redirect goes, so there a redirect that might leave the origin fails the connection with the reason
    /// [`Redirect`](crate::connection::FailureReason::Redirect). Default: none.
    pub fn secret_headers<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.parts.secret_headers = names.into_iter().map(Into::into).collect();
        self
    }

    /// Sets the request's body: a string, bytes, or as a `JsValue` anything else that `fetch` accepts. Default: none.
    pub fn body(mut self, body: impl Into<Body>) -> Self {
        self.parts.body = Some(body.into());
        self
    }

    /// Sets a closure that returns the body for each attempt, or `None`. The body may be a `ReadableStream` if it is a new one
    /// each time. If the closure returns an error, the attempt fails with the reason
    /// [`Body`](crate::connection::FailureReason::Body).
    pub fn body_with<F, R, E>(mut self, make: F) -> Self
    where
        F: FnMut(Attempt) -> R + 'static,
        R: Future<Output = Result<Option<Body>, E>> + 'static,
        E: Display,
    {
        self.parts.body_with = Some(Maker::new(make));
        self
    }

    /// Sets the other options of `fetch`: `mode`, `redirect`, `cache`, `referrerPolicy`, … The method, headers, body and signal
    /// in `init` are ignored.
    pub fn request_init(mut self, init: RequestInit) -> Self {
        self.parts.init = Some(init);
        self
    }

    /// Sets a JavaScript function to call instead of the global `fetch`, such as that of Tauri's HTTP plugin. It gets the URL and
    /// a `RequestInit` whose headers are a plain object, and returns a `Response` or a promise of one.
    pub fn fetch(mut self, fetch: Function) -> Self {
        self.parts.fetch = Some(fetch);
        self
    }

    /// Sets whether cookies are sent to other origins, too (credentials mode `include`). Default: false.
    pub fn with_credentials(mut self, with_credentials: bool) -> Self {
        self.parts.with_credentials = with_credentials;
        self
    }

    /// Sets the initial last event ID string, which the first request sends. Default: `""`, which is not sent.
    pub fn last_event_id(mut self, id: &str) -> Self {
        id.clone_into(&mut self.last_event_id);
        self
    }

    /// Sends the last event ID in this query parameter instead of the `Last-Event-ID` header, which avoids the CORS preflight. It
    /// replaces a parameter of that name in the URL. Default: the header.
    pub fn last_event_id_param(mut self, name: &str) -> Self {
        self.parts.last_event_id_param = Some(name.to_owned());
        self
    }

    /// Sets a closure that returns a cursor to use in place of the last event ID in [`Attempt::last_event_id`] and in the next
    /// request, for servers that put their position into the data. It is called for every event before the event is delivered;
    /// `None` keeps the current value. Default: the stream's last event ID.
    pub fn cursor(mut self, cursor: impl FnMut(&Event) -> Option<String> + 'static) -> Self {
        self.options.cursor = Some(Box::new(cursor));
        self
    }

    /// Builds the source, which sends its first request when it is polled.
    ///
    /// # Errors
    /// [`BuildError`] if the URL cannot be parsed, or `fetch` would reject the method, a header or the body.
    pub fn build(self) -> Result<EventSource, BuildError> {
        let parts = self.parts;
        if parts.body.as_ref().is_some_and(|body| body.0.has_type::<ReadableStream>()) {
            return Err(BuildError(
                "A ReadableStream can be sent only once, so it cannot be a body here: give its bytes, or a new one by `body_with`."
                    .to_owned(),
            ));
        }
        let is_safe_method = parts.is_safe();
        if is_safe_method && parts.body_with.is_some() {
            let method = parts.method.as_deref().filter(|method| is_safe(method)).unwrap_or("GET");
            return Err(BuildError(format!("A {method} request has no body: set `method`, or leave out `body_with`.")));
        }
        let template = RequestTemplate::new(&self.url, parts)?;
        let mut policy = self.policy.unwrap_or_else(|| is_safe_method.into());
        policy.decide = self.options.decide.is_some();
        Ok(EventSource::of(template, policy, &self.last_event_id, self.options))
    }
}

impl std::fmt::Debug for Builder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The other fields may have secrets.
        formatter.debug_struct("Builder").finish_non_exhaustive()
    }
}
