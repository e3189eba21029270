//! Turns the class's options into a builder's.

use std::future::Future;
use std::time::Duration;

use eventsource_wasm::client::{Attempt, Body, Builder, EventSource, WhenHidden};
use eventsource_wasm::connection::{Decision, ReconnectPolicy};
use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

use super::Notices;
use super::values::{self, object, property};

fn function(value: JsValue) -> Option<Function> {
    value.dyn_into().ok()
}

fn call(function: &Function, argument: &JsValue) -> Result<JsValue, JsValue> {
    function.call1(&JsValue::UNDEFINED, argument)
}

/// Returns the message of an exception.
fn text(error: &JsValue) -> String {
    property(error, "message").as_string().or_else(|| error.as_string()).unwrap_or_else(|| format!("{error:?}"))
}

/// Aborts the signal of a user's function when nobody waits for its result any more.
struct Unanswered(Option<AbortController>);

impl Drop for Unanswered {
    fn drop(&mut self) {
        if let Some(abort) = &self.0 {
            abort.abort();
        }
    }
}

/// Calls a function with an attempt, as the class does.
fn made(function: &Function, attempt: &Attempt) -> impl Future<Output = Result<JsValue, String>> + use<> {
    let abort = AbortController::new().ok();
    let argument = object([
        ("number", attempt.number.into()),
        ("lastEventId", attempt.last_event_id.as_str().into()),
        ("failed", attempt.last_error.is_some().into()),
        ("abort", abort.clone().into()),
    ]);
    let answer = call(function, &argument);
    async move {
        let mut unanswered = Unanswered(abort);
        let answer = match answer {
            Ok(answer) => JsFuture::from(Promise::resolve(&answer)).await,
            Err(error) => Err(error),
        };
        unanswered.0 = None;
        answer.map_err(|error| text(&error))
    }
}

fn made_text(value: &JsValue) -> Result<String, String> {
    value.as_string().ok_or_else(|| format!("{value:?} is no text"))
}

fn pairs(value: &JsValue) -> Vec<(String, String)> {
    let pair = |pair: JsValue| {
        let pair = Array::from(&pair);
        (pair.get(0).as_string().unwrap_or_default(), pair.get(1).as_string().unwrap_or_default())
    };
    Array::from(value).iter().map(pair).collect()
}

fn policy(value: &JsValue) -> ReconnectPolicy {
    let number = |name| property(value, name).as_f64();
    let default = ReconnectPolicy::from(value.is_truthy());
    let jitter = number("jitter");
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // the cases have small ones
    ReconnectPolicy {
        max_delay: number("maxDelay").unwrap_or(default.max_delay),
        factor: number("factor").unwrap_or(default.factor),
        jitter: jitter.unwrap_or(default.jitter),
        jitter_first: jitter.is_some(),
        max_attempts: number("maxAttempts").filter(|most| most.is_finite()).map(|most| most as u32),
        max_elapsed: number("maxElapsed").unwrap_or(default.max_elapsed),
        reset_after: number("resetAfter").unwrap_or(default.reset_after),
        ..default
    }
}

/// Returns the decision of `decide`, which must not be a promise.
fn decision(answer: &Result<JsValue, JsValue>) -> Decision {
    match answer {
        Ok(answer) if *answer == JsValue::TRUE => Decision::Reconnect,
        Ok(answer) => answer.as_f64().map_or(Decision::GiveUp, Decision::ReconnectAfter),
        Err(_) => Decision::GiveUp,
    }
}

