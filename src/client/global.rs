//! Globals that pages, workers and Node all have. Not from `window()`, which exists only in pages.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::RequestInit;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch)]
    pub(super) fn fetch(url: &str, init: &RequestInit) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_name = setTimeout)]
    pub(super) fn set_timeout(handler: &Function, delay: i32) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    pub(super) fn clear_timeout(timer: &JsValue);
    pub(super) fn btoa(bytes: &str) -> String;
}

/// Returns a property of a global that may not exist: `["document", "baseURI"]`.
pub(super) fn lookup(path: &[&str]) -> JsValue {
    path.iter().fold(js_sys::global().into(), |object, name| property(&object, name))
}

/// Returns a property, or `undefined` if the value is not an object or has no such property.
pub(super) fn property(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or_default()
}

/// Returns a string with one code unit for each UTF-8 byte of a text, which is how `Headers` and `btoa` take bytes.
pub(super) fn binary_string(text: &str) -> String {
    text.bytes().map(char::from).collect()
}

/// Cancels a body or its reader, whatever else it may be, and ignores the outcome.
pub(super) fn cancel(stream: &JsValue) {
    let Ok(cancel) = property(stream, "cancel").dyn_into::<Function>() else { return };
    // Cancelling fails if the stream has failed.
    let Ok(ended) = cancel.call0(stream) else { return };
    let ended = Promise::resolve(&ended);
    spawn_local(async move {
        let _ = JsFuture::from(ended).await;
    });
}
