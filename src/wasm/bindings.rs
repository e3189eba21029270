//! What is called in JavaScript. Globals are bound by name, not through `window`, so that workers and
//! Node have them too.

use js_sys::{Function, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

#[wasm_bindgen]
extern "C" {
    /// The class's side of a source (`src/js/host.ts`). None of its methods throws.
    #[derive(Clone)]
    pub type Host;

    /// Makes the request of an attempt; rejects with a [`RequestFailure`].
    #[wasm_bindgen(method)]
    pub fn request(this: &Host, attempt: u32, last_event_id: &str, signal: &AbortSignal) -> Promise;

    /// Whether it was CORS that made `fetch` reject: a promise of a boolean.
    #[wasm_bindgen(method, js_name = refusedByCors)]
    pub fn refused_by_cors(this: &Host, signal: &AbortSignal) -> Promise;

    /// The connection is announced; gives the body's reader, or throws what is wrong with the body.
    #[wasm_bindgen(method, catch)]
    pub fn announce(this: &Host, response: &JsValue) -> Result<Reader, JsValue>;

    /// A chunk that is no `Uint8Array` of this realm, as one; throws what is wrong with it.
    #[wasm_bindgen(method, catch)]
    pub fn bytes(this: &Host, chunk: &JsValue) -> Result<Uint8Array, JsValue>;

    /// Dispatches a batch: its text and its table ([`super::table`]) as places in the memory.
    #[wasm_bindgen(method)]
    pub fn dispatch(this: &Host, text: *const u8, text_length: usize, table: *const u32, events: usize);

    /// The connection is reestablished after `delay` ms, or failed where `delay` is negative.
    #[wasm_bindgen(method)]
    pub fn failed(this: &Host, reason: u8, delay: f64, attempt: u32, error: &JsValue, response: &JsValue);
}

#[wasm_bindgen]
extern "C" {
    /// A request that is ready to be sent.
    pub type Prepared;
    #[wasm_bindgen(method, getter)]
    pub fn fetch(this: &Prepared) -> Function;
    #[wasm_bindgen(method, getter)]
    pub fn url(this: &Prepared) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub fn init(this: &Prepared) -> JsValue;

    /// Why a request could not be made (`src/js/request.ts`).
    pub type RequestFailure;
    #[wasm_bindgen(method, getter)]
    pub fn reason(this: &RequestFailure) -> String;
    #[wasm_bindgen(method, getter)]
    pub fn futile(this: &RequestFailure) -> bool;
    #[wasm_bindgen(method, getter)]
    pub fn error(this: &RequestFailure) -> JsValue;
}

#[wasm_bindgen]
extern "C" {
    /// A `Response`, be it of another realm or a look-alike.
    pub type Response;
    #[wasm_bindgen(method, getter)]
    pub fn status(this: &Response) -> u16;
    #[wasm_bindgen(method, catch, js_name = headers, getter)]
    pub fn headers(this: &Response) -> Result<Headers, JsValue>;

    #[wasm_bindgen(method, catch, getter)]
    pub fn body(this: &Response) -> Result<Option<Body>, JsValue>;

    pub type Body;
    #[wasm_bindgen(method, catch)]
    pub fn cancel(this: &Body) -> Result<ReadPromise, JsValue>;

    pub type Headers;
    #[wasm_bindgen(method, catch)]
    pub fn get(this: &Headers, name: &str) -> Result<Option<String>, JsValue>;

    /// A `ReadableStreamDefaultReader`.
    pub type Reader;
    #[wasm_bindgen(method, catch)]
    pub fn read(this: &Reader) -> Result<ReadPromise, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn cancel(this: &Reader) -> Result<ReadPromise, JsValue>;

    /// A promise whose reactions are closures that live as long as the source.
    pub type ReadPromise;
    #[wasm_bindgen(method)]
    pub fn then(this: &ReadPromise, fulfilled: &JsValue, rejected: &JsValue);

    pub type ReadResult;
    #[wasm_bindgen(method, getter)]
    pub fn done(this: &ReadResult) -> bool;
    #[wasm_bindgen(method, getter)]
    pub fn value(this: &ReadResult) -> JsValue;
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    pub fn set_timeout(callback: &JsValue, delay: u32) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    pub fn clear_timeout(id: &JsValue);
    /// Milliseconds of a clock that does not go back.
    #[wasm_bindgen(js_namespace = performance)]
    pub fn now() -> f64;
    #[wasm_bindgen(js_namespace = Math)]
    pub fn random() -> f64;
}
