//! What a source waits for, besides its timer: the response, the beginning of a refused one's body, the next chunk.

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
    /// A `ReadableStreamDefaultReader`, or what the `fetch` of somebody's own has for one.
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

/// A response that is no event stream, and the beginning of its body.
pub(super) struct Refusal {
    pub(super) response: Response,
    pub(super) reason: FailureReason,
    pub(super) excerpt: Option<String>,
}

/// What a read has brought.
pub(super) enum Reading {
    Chunk(Vec<u8>),
    End,
    /// The body broke off; why, for people.
    Broke(String),
    /// It is no body of bytes, and the next one would not be one either.
    Unreadable(String),
}

impl Step {
    /// Whether the next poll asks for a chunk.
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

/// Reads a body, a chunk each time it is asked.
pub(super) struct Reader {
    reader: BodyReader,
    reading: Option<JsFuture>,
    has_ended: bool,
}

impl Reader {
    /// The reader of a response's body; else why there is none.
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
                Err(error) => return Poll::Ready(self.broke(&error)),
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
                Err(error) => self.broke(&error),
            }
        })
    }

    fn broke(&mut self, error: &JsValue) -> Reading {
        self.has_ended = true;
        Reading::Broke(cause_of(error))
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        // A `fetch` of the user's own may not have looked at the signal.
        if !self.has_ended {
            cancel(&self.reader);
        }
    }
}

/// The bytes of a chunk, which may be any view of a buffer where `fetch` is somebody's own.
fn chunk(value: &JsValue) -> Reading {
    if let Some(bytes) = value.dyn_ref::<Uint8Array>() {
        return Reading::Chunk(bytes.to_vec());
    }
    if value.has_type::<ArrayBuffer>() {
        return Reading::Chunk(Uint8Array::new(value).to_vec());
    }
    if ArrayBuffer::is_view(value) {
        let number = |name| property(value, name).as_f64().unwrap_or_default();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // memory has no more
        let [start, length] = ["byteOffset", "byteLength"].map(|name| number(name) as u32);
        let view = Uint8Array::new_with_byte_offset_and_length(&property(value, "buffer"), start, length);
        return Reading::Chunk(view.to_vec());
    }
    let kind = value.js_typeof().as_string().unwrap_or_default();
    Reading::Unreadable(format!("the response's body gave a chunk that is not a Uint8Array ({kind})"))
}
