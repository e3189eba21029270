//! Lost connections, and how they are reestablished.

use std::time::Duration;

use eventsource_wasm::client::EventSource;
use eventsource_wasm::connection::{Decision, FailureReason};
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use super::server::Stream;
use super::{Heard, data, error};

#[wasm_bindgen_test]
async fn after_the_reconnection_time_with_the_last_event_id() {
    let stream = Stream::answering_in_turn(json!([
        [{ "status": 200 }, { "write": "retry: 20\nid: 7\ndata: a\n\ndata: lost" }, { "end": true }],
        [{ "status": 200 }, { "write": "data: b\n\n" }, { "wait": "came" }, { "destroy": true }],
        [{ "status": 200 }, { "write": "\u{FEFF}id\ndata: c\n\n" }],
    ]))
    .await;
    let told = Heard::nothing();
    let heard = told.clone();
    let mut events = EventSource::builder(&stream.url())
        .on_reconnect(move |error| heard.add((error.reason(), error.delay(), error.attempt())))
        .build()
        .unwrap();
    assert_eq!([data(&mut events).await, data(&mut events).await], ["a", "b"]);
    stream.signal("came").await;
    assert_eq!(data(&mut events).await, "c");
    let delay = Some(Duration::from_millis(20));
    assert_eq!(told.all(), [(FailureReason::End, delay, 0), (FailureReason::Network, delay, 1)]);
    assert_eq!(events.reconnection_time(), Duration::from_millis(20));
    assert_eq!(events.last_event_id(), "");
    let ids: Vec<_> = stream.log(3, 0).await.iter().map(|request| request["lastEventId"].clone()).collect();
    assert_eq!(json!(ids), json!([null, "7", "7"]));
}

#[wasm_bindgen_test]
async fn a_status_to_be_retried_after_what_the_server_says() {
    let stream = Stream::answering_in_turn(json!([
        [{ "status": 503, "headers": { "Retry-After": "1" } }, { "end": true }],
        [{ "status": 200 }, { "write": "data: a\n\n" }],
    ]))
    .await;
    let told = Heard::nothing();
    let heard = told.clone();
    let mut events = EventSource::builder(&stream.url())
        .retry_statuses([503])
        .on_reconnect(move |error| heard.add((error.status(), error.delay())))
        .build()
        .unwrap();
    assert_eq!(data(&mut events).await, "a");
    let [(status, Some(delay))] = told.all()[..] else { panic!("{:?}", told.all()) };
    // With up to half of it on top.
    assert!(status == Some(503) && (1000..=1500).contains(&delay.as_millis()), "{delay:?}");
}

#[wasm_bindgen_test]
async fn other_statuses_and_types_are_not_retried() {
    for (status, retried) in [(500, 503), (200, 200)] {
        let html = json!({ "Content-Type": "text/html" });
        let stream = Stream::answering(json!([{ "status": status, "headers": html }, { "end": true }])).await;
        let mut events = EventSource::builder(&stream.url()).retry_statuses([retried]).build().unwrap();
        assert!(!error(&mut events).await.will_reconnect());
        assert_eq!(stream.log(1, 0).await.len(), 1);
    }
}

#[wasm_bindgen_test]
async fn the_last_word() {
    let ends = json!([{ "status": 200 }, { "write": "data: a\n\n" }, { "end": true }]);
    let stream = Stream::answering_in_turn(json!([ends, [{ "status": 500 }, { "end": true }]])).await;
    let asked = Heard::nothing();
    let told = asked.clone();
    let mut events = EventSource::builder(&stream.url())
        .decide(move |error| {
            told.add((error.reason(), error.delay()));
            if error.will_reconnect() { Decision::ReconnectAfter(1.0) } else { Decision::GiveUp }
        })
        .build()
        .unwrap();
    assert_eq!(data(&mut events).await, "a");
    assert_eq!(error(&mut events).await.reason(), FailureReason::Status);
    let [(FailureReason::End, Some(delay)), (FailureReason::Status, None)] = asked.all()[..] else {
        panic!("{:?}", asked.all())
    };
    // With up to half of it on top.
    assert!((3000..=4500).contains(&delay.as_millis()), "{delay:?}");
}

#[wasm_bindgen_test]
async fn a_post_that_is_to_be_repeated() {
    let stream =
        Stream::answering(json!([{ "status": 200 }, { "write": "retry: 10\ndata: a\n\n" }, { "end": true }])).await;
    let mut events = EventSource::builder(&stream.url()).method("POST").body("q").reconnect(true).build().unwrap();
    assert_eq!([data(&mut events).await, data(&mut events).await], ["a", "a"]);
    let bodies: Vec<_> = stream.log(2, 0).await.iter().map(|request| request["body"].clone()).collect();
    assert_eq!(bodies[..2], ["q", "q"]);
}
