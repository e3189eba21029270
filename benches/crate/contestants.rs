//! The crates, each as a function that parses chunks, and passes on every event's type, last event ID and data.

use std::convert::Infallible;
use std::num::NonZeroUsize;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use eventsource_stream::Eventsource;
use eventsource_wasm::event_stream::EventStream;
use futures_util::Stream;
use futures_util::stream::iter;

/// Chunks, split anywhere, as from an HTTP body. A contestant that keeps parts of a chunk clones it, at its own cost.
pub type Chunks<'a> = &'a mut dyn Iterator<Item = &'a Bytes>;
/// Receives an event's type (`message` may be empty), last event ID and data.
pub type Sink<'a> = &'a mut dyn FnMut(&str, &str, &str);
pub type Contestant = for<'a> fn(Chunks<'a>, Sink<'_>);

pub const OURS: &str = "eventsource-wasm";
pub const ALL: [(&str, Contestant); 6] = [
    (OURS, ours),
    ("eventsource-wasm, owned", ours_owned),
    ("eventsource-stream", eventsource_stream),
    ("sse-stream", sse_stream),
    ("sse-core", sse_core),
    ("sseer", sseer),
];

fn ours(chunks: Chunks<'_>, sink: Sink<'_>) {
    let mut stream = EventStream::new();
    for chunk in chunks {
        for event in stream.push(chunk).events() {
            sink(event.event_type, event.last_event_id, event.data);
        }
    }
}

/// Our parser with a `String` for each field, as the others return them.
fn ours_owned(chunks: Chunks<'_>, sink: Sink<'_>) {
    let mut stream = EventStream::new();
    for chunk in chunks {
        for event in stream.push(chunk).events() {
            let owned = (event.event_type.to_owned(), event.last_event_id.to_owned(), event.data.to_owned());
            sink(&owned.0, &owned.1, &owned.2);
        }
    }
}

fn eventsource_stream(chunks: Chunks<'_>, sink: Sink<'_>) {
    for_each(iter(chunks.map(|chunk| Ok::<_, Infallible>(&chunk[..]))).eventsource(), |event| {
        let event = event.expect("the stream is valid");
        sink(&event.event, &event.id, &event.data);
    });
}

fn sse_stream(chunks: Chunks<'_>, sink: Sink<'_>) {
    for_each(sse_stream::SseByteStream::new(iter(chunks.map(|chunk| Ok::<_, Infallible>(&chunk[..])))), |event| {
        let event = event.expect("the stream is valid");
        // It also returns blocks without data.
        if let Some(data) = event.data {
            sink(event.event.as_deref().unwrap_or_default(), event.id.as_deref().unwrap_or_default(), &data);
        }
    });
}

/// Uses its decoder without the stream around it, and reads slices in place.
fn sse_core(chunks: Chunks<'_>, sink: Sink<'_>) {
    // Its default limit of 512 KB is below the longest line.
    let mut decoder = sse_core::SseDecoder::with_limit(NonZeroUsize::MAX);
    for chunk in chunks {
        let mut rest = &chunk[..];
        while let Some(event) = decoder.next(&mut rest) {
            if let sse_core::SseEvent::Message(event) = event.expect("nothing exceeds the limit") {
                sink(&event.event, event.last_event_id.as_deref().unwrap_or_default(), &event.data);
            }
        }
    }
}

/// Its events share the chunks' memory by reference counting, if one chunk has the whole line.
fn sseer(chunks: Chunks<'_>, sink: Sink<'_>) {
    for_each(sseer::EventStream::new(iter(chunks.map(|chunk| Ok::<_, Infallible>(chunk.clone())))), |event| {
        let event = event.expect("the stream is valid");
        sink(&event.event, &event.id, &event.data);
    });
}

/// All chunks are already there, so the stream is never pending, and no executor is needed.
fn for_each<S: Stream>(stream: S, mut work: impl FnMut(S::Item)) {
    let mut stream = pin!(stream);
    let mut context = Context::from_waker(Waker::noop());
    while let Poll::Ready(Some(item)) = stream.as_mut().poll_next(&mut context) {
        work(item);
    }
}
