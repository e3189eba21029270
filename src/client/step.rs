//! What a source waits for, besides its timer: the response, the beginning of a refused one's body, the next chunk.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, Response};

use super::error::cause_of;
use super::global::property;
use super::request::RequestFailure;
use crate::connection::FailureReason;

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
    reader: ReadableStreamDefaultReader,
    reading: Option<JsFuture>,
}

impl Reader {
    /// The reader of a response's body; else why there is none.
    pub(super) fn of(response: &Response) -> Result<Self, String> {
        let body = response.body().ok_or("the response has no body")?;
        let reader = ReadableStreamDefaultReader::new(&body).map_err(|error| cause_of(&error))?;
        Ok(Self { reader, reading: None })
    }

    pub(super) fn poll_read(&mut self, context: &mut Context<'_>) -> Poll<Reading> {
        let reading = self.reading.get_or_insert_with(|| self.reader.read().into());
        Pin::new(reading).poll(context).map(|result| {
            self.reading = None;
            match result {
                Ok(result) if property(&result, "done").is_truthy() => Reading::End,
                Ok(result) => Reading::Chunk(property(&result, "value").unchecked_into::<Uint8Array>().to_vec()),
                Err(error) => Reading::Broke(cause_of(&error)),
            }
        })
    }
}
