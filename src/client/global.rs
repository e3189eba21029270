//! What pages, workers and Node have as globals; not by way of `window()`, which only pages have.

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

/// A property of a global object that may not be there: `["document", "baseURI"]`.
pub(super) fn lookup(path: &[&str]) -> JsValue {
    path.iter().fold(js_sys::global().into(), |object, name| property(&object, name))
}

/// A property; `undefined` where the object is none, or has none of that name.
pub(super) fn property(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or_default()
}

/// The UTF-8 bytes of a text, one per code unit: how `Headers` and `btoa` take bytes.
pub(super) fn binary_string(text: &str) -> String {
    text.bytes().map(char::from).collect()
}

/// Cancels a body or its reader, which may be something else, and does not care what comes of it.
pub(super) fn cancel(stream: &JsValue) {
    let Ok(cancel) = property(stream, "cancel").dyn_into::<Function>() else { return };
    // It may have ended otherwise.
    let Ok(ended) = cancel.call0(stream) else { return };
    let ended = Promise::resolve(&ended);
    spawn_local(async move {
        let _ = JsFuture::from(ended).await;
    });
}
