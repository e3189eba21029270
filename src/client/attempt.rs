//! Closures that make a part of the request, called for each attempt.

use std::cell::RefCell;
use std::fmt::Display;
use std::future::Future;

use super::error::Error;
use super::request::RequestFailure;
use super::step::LocalFuture;
use crate::connection::FailureReason;

/// The argument of the closures that make an attempt's URL, method, headers and body.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Attempt {
    /// The number of the attempt: 0 for the first connection, then one more for each reconnect.
    pub number: u32,
    /// The last event ID string, or the last value of [`Builder::cursor`](super::Builder::cursor); `""` if there is none.
    pub last_event_id: String,
    /// The failure that made this attempt necessary; `None` for the first attempt.
    pub last_error: Option<Error>,
}

type Make<T> = Box<dyn FnMut(Attempt) -> LocalFuture<Result<T, String>>>;

/// A user's closure that makes a part of the request for each attempt.
pub(super) struct Maker<T>(RefCell<Make<T>>);

impl<T: 'static> Maker<T> {
    pub(super) fn new<F, R, E>(mut make: F) -> Self
    where
        F: FnMut(Attempt) -> R + 'static,
        R: Future<Output = Result<T, E>> + 'static,
        E: Display,
    {
        Self(RefCell::new(Box::new(move |attempt| {
            let made = make(attempt);
            Box::pin(async move { made.await.map_err(|error| error.to_string()) })
        })))
    }

    /// Calls the closure. An error becomes a failure with this reason, after which another attempt may succeed.
    pub(super) async fn make(&self, attempt: &Attempt, reason: FailureReason) -> Result<T, RequestFailure> {
        let making = (self.0.borrow_mut())(attempt.clone());
        making.await.map_err(|cause| RequestFailure { failure: reason.into(), cause })
    }
}
