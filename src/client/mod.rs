//! An event source for Rust in wasm: a [`Stream`](futures_core::Stream) of events over `fetch`, with headers, POST and
//! control over reconnecting. It runs in pages, in all kinds of workers, and in Node.
//!
//! With the feature `client`, on wasm32:
//!
//! ```toml
//! eventsource-wasm = { version = "0.1", features = ["client"] }
//! ```
//!
//! ```no_run
//! use eventsource_wasm::client::{Error, EventSource};
//!
//! # fn main() {}
//! async fn follow(token: &str) -> Result<(), Box<dyn std::error::Error>> {
//!     let mut events = EventSource::builder("/stream")
//!         .header("Authorization", format!("Bearer {token}"))
//!         .on_reconnect(|error| println!("{error}"))
//!         .build()?;
//!     while let Some(event) = events.next().await {
//!         let event = event?;
//!         println!("{}: {}", event.event_type, event.data);
//!     }
//!     Ok(())
//! }
//! ```
//!
//! # What the stream yields
//!
//! * `Some(Ok(event))`: an event of any type.
//! * `Some(Err(error))`: the connection has failed for good, and `None` follows. A failure that is followed by another attempt
//!   is not an item: it goes to [`Builder::on_reconnect`].
//! * `None`: the source is closed. It failed, a [`Handle`] closed it, or the body ended and the source does not reconnect.
//!
//! # When it runs
//!
//! Like any future, it does nothing until it is polled. The first `next()` sends the request, and the body is read only as fast
//! as you take events. Dropping the source aborts the request and clears the timer. If a task owns the source, a [`Handle`] stops
//! it from outside:
//!
//! ```no_run
//! use eventsource_wasm::client::EventSource;
//!
//! # mod framework { pub fn on_cleanup(_: impl FnOnce() + 'static) {} }
//! # use framework::on_cleanup;
//! # fn main() -> Result<(), eventsource_wasm::client::BuildError> {
//! let mut events = EventSource::new("/stream")?;
//! let handle = events.handle();
//! wasm_bindgen_futures::spawn_local(async move {
//!     while let Some(Ok(event)) = events.next().await {
//!         // set a signal, send a message …
//!     }
//! });
//! on_cleanup(move || handle.close());
//! # Ok(())
//! # }
//! ```
//!
//! # A POST whose answer streams
//!
//! A POST is sent once, unless [`Builder::reconnect`] says otherwise. The loop ends with the body, or with [`Builder::until`].
//!
//! ```no_run
//! # use eventsource_wasm::client::EventSource;
//! # fn main() {}
//! # async fn send_once(prompt: String) -> Result<(), Box<dyn std::error::Error>> {
//! let mut answer = EventSource::builder("https://api.example/v1/chat")
//!     .method("POST")
//!     .header("Content-Type", "application/json")
//!     .body(prompt)
//!     .until(|event| event.data == "[DONE]")
//!     .build()?;
//! while let Some(event) = answer.next().await {
//!     println!("{}", event?.data); // an error if it is cut off
//! }
//! # Ok(())
//! # }
//! ```
//!
//! To resume it by a different request than the first, use [`Builder::method_with`], [`Builder::body_with`],
//! [`EventSource::builder_with`] and [`Builder::cursor`].
//!
//! # Secrets and redirects
//!
//! When a redirect leaves the origin, `fetch` removes `Authorization`, but not your own headers: name those that are secret in
//! [`Builder::secret_headers`]. A user and a password in the URL are sent as `Authorization: Basic`, and never appear in messages.
//!
//! # Theory of operation
//!
//! [`Connection`](crate::connection::Connection) decides. [`EventSource`] polls the current step (`step`: waiting for a response,
//! for the body of a refused one, or for a chunk) and one timer. It reports the outcome to the connection (`outcome`), carries out
//! the action that it returns (`actions`), and sets the timer to the connection's deadline; there is no other timing here.
//!
//! A request is made in `request` and sent in `exchange`; `redirects` follows redirects. The network, the back/forward cache and a
//! [`Handle`] put their changes into a queue (`signals`), which each poll reads first. That queue is the only way for the user's
//! closures to reach the source.

mod actions;
mod address;
mod attempt;
mod behaviour;
mod body;
mod builder;
mod error;
mod event;
mod excerpt;
mod exchange;
mod global;
mod options;
mod outcome;
mod redirects;
mod request;
mod sentence;
mod signals;
mod source;
mod step;
mod timer;

use crate::connection::FailureReason;

pub use attempt::Attempt;
pub use behaviour::WhenHidden;
pub use body::Body;
pub use builder::Builder;
pub use error::{BuildError, Error};
pub use event::Event;
pub use signals::Handle;
pub use source::EventSource;
