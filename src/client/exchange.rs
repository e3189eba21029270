//! A request and its response: by `fetch` or what stands in for it, and once more where CORS may be the reason that there is none.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, AbortSignal, Headers, RequestInit, RequestMode, Response, ResponseType};

use super::address::is_own;
use super::global::{cancel, fetch, lookup, property};
use super::redirects::follow;
use super::request::{Prepared, RequestFailure, RequestTemplate, copy};
use crate::connection::FailureReason;

impl RequestTemplate {
    pub(super) async fn exchange(&self, prepared: &Prepared, signal: &AbortSignal) -> Result<Response, RequestFailure> {
        match self.ask(prepared).await {
            Err(RequestFailure { failure, .. })
                if failure.reason == FailureReason::Network && self.is_refused_by_cors(prepared, signal).await =>
            {
                // What was lost for a moment answers by now, too. Only what is refused again is refused by CORS.
                self.ask(prepared).await.map_err(|RequestFailure { failure, cause }| match failure.reason {
                    FailureReason::Network => RequestFailure::futile(FailureReason::Cors, cause),
                    _ => RequestFailure { failure, cause },
                })
            }
            answer => {
                if answer.is_ok() {
                    // Let in once: what is lost later is lost by the network.
                    self.may_probe.set(false);
                }
                answer
            }
        }
    }

    async fn ask(&self, prepared: &Prepared) -> Result<Response, RequestFailure> {
        let follows = matches!(property(&prepared.init, "redirect").as_string().as_deref(), None | Some("follow"));
        let is_secret = |name: &String| prepared.headers.has(name).unwrap_or_default();
        let response = if follows && self.parts.secret_headers.iter().any(is_secret) {
            follow(self, prepared).await?
        } else {
            self.fetch(&prepared.url, &prepared.init).await?
        };
        if response.type_() == ResponseType::Opaqueredirect {
            return Err(RequestFailure::futile(FailureReason::Redirect, "`redirect` is \"manual\""));
        }
        Ok(response)
    }

    /// One call of `fetch`.
    pub(super) async fn fetch(&self, url: &str, init: &RequestInit) -> Result<Response, RequestFailure> {
        let answer = match &self.parts.fetch {
            None => fetch(url, init).map(|answer| Expected(Some(answer))),
            Some(own) => spreadable(init)
                .and_then(|init| own.call2(&JsValue::UNDEFINED, &url.into(), &init))
                .map(|answer| Expected(Some(Promise::resolve(&answer)))),
        };
        let response = answer.map_err(|error| RequestFailure::lost(&error))?.response().await?;
        if !property(&property(&response, "headers"), "get").is_function() {
            let cause = "`fetch` gave something that is not a Response";
            return Err(RequestFailure::futile(FailureReason::Network, cause));
        }
        Ok(response)
    }

    /// Tells a CORS refusal from a lost network. `fetch` rejects both in the same way; but without CORS a server that runs gives
    /// an (opaque) answer to the same request. Asked once per source, since the server sees two requests more.
    async fn is_refused_by_cors(&self, prepared: &Prepared, signal: &AbortSignal) -> bool {
        let has_cors = !lookup(&["origin"]).is_undefined();
        if !has_cors || signal.aborted() || is_own(&prepared.url) || !self.may_probe.replace(false) {
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

/// An answer that is waited for. A `fetch` that does not look at the signal answers all the same: nobody will read that body.
struct Expected(Option<Promise>);

impl Expected {
    async fn response(mut self) -> Result<Response, RequestFailure> {
        let Some(answer) = self.0.clone() else { return Err(RequestFailure::lost(&JsValue::UNDEFINED)) };
        let answer = JsFuture::from(answer).await;
        self.0 = None;
        answer.map(JsCast::unchecked_into).map_err(|error| RequestFailure::lost(&error))
    }
}

impl Drop for Expected {
    fn drop(&mut self) {
        let Some(answer) = self.0.take() else { return };
        spawn_local(async move {
            if let Ok(response) = JsFuture::from(answer).await {
                cancel(&property(&response, "body"));
            }
        });
    }
}

/// The probe's own request, which ends with the other one, and when its answer is there: the body is never read.
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

/// The headers as a plain object, named as npm `eventsource` does, so that `{ ...init.headers, Authorization }` loses nothing.
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
