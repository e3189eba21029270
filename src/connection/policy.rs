//! When to reconnect, and when to give up.

use super::deadline::timer_delay;

/// The default reconnection time, in milliseconds.
pub const DEFAULT_RECONNECTION_TIME: f64 = 3000.0;

/// The backoff starts from at least this many ms, so that `retry: 0` does not cause a busy loop.
const MIN_BACKOFF: f64 = 50.0;

/// Whether and when a lost connection is reestablished.
///
/// ```
/// use eventsource_wasm::connection::ReconnectPolicy;
///
/// let policy = ReconnectPolicy { max_attempts: Some(5), max_delay: 10_000.0, ..ReconnectPolicy::default() };
/// let never = ReconnectPolicy::from(false);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReconnectPolicy {
    /// Whether to reconnect at all. Default: true.
    pub enabled: bool,
    /// The standard's *reconnection time* until the server sends `retry`, in milliseconds. Default:
    /// [`DEFAULT_RECONNECTION_TIME`].
    pub reconnection_time: f64,
    /// The longest delay to which the backoff grows, in milliseconds. A longer reconnection time is still obeyed. Default:
    /// 30 000.
    pub max_delay: f64,
    /// The factor by which the delay grows with each failure in a row, from the second on. Default: 2.
    pub factor: f64,
    /// The random part of the delay, as a share of it that is added on top: 0 to 1. See [`jitter_first`](Self::jitter_first).
    /// Default: 0.5.
    pub jitter: f64,
    /// Whether to add jitter even to the first reconnect after a healthy connection if the server has sent `retry`. Default:
    /// false, so that the server's value is obeyed exactly.
    pub jitter_first: bool,
    /// How many reconnects in a row may fail before giving up; 0 gives up at the first failure. Default: no limit.
    pub max_attempts: Option<u32>,
    /// How long attempts may keep failing before giving up, in milliseconds. Default: no limit.
    pub max_elapsed: f64,
    /// How long a connection must have been open to count as healthy, in milliseconds. One event makes it healthy at once.
    /// Default: 5000.
    pub reset_after: f64,
    /// Whether the caller has the last word on each failure ([`Action::Decide`](super::Action::Decide)). Default: false.
    pub decide: bool,
}

impl ReconnectPolicy {
    /// The default policy, as a constant.
    pub const DEFAULT: Self = Self {
        enabled: true,
        reconnection_time: DEFAULT_RECONNECTION_TIME,
        max_delay: 30_000.0,
        factor: 2.0,
        jitter: 0.5,
        jitter_first: false,
        max_attempts: None,
        max_elapsed: f64::INFINITY,
        reset_after: 5000.0,
        decide: false,
    };
}

impl Default for ReconnectPolicy {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// `true` is the default policy; `false` never reconnects.
impl From<bool> for ReconnectPolicy {
    fn from(enabled: bool) -> Self {
        Self { enabled, ..Self::default() }
    }
}

/// Counts the failures in a row, and computes the delays.
#[derive(Clone, Copy, Debug)]
pub(super) struct Backoff {
    pub(super) policy: ReconnectPolicy,
    failures: u32,
    /// `factor` to the power of `failures - 1`.
    growth: f64,
    failing_since: f64,
}

impl Backoff {
    pub(super) const fn new(policy: ReconnectPolicy) -> Self {
        Self { policy, failures: 0, growth: 1.0, failing_since: 0.0 }
    }

    /// Forgets the failures, because the connection is healthy.
    pub(super) fn reset(&mut self) {
        self.failures = 0;
    }

    /// Resets the count if a connection, now lost, was open long enough. `duration` is in ms.
    pub(super) fn record_open_time(&mut self, duration: f64) {
        if duration >= self.policy.reset_after {
            self.reset();
        }
    }

    /// Counts a failure. Returns the delay before the next attempt in ms, or `None` to give up. `retry` is the reconnection
    /// time if the server has set it, `retry_after` the response's `Retry-After`.
    pub(super) fn next_delay(
        &mut self,
        now: f64,
        random: f64,
        retry: Option<f64>,
        retry_after: Option<f64>,
    ) -> Option<u32> {
        let policy = &self.policy;
        if self.failures == 0 {
            self.growth = 1.0;
            self.failing_since = now;
        } else {
            self.growth = (self.growth * policy.factor).min(f64::MAX);
        }
        self.failures = self.failures.saturating_add(1);
        if policy.max_attempts.is_some_and(|most| self.failures > most) || now - self.failing_since > policy.max_elapsed
        {
            return None;
        }
        let base = retry_after.or(retry).unwrap_or(policy.reconnection_time);
        let is_first = self.failures == 1;
        // A `Retry-After` does not grow, unless it is close to zero.
        let start = if retry_after.is_some() { 0.0 } else { base };
        let start = if is_first { start } else { start.max(MIN_BACKOFF) };
        let grown = base.max((start * self.growth).min(policy.max_delay));
        let is_exact = is_first && retry_after.is_none() && retry.is_some() && !policy.jitter_first;
        let jitter = if is_exact { 0.0 } else { policy.jitter * random };
        Some(timer_delay(grown * (1.0 + jitter)))
    }
}
