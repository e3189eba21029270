//! Failures that end a source, and their details.

use std::time::Duration;

use eventsource_wasm::client::{Error, EventSource};
use eventsource_wasm::connection::{FailureReason, ReadyState, ReconnectPolicy};
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use super::server::{Stream, nowhere, pause};
use super::{Heard, data, error};

#[wasm_bindgen_test]
async fn a_refused_response() {
    let stream = Stream::answering(json!([
        { "status": 403, "headers": { "Content-Type": "application/json" } }, { "write": "{\"why\":\"é\"}" }, { "end": true },
    ]))
    .await;
    let mut events = EventSource::new(&stream.url()).unwrap();
    let error = error(&mut events).await;
    assert_eq!((error.reason(), error.status(), error.attempt()), (FailureReason::Status, Some(403), 0));
    assert_eq!(error.body(), Some("{\"why\":\"é\"}"));
    assert!(error.message().contains("403") && error.message().contains(&stream.url()), "{error}");
    assert_eq!(events.ready_state(), ReadyState::Closed);
    assert_eq!(stream.log(1, 0).await.len(), 1);
}

#[wasm_bindgen_test]
async fn a_refused_response_that_does_not_end() {
    let stream = Stream::answering(json!([{ "status": 401 }, { "write": "x".repeat(5000) }])).await;
    let error = error(&mut EventSource::new(&stream.url()).unwrap()).await;
    assert_eq!(error.body().map(str::len), Some(4096));
    stream.log(1, 1).await;
    let silent = Stream::answering(json!([{ "status": 401 }, { "write": "wait" }])).await;
    let mut events = EventSource::new(&silent.url()).unwrap();
    assert_eq!(super::error(&mut events).await.body(), Some("wait"));
    silent.log(1, 1).await;
}

#[wasm_bindgen_test]
async fn no_event_stream_and_no_content() {
    let stream =
        Stream::answering(json!([{ "status": 200, "headers": { "Content-Type": "text/html" } }, { "end": true }]))
            .await;
    let error = error(&mut EventSource::new(&stream.url()).unwrap()).await;
    assert_eq!(error.reason(), FailureReason::ContentType);
    assert!(error.message().contains("text/html"), "{error}");
    let stream = Stream::answering(json!([{ "status": 204 }, { "end": true }])).await;
    let error = super::error(&mut EventSource::new(&stream.url()).unwrap()).await;
    assert_eq!((error.reason(), error.status()), (FailureReason::NoContent, Some(204)));
}

#[wasm_bindgen_test]
async fn nobody_there() {
    let url = nowhere().await;
    let policy = ReconnectPolicy { max_attempts: Some(2), factor: 1.0, jitter: 0.0, ..ReconnectPolicy::default() };
    let told = Heard::nothing();
    let heard = told.clone();
    let mut events = EventSource::builder(&url)
        .reconnect(policy)
        .on_reconnect(move |error| heard.add((error.attempt(), error.will_reconnect(), error.reason())))
        .decide(|_| eventsource_wasm::connection::Decision::ReconnectAfter(1.0))
        .build()
        .unwrap();
    let error = error(&mut events).await;
    assert_eq!((error.reason(), error.attempt()), (FailureReason::GaveUp, 2));
    assert_eq!(told.all(), [(0, true, FailureReason::Network), (1, true, FailureReason::Network)]);
}

#[wasm_bindgen_test]
async fn broken_off() {
    let stream = Stream::answering(
        json!([{ "status": 200 }, { "write": "data: x\n\ndata: y" }, { "wait": "came" }, { "destroy": true }]),
    )
    .await;
    let mut events = EventSource::builder(&stream.url()).reconnect(false).build().unwrap();
    assert_eq!(data(&mut events).await, "x");
    stream.signal("came").await;
    let error = error(&mut events).await;
    assert_eq!(error.reason(), FailureReason::Network);
    assert!(error.message().contains("was lost"), "{error}");
}

