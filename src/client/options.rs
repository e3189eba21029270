//! What a source was asked for, besides its request and its policy.

use web_sys::Response;

use super::error::Error;
use crate::connection::{Decision, Timeouts};

type Decide = Box<dyn FnMut(&Error) -> Decision>;
type OnReconnect = Box<dyn FnMut(&Error)>;
type OnResponse = Box<dyn FnMut(&Response)>;

#[derive(Default)]
pub(super) struct Options {
    pub(super) timeouts: Timeouts,
    /// Statuses to be retried.
    pub(super) retry_statuses: Vec<u16>,
    pub(super) max_event_size: usize,
    pub(super) decide: Option<Decide>,
    pub(super) on_reconnect: Option<OnReconnect>,
    pub(super) on_response: Option<OnResponse>,
}
