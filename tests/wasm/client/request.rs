//! The requests that a source sends.

use eventsource_wasm::client::{Event, EventSource};
use js_sys::{Object, Reflect};
use serde_json::json;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{ReadableStream, RequestInit};

use super::server::{Stream, nowhere};
use super::{Heard, data, error};

#[wasm_bindgen_test]
async fn events_of_all_types_to_the_end_of_a_post() {
    let stream = Stream::answering(json!([
        { "status": 200 }, { "write": "id: 1\ndata: a\n\nevent: named\ndata: b" }, { "write": "\ndata: c\n\n" }, { "end": true },
    ]))
    .await;
    let mut events = EventSource::builder(&stream.url())
        .method("POST")
        .header("Content-Type", "text/x")
        .header("X-A", "1")
        .body("question")
        .build()
        .unwrap();
    let mut received = Vec::new();
    while let Some(event) = events.next().await {
        let Event { event_type, data, last_event_id, .. } = event.unwrap();
        received.push([event_type, data, last_event_id]);
    }
    assert_eq!(received, [["message", "a", "1"], ["named", "b\nc", "1"]]);
    let [request] = &stream.log(1, 0).await[..] else { panic!("a POST was repeated") };
    assert_eq!((&request["method"], &request["body"]), (&json!("POST"), &json!("question")));
    let header = |name: &str| request["headers"][name].as_str().unwrap();
    assert_eq!([header("content-type"), header("x-a"), header("accept")], ["text/x", "1", "text/event-stream"]);
}

#[wasm_bindgen_test]
async fn bytes_as_a_body() {
    let stream = Stream::answering(json!([{ "status": 200 }, { "end": true }])).await;
    let mut events = EventSource::builder(&stream.url()).method("PUT").body(vec![b'a', 0xC3, 0xA9]).build().unwrap();
    assert_eq!(events.next().await, None);
    assert_eq!(stream.log(1, 0).await[0]["body"], "aé");
}

#[wasm_bindgen_test]
async fn the_last_event_id_in_the_header_or_in_the_url() {
    let stream = Stream::answering(json!([{ "status": 200 }, { "write": "data: x\n\n" }])).await;
    let mut events = EventSource::builder(&stream.url()).last_event_id("é→1").build().unwrap();
    data(&mut events).await;
    let url = format!("{}?last=0&a=1", stream.url());
    let mut events = EventSource::builder(&url).last_event_id("a b").last_event_id_param("last").build().unwrap();
    data(&mut events).await;
    let requests = stream.log(2, 0).await;
    assert_eq!(requests[0]["lastEventId"], "é→1");
    assert!(requests[1]["url"].as_str().unwrap().ends_with("?last=a+b&a=1"), "{}", requests[1]["url"]);
    assert!(requests[1]["headers"]["last-event-id"].is_null());
}

#[wasm_bindgen_test]
async fn headers_made_anew_for_each_attempt() {
    let ok = json!([{ "status": 200 }, { "write": "data: x\n\n" }]);
    let stream = Stream::answering_in_turn(json!([[{ "status": 401 }, { "end": true }], ok])).await;
    let attempts = Heard::nothing();
    let told = attempts.clone();
    let mut events = EventSource::builder(&stream.url())
        .header("Authorization", "none yet")
        .headers_with(move |attempt| {
            let status = attempt.last_error.as_ref().and_then(|error| error.status());
            told.add((attempt.number, status));
            async move { Ok::<_, String>(vec![("Authorization".to_owned(), format!("Bearer {}", attempt.number))]) }
        })
        .decide(|_| eventsource_wasm::connection::Decision::ReconnectAfter(0.0))
        .build()
        .unwrap();
    assert_eq!(data(&mut events).await, "x");
    assert_eq!(attempts.all(), [(0, None), (1, Some(401))]);
    let sent: Vec<_> =
        stream.log(2, 0).await.iter().map(|request| request["headers"]["authorization"].clone()).collect();
    assert_eq!(sent, ["Bearer 0", "Bearer 1"]);
}

#[wasm_bindgen_test]
async fn a_failing_headers_closure_is_a_failed_attempt() {
    let stream = Stream::answering(json!([{ "status": 200 }, { "write": "data: x\n\n" }])).await;
    let mut events = EventSource::builder(&stream.url())
        .reconnect(false)
        .headers_with(|_| async { Err::<Vec<(String, String)>, _>("no token") })
        .build()
        .unwrap();
    let error = error(&mut events).await;
    assert_eq!(error.reason().name(), "headers");
    assert!(error.message().contains("no token"), "{error}");
    assert_eq!(stream.log(0, 0).await.len(), 0);
}

#[wasm_bindgen_test]
async fn what_else_fetch_takes() {
    let stream = Stream::answering(json!([{ "status": 200 }, { "write": "data: x\n\n" }])).await;
    let mut events = EventSource::builder(&stream.redirect()).build().unwrap();
    assert_eq!(data(&mut events).await, "x");
    let init = Object::new();
    Reflect::set(&init, &"redirect".into(), &"error".into()).unwrap();
    let init: RequestInit = init.unchecked_into();
    let mut events = EventSource::builder(&stream.redirect()).request_init(init).reconnect(false).build().unwrap();
    assert_eq!(error(&mut events).await.reason().name(), "network");
    assert_eq!(stream.log(1, 0).await.len(), 1);
}

#[wasm_bindgen_test]
async fn a_response_is_seen_before_its_events() {
    let stream =
        Stream::answering(json!([{ "status": 200, "headers": { "X-Reason": "why" } }, { "write": "data: x\n\n" }]))
            .await;
    let seen = Heard::nothing();
    let told = seen.clone();
    let mut events = EventSource::builder(&stream.url())
        .on_response(move |response| told.add((response.status(), response.headers().get("x-reason").unwrap())))
        .build()
        .unwrap();
    data(&mut events).await;
    assert_eq!(seen.all(), [(200, Some("why".to_owned()))]);
}

#[wasm_bindgen_test]
async fn what_no_request_can_have_is_told_at_once() {
    let url = nowhere().await;
    let refusal = |builder: eventsource_wasm::client::Builder| builder.build().expect_err("it was built").to_string();
    assert!(refusal(EventSource::builder("http://")).contains("not a valid URL"));
    let without = [
        EventSource::builder(&url).body("x"),
        EventSource::builder(&url).method("G ET"),
        EventSource::builder(&url).header("a b", "c"),
        EventSource::builder(&url).header("a", "\n\0"),
    ];
    for builder in without {
        let refusal = refusal(builder);
        assert!(refusal.starts_with(&format!("The request to {url} cannot be made: ")), "{refusal}");
    }
    let body = JsValue::from(ReadableStream::new().unwrap());
    assert!(refusal(EventSource::builder(&url).method("POST").body(body)).contains("only once"));
}
