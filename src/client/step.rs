//! What a source is waiting for, apart from its timer: the response, the excerpt of a refused one, or the next chunk.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use js_sys::{ArrayBuffer, Function, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::error::cause_of;
use super::global::{cancel, property};
use super::request::RequestFailure;
use crate::connection::FailureReason;

#[wasm_bindgen]
extern "C" {
    /// A `ReadableStreamDefaultReader`, or the equivalent of a custom `fetch`.
    type BodyReader;
    #[wasm_bindgen(method, catch)]
    fn read(this: &BodyReader) -> Result<JsValue, JsValue>;
}

pub(super) type LocalFuture<T> = Pin<Box<dyn Future<Output = T>>>;

pub(super) enum Step {
    Nothing,
    Request(LocalFuture<Result<Response, RequestFailure>>),
    Excerpt(LocalFuture<Refusal>),
    Read(Reader),
}

pub(super) enum Outcome {
    Responded(Result<Response, RequestFailure>),
    Refused(Refusal),
    Read(Reading),
}

/// A response that is not an event stream, and the beginning of its body.
pub(super) struct Refusal {
    pub(super) response: Response,
    pub(super) reason: FailureReason,
    pub(super) excerpt: Option<String>,
}

/// The result of reading from a body.
pub(super) enum Reading {
    Chunk(Vec<u8>),
    End,
    /// Reading failed, with this message.
    Failed(String),
    /// The body does not consist of bytes, with this message. The next response's body would not either.
    Unreadable(String),
}

impl Step {
    /// Returns whether the next poll starts a read.
    pub(super) fn begins_to_read(&self) -> bool {
        matches!(self, Self::Read(Reader { reading: None, .. }))
    }

    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Outcome> {
        match self {
            Self::Nothing => Poll::Pending,
            Self::Request(future) => future.as_mut().poll(context).map(Outcome::Responded),
            Self::Excerpt(future) => future.as_mut().poll(context).map(Outcome::Refused),
            Self::Read(reader) => reader.poll_read(context).map(Outcome::Read),
        }
    }
}

/// Reads a body, one chunk at a time.
pub(super) struct Reader {
    reader: BodyReader,
    reading: Option<JsFuture>,
    has_ended: bool,
}

impl Reader {
    /// Returns the reader of a response's body, or a message that says why there is none.
    pub(super) fn of(response: &Response) -> Result<Self, String> {
        let body = property(response, "body");
        if body.is_null_or_undefined() {
            return Err("the response has no body".to_owned());
        }
        let get_reader: Function = property(&body, "getReader")
            .dyn_into()
            .map_err(|_| "the response's body is not a ReadableStream".to_owned())?;
        let reader = get_reader.call0(&body).map_err(|error| cause_of(&error))?.unchecked_into();
        Ok(Self { reader, reading: None, has_ended: false })
    }

    pub(super) fn poll_read(&mut self, context: &mut Context<'_>) -> Poll<Reading> {
        let reading = match &mut self.reading {
            Some(reading) => reading,
            None => match self.reader.read() {
                Ok(reading) => self.reading.insert(Promise::resolve(&reading).into()),
                Err(error) => return Poll::Ready(self.failed(&error)),
            },
        };
        Pin::new(reading).poll(context).map(|result| {
            self.reading = None;
            match result {
                Ok(result) if property(&result, "done").is_truthy() => {
                    self.has_ended = true;
                    Reading::End
                }
                Ok(result) => chunk(&property(&result, "value")),
                Err(error) => self.failed(&error),
            }
        })
    }

    fn failed(&mut self, error: &JsValue) -> Reading {
        self.has_ended = true;
        Reading::Failed(cause_of(error))
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        // A custom `fetch` may have ignored the signal.
        if !self.has_ended {
            cancel(&self.reader);
        }
    }
}

/// Returns the bytes of a chunk. A custom `fetch` may give a buffer, or any view of one.
fn chunk(value: &JsValue) -> Reading {
    if let Some(bytes) = value.dyn_ref::<Uint8Array>() {
        return Reading::Chunk(bytes.to_vec());
    }
    if value.has_type::<ArrayBuffer>() {
        return Reading::Chunk(Uint8Array::new(value).to_vec());
    }
    if ArrayBuffer::is_view(value) {
        let number = |name| property(value, name).as_f64().unwrap_or_default();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // wasm32's memory has no more
        let [start, length] = ["byteOffset", "byteLength"].map(|name| number(name) as u32);
        let view = Uint8Array::new_with_byte_offset_and_length(&property(value, "buffer"), start, length);
        return Reading::Chunk(view.to_vec());
    }
    let kind = value.js_typeof().as_string().unwrap_or_default();
    Reading::Unreadable(format!("the response's body gave a chunk that is not a Uint8Array ({kind})"))
}
