//! Server-Sent Events as the WHATWG HTML standard defines them ([§9.2]).
//!
//! # Theory of operation
//!
//! Dependencies point one way, `js → wasm → connection → event_stream`:
//!
//! * [`event_stream`] interprets bytes: a chunk in, a batch of events out. Pure Rust.
//! * [`connection`] decides: ready states, response checks, reconnecting. Pure Rust; time and
//!   randomness are arguments.
//! * `wasm` (on wasm32 only) acts: calls `fetch`, reads the body, sets timers, and hands batches to the class.
//! * `src/js` holds the class over `EventTarget`, and the npm package's entry points.
//!
//! The one rule about borrows: **no borrow of a source's state is held while JavaScript that a user can
//! reach runs.** An event listener may close the source, or open another in the same wasm instance,
//! while a batch is being dispatched.
//!
//! # Example
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
//! [§9.2]: https://html.spec.whatwg.org/multipage/server-sent-events.html

pub mod connection;
pub mod event_stream;

#[cfg(all(target_arch = "wasm32", any(feature = "source", feature = "parser")))]
#[allow(unsafe_code)] // what `#[wasm_bindgen]` writes
mod wasm;
