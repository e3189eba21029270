//! The body of a request.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

/// A request's body: a string, bytes, or as a [`JsValue`] anything else that `fetch` accepts, such as `FormData` or a `Blob`.
///
/// [`Builder::body`](super::Builder::body) rejects a `ReadableStream`, because it can be sent only once.
#[derive(Clone, Debug)]
pub struct Body(pub(super) JsValue);

impl From<&str> for Body {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&[u8]> for Body {
    fn from(bytes: &[u8]) -> Self {
        Self(Uint8Array::from(bytes).into())
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        bytes.as_slice().into()
    }
}

impl From<JsValue> for Body {
    fn from(value: JsValue) -> Self {
        Self(value)
    }
}
