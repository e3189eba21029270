//! Resuming a stream by a different request than the first, and streams that end too early.

use std::cell::Cell;
use std::rc::Rc;

use eventsource_wasm::client::{Body, EventSource};
use eventsource_wasm::connection::{FailureReason, ReadyState};
use futures_util::FutureExt;
use serde_json::json;
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test;

use super::server::Stream;
use super::{Heard, data, error};

/// A stream with two answers. The first one ends in the middle of an event.
async fn cut() -> Stream {
    Stream::answering_in_turn(json!([
        [{ "status": 200 }, { "write": "retry: 1\ndata: {\"seq\":4}\n\ndata: {\"se" }, { "end": true }],
        [{ "status": 200 }, { "write": "data: b\n\ndata: [DONE]\n\ndata: c\n\n" }],
    ]))
    .await
}

#[wasm_bindgen_test]
async fn begun_by_post_and_resumed_by_get_from_the_cursor() {
    let stream = cut().await;
    let url = stream.url();
    let mut events = EventSource::builder_with(move |attempt| {
        let url = format!("{url}?after={}", attempt.last_event_id);
        async { Ok::<_, String>(url) }
    })
    .method_with(|attempt| async move { Ok::<_, String>(if attempt.number == 0 { "POST" } else { "GET" }.into()) })
    .body_with(|attempt| async move { Ok::<_, String>((attempt.number == 0).then(|| Body::from("question"))) })
    .cursor(|event| event.data.strip_prefix("{\"seq\":").map(|rest| rest.trim_end_matches('}').to_owned()))
    .until(|event| event.data == "[DONE]")
    .reconnect(true)
    .build()
    .unwrap();
    assert_eq!(events.url(), "");
    assert_eq!(data(&mut events).await, "{\"seq\":4}");
    assert_eq!(events.last_event_id(), "4");
    assert_eq!(events.url(), format!("{}?after=", stream.url()));
    assert_eq!([data(&mut events).await, data(&mut events).await], ["b", "[DONE]"]);
    assert_eq!(events.next().await, None);
    let sent: Vec<_> = stream
        .log(2, 1)
        .await
        .iter()
        .map(|request| {
            let [_, query] = request["url"].as_str().unwrap().split('?').collect::<Vec<_>>()[..] else { panic!() };
            json!([request["method"], request["body"], query, request["lastEventId"]])
        })
        .collect();
    assert_eq!(json!(sent), json!([["POST", "question", "after=", null], ["GET", "", "after=4", "4"]]));
}

#[wasm_bindgen_test]
async fn closures_that_fail_are_failed_attempts() {
    let stream = Stream::answering(json!([{ "status": 200 }, { "write": "data: x\n\n" }])).await;
    async fn no<T>() -> Result<T, String> {
        Err("not now".to_owned())
    }
    let post = || EventSource::builder(&stream.url()).method("POST");
    for (builder, reason) in [
        (EventSource::builder_with(|_| no()).reconnect(false), FailureReason::Network),
        (EventSource::builder(&stream.url()).method_with(|_| no()), FailureReason::Network),
        (post().body_with(|_| no()), FailureReason::Body),
    ] {
        let error = error(&mut builder.build().unwrap()).await;
        assert_eq!(error.reason(), reason);
        assert!(error.message().contains(": not now."), "{error}");
    }
    let told = Heard::nothing();
    let heard = told.clone();
    let url = stream.url();
    let mut events = EventSource::builder_with(move |attempt| {
        let url = url.clone();
        async move { if attempt.number == 0 { no().await } else { Ok(url) } }
    })
    .decide(|_| eventsource_wasm::connection::Decision::ReconnectAfter(0.0))
    .on_reconnect(move |error| heard.add(error.message().to_owned()))
    .build()
    .unwrap();
    assert_eq!(data(&mut events).await, "x");
    assert!(told.all()[0].starts_with("Could not connect to the event stream: not now."), "{:?}", told.all());
}

#[wasm_bindgen_test]
async fn what_no_request_can_have_ends_it() {
    let error_of = async |builder: eventsource_wasm::client::Builder| error(&mut builder.build().unwrap()).await;
    let no_url = error_of(EventSource::builder_with(|_| async { Ok::<_, String>("http://[bad".into()) })).await;
    assert!(!no_url.will_reconnect() && no_url.message().contains("http://[bad"), "{no_url}");
    let no_scheme = error_of(EventSource::builder("ftp://example.invalid/")).await;
    assert!(no_scheme.message().contains("the scheme \"ftp:\" cannot be fetched"), "{no_scheme}");
    let get = EventSource::builder("http://example.invalid/")
        .method_with(|_| async { Ok::<_, String>("GET".into()) })
        .body("x");
    let no_body = error_of(get).await;
    assert_eq!(no_body.reason(), FailureReason::Body);
    let get = EventSource::builder("http://example.invalid/").body_with(|_| async { Ok::<_, String>(None) });
    assert!(get.build().unwrap_err().to_string().contains("GET request has no body"));
}

