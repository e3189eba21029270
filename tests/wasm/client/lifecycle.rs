//! When a source starts, how fast it reads, and how it ends.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use eventsource_wasm::client::{EventSource, Handle};
use eventsource_wasm::connection::ReadyState;
use futures_util::{FutureExt, StreamExt, stream::FusedStream};
use serde_json::json;
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test;

use super::data;
use super::server::{Stream, pause};

const TOTAL: usize = 64 << 20;
const PART: usize = 64 << 10;

#[wasm_bindgen_test]
async fn nothing_is_sent_before_it_is_polled() {
    let stream = Stream::answering(json!([{ "status": 200 }, { "write": "data: a\n\n" }])).await;
    let mut events = EventSource::new(&stream.url()).unwrap();
    // Meanwhile the server has answered other requests.
    assert_eq!(stream.log(0, 0).await.len(), 0);
    assert_eq!(stream.log(0, 0).await.len(), 0);
    assert_eq!(events.ready_state(), ReadyState::Connecting);
    assert_eq!(data(&mut events).await, "a");
    assert_eq!(events.ready_state(), ReadyState::Open);
}

#[wasm_bindgen_test]
async fn as_a_stream_among_others() {
    let stream =
        Stream::answering(json!([{ "status": 200 }, { "write": "data: a\n\ndata: b\n\n" }, { "end": true }])).await;
    let mut events = EventSource::builder(&stream.url()).reconnect(false).build().unwrap();
    assert!(!events.is_terminated());
    let all: Vec<String> = events.by_ref().map(|event| event.unwrap().data).collect().await;
    assert_eq!(all, ["a", "b"]);
    assert!(events.is_terminated());
    assert_eq!(StreamExt::next(&mut events).await, None);
}

#[wasm_bindgen_test]
async fn bytes_that_are_cut_anywhere() {
    let stream = Stream::answering(json!([
        // "data: é→" and 0xFF, split within the characters.
        { "status": 200 }, { "bytes": "ZGF0YTogww==" }, { "bytes": "qeKG" }, { "bytes": "kv8KCg==" }, { "end": true },
    ]))
    .await;
    let mut events = EventSource::builder(&stream.url()).reconnect(false).build().unwrap();
    assert_eq!(data(&mut events).await, "é→\u{FFFD}");
}

#[wasm_bindgen_test]
async fn dropped_it_aborts_the_request() {
    let stream = Stream::answering(json!([{ "status": 200 }, { "write": "data: a\n\n" }])).await;
    let mut events = EventSource::new(&stream.url()).unwrap();
    data(&mut events).await;
    drop(events);
    stream.log(1, 1).await;
}

#[wasm_bindgen_test]
async fn dropped_before_the_response_it_aborts_the_request() {
    let stream = Stream::answering(json!([{ "wait": "never" }])).await;
    let mut events = EventSource::new(&stream.url()).unwrap();
    assert!(events.next().now_or_never().is_none());
    stream.log(1, 0).await;
    drop(events);
    stream.log(1, 1).await;
}

#[wasm_bindgen_test]
async fn closed_from_outside_while_it_is_waited_for() {
    let stream = Stream::answering(json!([{ "status": 200 }, { "write": "data: a\n\n" }])).await;
    let mut events = EventSource::new(&stream.url()).unwrap();
    let handle = events.handle();
    data(&mut events).await;
    let ended = Rc::new(Cell::new(None));
    let told = Rc::clone(&ended);
    spawn_local(async move { told.set(Some(events.next().await)) });
    handle.close();
    stream.log(1, 1).await;
    assert_eq!(ended.take(), Some(None));
}

#[wasm_bindgen_test]
async fn closed_from_outside_while_it_waits_for_its_next_attempt() {
    let stream =
        Stream::answering(json!([{ "status": 200 }, { "write": "retry: 3600000\n\n" }, { "end": true }])).await;
    let handle = Rc::new(RefCell::new(None::<Handle>));
    let closing = Rc::clone(&handle);
    let mut events = EventSource::builder(&stream.url())
        .on_reconnect(move |_| {
            let handle = closing.borrow().clone();
            spawn_local(async move { handle.unwrap().close() });
        })
        .build()
        .unwrap();
    *handle.borrow_mut() = Some(events.handle());
    assert_eq!(events.next().await, None);
}

#[wasm_bindgen_test]
async fn closed_it_gives_no_further_event() {
    let stream = Stream::answering(json!([{ "status": 200 }, { "write": "data: a\n\ndata: b\n\n" }])).await;
    let mut events = EventSource::new(&stream.url()).unwrap();
    assert_eq!(data(&mut events).await, "a");
    events.close();
    assert_eq!(events.ready_state(), ReadyState::Closed);
    assert_eq!(events.next().await, None);
    stream.log(1, 1).await;
}

#[wasm_bindgen_test]
async fn a_next_that_is_dropped_loses_nothing() {
    let stream =
        Stream::answering(json!([{ "status": 200 }, { "wait": "go" }, { "write": "data: a\n\ndata: b\n\n" }])).await;
    let mut events = EventSource::new(&stream.url()).unwrap();
    for _ in 0..3 {
        assert!(events.next().now_or_never().is_none());
        stream.log(1, 0).await;
    }
    stream.signal("go").await;
    assert_eq!([data(&mut events).await, data(&mut events).await], ["a", "b"]);
    assert_eq!(stream.log(1, 0).await.len(), 1);
}

#[wasm_bindgen_test]
async fn the_body_is_read_as_fast_as_events_are_taken() {
    let event = format!("data: {}\n\n", "x".repeat(PART - 8));
    let stream =
        Stream::answering(json!([{ "status": 200 }, { "pour": event, "times": TOTAL / PART }, { "end": true }])).await;
    let mut events = EventSource::builder(&stream.url()).reconnect(false).build().unwrap();
    data(&mut events).await;
    // Wait until the server cannot write any more.
    let mut before = 0;
    let written = loop {
        let log = stream.log(1, 0).await;
        let written = log[0]["written"].as_u64().unwrap();
        assert_eq!(log[0]["finished"], false, "all was read");
        if written == before {
            break written;
        }
        before = written;
        pause(200).await;
    };
    assert!(written < TOTAL as u64);
    let mut count = 1;
    while let Some(event) = events.next().await {
        assert_eq!(event.unwrap().data.len(), PART - 8);
        count += 1;
    }
    assert_eq!(count, TOTAL / PART);
}
