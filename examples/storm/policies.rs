//! How the clients reconnect.

use eventsource_wasm::connection::{DEFAULT_RECONNECTION_TIME, ReconnectPolicy};

/// What a client does about a 503.
#[derive(Clone, Copy, PartialEq)]
pub enum On503 {
    /// It is the end, as the standard has it.
    GivesUp,
    /// It tries again when its policy says so.
    Retries,
    /// The same, but not before `Retry-After`.
    ObeysRetryAfter,
}

pub struct Policy {
    pub name: &'static str,
    pub policy: ReconnectPolicy,
    /// The `retry` that the server has sent, in ms: at random between these for each client.
    pub retry: Option<(f64, f64)>,
    pub on_503: On503,
}

/// Chromium's class and npm `eventsource` 5: the reconnection time, however often it fails. Firefox's waits 5 s instead of 3.
const FIXED: ReconnectPolicy = ReconnectPolicy { factor: 1.0, jitter: 0.0, ..ReconnectPolicy::DEFAULT };
const NATIVE: Policy =
    Policy { name: "native class, npm `eventsource`", policy: FIXED, retry: None, on_503: On503::GivesUp };

/// A second by default, however often it fails; and whatever is not an event stream is tried again.
const FETCH_EVENT_SOURCE: Policy =
    Policy { name: "`fetch-event-source`", policy: FIXED, retry: Some((1000.0, 1000.0)), on_503: On503::Retries };

/// Ours, told to try again after a 503. Jitter holds for the first reconnect, too.
const fn ours(name: &'static str, factor: f64, jitter: f64) -> Policy {
    let policy = ReconnectPolicy { factor, jitter, jitter_first: true, ..ReconnectPolicy::DEFAULT };
    Policy { name, policy, retry: None, on_503: On503::ObeysRetryAfter }
}

/// What a server sends that wants its clients back one by one.
const SPREAD: Option<(f64, f64)> = Some((1000.0, 60_000.0));

pub const POLICIES: &[Policy] = &[
    NATIVE,
    FETCH_EVENT_SOURCE,
    ours("factor 2, no jitter", 2.0, 0.0),
    // After a `retry`, the first reconnect is on time.
    Policy {
        policy: ReconnectPolicy::DEFAULT,
        retry: Some((DEFAULT_RECONNECTION_TIME, DEFAULT_RECONNECTION_TIME)),
        ..ours("factor 2, jitter 0.5 from the second on", 2.0, 0.5)
    },
    Policy { policy: ReconnectPolicy::DEFAULT, ..ours("factor 2, jitter 0.5", 2.0, 0.5) },
    ours("factor 2, jitter 1", 2.0, 1.0),
    ours("factor 1, jitter 0.5", 1.0, 0.5),
    ours("factor 1.5, jitter 0.5", 1.5, 0.5),
    ours("factor 3, jitter 0.5", 3.0, 0.5),
    Policy { name: "native class, `retry` spread", retry: SPREAD, ..NATIVE },
    Policy {
        policy: ReconnectPolicy::DEFAULT,
        retry: SPREAD,
        ..ours("factor 2, jitter 0.5, `retry` spread", 2.0, 0.5)
    },
];
