//! An event source for Rust in wasm: a [`Stream`](futures_core::Stream) of events over `fetch`, with headers, POST and a
//! say in reconnecting, in pages, all workers and Node.
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
//! # What comes out
//!
//! * `Some(Ok(event))`: an event of any type.
//! * `Some(Err(error))`: the connection has failed for good; `None` comes next. A failure that is followed by another attempt
//!   is not an item: [`Builder::on_reconnect`] tells of it.
//! * `None`: the source is closed: failed, closed by a [`Handle`], or, where it does not reconnect, at the body's end.
//!
//! # When it runs
//!
//! Like every future it does nothing until it is polled: the request is sent by the first `next()`, and the body is
//! read only as fast as events are taken. Dropping it aborts the request and clears the timer. Where it was moved into a task, a
//! [`Handle`] stops it from outside:
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
//! It is sent once, and the loop ends with the body, or with [`Builder::until`]; [`Builder::reconnect`] can have it otherwise.
//!
//! ```no_run
//! # use eventsource_wasm::client::EventSource;
//! # fn main() {}
//! # async fn ask(prompt: String) -> Result<(), Box<dyn std::error::Error>> {
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
//! [`Builder::method_with`], [`Builder::body_with`], [`EventSource::builder_with`] and [`Builder::cursor`] resume it in another way than
//! it began.
//!
//! # Secrets and redirects
//!
//! `fetch` takes `Authorization` off where a redirect leaves the origin, but no header of your own:
//! [`Builder::secret_headers`] names those. A user and a password in the URL are sent as `Authorization: Basic`, and stand in no message.
//!
//! # Theory of operation
//!
//! [`Connection`](crate::connection::Connection) decides, as everywhere. [`EventSource`] polls what it waits for (`step`: a
//! response, the body of a refused one, a chunk) and one timer, tells the connection what they brought (`reception`), and carries out
//! the action that it returns (`acting`). A request is made in `request`, sent in `exchange`, and led around redirects in `redirects`. Then the timer is set to when the connection wants to be woken: there is no other rule
//! about time here. The network, the back/forward cache and a [`Handle`] leave their changes in a list (`signals`), which is
//! looked at first. The user's closures have no way back into the source except that list.

mod acting;
mod address;
mod attempt;
mod body;
mod builder;
mod conduct;
mod error;
mod event;
mod excerpt;
mod exchange;
mod global;
mod options;
mod reception;
mod redirects;
mod request;
mod sentence;
mod signals;
mod source;
mod step;
mod timer;

use crate::connection::FailureReason;

pub use attempt::Attempt;
pub use body::Body;
pub use builder::Builder;
pub use conduct::WhenHidden;
pub use error::{BuildError, Error};
pub use event::Event;
pub use signals::Handle;
pub use source::EventSource;
