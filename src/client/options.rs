//! What a source was asked for, besides its request and its policy.

use web_sys::Response;

use super::error::Error;
use super::event::Event;
use crate::connection::{Decision, Timeouts};

type Decide = Box<dyn FnMut(&Error) -> Decision>;
type OnReconnect = Box<dyn FnMut(&Error)>;
type SeeResponse = Box<dyn FnMut(&Response)>;
type Cursor = Box<dyn FnMut(&Event) -> Option<String>>;
type Until = Box<dyn FnMut(&Event) -> bool>;

#[derive(Default)]
pub(super) struct Options {
    pub(super) timeouts: Timeouts,
    /// Statuses to be retried.
    pub(super) retry_statuses: Vec<u16>,
    pub(super) max_event_size: usize,
    pub(super) decide: Option<Decide>,
    pub(super) on_open: Option<SeeResponse>,
    pub(super) on_reconnect: Option<OnReconnect>,
    pub(super) on_response: Option<SeeResponse>,
    pub(super) cursor: Option<Cursor>,
    pub(super) until: Option<Until>,
    /// The stream may end before `until` was true.
    pub(super) allow_incomplete: bool,
}
