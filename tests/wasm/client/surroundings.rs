//! The environment: events of the network and of the page, in scopes that have them.

use std::time::Duration;

use eventsource_wasm::client::{EventSource, WhenHidden};
use eventsource_wasm::connection::{Decision, ReadyState};
use futures_util::FutureExt;
use js_sys::{Object, Reflect};
use serde_json::json;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test;

use super::server::{Stream, pause};
use super::{Heard, data};

#[wasm_bindgen]
extern "C" {
    type Event;
    #[wasm_bindgen(constructor)]
    fn new(name: &str) -> Event;
    #[wasm_bindgen(js_name = dispatchEvent)]
    fn dispatch_event(event: &Event) -> bool;
}

fn has(name: &str) -> bool {
    Reflect::has(&js_sys::global(), &name.into()).unwrap()
}

fn dispatch(name: &str, persisted: bool) {
    let event = Event::new(name);
    Reflect::set(&event, &"persisted".into(), &persisted.into()).unwrap();
    dispatch_event(&event);
}

/// A stream whose first answer ends, with a reconnection time of an hour.
async fn ending() -> Stream {
    Stream::answering_in_turn(json!([
        [{ "status": 200 }, { "write": "retry: 3600000\ndata: a\n\n" }, { "end": true }],
        [{ "status": 200 }, { "write": "data: b\n\n" }],
    ]))
    .await
}

#[wasm_bindgen_test]
async fn a_network_that_is_back_reconnects_at_once() {
    if !has("ononline") {
        return; // Node, and workers of Chromium: nothing tells.
    }
    let stream = ending().await;
    let mut events = EventSource::new(&stream.url()).unwrap();
    assert_eq!(data(&mut events).await, "a");
    while events.ready_state() == ReadyState::Open {
        assert!(events.next().now_or_never().is_none());
        stream.log(1, 0).await;
    }
    dispatch("offline", false);
    assert!(events.next().now_or_never().is_none());
    dispatch("online", false);
    assert_eq!(data(&mut events).await, "b");
}

#[wasm_bindgen_test]
async fn without_a_network_it_waits_for_one() {
    if !has("ononline") {
        return; // Node, and workers of Chromium: nothing tells.
    }
    let attempts = Heard::nothing();
    let told = attempts.clone();
    // It fails before anything is sent. Not on this machine, which would always be in reach.
    let mut events = EventSource::builder("http://example.invalid/")
        .headers_with(move |attempt| {
            told.add(attempt.number);
            async { Err::<Vec<(String, String)>, _>("no token") }
        })
        .decide(|_| Decision::ReconnectAfter(1.0))
        .build()
        .unwrap();
    let handle = events.handle();
    set_online(Some(false));
    spawn_local(async move { assert_eq!(events.next().await, None) });
    pause(200).await;
    assert_eq!(attempts.all(), [0], "it was tried without a network");
    dispatch("online", false);
    pause(1).await;
    assert_eq!(attempts.all(), [0, 1]);
    set_online(None);
    handle.close();
}

/// Overrides `navigator.onLine`; `None` restores it.
fn set_online(online: Option<bool>) {
    let navigator: Object = Reflect::get(&js_sys::global(), &"navigator".into()).unwrap().unchecked_into();
    let property = Object::new();
    match online {
        Some(online) => {
            Reflect::set(&property, &"value".into(), &online.into()).unwrap();
            Reflect::set(&property, &"configurable".into(), &true.into()).unwrap();
            Reflect::define_property(&navigator, &"onLine".into(), &property).unwrap();
        }
        None => drop(Reflect::delete_property(&navigator, &"onLine".into()).unwrap()),
    }
}

#[wasm_bindgen_test]
async fn a_page_in_the_cache_lets_go_of_its_connection() {
    if !has("onpagehide") {
        return; // No page.
    }
    let stream = Stream::answering_in_turn(json!([
        [{ "status": 200 }, { "write": "id: 1\ndata: a\n\n" }],
        [{ "status": 200 }, { "write": "data: b\n\n" }],
    ]))
    .await;
    let mut events = EventSource::builder(&stream.url()).on_reconnect(|error| panic!("{error}")).build().unwrap();
    assert_eq!(data(&mut events).await, "a");
    dispatch("pagehide", false);
    assert!(events.next().now_or_never().is_none());
    assert_eq!(events.ready_state(), ReadyState::Open);
    // Meanwhile nobody polls the source.
    dispatch("pagehide", true);
    stream.log(1, 1).await;
    dispatch("pageshow", true);
    assert_eq!(data(&mut events).await, "b");
    assert_eq!(stream.log(2, 1).await[1]["lastEventId"], "1");
}

