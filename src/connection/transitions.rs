//! Every transition of a connection: one input, one action, and a deadline.

use super::deadline::{ASLEEP, NEVER, TOO_QUIET, Timeouts, limit, timer_delay};
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
    /// Waiting, until the machine is online.
    Paused,
    Suspended,
    Closed,
}

/// One event source's connection, from the first request to the end. [The module](super) has its table.
///
/// It has a fixed size and owns nothing: the caller keeps the stream and the last event ID.
#[derive(Clone, Copy, Debug)]
pub struct Connection {
    phase: Phase,
    /// The timeouts, or never.
    connect: f64,
    idle: f64,
    hidden: f64,
    backoff: Backoff,
    /// The standard's *reconnection time*, in ms, if the server has sent it.
    retry: Option<f64>,
    attempt: u32,
    /// When the open connection was announced.
    opened_at: f64,
    /// When the last byte came, if one has come since the timer was set; else long ago.
    heard_at: f64,
    /// When the phase has lasted too long.
    wake_at: f64,
    /// When the page has been hidden for too long.
    suspend_at: f64,
    is_hidden: bool,
    /// When something was last sent to the server or received, if the page is hidden; not before it was.
    quiet_since: f64,
}

const LONG_AGO: f64 = f64::NEG_INFINITY;

impl Connection {
    /// A connection that was not started.
    #[must_use]
    pub const fn new(policy: ReconnectPolicy, timeouts: Timeouts) -> Self {
        Self {
            phase: Phase::Idle,
            connect: limit(timeouts.connect),
            idle: limit(timeouts.idle),
            hidden: match timeouts.hidden {
                Some(0.0) => 0.0,
                Some(timeout) => limit(timeout),
                None => NEVER,
            },
            backoff: Backoff::new(policy),
            retry: None,
            attempt: 0,
            opened_at: 0.0,
            heard_at: LONG_AGO,
            wake_at: NEVER,
            suspend_at: NEVER,
            is_hidden: false,
            quiet_since: 0.0,
        }
    }

    /// The standard's `readyState`.
    #[must_use]
    pub fn ready_state(&self) -> ReadyState {
        match self.phase {
            Phase::Open => ReadyState::Open,
            Phase::Closed => ReadyState::Closed,
            _ => ReadyState::Connecting,
        }
    }

    /// The number of the current or last request; 0 is the first.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The reconnection time in ms: that of the [policy](ReconnectPolicy::reconnection_time) until the server sends `retry`.
    #[must_use]
    pub fn reconnection_time(&self) -> f64 {
        self.retry.unwrap_or(self.backoff.policy.reconnection_time)
    }

    /// When to call [`handle_timer`](Self::handle_timer), on the clock of `now`; none: no timer. Set it whenever this
    /// differs from what it is set to, and only then.
    #[must_use]
    pub fn wake_at(&self) -> Option<f64> {
        let next = self.wake_at.min(self.suspend_at);
        (next < NEVER).then_some(next)
    }

    /// Begins with the first request.
    pub fn start(&mut self, now: f64) -> Action {
        if self.phase == Phase::Idle { self.request(now) } else { Action::Nothing }
    }

    /// The head of a response has come that [`check`](super::check()) accepts. One that it refuses is a
    /// [failure](Self::handle_failure).
    pub fn handle_response(&mut self, now: f64) -> Action {
        if self.phase != Phase::Requesting {
            return Action::Nothing;
        }
        self.phase = Phase::Open;
        self.opened_at = now;
        self.wake_at = now + self.idle;
        self.quiet_since = now;
        self.heard_at = LONG_AGO;
        Action::Announce
    }

    /// The request or the body failed, or the response was refused. `random` is in `0.0..1.0`.
    pub fn handle_failure(&mut self, now: f64, random: f64, failure: Failure) -> Action {
        match self.phase {
            Phase::Requesting | Phase::Open => self.lose(now, random, failure),
            _ => Action::Nothing,
        }
    }