/// Creates a builder with the class's options.
pub(super) fn builder(url: &JsValue, init: &JsValue, notices: &Notices) -> Builder {
    let option = |name| property(init, name);
    let builder = match function(url.clone()) {
        Some(make) => EventSource::builder_with(move |attempt| {
            let url = made(&make, &attempt);
            async move { made_text(&url.await?) }
        }),
        None => EventSource::builder(&url.as_string().unwrap_or_default()),
    };
    let (opened, lost) = (Notices::clone(notices), Notices::clone(notices));
    let mut builder = request(builder, init)
        .on_open(move |_| opened.borrow_mut().push(object([("type", "open".into())])))
        .on_reconnect(move |error| lost.borrow_mut().push(values::error(error)))
        .request_init(option("rest").unchecked_into())
        .with_credentials(option("withCredentials").is_truthy());
    if let Some(see) = function(option("onresponse")) {
        // The function catches its own exceptions.
        builder = builder.on_response(move |response| drop(call(&see, response)));
    }
    let reconnect = option("reconnect");
    let time = option("reconnectionTime").as_f64();
    if !reconnect.is_undefined() || time.is_some() {
        let mut policy = if reconnect.is_undefined() { ReconnectPolicy::default() } else { policy(&reconnect) };
        policy.reconnection_time = time.unwrap_or(policy.reconnection_time);
        builder = builder.reconnect(policy);
        let statuses = property(&reconnect, "statuses");
        if statuses.is_array() {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let status = |status: JsValue| status.as_f64().map(|status| status as u16);
            builder = builder.retry_statuses(Array::from(&statuses).iter().filter_map(status));
        }
        if let Some(decide) = function(property(&reconnect, "decide")) {
            builder = builder.decide(move |error| decision(&call(&decide, &values::error(error))));
        }
    }
    if let Some(cursor) = function(option("cursor")) {
        builder = builder.cursor(move |event| call(&cursor, &values::event(event)).ok()?.as_string());
    }
    if let Some(until) = function(option("until")) {
        builder = builder.until(move |event| call(&until, &values::event(event)).is_ok_and(|last| last.is_truthy()));
    }
    let when_hidden = option("whenHidden");
    builder = builder.when_hidden(match when_hidden.as_f64() {
        Some(ms) => WhenHidden::PauseAfter(Duration::from_secs_f64(ms / 1000.0)),
        None if when_hidden == "pause" => WhenHidden::Pause,
        None => WhenHidden::Keep,
    });
    limits(builder.allow_incomplete(option("incomplete") == "end"), init)
}

fn request(mut builder: Builder, init: &JsValue) -> Builder {
    let option = |name| property(init, name);
    let method = option("method");
    if let Some(method) = method.as_string() {
        builder = builder.method(&method);
    } else if let Some(make) = function(method) {
        builder = builder.method_with(move |attempt| {
            let method = made(&make, &attempt);
            async move { made_text(&method.await?) }
        });
    }
    let headers = option("headers");
    if let Some(make) = function(headers.clone()) {
        builder = builder.headers_with(move |attempt| {
            let headers = made(&make, &attempt);
            async move { headers.await.map(|headers| pairs(&headers)) }
        });
    } else if headers.is_array() {
        builder = pairs(&headers).into_iter().fold(builder, |builder, (name, value)| builder.header(name, value));
    }
    let body = option("body");
    if let Some(make) = function(body.clone()) {
        builder = builder.body_with(move |attempt| {
            let body = made(&make, &attempt);
            async move { body.await.map(|body| (!body.is_null_or_undefined()).then(|| Body::from(body))) }
        });
    } else if !body.is_null_or_undefined() {
        builder = builder.body(body);
    }
    if let Some(fetch) = function(option("fetch")) {
        builder = builder.fetch(fetch);
    }
    let secrets = Array::from(&option("secretHeaders"));
    builder.secret_headers(secrets.iter().filter_map(|name| name.as_string()))
}

fn limits(mut builder: Builder, init: &JsValue) -> Builder {
    let option = |name| property(init, name);
    let duration =
        |name| Duration::try_from_secs_f64(option(name).as_f64().unwrap_or_default() / 1000.0).unwrap_or_default();
    builder = builder.connect_timeout(duration("connectTimeout")).idle_timeout(duration("idleTimeout"));
    if let Some(id) = option("lastEventId").as_string() {
        builder = builder.last_event_id(&id);
    }
    if let Some(name) = option("lastEventIdParam").as_string() {
        builder = builder.last_event_id_param(&name);
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // at most 1 GiB
    if let Some(bytes) = option("maxEventSize").as_f64() {
        builder = builder.max_event_size(bytes.min(f64::from(1 << 30)) as usize);
    }
    builder
}
