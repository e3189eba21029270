//! Delays and deadlines, as the one timer of a connection takes them.

/// The longest delay, in ms: timers of the web platform fire at once above it.
pub const MAX_DELAY: u32 = i32::MAX as u32;

/// A timer that fires so many ms late was not late: the machine slept. Browsers hold back the timers of pages in the
/// background by up to a minute.
pub(super) const ASLEEP: f64 = 65_000.0;

/// How long a connection waits for its server, in ms. 0 waits for ever; the default is 0 for both. More than
/// [`MAX_DELAY`] counts as that.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Timeouts {
    /// From [`Action::Connect`](super::Action::Connect) to the head of the response.
    pub connect: f64,
    /// From one chunk of the body to the next, while the caller reads.
    pub idle: f64,
}

/// When a timeout that starts now is over, if it is one.
pub(super) fn deadline(now: f64, timeout: f64) -> Option<f64> {
    // NaN is none.
    (timeout > 0.0).then(|| now + timeout.min(MAX_DELAY.into()))
}

/// A delay as timers take it.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(super) fn timer_delay(delay: f64) -> u32 {
    // Float to integer casts saturate, and take NaN (a policy's own) for 0.
    (delay as u32).min(MAX_DELAY)
}
