//! What pages, workers and Node have as globals; not by way of `window()`, which only pages have.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::RequestInit;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch)]
    pub(super) fn fetch(url: &str, init: &RequestInit) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_name = setTimeout)]
    pub(super) fn set_timeout(handler: &Function, delay: i32) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    pub(super) fn clear_timeout(timer: &JsValue);
}

/// A property of a global object that may not be there: `["document", "baseURI"]`.
pub(super) fn lookup(path: &[&str]) -> JsValue {
    path.iter().fold(js_sys::global().into(), |object, name| property(&object, name))
}

/// A property; `undefined` where the object is none, or has none of that name.
pub(super) fn property(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or_default()
}
