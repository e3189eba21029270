//! Makes the request of each attempt.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{AbortSignal, Headers, ReadableStream, Request, RequestCache, RequestCredentials, RequestInit, Response};

use super::address::Address;
use super::attempt::{Attempt, Maker};
use super::body::Body;
use super::error::{BuildError, cause_of};
use super::global::{binary_string, property};
use super::step::LocalFuture;
use crate::connection::{Failure, FailureReason, Remedy};

/// Why a request got no response.
pub(super) struct RequestFailure {
    pub(super) failure: Failure,
    pub(super) cause: String,
}

impl RequestFailure {
    /// Creates a failure that would happen to the same request again.
    pub(super) fn futile(reason: FailureReason, cause: impl Into<String>) -> Self {
        Self { failure: futile(reason), cause: cause.into() }
    }

    /// Creates a network failure from what `fetch` threw.
    pub(super) fn network(error: &JsValue) -> Self {
        Self { failure: FailureReason::Network.into(), cause: cause_of(error) }
    }

    fn headers(error: &JsValue) -> Self {
        Self::futile(FailureReason::Headers, cause_of(error))
    }
}

/// Creates a failure that would happen to the same request again.
pub(super) fn futile(reason: FailureReason) -> Failure {
    Failure { remedy: Remedy::Futile, ..reason.into() }
}

/// Returns whether a method is GET or HEAD: those have no body, and repeating them does no harm.
pub(super) fn is_safe(method: &str) -> bool {
    ["GET", "HEAD"].iter().any(|safe| method.eq_ignore_ascii_case(safe))
}

/// The builder's options for requests.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) url_with: Option<Maker<String>>,
    /// `None` means GET.
    pub(super) method: Option<String>,
    pub(super) method_with: Option<Maker<String>>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) headers_with: Option<Maker<Vec<(String, String)>>>,
    pub(super) secret_headers: Vec<String>,
    pub(super) body: Option<Body>,
    pub(super) body_with: Option<Maker<Option<Body>>>,
    pub(super) init: Option<RequestInit>,
    pub(super) with_credentials: bool,
    pub(super) fetch: Option<Function>,
    pub(super) last_event_id_param: Option<String>,
}

impl Parts {
    /// Returns whether every attempt's method is known to be GET or HEAD.
    pub(super) fn is_safe(&self) -> bool {
        self.method_with.is_none() && self.method.as_deref().is_none_or(is_safe)
    }
}

/// The part of the request that all attempts share.
pub(super) struct RequestTemplate {
    pub(super) parts: Parts,
    /// `None` until `url_with` has returned a URL.
    address: RefCell<Option<Address>>,
    /// The builder's headers, validated.
    headers: Headers,
    /// The `fetch` options, without the signal and the parts that closures make.
    init: RequestInit,
    /// The `ReadableStream` that was last sent: it cannot be sent again.
    sent_stream: RefCell<JsValue>,
    /// Whether a probe could still tell a CORS refusal from a network failure.
    pub(super) may_probe_cors: Cell<bool>,
}

/// The request of one attempt.
pub(super) struct Prepared {
    pub(super) url: String,
    pub(super) init: RequestInit,
    pub(super) headers: Headers,
    pub(super) method: String,
}

impl RequestTemplate {
    pub(super) fn new(url: &str, parts: Parts) -> Result<Self, BuildError> {
        let address = if parts.url_with.is_some() { None } else { Some(Address::parse(url)?) };
        let href = address.as_ref().map(|address| address.url.href());
        let unsendable = |error: &JsValue| {
            let to = href.as_ref().map(|href| format!(" to {href}")).unwrap_or_default();
            BuildError(format!("The request{to} cannot be made: {}.", cause_of(error)))
        };
        let headers = Headers::new().map_err(|error| unsendable(&error))?;
        for (name, value) in &parts.headers {
            headers.append(name, value).map_err(|error| unsendable(&error))?;
        }
        let init = RequestInit::new();
        // As the standard says. Without it, Firefox opens streams of the same URL one after the other. It adds no preflight.
        init.set_cache(RequestCache::NoStore);
        if let Some(given) = &parts.init {
            Object::assign(init.unchecked_ref::<Object>(), given.unchecked_ref::<Object>());
        }
        init.set_method(parts.method.as_deref().unwrap_or("GET"));
        if parts.with_credentials {
            init.set_credentials(RequestCredentials::Include);
        }
        init.set_body(parts.body.as_ref().map_or(&JsValue::NULL, |body| &body.0));
        init.set_headers(&headers);
        let tried = copy(&init);
        if parts.method_with.is_some() {
            // The method is not known yet; POST allows a body.
            tried.set_method("POST");
        }
        // The constructor throws if anything in the request is invalid.
        Request::new_with_str_and_init(href.as_deref().unwrap_or("data:,"), &tried)
            .map_err(|error| unsendable(&error))?;
        let has_mode = parts.init.as_ref().is_some_and(|init| !property(init, "mode").is_undefined());
        let has_headers = parts.headers_with.is_some() || !parts.headers.is_empty();
        // Probe only if the probe's request would differ by nothing but its mode.
        let may_probe_cors = parts.is_safe() && parts.fetch.is_none() && !has_headers && !has_mode;
        Ok(Self {
            parts,
            address: RefCell::new(address),
            headers,
            init,
            sent_stream: RefCell::default(),
            may_probe_cors: Cell::new(may_probe_cors),
        })
    }

