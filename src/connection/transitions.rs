//! Every transition of a connection: an input returns an action and may change the deadline.

use super::deadline::{NEVER, QUIET_LIMIT, SLEEP_THRESHOLD, Timeouts, effective_timeout, timer_delay};
use super::policy::Backoff;
use super::{Action, Decision, Failure, FailureReason, ReadyState, ReconnectPolicy, Remedy};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Idle,
    Requesting,
    Open,
    Deciding {
        reason: FailureReason,
        delay: u32,
    },
    Waiting,
    /// Waiting until the machine is online.
    Paused,
    Suspended,
    Closed,
}

/// The connection of one event source, from the first request until it is closed. [The module](super) lists all transitions.
///
/// It has a fixed size and owns no memory: the caller keeps the stream and the last event ID.
#[derive(Clone, Copy, Debug)]
pub struct Connection {
    phase: Phase,
    /// The timeouts in ms, or [`NEVER`].
    connect: f64,
    idle: f64,
    hidden: f64,
    backoff: Backoff,
    /// The standard's *reconnection time*, in ms, if the server has sent `retry`.
    retry: Option<f64>,
    attempt: u32,
    /// When the open connection was announced.
    opened_at: f64,
    /// When the last byte arrived, if one has since the timer was set; otherwise [`LONG_AGO`].
    last_byte_at: f64,
    /// The deadline of the phase, or [`NEVER`].
    wake_at: f64,
    /// When a hidden page's connection is suspended, or [`NEVER`].
    suspend_at: f64,
    is_hidden: bool,
    /// When a hidden page last sent or received anything, or when it was hidden if that was later.
    last_traffic_at: f64,
}

const LONG_AGO: f64 = f64::NEG_INFINITY;

impl Connection {
    /// Creates a connection. [`start`](Self::start) begins it.
    #[must_use]
    pub const fn new(policy: ReconnectPolicy, timeouts: Timeouts) -> Self {
        Self {
            phase: Phase::Idle,
            connect: effective_timeout(timeouts.connect),
            idle: effective_timeout(timeouts.idle),
            hidden: match timeouts.hidden {
                Some(0.0) => 0.0,
                Some(timeout) => effective_timeout(timeout),
                None => NEVER,
            },
            backoff: Backoff::new(policy),
            retry: None,
            attempt: 0,
            opened_at: 0.0,
            last_byte_at: LONG_AGO,
            wake_at: NEVER,
            suspend_at: NEVER,
            is_hidden: false,
            last_traffic_at: 0.0,
        }
    }

    /// Returns the standard's `readyState`.
    #[must_use]
    pub fn ready_state(&self) -> ReadyState {
        match self.phase {
            Phase::Open => ReadyState::Open,
            Phase::Closed => ReadyState::Closed,
            _ => ReadyState::Connecting,
        }
    }

    /// Returns the number of the current or last request, counted from 0.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// Returns the reconnection time in milliseconds: that of the [policy](ReconnectPolicy::reconnection_time) until the server
    /// sends `retry`.
    #[must_use]
    pub fn reconnection_time(&self) -> f64 {
        self.retry.unwrap_or(self.backoff.policy.reconnection_time)
    }

    /// Returns when to call [`handle_timer`](Self::handle_timer), on the clock of `now`, or `None` if no timer is needed. Set the
    /// timer again only when this changes.
    #[must_use]
    pub fn wake_at(&self) -> Option<f64> {
        let next = self.wake_at.min(self.suspend_at);
        (next < NEVER).then_some(next)
    }

    /// Starts the connection. Returns [`Action::Connect`] the first time.
    pub fn start(&mut self, now: f64) -> Action {
        if self.phase == Phase::Idle { self.request(now) } else { Action::Nothing }
    }

    /// Reports the head of a response that [`check`](super::check()) accepts. Report one that it refuses by
    /// [`handle_failure`](Self::handle_failure).
    pub fn handle_response(&mut self, now: f64) -> Action {
        if self.phase != Phase::Requesting {
            return Action::Nothing;
        }
        self.phase = Phase::Open;
        self.opened_at = now;
        self.wake_at = now + self.idle;
        self.last_traffic_at = now;
        self.last_byte_at = LONG_AGO;
        Action::Announce
    }

