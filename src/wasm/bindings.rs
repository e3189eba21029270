//! What is called in JavaScript. Globals are bound by name, not through `window`, so that workers and
//! Node have them too.

use js_sys::{Function, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

#[wasm_bindgen]
extern "C" {
    /// The class's side of a source (`src/js/host.ts`). None of its methods throws, but for the two that say so.
    pub type Host;

    /// Makes and sends the request of an attempt, and answers with `onResponse` or `onRequestFailure` of this turn.
    #[wasm_bindgen(method)]
    pub fn request(this: &Host, turn: u32, attempt: u32, last_event_id: &str, signal: &AbortSignal);

    /// The connection is announced; gives the body's reader, or throws what is wrong with the body.
    #[wasm_bindgen(method, catch)]
    pub fn announce(this: &Host, response: &Response) -> Result<Reader, JsValue>;

    /// A chunk that is no `Uint8Array` of this realm, as one; throws what is wrong with it.
    #[wasm_bindgen(method, catch)]
    pub fn bytes(this: &Host, chunk: &JsValue) -> Result<Uint8Array, JsValue>;

    /// Dispatches the batch that is shown ([`super::shown`]).
    #[wasm_bindgen(method)]
    pub fn dispatch(this: &Host);

    /// The connection is reestablished after `delay` ms, or failed where `delay` is negative.
    #[wasm_bindgen(method)]
    pub fn failed(this: &Host, reason: u8, delay: f64, attempt: u32, error: &JsValue, response: &JsValue);

    /// Cancels a reader, and does not care what comes of it.
    #[wasm_bindgen(method)]
    pub fn cancel(this: &Host, reader: &Reader);

    /// Call `onRead`, `onReadError` and `onTimer` of the source.
    #[wasm_bindgen(method, getter, js_name = onRead)]
    pub fn on_read(this: &Host) -> Function;
    #[wasm_bindgen(method, getter, js_name = onReadError)]
    pub fn on_read_error(this: &Host) -> Function;
    #[wasm_bindgen(method, getter, js_name = onTimer)]
    pub fn on_timer(this: &Host) -> Function;
}

#[wasm_bindgen]
extern "C" {
    /// A `Response`, be it of another realm or a look-alike.
    pub type Response;
    #[wasm_bindgen(method, getter)]
    pub fn status(this: &Response) -> u16;
    #[wasm_bindgen(method, catch, getter)]
    pub fn headers(this: &Response) -> Result<Headers, JsValue>;

    pub type Headers;
    #[wasm_bindgen(method, catch)]
    pub fn get(this: &Headers, name: &str) -> Result<Option<String>, JsValue>;

    /// A `ReadableStreamDefaultReader`.
    pub type Reader;
    #[wasm_bindgen(method, catch)]
    pub fn read(this: &Reader) -> Result<ReadPromise, JsValue>;

    /// A promise whose reactions live as long as the source.
    pub type ReadPromise;
    #[wasm_bindgen(method)]
    pub fn then(this: &ReadPromise, fulfilled: &Function, rejected: &Function);

    pub type ReadResult;
    #[wasm_bindgen(method, getter)]
    pub fn done(this: &ReadResult) -> bool;
    #[wasm_bindgen(method, getter)]
    pub fn value(this: &ReadResult) -> JsValue;
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    pub fn set_timeout(callback: &Function, delay: u32) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    pub fn clear_timeout(id: &JsValue);
    /// Milliseconds of a clock that does not go back.
    #[wasm_bindgen(js_namespace = performance)]
    pub fn now() -> f64;
    #[wasm_bindgen(js_namespace = Math)]
    pub fn random() -> f64;
}
