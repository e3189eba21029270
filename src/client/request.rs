//! The request of an attempt.

use js_sys::{Date, Object};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, Headers, Request, RequestCache, RequestCredentials, RequestInit, Response, ResponseType, Url,
};

use super::error::{BuildError, Error, cause_of};
use super::global::{fetch, lookup};
use super::step::LocalFuture;
use crate::connection::{Failure, FailureReason, Remedy};

/// What a closure that makes an attempt's headers is told.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Attempt {
    /// 0 for the first connection, then one more for each reconnect.
    pub number: u32,
    /// The last event ID string; `""` if there is none.
    pub last_event_id: String,
    /// What made this attempt necessary; `None` for the first one.
    pub last_error: Option<Error>,
}

/// Why there is no response.
pub(super) struct RequestFailure {
    pub(super) failure: Failure,
    pub(super) cause: String,
}

pub(super) type HeadersWith = Box<dyn FnMut(Attempt) -> LocalFuture<Result<Vec<(String, String)>, String>>>;

/// What all attempts have in common.
pub(super) struct RequestTemplate {
    pub(super) url: Url,
    /// All but the last event ID and what `headers_with` gives.
    headers: Headers,
    /// All but headers and signal.
    init: RequestInit,
    pub(super) last_event_id_param: Option<String>,
    pub(super) headers_with: Option<HeadersWith>,
}

impl RequestTemplate {
    pub(super) fn new(
        url: &str,
        init: Option<&RequestInit>,
        method: &str,
        headers: &[(String, String)],
        body: Option<&JsValue>,
        with_credentials: bool,
    ) -> Result<Self, BuildError> {
        let url = parse_url(url)?;
        let unsendable =
            |error: &JsValue| BuildError(format!("The request to {} cannot be made: {}.", url.href(), cause_of(error)));
        let made = Headers::new().map_err(|error| unsendable(&error))?;
        for (name, value) in headers {
            made.append(name, value).map_err(|error| unsendable(&error))?;
        }
        if !made.has("accept").unwrap_or_default() {
            made.set("accept", "text/event-stream").map_err(|error| unsendable(&error))?;
        }
        let request = RequestInit::new();
        // No header of ours, so no preflight; without it Firefox serialises streams of one URL.
        request.set_cache(RequestCache::NoStore);
        if let Some(init) = init {
            Object::assign(request.unchecked_ref::<Object>(), init.unchecked_ref::<Object>());
        }
        request.set_method(method);
        if with_credentials {
            request.set_credentials(RequestCredentials::Include);
        }
        if let Some(body) = body {
            request.set_body(body);
        }
        request.set_headers(&made);
        // Throws for whatever no request can have.
        Request::new_with_str_and_init(&url.href(), &request).map_err(|error| unsendable(&error))?;
        Ok(Self { url, headers: made, init: request, last_event_id_param: None, headers_with: None })
    }

    /// Sends the request of an attempt.
    pub(super) fn send(
        &mut self,
        attempt: Attempt,
        signal: &AbortSignal,
    ) -> LocalFuture<Result<Response, RequestFailure>> {
        let address = self.address(&attempt.last_event_id);
        let headers = self.headers(&attempt.last_event_id);
        let init: RequestInit = Object::assign(&Object::new(), self.init.unchecked_ref::<Object>()).unchecked_into();
        init.set_signal(Some(signal));
        let more = self.headers_with.as_mut().map(|make| make(attempt));
        Box::pin(async move {
            let headers = headers.map_err(refused)?;
            if let Some(more) = more {
                let retry = |cause| RequestFailure { failure: FailureReason::Headers.into(), cause };
                for (name, value) in more.await.map_err(retry)? {
                    headers.set(&name, &value).map_err(refused)?;
                }
            }
            init.set_headers(&headers);
            let lost =
                |error: JsValue| RequestFailure { failure: FailureReason::Network.into(), cause: cause_of(&error) };
            let promise = fetch(&address, &init).map_err(lost)?;
            let response: Response = JsFuture::from(promise).await.map_err(lost)?.unchecked_into();
            if response.type_() == ResponseType::Opaqueredirect {
                let cause = "redirects are \"manual\" here".to_owned();
                return Err(RequestFailure { failure: futile(FailureReason::Redirect), cause });
            }
            Ok(response)
        })
    }

    fn address(&self, last_event_id: &str) -> String {
        match &self.last_event_id_param {
            Some(name) if !last_event_id.is_empty() => {
                let Ok(url) = Url::new(&self.url.href()) else { return self.url.href() };
                url.search_params().set(name, last_event_id);
                url.href()
            }
            _ => self.url.href(),
        }
    }

    fn headers(&self, last_event_id: &str) -> Result<Headers, JsValue> {
        let headers = Headers::new_with_headers(&self.headers)?;
        if !last_event_id.is_empty() && self.last_event_id_param.is_none() {
            // Its UTF-8 bytes, one per code unit: how `Headers` takes bytes.
            let bytes: String = last_event_id.bytes().map(char::from).collect();
            headers.set("last-event-id", &bytes)?;
        }
        Ok(headers)
    }
}

#[allow(clippy::needless_pass_by_value)] // as `map_err` hands it over
fn refused(error: JsValue) -> RequestFailure {
    RequestFailure { failure: futile(FailureReason::Headers), cause: cause_of(&error) }
}

/// A failure that the same request would meet again.
pub(super) fn futile(reason: FailureReason) -> Failure {
    Failure { remedy: Remedy::Futile, ..reason.into() }
}

/// The URL, relative to the document or the worker's script where there is one.
fn parse_url(url: &str) -> Result<Url, BuildError> {
    let base = lookup(&["document", "baseURI"]).as_string().or_else(|| lookup(&["location", "href"]).as_string());
    let parsed = match &base {
        Some(base) => Url::new_with_base(url, base),
        None => Url::new(url),
    };
    parsed.map_err(|_| {
        let hint = match base {
            Some(base) => format!(" (base: {base})"),
            None => "; a relative URL needs a document or a worker's location, so give an absolute one here".to_owned(),
        };
        BuildError(format!("{url:?} is not a valid URL{hint}."))
    })
}

/// [Retry-After](https://www.rfc-editor.org/rfc/rfc9110#field.retry-after) in ms from now: seconds or a date.
pub(super) fn retry_after(headers: &Headers) -> Option<f64> {
    let value = headers.get("retry-after").ok()??;
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return value.parse().ok().map(|seconds: f64| seconds * 1000.0);
    }
    let date = Date::parse(&value);
    (!date.is_nan()).then(|| (date - Date::now()).max(0.0))
}