    /// The connection is lost.
    // Two callers, and a quarter of a kilobyte of brotli.
    #[inline(never)]
    fn lose(&mut self, now: f64, random: f64, failure: Failure) -> Action {
        let Failure { reason, remedy, retry_after } = failure;
        if self.phase == Phase::Open {
            self.backoff.was_open(now - self.opened_at);
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
        self.quiet_since = now;
        self.wake_at = now + self.connect;
        Action::Connect
    }

    #[inline(never)]
    fn reconnect(&mut self, now: f64) -> Action {
        self.attempt = self.attempt.saturating_add(1);
        self.request(now)
    }

    /// The caller's answer to [`Action::Decide`].
    pub fn handle_decision(&mut self, now: f64, decision: Decision) -> Action {
        let Phase::Deciding { reason, delay } = self.phase else { return Action::Nothing };
        match decision {
            Decision::GiveUp => self.fail(reason, reason),
            Decision::Reconnect => self.reestablish(now, reason, delay),
            Decision::ReconnectAfter(delay) => self.reestablish(now, reason, timer_delay(delay)),
        }
    }

    /// The timer that was set to [`wake_at`](Self::wake_at) has fired. Its time has come even where `now` says that it
    /// has not: then the clock was set back.
    pub fn handle_timer(&mut self, now: f64, random: f64) -> Action {
        if self.suspend_at < self.wake_at {
            return self.pause();
        }
        let asleep = now - self.wake_at >= ASLEEP;
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
                // A byte moves the deadline only now: to set a timer for each chunk costs more than to parse it.
                let left = self.idle - (now - core::mem::replace(&mut self.heard_at, LONG_AGO)).max(0.0);
                if left > 0.0 {
                    self.wake_at = now + left;
                    return Action::Nothing;
                }
                FailureReason::Idle
            }
            // None of the others has a deadline of its own.
            _ => return Action::Nothing,
        };
        if asleep && self.backoff.policy.enabled {
            return self.reestablish(now, reason, 0);
        }
        self.lose(now, random, reason.into())
    }

    /// A chunk of the body has come. Nothing but [`Timeouts::idle`] and a hidden page need be told of it.
    pub fn handle_bytes(&mut self, now: f64) {
        self.heard_at = now;
        self.quiet_since = now;
    }

    /// An event has come: the connection is healthy, so the next failure is the first in a row.
    pub fn handle_event(&mut self) {
        if self.phase == Phase::Open {
            self.backoff.reset();
        }
    }

    /// The server has sent `retry`, in ms.
    pub fn handle_retry(&mut self, ms: f64) {
        if self.phase == Phase::Open {
            self.retry = Some(ms);
        }
    }

    /// Whether the caller waits for the server, or does not: it has enough to do with earlier events, or reads the body of
    /// a response that it will refuse. A deadline runs only while it waits. It is taken to wait from [`Action::Connect`]
    /// and from [`Action::Announce`] on. To say so before each read is as cheap as [`handle_bytes`](Self::handle_bytes).
    pub fn handle_reading(&mut self, now: f64, reading: bool) {
        match self.phase {
            Phase::Requesting | Phase::Open if !reading => self.wake_at = NEVER,
            Phase::Open if self.wake_at < NEVER => self.heard_at = now,
            Phase::Open => {
                self.wake_at = now + self.idle;
                self.heard_at = LONG_AGO;
            }
            _ => {}
        }
    }

    /// The machine has lost its network: what waits for its next attempt waits until [`handle_online`](Self::handle_online).
    pub fn handle_offline(&mut self) {
        if self.phase == Phase::Waiting {
            self.phase = Phase::Paused;
            self.wake_at = NEVER;
        }
    }

    /// The machine has a network again: what waits for its next attempt makes it at once.
    pub fn handle_online(&mut self, now: f64) -> Action {
        match self.phase {
            Phase::Waiting | Phase::Paused => self.reconnect(now),
            _ => Action::Nothing,
        }
    }

    /// The user wants a new connection, at once: the caller ends what there is. No failure is counted.
    pub fn restart(&mut self, now: f64) -> Action {
        if matches!(self.phase, Phase::Idle | Phase::Closed) { Action::Nothing } else { self.reconnect(now) }
    }

    /// The document goes into the back/forward cache (whatwg/html#12381).
    pub fn suspend(&mut self) -> Action {
        // It is back by `resume` alone: WebKit shows a page before it lets it send anything.
        self.is_hidden = false;
        self.pause()
    }

    #[inline(never)]
    fn pause(&mut self) -> Action {
        if !self.is_under_way() {
            return Action::Nothing;
        }
        self.close();
        self.phase = Phase::Suspended;
        Action::Suspend
    }

    fn is_under_way(&self) -> bool {
        !matches!(self.phase, Phase::Idle | Phase::Suspended | Phase::Closed)
    }

    /// The document is back: what was suspended connects again, at once.
    pub fn resume(&mut self, now: f64) -> Action {
        if self.phase == Phase::Suspended { self.reconnect(now) } else { Action::Nothing }
    }

    /// The page is hidden. Whoever starts a connection in a hidden page says so after [`start`](Self::start).
    pub fn handle_hidden(&mut self, now: f64) -> Action {
        if !self.is_under_way() {
            return Action::Nothing;
        }
        self.is_hidden = true;
        self.quiet_since = now;
        if self.hidden == 0.0 {
            return self.pause();
        }
        self.suspend_at = now + self.hidden;
        Action::Nothing
    }

    /// The page that was hidden is seen, or its timers go on after it was frozen. What was suspended by its being hidden connects again. So does
    /// what has neither sent nor heard anything for 15 s: nobody tells a hidden page that its connection is lost.
    pub fn handle_visible(&mut self, now: f64) -> Action {
        if !core::mem::take(&mut self.is_hidden) {
            return Action::Nothing;
        }
        self.suspend_at = NEVER;
        if now - self.quiet_since >= TOO_QUIET
            && self.backoff.policy.enabled
            && matches!(self.phase, Phase::Requesting | Phase::Open | Phase::Waiting)
        {
            self.pause();
        }
        self.resume(now)
    }

    /// [`close()`](https://html.spec.whatwg.org/multipage/server-sent-events.html#dom-eventsource-close).
    pub fn close(&mut self) {
        self.phase = Phase::Closed;
        self.wake_at = NEVER;
        self.suspend_at = NEVER;
    }
}