    /// Reports that the request failed, the response was refused, or the body ended or failed. `random` is in `0.0..1.0`.
    pub fn handle_failure(&mut self, now: f64, random: f64, failure: Failure) -> Action {
        match self.phase {
            Phase::Requesting | Phase::Open => self.handle_loss(now, random, failure),
            _ => Action::Nothing,
        }
    }

    /// Decides what to do about a lost connection.
    // Not inlined, because it has two callers: that saves a quarter of a kilobyte of brotli.
    #[inline(never)]
    fn handle_loss(&mut self, now: f64, random: f64, failure: Failure) -> Action {
        let Failure { reason, remedy, retry_after } = failure;
        if self.phase == Phase::Open {
            self.backoff.record_open_time(now - self.opened_at);
        }
        let ReconnectPolicy { enabled, decide, .. } = self.backoff.policy;
        let retry = remedy == Remedy::Retry;
        if !enabled || remedy == Remedy::Futile || !(retry || decide) {
            return self.fail(reason, reason);
        }
        match self.backoff.next_delay(now, random, self.retry, retry_after) {
            None => self.fail(if retry { FailureReason::GaveUp } else { reason }, reason),
            Some(delay) if decide => {
                self.phase = Phase::Deciding { reason, delay };
                self.wake_at = NEVER;
                Action::Decide { reason, reconnect: retry, delay }
            }
            Some(delay) => self.reestablish(now, reason, delay),
        }
    }

    fn fail(&mut self, reason: FailureReason, last: FailureReason) -> Action {
        self.close();
        Action::Fail { reason, last }
    }

    fn reestablish(&mut self, now: f64, reason: FailureReason, delay: u32) -> Action {
        self.phase = Phase::Waiting;
        self.wake_at = now + f64::from(delay);
        Action::Reestablish { reason, delay }
    }

    /// Sends the first or the next request.
    fn request(&mut self, now: f64) -> Action {
        self.phase = Phase::Requesting;
        self.last_traffic_at = now;
        self.wake_at = now + self.connect;
        Action::Connect
    }

    #[inline(never)]
    fn reconnect(&mut self, now: f64) -> Action {
        self.attempt = self.attempt.saturating_add(1);
        self.request(now)
    }

    /// Reports the caller's answer to [`Action::Decide`].
    pub fn handle_decision(&mut self, now: f64, decision: Decision) -> Action {
        let Phase::Deciding { reason, delay } = self.phase else { return Action::Nothing };
        match decision {
            Decision::GiveUp => self.fail(reason, reason),
            Decision::Reconnect => self.reestablish(now, reason, delay),
            Decision::ReconnectAfter(delay) => self.reestablish(now, reason, timer_delay(delay)),
        }
    }

    /// Reports that the timer set to [`wake_at`](Self::wake_at) has fired. If `now` is earlier than that, the clock was set
    /// back, and the deadline has passed nevertheless. `random` is in `0.0..1.0`.
    pub fn handle_timer(&mut self, now: f64, random: f64) -> Action {
        if self.suspend_at < self.wake_at {
            return self.suspend_now();
        }
        let asleep = now - self.wake_at >= SLEEP_THRESHOLD;
        let reason = match self.phase {
            Phase::Waiting => {
                if asleep {
                    self.backoff.reset();
                }
                return self.reconnect(now);
            }
            _ if self.wake_at == NEVER => return Action::Nothing,
            Phase::Requesting => FailureReason::ConnectTimeout,
            Phase::Open => {
                // Bytes move the deadline only here: setting a timer for each chunk would cost more than parsing it.
                let left = self.idle - (now - core::mem::replace(&mut self.last_byte_at, LONG_AGO)).max(0.0);
                if left > 0.0 {
                    self.wake_at = now + left;
                    return Action::Nothing;
                }
                FailureReason::Idle
            }
            // The other phases have no deadline.
            _ => return Action::Nothing,
        };
        if asleep && self.backoff.policy.enabled {
            return self.reestablish(now, reason, 0);
        }
        self.handle_loss(now, random, reason.into())
    }

    /// Reports that a chunk of the body arrived. Needed only with [`Timeouts::idle`], or while the page is hidden.
    pub fn handle_bytes(&mut self, now: f64) {
        self.last_byte_at = now;
        self.last_traffic_at = now;
    }

