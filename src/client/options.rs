//! A source's options, apart from its request and its policy.

use web_sys::Response;

use super::error::Error;
use super::event::Event;
use crate::connection::{Decision, Timeouts};

type Decide = Box<dyn FnMut(&Error) -> Decision>;
type OnReconnect = Box<dyn FnMut(&Error)>;
type OnResponse = Box<dyn FnMut(&Response)>;
type Cursor = Box<dyn FnMut(&Event) -> Option<String>>;
type Until = Box<dyn FnMut(&Event) -> bool>;

#[derive(Default)]
pub(super) struct Options {
    pub(super) timeouts: Timeouts,
    /// HTTP statuses after which to try again.
    pub(super) retry_statuses: Vec<u16>,
    pub(super) max_event_size: usize,
    pub(super) decide: Option<Decide>,
    pub(super) on_open: Option<OnResponse>,
    pub(super) on_reconnect: Option<OnReconnect>,
    pub(super) on_response: Option<OnResponse>,
    pub(super) cursor: Option<Cursor>,
    pub(super) until: Option<Until>,
    /// Whether the stream may end before `until` returned true.
    pub(super) allow_incomplete: bool,
}