#[wasm_bindgen_test]
async fn what_is_not_to_be_repeated_does_not_listen() {
    if !has("onpagehide") {
        return; // No page.
    }
    let stream = Stream::answering(
        json!([{ "status": 200 }, { "write": "data: a\n\n" }, { "wait": "go" }, { "write": "data: b\n\n" }]),
    )
    .await;
    let mut events = EventSource::builder(&stream.url()).reconnect(false).build().unwrap();
    assert_eq!(data(&mut events).await, "a");
    dispatch("pagehide", true);
    stream.signal("go").await;
    assert_eq!(data(&mut events).await, "b");
}

#[wasm_bindgen_test]
fn a_relative_url_needs_something_that_it_is_relative_to() {
    let base: Option<String> = Reflect::get(&js_sys::global(), &"location".into())
        .ok()
        .and_then(|location| Reflect::get(&location, &"href".into()).ok()?.as_string());
    match (EventSource::new("/stream?a"), base) {
        (Ok(events), Some(base)) => {
            let origin: String = base.split('/').take(3).collect::<Vec<_>>().join("/");
            assert_eq!(events.url(), format!("{origin}/stream?a"));
        }
        (Err(error), None) => assert!(error.to_string().contains("give an absolute one"), "{error}"),
        (result, base) => panic!("{result:?} with {base:?}"),
    }
}

/// Overrides the page's visibility, and dispatches the event.
fn set_hidden(hidden: bool) {
    let document: Object = Reflect::get(&js_sys::global(), &"document".into()).unwrap().unchecked_into();
    let property = Object::new();
    Reflect::set(&property, &"value".into(), &hidden.into()).unwrap();
    Reflect::set(&property, &"configurable".into(), &true.into()).unwrap();
    Reflect::define_property(&document, &"hidden".into(), &property).unwrap();
    dispatch("visibilitychange", false);
}

#[wasm_bindgen_test]
async fn a_hidden_page_pauses_if_it_is_to() {
    if !has("document") {
        return; // No page.
    }
    let answers = json!([
        [{ "status": 200 }, { "write": "id: 1\ndata: a\n\n" }],
        [{ "status": 200 }, { "write": "data: b\n\n" }],
    ]);
    for (when_hidden, closed) in [
        (WhenHidden::Pause, 1),
        (WhenHidden::PauseAfter(Duration::from_millis(50)), 1),
        (WhenHidden::PauseAfter(Duration::from_secs(3600)), 0),
        (WhenHidden::Keep, 0),
    ] {
        let stream = Stream::answering_in_turn(answers.clone()).await;
        let mut events = EventSource::builder(&stream.url())
            .when_hidden(when_hidden)
            .on_reconnect(|error| panic!("{error}"))
            .build()
            .unwrap();
        assert_eq!(data(&mut events).await, "a");
        set_hidden(true);
        assert!(events.next().now_or_never().is_none());
        pause(100).await;
        assert!(events.next().now_or_never().is_none());
        let state = if closed == 1 { ReadyState::Connecting } else { ReadyState::Open };
        assert_eq!(events.ready_state(), state, "{when_hidden:?}");
        stream.log(1, closed).await;
        set_hidden(false);
        if closed == 1 {
            assert_eq!(data(&mut events).await, "b");
            assert_eq!(stream.log(2, 1).await[1]["lastEventId"], "1");
        } else {
            assert!(events.next().now_or_never().is_none());
            assert_eq!(stream.log(1, 0).await.len(), 1);
        }
    }
    // The page may be hidden from the start.
    set_hidden(true);
    let stream = Stream::answering_in_turn(answers).await;
    let mut events = EventSource::builder(&stream.url()).when_hidden(WhenHidden::Pause).build().unwrap();
    assert!(events.next().now_or_never().is_none());
    assert_eq!(stream.log(0, 0).await.len(), 0);
    set_hidden(false);
    assert_eq!(data(&mut events).await, "a");
}
