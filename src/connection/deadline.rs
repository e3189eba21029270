//! Delays and deadlines, as the one timer of a connection takes them.

/// The longest delay, in ms: timers of the web platform fire at once above it.
pub const MAX_DELAY: u32 = i32::MAX as u32;

/// A timer that fires so many ms late was not late: the machine slept. Browsers hold back the timers of pages in the
/// background by up to a minute.
pub(super) const ASLEEP: f64 = 65_000.0;

/// A hidden page that has heard nothing for so many ms may have lost its connection: phones kill the sockets of hidden pages
/// without telling them.
pub(super) const TOO_QUIET: f64 = 15_000.0;

/// No deadline. Options took 0.1 KB of wasm.
pub(super) const NEVER: f64 = f64::INFINITY;

/// How long a connection waits, in ms. More than [`MAX_DELAY`] counts as that.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Timeouts {
    /// From [`Action::Connect`](super::Action::Connect) to the head of the response. Default, and 0: for ever.
    pub connect: f64,
    /// From one chunk of the body to the next, while the caller reads. Default, and 0: for ever.
    pub idle: f64,
    /// From [`handle_hidden`](super::Connection::handle_hidden) to [`Action::Suspend`](super::Action::Suspend); 0 suspends at once.
    /// Default: none, the page may stay hidden for ever.
    pub hidden: Option<f64>,
}

/// A timeout as it is added to the present.
pub(super) const fn limit(timeout: f64) -> f64 {
    // NaN is none.
    if timeout > 0.0 { timeout.min(MAX_DELAY as f64) } else { NEVER }
}

/// A delay as timers take it.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(super) fn timer_delay(delay: f64) -> u32 {
    // Float to integer casts saturate, and take NaN (a policy's own) for 0.
    (delay as u32).min(MAX_DELAY)
}
