//! Secrets that must not reach another origin, CORS, and URLs without a server.

use eventsource_wasm::client::EventSource;
use eventsource_wasm::connection::FailureReason;
use js_sys::{Function, Reflect};
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use super::server::Stream;
use super::{data, error};

fn is_browser() -> bool {
    Reflect::has(&js_sys::global(), &"origin".into()).unwrap()
}

async fn hello() -> Stream {
    Stream::answering(json!([{ "status": 200 }, { "write": "data: x\n\n" }])).await
}

#[wasm_bindgen_test]
async fn a_secret_header_stays_with_its_origin() {
    let stream = hello().await;
    let mut events = EventSource::builder(&stream.redirect())
        .header("X-Token", "secret")
        .header("X-Plain", "plain")
        .secret_headers(["x-token"])
        .reconnect(false)
        .build()
        .unwrap();
    if is_browser() {
        // A browser does not reveal where a redirect goes.
        let error = error(&mut events).await;
        assert_eq!(error.reason(), FailureReason::Redirect);
        assert!(error.message().contains("`secret_headers`"), "{error}");
        assert_eq!(stream.log(0, 0).await.len(), 0);
        return;
    }
    assert_eq!(data(&mut events).await, "x");
    let headers = &stream.log(1, 0).await[0]["headers"];
    assert_eq!((&headers["x-token"], &headers["x-plain"]), (&json!(null), &json!("plain")));
}

#[wasm_bindgen_test]
async fn a_secret_header_goes_where_there_is_no_redirect() {
    let stream = hello().await;
    let mut events =
        EventSource::builder(&stream.url()).header("X-Token", "secret").secret_headers(["X-Token"]).build().unwrap();
    assert_eq!(data(&mut events).await, "x");
    assert_eq!(stream.log(1, 0).await[0]["headers"]["x-token"], "secret");
}

#[wasm_bindgen_test]
async fn user_and_password_are_sent_and_told_nobody() {
    let stream = Stream::answering_in_turn(json!([
        [{ "status": 200 }, { "write": "data: x\n\n" }],
        [{ "status": 403 }, { "end": true }],
    ]))
    .await;
    let url = stream.url().replace("//", "//us%C3%A9r:p%25%3A@");
    let mut events = EventSource::new(&url).unwrap();
    assert_eq!(events.url(), url);
    assert!(!format!("{events:?}").contains("us%C3%A9r"), "{events:?}");
    assert_eq!(data(&mut events).await, "x");
    events.reconnect();
    let error = error(&mut events).await;
    assert!(error.message().contains(&stream.url()) && !error.message().contains("p%25"), "{error}");
    // "usér:p%:"
    assert_eq!(stream.log(2, 0).await[0]["headers"]["authorization"], "Basic dXPDqXI6cCU6");
    // The user's own header takes precedence.
    let mut events = EventSource::builder(&url).header("Authorization", "Bearer x").build().unwrap();
    super::error(&mut events).await;
    assert_eq!(stream.log(3, 0).await[2]["headers"]["authorization"], "Bearer x");
    // They are not sent to another origin.
    let stream = hello().await;
    let url = stream.redirect().replace("//", "//user:password@");
    let mut events = EventSource::builder(&url).secret_headers(["X-None"]).build().unwrap();
    assert_eq!(data(&mut events).await, "x");
    assert_eq!(stream.log(1, 0).await[0]["headers"]["authorization"], json!(null));
}

#[wasm_bindgen_test]
async fn a_cors_refusal_is_no_lost_network() {
    if !is_browser() {
        return; // Node knows no CORS.
    }
    // The test page itself requires that header of everything that it loads.
    let headers = json!({ "Cross-Origin-Resource-Policy": "cross-origin" });
    let head = json!({ "status": 200, "cors": false, "headers": headers });
    let stream = Stream::answering(json!([head, { "write": "data: x\n\n" }])).await;
    let mut events = EventSource::builder(&stream.url()).with_credentials(true).build().unwrap();
    let error = error(&mut events).await;
    assert_eq!((error.reason(), error.status()), (FailureReason::Cors, None));
    assert!(error.message().contains("\"Access-Control-Allow-Origin: http://127.0.0.1:"), "{error}");
    assert!(error.message().contains("Access-Control-Allow-Credentials"), "{error}");
    // The body of the probe's response is never read.
    assert_eq!(stream.log(3, 3).await.len(), 3);
    // With a custom header, the probe would differ from the request.
    let mut events = EventSource::builder(&stream.url()).header("X-A", "1").reconnect(false).build().unwrap();
    assert_eq!(super::error(&mut events).await.reason(), FailureReason::Network);
}

#[wasm_bindgen_test]
async fn data_urls() {
    let mut events = EventSource::builder("data:text/event-stream,data:%20x%0A%0A").reconnect(false).build().unwrap();
    assert_eq!(data(&mut events).await, "x");
    assert_eq!(events.next().await, None);
}

#[wasm_bindgen_test]
async fn a_fetch_of_ones_own() {
    let fetch = Function::new_with_args(
        "url, init",
        "return new Response(`data: ${url} ${JSON.stringify({ ...init.headers })}\\n\\n`, { headers: { 'Content-Type': 'text/event-stream' } });",
    );
    let mut events = EventSource::builder("https://example.invalid/")
        .fetch(fetch)
        .last_event_id("7")
        .reconnect(false)
        .build()
        .unwrap();
    assert_eq!(
        data(&mut events).await,
        "https://example.invalid/ {\"Accept\":\"text/event-stream\",\"Last-Event-ID\":\"7\"}"
    );
    for (code, what) in [
        ("return 1", "not a Response"),
        (
            "return { status: 200, headers: new Headers({ 'Content-Type': 'text/event-stream' }), body: 1 }",
            "not a ReadableStream",
        ),
        (
            "return { status: 200, headers: new Headers({ 'Content-Type': 'text/event-stream' }), body: new ReadableStream({ pull(c) { c.enqueue('x') } }) }",
            "not a Uint8Array (string)",
        ),
    ] {
        let mut events =
            EventSource::builder("https://example.invalid/").fetch(Function::new_no_args(code)).build().unwrap();
        let error = error(&mut events).await;
        assert_eq!(error.reason(), FailureReason::Network);
        assert!(error.message().contains(what), "{error}");
    }
}
