//! `eventsource_wasm::client` against the test server (`tests/server`).

mod failures;
mod lifecycle;
mod reconnect;
mod request;
mod resume;
mod secrets;
mod server;
mod surroundings;

use eventsource_wasm::client::{Error, EventSource};
use std::cell::RefCell;
use std::rc::Rc;

/// The data of the next event, which there has to be.
async fn data(events: &mut EventSource) -> String {
    events.next().await.expect("there is no further event").expect("the connection has failed").data
}

/// The error that comes next, and ends the stream.
async fn error(events: &mut EventSource) -> Error {
    let error = events.next().await.expect("the stream has ended").expect_err("an event");
    assert!(!error.will_reconnect(), "{error}");
    assert_eq!(events.next().await, None, "behind an error");
    error
}

/// A list that closures may add to.
#[derive(Clone)]
struct Heard<T>(Rc<RefCell<Vec<T>>>);

impl<T: Clone> Heard<T> {
    fn nothing() -> Self {
        Self(Rc::default())
    }

    fn add(&self, value: T) {
        self.0.borrow_mut().push(value);
    }

    fn all(&self) -> Vec<T> {
        self.0.borrow().clone()
    }
}
