//! axum's `Sse`: what ../../streams.mjs lists.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use futures_util::stream::{self, Stream, StreamExt};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::Semaphore;
use tower_http::cors::{Any, CorsLayer};

const RETRY: Duration = Duration::from_millis(10);

struct Seen {
    last_event_ids: Mutex<Vec<Option<String>>>,
    gone: AtomicUsize,
    /// Closed once the stream may go on.
    held: Semaphore,
}

impl Default for Seen {
    fn default() -> Self {
        Self { last_event_ids: Mutex::default(), gone: AtomicUsize::new(0), held: Semaphore::new(0) }
    }
}

impl Seen {
    async fn released(&self) {
        let closed = self.held.acquire().await;
        assert!(closed.is_err());
    }
}

/// A client that is dropped has left.
struct Client(Arc<Seen>);

impl Drop for Client {
    fn drop(&mut self) {
        self.0.gone.fetch_add(1, Ordering::SeqCst);
    }
}

type Streams = Arc<Mutex<HashMap<String, Arc<Seen>>>>;

#[derive(Deserialize)]
struct Key {
    key: String,
}

#[derive(Deserialize)]
struct Published {
    id: String,
    event: Option<String>,
    data: String,
}

#[derive(Deserialize)]
struct Prompt {
    prompt: String,
}

fn seen_of(streams: &Streams, Key { key }: Key) -> Arc<Seen> {
    streams.lock().unwrap().entry(key).or_default().clone()
}

fn header_of(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).map(|value| value.to_str().unwrap().to_owned())
}

fn sse(events: impl Stream<Item = Event> + Send + 'static) -> Response {
    Sse::new(events.map(Ok::<_, Infallible>)).into_response()
}

async fn events() -> Response {
    let events: Vec<Published> = serde_json::from_str(include_str!("../../events.json")).unwrap();
    sse(stream::iter(events).map(|Published { id, event, data }| {
        let whole = Event::default().id(id).data(data);
        event.into_iter().fold(whole, Event::event)
    }))
}

async fn burst() -> Response {
    sse(stream::iter(1..=5000).map(|n| Event::default().data(n.to_string())))
}

async fn held(State(streams): State<Streams>, Query(key): Query<Key>, headers: HeaderMap) -> Response {
    let seen = seen_of(&streams, key);
    let client = Client(seen.clone());
    let data = header_of(&headers, "last-event-id").map_or("before".to_owned(), |id| format!("back after {id}"));
    let first = Event::default().id("1").retry(RETRY).data(data);
    let after = stream::once(async move {
        seen.released().await;
        Event::default().id("2").data("after")
    });
    let events = stream::iter([first]).chain(after).chain(stream::pending()).map(move |event| {
        let _ = &client;
        Ok::<_, Infallible>(event)
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_millis(50)).text("heartbeat")).into_response()
}

async fn resume(State(streams): State<Streams>, Query(key): Query<Key>, headers: HeaderMap) -> Response {
    let last = header_of(&headers, "last-event-id");
    let first = last.as_deref().map_or(0, |id| id.parse().unwrap()) + 1;
    seen_of(&streams, key).last_event_ids.lock().unwrap().push(last);
    if first > 9 {
        return StatusCode::NO_CONTENT.into_response();
    }
    let numbers = (first..10).take(3);
    sse(stream::iter(numbers).map(|n: u8| Event::default().id(n.to_string()).retry(RETRY).data(n.to_string())))
}

async fn private(headers: HeaderMap) -> Response {
    let authorization = header_of(&headers, "authorization");
    if authorization.as_deref() != Some("Bearer fresh") {
        let refusal = Json(json!({ "detail": "the token is not fresh" }));
        return (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Bearer")], refusal).into_response();
    }
    let who = json!({ "authorization": authorization, "client": header_of(&headers, "x-client") });
    sse(stream::iter([Event::default().event("who").retry(RETRY).json_data(who).unwrap()]))
}

async fn chat(
    State(streams): State<Streams>,
    Query(key): Query<Key>,
    Json(Prompt { prompt }): Json<Prompt>,
) -> Response {
    let seen = seen_of(&streams, key);
    seen.last_event_ids.lock().unwrap().push(None);
    let words: Vec<String> = prompt.split(' ').chain(["[DONE]"]).map(str::to_owned).collect();
    sse(stream::iter(words).enumerate().then(move |(n, word)| {
        let seen = seen.clone();
        async move {
            if n > 0 {
                seen.released().await;
            }
            Event::default().data(word)
        }
    }))
}

async fn release(State(streams): State<Streams>, Query(key): Query<Key>) -> StatusCode {
    seen_of(&streams, key).held.close();
    StatusCode::NO_CONTENT
}

async fn seen(State(streams): State<Streams>, Query(key): Query<Key>) -> Json<Value> {
    let seen = seen_of(&streams, key);
    let last_event_ids = seen.last_event_ids.lock().unwrap().clone();
    Json(json!({ "lastEventIds": last_event_ids, "gone": seen.gone.load(Ordering::SeqCst) }))
}

fn main() {
    let port = std::env::args().nth(1).unwrap();
    let cors = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods(Any)
        // `Any` does not cover Authorization.
        .allow_headers(tower_http::cors::AllowHeaders::mirror_request())
        .expose_headers([header::WWW_AUTHENTICATE]);
    let app = axum::Router::new()
        .route("/events", get(events))
        .route("/burst", get(burst))
        .route("/held", get(held))
        .route("/resume", get(resume))
        .route("/private", get(private))
        .route("/chat", post(chat))
        .route("/release", post(release))
        .route("/seen", get(seen))
        .layer(cors)
        .with_state(Streams::default());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await.unwrap();
        axum::serve(listener, app).await.unwrap();
    });
}
