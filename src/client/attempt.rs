//! What is made anew for each attempt.

use std::cell::RefCell;
use std::fmt::Display;
use std::future::Future;

use super::error::Error;
use super::request::RequestFailure;
use super::step::LocalFuture;
use crate::connection::FailureReason;

/// What the closures that make an attempt's URL, method, headers and body are told.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Attempt {
    /// 0 for the first connection, then one more for each reconnect.
    pub number: u32,
    /// The last event ID string, or what [`Builder::cursor`](super::Builder::cursor) gave; `""` if there is none.
    pub last_event_id: String,
    /// What made this attempt necessary; `None` for the first one.
    pub last_error: Option<Error>,
}

type Make<T> = Box<dyn FnMut(Attempt) -> LocalFuture<Result<T, String>>>;

/// A closure of the user's own that makes something for each attempt.
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

    /// What it makes for an attempt. Its error is one that the next attempt may not have.
    pub(super) async fn make(&self, attempt: &Attempt, reason: FailureReason) -> Result<T, RequestFailure> {
        let making = (self.0.borrow_mut())(attempt.clone());
        making.await.map_err(|cause| RequestFailure { failure: reason.into(), cause })
    }
}
