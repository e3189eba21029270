//! The sentences of the client's errors, compared with the vectors. Includes the client's file, because the client only compiles for wasm.

use eventsource_wasm::connection::FailureReason;
use serde::Deserialize;

#[path = "../../src/client/sentence.rs"]
mod sentence;

use sentence::Circumstances;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Vector {
    why: String,
    /// The languages that the vector is for; if empty, all.
    #[serde(default, rename = "for")]
    languages: Vec<String>,
    reason: String,
    last: Option<String>,
    url: Option<String>,
    status: Option<u16>,
    #[serde(default)]
    status_text: String,
    content_type: Option<String>,
    cause: Option<String>,
    #[serde(default)]
    was_open: bool,
    #[serde(default)]
    cut: bool,
    /// Whether the stream ended before `until` returned true. In Rust that is a separate reason.
    #[serde(default)]
    early: bool,
    #[serde(default)]
    origin: String,
    #[serde(default)]
    with_credentials: bool,
    reconnect: Option<bool>,
    delay: Option<u32>,
    #[serde(default)]
    max_event_size: usize,
    #[serde(default)]
    idle_timeout: f64,
    #[serde(default)]
    connect_timeout: f64,
    /// Only for JavaScript.
    #[serde(rename = "undecided")]
    _undecided: Option<String>,
    message: String,
}

/// The client's terms for the placeholders in braces.
const NAMES: [(&str, &str); 9] = [
    ("{reconnect}", "`reconnect`"),
    ("{method}", "the `method` option"),
    ("{headers}", "the `headers_with` option"),
    ("{body}", "the `body` option"),
    ("{maxEventSize}", "`max_event_size`"),
    ("{idleTimeout}", "`idle_timeout`"),
    ("{connectTimeout}", "`connect_timeout`"),
    ("{incompleteEnd}", "`allow_incomplete`"),
    ("{limits}", "`max_attempts` or `max_elapsed`"),
];

fn reason(name: &str) -> FailureReason {
    FailureReason::ALL
        .into_iter()
        .find(|reason| reason.name() == name)
        .unwrap_or_else(|| panic!("no reason is called {name}"))
}

#[test]
fn vectors() {
    let vectors: Vec<Vector> = serde_json::from_str(include_str!("../vectors/sentences.json")).expect("sentences.json");
    let mut count = 0;
    for vector in vectors {
        if !vector.languages.is_empty() && !vector.languages.iter().any(|language| language == "rust") {
            continue;
        }
        let circumstances = Circumstances {
            url: vector.url.unwrap_or_else(|| "https://example.com/stream".to_owned()),
            status: vector.status,
            status_text: vector.status_text,
            content_type: vector.content_type,
            cause: vector.cause,
            was_open: vector.was_open,
            ended_mid_event: vector.cut,
            reconnects: vector.reconnect.unwrap_or(true),
            max_event_size: vector.max_event_size,
            idle_timeout: vector.idle_timeout,
            connect_timeout: vector.connect_timeout,
            origin: vector.origin,
            with_credentials: vector.with_credentials,
        };
        let is_early = vector.early && vector.reason == "end";
        let happened = if is_early { FailureReason::Incomplete } else { reason(&vector.reason) };
        let last = vector.last.as_deref().map_or(happened, reason);
        let sentence = circumstances.sentence(happened, last, vector.delay);
        let expected = NAMES.iter().fold(vector.message, |text, (name, ours)| text.replace(name, ours));
        assert_eq!(sentence, expected, "{}", vector.why);
        count += 1;
    }
    assert!(count > 30, "only {count} vectors are for Rust");
}
