//! What a source's requests are made of.

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

/// Makes an [`EventSource`]: a GET to a URL, unless more is asked for.
///
/// What ends in `_with` is a closure that is called anew for each attempt, before its request: first the URL's, then that of the
/// headers, the method and the body. An error of one is a failed attempt, and its text is in the message.
#[must_use = "nothing happens until `build`, and then `next`"]
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

    /// The request's method. Default: `GET`.
    pub fn method(mut self, method: &str) -> Self {
        self.parts.method = Some(method.to_owned());
        self
    }

    /// A method that is made anew for each attempt: with the URL and the body made so, too, a stream that was begun by POST is
    /// resumed by GET. An error is a failed attempt, with the reason
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

    /// Adds a header. `Accept: text/event-stream` is there unless it is set, and `Authorization: Basic` where the URL has a user or
    /// a password.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parts.headers.push((name.into(), value.into()));
        self
    }

    /// Headers that are made anew for each attempt and replace those of the same names: a fresh token after a 401 or an expiry.
    /// An error is a failed attempt, with the reason [`Headers`](crate::connection::FailureReason::Headers).
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

    /// Names of headers that, like `Authorization` and `Cookie`, are never sent to another origin on a redirect. Browsers do not
    /// tell where a redirect goes: there one that might leave the origin fails the connection, with the reason
    /// [`Redirect`](crate::connection::FailureReason::Redirect). Default: none.
    pub fn secret_headers<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.parts.secret_headers = names.into_iter().map(Into::into).collect();
        self
    }

    /// The request's body: a text, bytes, or by its `JsValue` what else `fetch` takes. Default: none.
    pub fn body(mut self, body: impl Into<Body>) -> Self {
        self.parts.body = Some(body.into());
        self
    }

    /// A body that is made anew for each attempt, or none. It may be a `ReadableStream`, which can be sent only once. An error is a
    /// failed attempt, with the reason [`Body`](crate::connection::FailureReason::Body).
    pub fn body_with<F, R, E>(mut self, make: F) -> Self
    where
        F: FnMut(Attempt) -> R + 'static,
        R: Future<Output = Result<Option<Body>, E>> + 'static,
        E: Display,
    {
        self.parts.body_with = Some(Maker::new(make));
        self
    }

    /// Everything else that `fetch` takes: `mode`, `redirect`, `cache`, `referrerPolicy`, … Its method, headers, body and signal
    /// are not looked at.
    pub fn request_init(mut self, init: RequestInit) -> Self {
        self.parts.init = Some(init);
        self
    }

    /// A function of JavaScript that stands in for the global `fetch`: that of Tauri's HTTP plugin, or a test's own. It is called with
    /// the URL and a `RequestInit` whose headers are a plain object, and gives a `Response` or a promise of one.
    pub fn fetch(mut self, fetch: Function) -> Self {
        self.parts.fetch = Some(fetch);
        self
    }

    /// Whether cookies go to other origins, too (credentials mode `include`). Default: no.
    pub fn with_credentials(mut self, with_credentials: bool) -> Self {
        self.parts.with_credentials = with_credentials;
        self
    }

    /// The initial last event ID string, sent with the first request. Default: `""`, which is not sent.
    pub fn last_event_id(mut self, id: &str) -> Self {
        id.clone_into(&mut self.last_event_id);
        self
    }

    /// The name of a query parameter that carries the last event ID instead of the header, which spares the CORS preflight. It
    /// replaces one of that name in the URL. Default: the header.
    pub fn last_event_id_param(mut self, name: &str) -> Self {
        self.parts.last_event_id_param = Some(name.to_owned());
        self
    }

    /// Gives what stands for the last event ID in [`Attempt::last_event_id`] and in the next request, for servers that put their
    /// position into the data; `None` keeps what there is. It sees every event before it is an item. Default: the stream's ID.
    pub fn cursor(mut self, cursor: impl FnMut(&Event) -> Option<String> + 'static) -> Self {
        self.options.cursor = Some(Box::new(cursor));
        self
    }

    /// The source; it sends its first request when it is polled.
    ///
    /// # Errors
    /// [`BuildError`] if the URL cannot be parsed, or no request can have such a method, header or body.
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
        // Its parts have secrets.
        formatter.debug_struct("Builder").finish_non_exhaustive()
    }
}
