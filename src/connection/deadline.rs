//! Delays and deadlines of a connection's one timer.

/// The longest delay, in milliseconds. A timer of the web platform that is set to a longer one fires at once.
pub const MAX_DELAY: u32 = i32::MAX as u32;

/// If a timer fires this many ms late, the machine must have slept: browsers delay the timers of pages in the background by
/// at most a minute.
pub(super) const SLEEP_THRESHOLD: f64 = 65_000.0;

/// After this many ms without traffic, a hidden page may have lost its connection: phones kill the sockets of hidden pages
/// without notifying them.
pub(super) const QUIET_LIMIT: f64 = 15_000.0;

/// No deadline. `Option<f64>` would take 0.1 KB more wasm.
pub(super) const NEVER: f64 = f64::INFINITY;

/// How long a connection waits, in milliseconds. Values above [`MAX_DELAY`] count as [`MAX_DELAY`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Timeouts {
    /// From [`Action::Connect`](super::Action::Connect) to the head of the response. 0, the default, means no limit.
    pub connect: f64,
    /// From one chunk of the body to the next, while the caller reads. 0, the default, means no limit.
    pub idle: f64,
    /// From [`handle_hidden`](super::Connection::handle_hidden) to [`Action::Suspend`](super::Action::Suspend). 0 suspends at
    /// once; `None`, the default, never does.
    pub hidden: Option<f64>,
}

/// Returns a timeout to add to the current time: at most [`MAX_DELAY`], or [`NEVER`] if there is no limit.
pub(super) const fn effective_timeout(timeout: f64) -> f64 {
    // NaN also means no limit.
    if timeout > 0.0 { timeout.min(MAX_DELAY as f64) } else { NEVER }
}

/// Returns a delay as a whole number of milliseconds, within the range of timers.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(super) fn timer_delay(delay: f64) -> u32 {
    // The cast saturates, and turns NaN (which a custom policy may give) into 0.
    (delay as u32).min(MAX_DELAY)
}