#[wasm_bindgen_test]
async fn too_large() {
    let stream =
        Stream::answering(json!([{ "status": 200 }, { "write": format!("data: a\n\ndata: {}\n\n", "x".repeat(200)) }]))
            .await;
    let mut events = EventSource::builder(&stream.url()).max_event_size(100).build().unwrap();
    assert_eq!(data(&mut events).await, "a");
    let error = error(&mut events).await;
    assert_eq!(error.reason(), FailureReason::TooLarge);
    assert!(error.message().contains("100 bytes"), "{error}");
    stream.log(1, 1).await;
}

#[wasm_bindgen_test]
async fn connect_timeout() {
    let stream = Stream::answering(json!([{ "wait": "never" }])).await;
    let mut events = EventSource::builder(&stream.url())
        .connect_timeout(Duration::from_millis(100))
        .reconnect(false)
        .build()
        .unwrap();
    assert_eq!(error(&mut events).await.reason(), FailureReason::ConnectTimeout);
    stream.log(1, 1).await;
}

#[wasm_bindgen_test]
async fn idle_timeout_and_comments_that_hold_it_off() {
    let comment = json!({ "write": ":\n" });
    let pause = json!({ "pause": 400 });
    let stream = Stream::answering(json!([
        { "status": 200 }, comment, pause, comment, pause, comment, pause, comment, pause, { "write": "data: x\n\n" },
    ]))
    .await;
    let mut events =
        EventSource::builder(&stream.url()).idle_timeout(Duration::from_millis(1200)).reconnect(false).build().unwrap();
    assert_eq!(data(&mut events).await, "x");
    assert_eq!(error(&mut events).await.reason(), FailureReason::Idle);
    stream.log(1, 1).await;
}

/// If the caller is slow to ask for the next event, the server was not silent.
#[wasm_bindgen_test]
async fn the_idle_timeout_counts_only_while_an_event_is_waited_for() {
    let stream = Stream::answering(json!([
        { "status": 200 }, { "write": "data: a\n\n" }, { "wait": "go" }, { "pause": 100 }, { "write": "data: b\n\n" },
    ]))
    .await;
    let mut events =
        EventSource::builder(&stream.url()).idle_timeout(Duration::from_millis(600)).reconnect(false).build().unwrap();
    assert_eq!(data(&mut events).await, "a");
    pause(900).await;
    stream.signal("go").await;
    assert_eq!(data(&mut events).await, "b");
    assert_eq!(error(&mut events).await.reason(), FailureReason::Idle);
}

/// Reading the excerpt of a refused response may take longer than the connect timeout.
#[wasm_bindgen_test]
async fn the_connect_timeout_ends_with_the_head_of_a_refused_response() {
    let stream = Stream::answering(json!([{ "status": 401 }, { "write": "wait" }])).await;
    let mut events = EventSource::builder(&stream.url())
        .connect_timeout(Duration::from_millis(600))
        .reconnect(false)
        .build()
        .unwrap();
    assert_eq!(error(&mut events).await.status(), Some(401));
}

#[wasm_bindgen_test]
async fn giving_up_tells_what_happened_last() {
    let stream = Stream::answering(json!([{ "wait": "never" }])).await;
    let policy = ReconnectPolicy { max_attempts: Some(0), ..ReconnectPolicy::default() };
    let mut events = EventSource::builder(&stream.url())
        .connect_timeout(Duration::from_millis(100))
        .reconnect(policy)
        .build()
        .unwrap();
    let error = error(&mut events).await;
    assert_eq!(error.reason(), FailureReason::GaveUp);
    assert!(!error.message().contains("ended the stream"), "{error}");
}

#[wasm_bindgen_test]
fn errors_go_where_errors_of_rust_go() {
    fn check<T: std::error::Error + Send + Sync + 'static>() {}
    check::<Error>();
    check::<eventsource_wasm::client::BuildError>();
}