    /// Returns the URL with its user and password; `""` until a closure has returned one.
    pub(super) fn given_url(&self) -> String {
        self.address.borrow().as_ref().map(|address| address.given.clone()).unwrap_or_default()
    }

    /// Returns the URL for messages, without user and password.
    pub(super) fn href(&self) -> String {
        self.address.borrow().as_ref().map(|address| address.url.href()).unwrap_or_default()
    }

    /// Returns the URL's host; `""` if it has none.
    pub(super) fn host(&self) -> String {
        self.address.borrow().as_ref().map(|address| address.url.hostname()).unwrap_or_default()
    }

    /// Makes and sends the request of an attempt.
    pub(super) fn send(
        self: &Rc<Self>,
        attempt: Attempt,
        signal: AbortSignal,
    ) -> LocalFuture<Result<Response, RequestFailure>> {
        let this = Rc::clone(self);
        Box::pin(async move {
            let prepared = this.prepare(&attempt, &signal).await?;
            this.exchange(&prepared, &signal).await
        })
    }

    async fn address(&self, attempt: &Attempt) -> Result<Address, RequestFailure> {
        use FailureReason::Network;
        if let Some(url_with) = &self.parts.url_with {
            let url = url_with.make(attempt, Network).await?;
            let address = Address::parse(&url).map_err(|BuildError(message)| {
                RequestFailure::futile(Network, message.strip_suffix('.').unwrap_or(&message))
            })?;
            *self.address.borrow_mut() = Some(address);
        }
        let address = self.address.borrow().clone();
        match address {
            Some(address) if self.parts.fetch.is_some() || address.can_be_fetched() => Ok(address),
            address => {
                let scheme = address.map(|address| address.url.protocol()).unwrap_or_default();
                Err(RequestFailure::futile(Network, format!("the scheme \"{scheme}\" cannot be fetched")))
            }
        }
    }

    async fn prepare(&self, attempt: &Attempt, signal: &AbortSignal) -> Result<Prepared, RequestFailure> {
        use FailureReason::{Headers as HeadersFailed, Network};
        let parts = &self.parts;
        let address = self.address(attempt).await?;
        let fields = match &parts.headers_with {
            Some(headers_with) => headers_with.make(attempt, HeadersFailed).await?,
            None => Vec::new(),
        };
        let id = attempt.last_event_id.as_str();
        let (id, param) = if id.is_empty() { (None, None) } else { (Some(id), parts.last_event_id_param.as_deref()) };
        let headers = self
            .headers(fields, address.authorization.as_deref(), id.filter(|_| param.is_none()))
            .map_err(|error| RequestFailure::headers(&error))?;
        let method = match &parts.method_with {
            Some(method_with) => method_with.make(attempt, Network).await?,
            None => parts.method.clone().unwrap_or_else(|| "GET".to_owned()),
        };
        let init = copy(&self.init);
        init.set_method(&method);
        init.set_headers(&headers);
        init.set_signal(Some(signal));
        self.set_body(&init, &method, attempt).await?;
        let url = match (param, id) {
            (Some(name), Some(id)) => address.with_param(name, id),
            _ => address.url.href(),
        };
        Ok(Prepared { url, init, headers, method })
    }

    fn headers(
        &self,
        fields: Vec<(String, String)>,
        authorization: Option<&str>,
        last_event_id: Option<&str>,
    ) -> Result<Headers, JsValue> {
        let headers = Headers::new_with_headers(&self.headers)?;
        for (name, value) in fields {
            headers.set(&name, &value)?;
        }
        let defaults = [("authorization", authorization), ("accept", Some("text/event-stream"))];
        for (name, value) in defaults.iter().filter_map(|&(name, value)| Some((name, value?))) {
            if !headers.has(name)? {
                headers.set(name, value)?;
            }
        }
        if let Some(id) = last_event_id {
            headers.set("last-event-id", &binary_string(id))?;
        }
        Ok(headers)
    }

    async fn set_body(&self, init: &RequestInit, method: &str, attempt: &Attempt) -> Result<(), RequestFailure> {
        use FailureReason::Body as BodyFailed;
        if let Some(body_with) = &self.parts.body_with {
            let body = body_with.make(attempt, BodyFailed).await?;
            init.set_body(body.as_ref().map_or(&JsValue::NULL, |body| &body.0));
        }
        let body = property(init, "body");
        if body.is_null_or_undefined() {
            return Ok(());
        }
        if is_safe(method) {
            return Err(RequestFailure::futile(BodyFailed, format!("a {method} request has no body")));
        }
        if body.has_type::<ReadableStream>() {
            if *self.sent_stream.borrow() == body {
                let cause = "a ReadableStream can be sent only once; have `body_with` give a new one";
                return Err(RequestFailure::futile(BodyFailed, cause));
            }
            *self.sent_stream.borrow_mut() = body;
            // `fetch` requires this for a stream: it expects no response before the body has ended.
            let _ = Reflect::set(init, &"duplex".into(), &"half".into());
        }
        Ok(())
    }
}

/// Returns a shallow copy.
pub(super) fn copy(init: &RequestInit) -> RequestInit {
    Object::assign(&Object::new(), init.unchecked_ref::<Object>()).unchecked_into()
}
