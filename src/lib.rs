//! Server-sent events, as the WHATWG HTML standard defines them ([§9.2]).
//!
//! | you have | use |
//! | --- | --- |
//! | bytes, and want events | [`event_stream::EventStream`] |
//! | bytes, and want to decode the strings yourself | [`event_stream::scan`] |
//! | an HTTP client, and want what `EventSource` does: checks, reconnecting, the last event ID | [`connection::Connection`] |
//! | an app in wasm: Leptos, Yew, Dioxus, a worker | `client::EventSource`, with the feature `client` on wasm32 |
//!
//! Apart from the client, nothing here uses a clock, a socket or randomness, so it works in any program, async or not.
//! It never panics, and its only dependency is memchr.
//!
//! # Examples
//!
//! Chunks of bytes, split anywhere, go in; events, borrowed from the stream, come out:
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
//! A connection is lost and reestablished. [`connection`] shows a complete loop, and `examples/tcp.rs` runs one over
//! `std::net`:
//!
//! ```
//! use eventsource_wasm::connection::{Action, Connection, FailureReason, ReconnectPolicy, Timeouts, check};
//!
//! let mut connection = Connection::new(ReconnectPolicy::default(), Timeouts { connect: 10_000.0, ..Timeouts::default() });
//! assert_eq!(connection.start(0.0), Action::Connect);
//! assert_eq!(connection.wake_at(), Some(10_000.0)); // unless a response comes first
//! assert_eq!(check(200, Some("text/event-stream")), Ok(()));
//! assert_eq!(connection.handle_response(5.0), Action::Announce);
//! connection.handle_retry(500.0); // the stream's `retry`
//! let action = connection.handle_failure(20.0, 0.0, FailureReason::Network.into());
//! assert_eq!(action, Action::Reestablish { reason: FailureReason::Network, delay: 500 });
//! assert_eq!(connection.wake_at(), Some(520.0));
//! assert_eq!(connection.handle_timer(520.0, 0.0), Action::Connect);
//! ```
//!
//! # Features
//!
//! * `client` (wasm32 only, off by default): the client over `fetch`.
//!
//! Without it the crate is `no_std` and needs `alloc`.
//!
//! The minimum supported Rust version is 1.85. Only a new minor version of this crate raises it.
//!
//! # Theory of operation
//!
//! Dependencies point one way: `client → connection, event_stream`, and for the npm package `src/js → src/bindings →
//! connection, event_stream`:
//!
//! * [`event_stream`] interprets bytes: [`scan`](event_stream::scan) finds the values in a chunk, and
//!   [`EventStream`](event_stream::EventStream) turns them into a batch of events. Pure Rust.
//! * [`connection`] decides about ready states, deadlines and reconnecting. It holds no text. Pure Rust; time and
//!   randomness are arguments.
//! * `client` (wasm32, feature `client`) performs the I/O: it calls `fetch`, reads the body and sets the timer. To its
//!   caller it is a `Stream`.
//!
//! Control flows one way: an input returns an action, and the caller carries it out. Nothing calls back.
//!
//! [§9.2]: https://html.spec.whatwg.org/multipage/server-sent-events.html

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(not(all(target_arch = "wasm32", feature = "client")), no_std)]

extern crate alloc;

#[cfg(all(target_arch = "wasm32", feature = "client"))]
#[cfg_attr(docsrs, doc(cfg(all(target_arch = "wasm32", feature = "client"))))]
#[allow(unsafe_code)] // for the code that `#[wasm_bindgen]` generates
pub mod client;
pub mod connection;
pub mod event_stream;

/// Compiles the examples in README.md and docs/RUST.md. They use the client, so they need its feature.
#[cfg(all(doctest, target_arch = "wasm32", feature = "client"))]
mod pages {
    #[doc = include_str!("../README.md")]
    struct Readme;
    #[doc = include_str!("../docs/RUST.md")]
    struct Guide;
}
