//! Converts Rust values to plain objects.

use eventsource_wasm::client::{Error, Event};
use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

pub(super) fn property(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or_default()
}

pub(super) fn object<const N: usize>(fields: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // Cannot fail on a plain object.
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    object.into()
}

pub(super) fn event(event: &Event) -> JsValue {
    object([
        ("type", event.event_type.as_str().into()),
        ("data", event.data.as_str().into()),
        ("lastEventId", event.last_event_id.as_str().into()),
    ])
}

/// Converts an error to the shape of the class's failures.
pub(super) fn error(error: &Error) -> JsValue {
    object([
        ("type", "error".into()),
        ("message", error.message().into()),
        ("reason", error.reason().name().into()),
        ("status", error.status().into()),
        ("code", error.status().into()),
        ("body", error.body().into()),
        ("attempt", error.attempt().into()),
        ("willReconnect", error.will_reconnect().into()),
        ("delay", error.delay().and_then(|delay| u32::try_from(delay.as_millis()).ok()).into()),
    ])
}
