//! Sends a request and receives its response, by `fetch` or its stand-in. If there is none, finds out whether CORS is the reason.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, AbortSignal, Headers, RequestInit, RequestMode, Response, ResponseType};

use super::address::is_same_origin;
use super::global::{cancel, fetch, lookup, property};
use super::redirects::follow_redirects;
use super::request::{Prepared, RequestFailure, RequestTemplate, copy};
use crate::connection::FailureReason;

impl RequestTemplate {
    /// Sends the request, and tells a CORS refusal from a network failure.
    pub(super) async fn exchange(&self, prepared: &Prepared, signal: &AbortSignal) -> Result<Response, RequestFailure> {
        match self.send_once(prepared).await {
            Err(RequestFailure { failure, .. })
                if failure.reason == FailureReason::Network && self.is_refused_by_cors(prepared, signal).await =>
            {
                // The probe succeeded, but the network may also have recovered meanwhile. Only a second failure is due to CORS.
                self.send_once(prepared).await.map_err(|RequestFailure { failure, cause }| match failure.reason {
                    FailureReason::Network => RequestFailure::futile(FailureReason::Cors, cause),
                    _ => RequestFailure { failure, cause },
                })
            }
            answer => {
                if answer.is_ok() {
                    // CORS has let this origin in, so a later failure is the network's.
                    self.may_probe_cors.set(false);
                }
                answer
            }
        }
    }

    /// Sends the request once, and follows redirects by hand if it has secret headers.
    async fn send_once(&self, prepared: &Prepared) -> Result<Response, RequestFailure> {
        let follows = matches!(property(&prepared.init, "redirect").as_string().as_deref(), None | Some("follow"));
        let is_secret = |name: &String| prepared.headers.has(name).unwrap_or_default();
        let response = if follows && self.parts.secret_headers.iter().any(is_secret) {
            follow_redirects(self, prepared).await?
        } else {
            self.fetch(&prepared.url, &prepared.init).await?
        };
        if response.type_() == ResponseType::Opaqueredirect {
            return Err(RequestFailure::futile(FailureReason::Redirect, "`redirect` is \"manual\""));
        }
        Ok(response)
    }

    /// Calls `fetch` once.
    pub(super) async fn fetch(&self, url: &str, init: &RequestInit) -> Result<Response, RequestFailure> {
        let answer = match &self.parts.fetch {
            None => fetch(url, init).map(|answer| PendingResponse(Some(answer))),
            Some(own) => spreadable(init)
                .and_then(|init| own.call2(&JsValue::UNDEFINED, &url.into(), &init))
                .map(|answer| PendingResponse(Some(Promise::resolve(&answer)))),
        };
        let response = answer.map_err(|error| RequestFailure::network(&error))?.response().await?;
        if !property(&property(&response, "headers"), "get").is_function() {
            let cause = "`fetch` gave something that is not a Response";
            return Err(RequestFailure::futile(FailureReason::Network, cause));
        }
        Ok(response)
    }

    /// Returns whether CORS may be why a request failed. `fetch` rejects in the same way if the network is down; but in the mode
    /// `no-cors`, a running server gives an (opaque) answer. Probes at most once per source, because the server sees two more
    /// requests.
    async fn is_refused_by_cors(&self, prepared: &Prepared, signal: &AbortSignal) -> bool {
        let has_cors = !lookup(&["origin"]).is_undefined();
        if !has_cors || signal.aborted() || is_same_origin(&prepared.url) || !self.may_probe_cors.replace(false) {
            return false;
        }
        let Ok(probe) = Probe::new(signal) else { return false };
        let init = copy(&prepared.init);
        init.set_mode(RequestMode::NoCors);
        init.set_signal(Some(&probe.abort.signal()));
        match fetch(&prepared.url, &init) {
            Ok(answer) => JsFuture::from(answer).await.is_ok(),
            Err(_) => false,
        }
    }
}

/// A response that is awaited. When it is dropped, it cancels the body of a response that arrives later, from a `fetch` that
/// ignores the signal.
struct PendingResponse(Option<Promise>);

impl PendingResponse {
    async fn response(mut self) -> Result<Response, RequestFailure> {
        let Some(answer) = self.0.clone() else { return Err(RequestFailure::network(&JsValue::UNDEFINED)) };
        let answer = JsFuture::from(answer).await;
        self.0 = None;
        answer.map(JsCast::unchecked_into).map_err(|error| RequestFailure::network(&error))
    }
}

impl Drop for PendingResponse {
    fn drop(&mut self) {
        let Some(answer) = self.0.take() else { return };
        spawn_local(async move {
            if let Ok(response) = JsFuture::from(answer).await {
                cancel(&property(&response, "body"));
            }
        });
    }
}

/// Aborts the probe's request together with the other one, and once the probe's response is there: its body is never read.
struct Probe {
    abort: AbortController,
    signal: AbortSignal,
}

impl Probe {
    fn new(signal: &AbortSignal) -> Result<Self, JsValue> {
        let abort = AbortController::new()?;
        let end: Function = property(&abort, "abort").unchecked_into();
        signal.set_onabort(Some(&end.bind0(&abort)));
        Ok(Self { abort, signal: signal.clone() })
    }
}

impl Drop for Probe {
    fn drop(&mut self) {
        self.signal.set_onabort(None);
        self.abort.abort();
    }
}

/// Returns a copy of `init` whose headers are a plain object, spelled as npm `eventsource` spells them, so that
/// `{ ...init.headers, Authorization }` keeps them all.
fn spreadable(init: &RequestInit) -> Result<JsValue, JsValue> {
    let headers: Headers = property(init, "headers").unchecked_into();
    let fields = Object::new();
    for name in ["Accept", "Last-Event-ID"] {
        if let Some(value) = headers.get(name)? {
            Reflect::set(&fields, &name.into(), &value.into())?;
        }
    }
    for field in Array::from(&headers).iter() {
        let field = Array::from(&field);
        let name = field.get(0);
        if !matches!(name.as_string().as_deref(), Some("accept" | "last-event-id")) {
            Reflect::set(&fields, &name, &field.get(1))?;
        }
    }
    let init = copy(init);
    init.set_headers(&fields);
    Ok(init.into())
}
