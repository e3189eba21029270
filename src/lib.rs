//! Server-Sent Events as the WHATWG HTML standard defines them ([§9.2]).
//!
//! | you have | take |
//! | --- | --- |
//! | bytes, and want events | [`event_stream::EventStream`] |
//! | an HTTP client, and want what `EventSource` does: checks, reconnecting, the last event ID | [`connection::Connection`] |
//! | an app in wasm: Leptos, Yew, Dioxus, a worker | `client::EventSource`, with the feature `client` on wasm32 |
//!
//! The first two know no clock, no socket and no randomness, so they work in any program, async or not. They allocate,
//! do not panic, and have one dependency, memchr.
//!
//! # Examples
//!
//! Bytes in, cut anywhere; events out, borrowed from the stream:
//!
//! ```
//! use eventsource_wasm::event_stream::EventStream;
//!
//! let mut stream = EventStream::new();
//! assert!(stream.push(b"event: tick\nda").is_empty());
//! let batch = stream.push(b"ta: 1\nid: 7\n\n");
//! let event = batch.events().next().unwrap();
//! assert_eq!((event.event_type, event.data, event.last_event_id), ("tick", "1", "7"));
//! ```
//!
//! A connection that is lost and comes back; [`connection`] shows the whole loop, and `examples/tcp.rs` has one over
//! `std::net`:
//!
//! ```
//! use eventsource_wasm::connection::{Action, Connection, FailureReason, ReconnectPolicy, Response};
//!
//! let mut connection = Connection::new(ReconnectPolicy::default(), "");
//! assert_eq!(connection.start(), Action::Connect);
//! let response = Response { status: 200, content_type: Some("text/event-stream"), retry_after: None };
//! assert_eq!(connection.handle_response(0.0, 0.0, &response), Action::Announce);
//! connection.handle_bytes(b"retry: 500\nid: 7\ndata: hello\n\n");
//! let action = connection.handle_failure(20.0, 0.0, FailureReason::Network, false);
//! assert_eq!(action, Action::Reestablish { reason: FailureReason::Network, delay: 500 });
//! assert_eq!(connection.last_event_id(), "7"); // to be sent as `Last-Event-ID`
//! ```
//!
//! # Features
//!
//! `client` is the only one for you. **`source` and `parser` are internal**: they are what the npm package
//! of the same name is made of, they set the global allocator, and they change
//! without notice. No feature is on by default.
//!
//! Rust 1.85 is the oldest that compiles it; a newer one is needed only by a new minor version.
//!
//! # Theory of operation
//!
//! Dependencies point one way, `js → wasm → connection → event_stream`, and `client → connection → event_stream`:
//!
//! * [`event_stream`] interprets bytes: a chunk in, a batch of events out. Pure Rust.
//! * [`connection`] decides: ready states, response checks, reconnecting. Pure Rust; time and
//!   randomness are arguments.
//! * `client` (wasm32, feature `client`) acts for Rust: calls `fetch`, reads the body, sets timers, and is a `Stream`.
//! * `wasm` (wasm32, features `source` and `parser`) acts for the npm package's class, which has `fetch` and timers in `src/js`.
//!
//! The one rule about borrows: **no borrow of a source's state is held while JavaScript that a user can
//! reach runs.** An event listener may close the source, or open another in the same wasm instance,
//! while a batch is being dispatched.
//!
//! [§9.2]: https://html.spec.whatwg.org/multipage/server-sent-events.html

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(all(target_arch = "wasm32", feature = "client"))]
#[cfg_attr(docsrs, doc(cfg(all(target_arch = "wasm32", feature = "client"))))]
#[allow(unsafe_code)] // what `#[wasm_bindgen]` writes
pub mod client;
pub mod connection;
pub mod event_stream;

#[cfg(all(target_arch = "wasm32", any(feature = "source", feature = "parser")))]
#[allow(unsafe_code)] // what `#[wasm_bindgen]` writes
mod wasm;

/// The examples of the pages, compiled: those of the client need its feature.
#[cfg(all(doctest, target_arch = "wasm32", feature = "client"))]
mod pages {
    #[doc = include_str!("../README.md")]
    struct Readme;
    #[doc = include_str!("../docs/RUST.md")]
    struct Guide;
}