#[wasm_bindgen_test]
async fn an_answer_that_is_cut_off() {
    let stream = cut().await;
    let until = || EventSource::builder(&stream.url()).reconnect(false).until(|event| event.data == "[DONE]");
    let mut events = until().build().unwrap();
    data(&mut events).await;
    let error = error(&mut events).await;
    assert_eq!(error.reason(), FailureReason::Incomplete);
    assert!(error.message().contains("before `until` was true, in the middle of an event"), "{error}");
    let stream = Stream::answering(json!([{ "status": 200 }, { "write": "data: a\n\n" }, { "end": true }])).await;
    let mut events = EventSource::builder(&stream.url())
        .reconnect(false)
        .until(|event| event.data == "[DONE]")
        .allow_incomplete(true)
        .build()
        .unwrap();
    assert_eq!(data(&mut events).await, "a");
    assert_eq!(events.next().await, None);
}

#[wasm_bindgen_test]
async fn the_last_event_id_is_that_of_what_was_given() {
    let stream = Stream::answering(json!([
        { "status": 200 }, { "write": "id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\n\n" },
    ]))
    .await;
    for (cursor, ids) in [(false, ["1", "3"]), (true, ["after a", "after b"])] {
        let builder = EventSource::builder(&stream.url());
        let with_cursor = || EventSource::builder(&stream.url()).cursor(|event| Some(format!("after {}", event.data)));
        let mut events = if cursor { with_cursor() } else { builder }.build().unwrap();
        assert_eq!(events.last_event_id(), "");
        data(&mut events).await;
        assert_eq!(events.last_event_id(), ids[0]);
        data(&mut events).await;
        assert_eq!(events.last_event_id(), ids[1]);
    }
    // Events that were never delivered do not count.
    let mut events = EventSource::new(&stream.url()).unwrap();
    data(&mut events).await;
    events.close();
    assert_eq!(events.last_event_id(), "1");
}

#[wasm_bindgen_test]
async fn reconnected_without_a_failure() {
    let stream = Stream::answering_in_turn(json!([
        [{ "status": 200 }, { "write": "id: 1\ndata: a\n\n" }],
        [{ "status": 200 }, { "write": "data: b\n\n" }],
    ]))
    .await;
    let mut events = EventSource::builder(&stream.url()).on_reconnect(|error| panic!("{error}")).build().unwrap();
    events.reconnect();
    assert_eq!(data(&mut events).await, "a");
    events.reconnect();
    assert_eq!(events.ready_state(), ReadyState::Connecting);
    assert_eq!(data(&mut events).await, "b");
    let requests = stream.log(2, 1).await;
    assert_eq!([&requests[0]["lastEventId"], &requests[1]["lastEventId"]], [&json!(null), &json!("1")]);
    // From outside, while a task waits for the source.
    let handle = events.handle();
    let next = Rc::new(Cell::new(None));
    let told = Rc::clone(&next);
    spawn_local(async move {
        told.set(Some(events.next().await.unwrap().unwrap().data));
        events.close();
        events.reconnect();
        assert_eq!(events.next().await, None);
    });
    stream.log(2, 1).await;
    handle.reconnect();
    stream.log(3, 3).await;
    assert_eq!(next.take().as_deref(), Some("b"));
}

#[wasm_bindgen_test]
async fn reconnected_while_it_waits() {
    let stream = Stream::answering_in_turn(json!([
        [{ "status": 200 }, { "write": "retry: 3600000\ndata: a\n\n" }, { "end": true }],
        [{ "status": 200 }, { "write": "data: b\n\n" }],
    ]))
    .await;
    let handle = Rc::new(Cell::new(None));
    let reconnect = Rc::clone(&handle);
    let mut events = EventSource::builder(&stream.url())
        .on_reconnect(move |_| {
            reconnect.take().into_iter().for_each(|handle: eventsource_wasm::client::Handle| handle.reconnect())
        })
        .build()
        .unwrap();
    handle.set(Some(events.handle()));
    assert_eq!([data(&mut events).await, data(&mut events).await], ["a", "b"]);
    assert!(events.next().now_or_never().is_none());
}

#[wasm_bindgen_test]
async fn each_connection_is_told() {
    let stream = cut().await;
    let told = Heard::nothing();
    let heard = told.clone();
    let mut events = EventSource::builder(&stream.url())
        .on_open(move |response| heard.add((response.status(), response.url())))
        .build()
        .unwrap();
    data(&mut events).await;
    assert_eq!(told.all(), [(200, stream.url())]);
    data(&mut events).await;
    assert_eq!(told.all().len(), 2);
}
