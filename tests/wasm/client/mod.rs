//! Tests of `eventsource_wasm::client` against the test server (`tests/server`).

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

/// Returns the data of the next event; panics if there is none.
async fn data(events: &mut EventSource) -> String {
    events.next().await.expect("there is no further event").expect("the connection has failed").data
}

/// Returns the error that comes next; panics unless it ends the stream.
async fn error(events: &mut EventSource) -> Error {
    let error = events.next().await.expect("the stream has ended").expect_err("an event");
    assert!(!error.will_reconnect(), "{error}");
    assert_eq!(events.next().await, None, "behind an error");
    error
}

/// A list that several closures can append to.
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
