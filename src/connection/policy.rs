//! When to reconnect, and when to give up.

use super::deadline::timer_delay;

/// The reconnection time where nobody says otherwise, in ms.
pub const DEFAULT_RECONNECTION_TIME: f64 = 3000.0;

/// What the backoff starts from at least, in ms: a `retry: 0` must not become a busy loop.
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
    /// The standard's *reconnection time* until the server sends `retry`, in ms. Default: [`DEFAULT_RECONNECTION_TIME`].
    pub reconnection_time: f64,
    /// Cap of the backoff in ms; a longer reconnection time is still obeyed. Default: 30 000.
    pub max_delay: f64,
    /// Growth of the delay per failure in a row, from the second on. Default: 2.
    pub factor: f64,
    /// Share of the delay that is random, added on top; see [`jitter_first`](Self::jitter_first). Default: 0.5.
    pub jitter: f64,
    /// Whether the first reconnect after a healthy connection has jitter even if the server has sent `retry`.
    /// Default: false, so that the server has its way.
    pub jitter_first: bool,
    /// Reconnects in a row that may fail before giving up: 0 gives up at the first failure. Default: none.
    pub max_attempts: Option<u32>,
    /// Milliseconds of failing before giving up. Default: infinite.
    pub max_elapsed: f64,
    /// Milliseconds that a connection must have been open to count as healthy; one event makes it so
    /// at once. Default: 5000.
    pub reset_after: f64,
    /// Whether the caller has the last word ([`Action::Decide`](super::Action::Decide)). Default: false.
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

/// The default policy, or none.
impl From<bool> for ReconnectPolicy {
    fn from(enabled: bool) -> Self {
        Self { enabled, ..Self::default() }
    }
}

/// The failures in a row, and what the policy makes of them.
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

    /// The connection proved healthy.
    pub(super) fn reset(&mut self) {
        self.failures = 0;
    }

    pub(super) fn was_open(&mut self, duration: f64) {
        if duration >= self.policy.reset_after {
            self.reset();
        }
    }

    /// Counts a failure. Returns the delay before the next attempt in ms, or none to give up. `retry` is the
    /// server's, and `asked` its `Retry-After`.
    pub(super) fn next_delay(&mut self, now: f64, random: f64, retry: Option<f64>, asked: Option<f64>) -> Option<u32> {
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
        let base = asked.or(retry).unwrap_or(policy.reconnection_time);
        let is_first = self.failures == 1;
        // What the server asks for grows only where it asks for next to nothing.
        let start = if asked.is_some() { 0.0 } else { base };
        let start = if is_first { start } else { start.max(MIN_BACKOFF) };
        let grown = base.max((start * self.growth).min(policy.max_delay));
        let is_exact = is_first && asked.is_none() && retry.is_some() && !policy.jitter_first;
        let jitter = if is_exact { 0.0 } else { policy.jitter * random };
        Some(timer_delay(grown * (1.0 + jitter)))
    }
}
