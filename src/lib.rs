//! Server-Sent Events as the WHATWG HTML standard defines them ([§9.2]).
//!
//! | you have | take |
//! | --- | --- |
//! | bytes, and want events | [`event_stream::EventStream`] |
//! | bytes, and want to make the strings yourself | [`event_stream::scan`] |
//! | an HTTP client, and want what `EventSource` does: checks, reconnecting, the last event ID | [`connection::Connection`] |
//! | an app in wasm: Leptos, Yew, Dioxus, a worker | `client::EventSource`, with the feature `client` on wasm32 |
//!
//! All but the client know no clock, no socket and no randomness, so they work in any program, async or not. They do not
//! panic, and have one dependency, memchr.
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
//! `client`, on wasm32: the client over `fetch`. No feature is on by default; without it the crate is `no_std` and needs
//! `alloc`.
//!
//! Rust 1.85 is the oldest that compiles it; a newer one is needed only by a new minor version.
//!
//! # Theory of operation
//!
//! Dependencies point one way: `client → connection, event_stream`, and for the npm package `src/js → src/bindings →
//! connection, event_stream`:
//!
//! * [`event_stream`] interprets bytes. Its [`scan`](event_stream::scan) finds the values in a chunk;
//!   [`EventStream`](event_stream::EventStream) makes a batch of events of them. Pure Rust.
//! * [`connection`] decides: ready states, deadlines, reconnecting. It holds no text. Pure Rust; time and randomness are
//!   arguments.
//! * `client` (wasm32, feature `client`) performs the I/O for Rust: calls `fetch`, reads the body, sets the timer, and is
//!   a `Stream`.
//!
//! Control flows one way: an input returns an action, and the caller carries it out. Nothing here calls back.
//!
//! [§9.2]: https://html.spec.whatwg.org/multipage/server-sent-events.html

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(not(all(target_arch = "wasm32", feature = "client")), no_std)]

extern crate alloc;

#[cfg(all(target_arch = "wasm32", feature = "client"))]
#[cfg_attr(docsrs, doc(cfg(all(target_arch = "wasm32", feature = "client"))))]
#[allow(unsafe_code)] // what `#[wasm_bindgen]` writes
pub mod client;
pub mod connection;
pub mod event_stream;

/// The examples of the pages, compiled: those of the client need its feature.
#[cfg(all(doctest, target_arch = "wasm32", feature = "client"))]
mod pages {
    #[doc = include_str!("../README.md")]
    struct Readme;
    #[doc = include_str!("../docs/RUST.md")]
    struct Guide;
}