    /// Reports that an event arrived. The connection is healthy then, so the next failure counts as the first in a row.
    pub fn handle_event(&mut self) {
        if self.phase == Phase::Open {
            self.backoff.reset();
        }
    }

    /// Reports that the server sent `retry`, in milliseconds.
    pub fn handle_retry(&mut self, ms: f64) {
        if self.phase == Phase::Open {
            self.retry = Some(ms);
        }
    }

    /// Reports whether the caller waits for the server. It does not while it is busy with earlier events, or reads the body of a
    /// response that it will refuse. Deadlines run only while it waits; it is assumed to wait from [`Action::Connect`] and from
    /// [`Action::Announce`] on. Calling this before each read is as cheap as [`handle_bytes`](Self::handle_bytes).
    pub fn handle_reading(&mut self, now: f64, reading: bool) {
        match self.phase {
            Phase::Requesting | Phase::Open if !reading => self.wake_at = NEVER,
            Phase::Open if self.wake_at < NEVER => self.last_byte_at = now,
            Phase::Open => {
                self.wake_at = now + self.idle;
                self.last_byte_at = LONG_AGO;
            }
            _ => {}
        }
    }

    /// Reports that the machine has no network. A connection that waits for its next attempt then waits for
    /// [`handle_online`](Self::handle_online).
    pub fn handle_offline(&mut self) {
        if self.phase == Phase::Waiting {
            self.phase = Phase::Paused;
            self.wake_at = NEVER;
        }
    }

    /// Reports that the machine has a network again. A connection that waits for its next attempt makes it at once.
    pub fn handle_online(&mut self, now: f64) -> Action {
        match self.phase {
            Phase::Waiting | Phase::Paused => self.reconnect(now),
            _ => Action::Nothing,
        }
    }

    /// Connects again at once, because the user asked for it. The caller ends the current request. No failure is counted.
    pub fn restart(&mut self, now: f64) -> Action {
        if matches!(self.phase, Phase::Idle | Phase::Closed) { Action::Nothing } else { self.reconnect(now) }
    }

    /// Reports that the document enters the back/forward cache (whatwg/html#12381).
    pub fn suspend(&mut self) -> Action {
        // Only `resume` brings it back: WebKit makes a page visible before it lets it send anything.
        self.is_hidden = false;
        self.suspend_now()
    }

    #[inline(never)]
    fn suspend_now(&mut self) -> Action {
        if !self.is_active() {
            return Action::Nothing;
        }
        self.close();
        self.phase = Phase::Suspended;
        Action::Suspend
    }

    fn is_active(&self) -> bool {
        !matches!(self.phase, Phase::Idle | Phase::Suspended | Phase::Closed)
    }

    /// Reports that the document is restored. A suspended connection connects again at once.
    pub fn resume(&mut self, now: f64) -> Action {
        if self.phase == Phase::Suspended { self.reconnect(now) } else { Action::Nothing }
    }

    /// Reports that the page is hidden. If it is already hidden at the start, call this after [`start`](Self::start).
    pub fn handle_hidden(&mut self, now: f64) -> Action {
        if !self.is_active() {
            return Action::Nothing;
        }
        self.is_hidden = true;
        self.last_traffic_at = now;
        if self.hidden == 0.0 {
            return self.suspend_now();
        }
        self.suspend_at = now + self.hidden;
        Action::Nothing
    }

    /// Reports that a hidden page is visible again, or is no longer frozen. The connection connects again if hiding the page
    /// suspended it, or if it had no traffic for 15 s: a hidden page is not notified when its connection is lost.
    pub fn handle_visible(&mut self, now: f64) -> Action {
        if !core::mem::take(&mut self.is_hidden) {
            return Action::Nothing;
        }
        self.suspend_at = NEVER;
        if now - self.last_traffic_at >= QUIET_LIMIT
            && self.backoff.policy.enabled
            && matches!(self.phase, Phase::Requesting | Phase::Open | Phase::Waiting)
        {
            self.suspend_now();
        }
        self.resume(now)
    }

    /// Closes the connection, as the standard's
    /// [`close()`](https://html.spec.whatwg.org/multipage/server-sent-events.html#dom-eventsource-close) does.
    pub fn close(&mut self) {
        self.phase = Phase::Closed;
        self.wake_at = NEVER;
        self.suspend_at = NEVER;
    }
}
