//! The documented result of every input in every phase, independent of the implementation: for the tests and the fuzz target.

use eventsource_wasm::connection::{
    Action, Connection, Decision, Failure as Failed, FailureReason, ReadyState, ReconnectPolicy, Remedy, Timeouts,
    check,
};

use FailureReason::{ConnectTimeout, ContentType, NoContent, Status};
use Input::{
    Bytes, Close, Decide, EarlyTimer, Failure, Hidden, LateTimer, Offline, Online, Reading, Response, Restart, Resume,
    Start, Suspend, Timer, Visible,
};
use Phase::{Closed, Deciding, Idle, Open, Paused, Requesting, Suspended, Waiting};

pub const EVENT_STREAM: Option<&str> = Some("text/event-stream");

pub const CONNECT: f64 = 10_000.0;
pub const IDLE: f64 = 20_000.0;
pub const HIDDEN: f64 = 25_000.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Idle,
    Requesting,
    Open,
    Deciding(FailureReason),
    Waiting,
    Paused,
    Suspended,
    Closed,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Input {
    Start,
    Response(u16, Option<&'static str>),
    /// A chunk with one event and a `retry`; the `Output` is `Event`.
    Bytes,
    Reading(bool),
    Failure(FailureReason, Remedy),
    Decide(Decision),
    /// A timer that fires on time. This and the next two have their own `now`.
    Timer,
    /// A timer that fires late, because the machine slept.
    LateTimer,
    /// A timer that fires on time, but the clock was set back by an hour.
    EarlyTimer,
    Offline,
    Online,
    Suspend,
    Resume,
    Restart,
    Hidden,
    /// The page is visible again, so soon that its connection cannot have been lost. `walk` has the exact rule.
    Visible,
    Close,
}

/// The result of an input. Delays are tested separately.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    Nothing,
    Connect,
    Announce,
    Event,
    Decide(FailureReason, Reconnect),
    Reestablish(FailureReason),
    Fail(FailureReason),
    Suspend,
}

type Reconnect = bool;

/// A connection's configuration. All of them retry status 503.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mode {
    pub reconnect: bool,
    pub decide: bool,
    pub timeouts: bool,
}

impl Mode {
    pub const fn of(reconnect: bool, decide: bool, timeouts: bool) -> Self {
        Self { reconnect, decide, timeouts }
    }

    fn timeouts(self) -> Timeouts {
        if self.timeouts {
            Timeouts { connect: CONNECT, idle: IDLE, hidden: Some(HIDDEN) }
        } else {
            Timeouts::default()
        }
    }

    pub fn deadline(self, now: f64, timeout: f64) -> Option<f64> {
        self.timeouts.then_some(now + timeout)
    }
}

/// The result of a lost connection. `retry`: whether another attempt could succeed.
fn lost(reason: FailureReason, retry: bool, mode: Mode) -> (Output, Phase) {
    match mode {
        Mode { reconnect: true, decide: true, .. } => (Output::Decide(reason, retry), Deciding(reason)),
        Mode { reconnect: true, decide: false, .. } if retry => (Output::Reestablish(reason), Waiting),
        _ => (Output::Fail(reason), Closed),
    }
}

/// The documented transitions. Any other input returns `Nothing` and changes nothing.
pub fn transition(phase: Phase, input: Input, mode: Mode) -> (Output, Phase) {
    match (phase, input) {
        (_, Close) => (Output::Nothing, Closed),
        (Idle, Start)
        | (Waiting, Timer | LateTimer | EarlyTimer | Online)
        | (Paused, Online)
        | (Suspended, Resume | Visible)
        | (Requesting | Open | Deciding(_) | Waiting | Paused | Suspended, Restart) => (Output::Connect, Requesting),
        (Requesting, Response(200, EVENT_STREAM)) => (Output::Announce, Open),
        (Open, Response(200, EVENT_STREAM)) => (Output::Nothing, Open),
        // To the connection, a response that `check` refuses is a failure like any other.
        (Requesting | Open, Response(200, _)) => lost(ContentType, false, mode),
        (Requesting | Open, Response(204, _)) => lost(NoContent, false, mode),
        (Requesting | Open, Response(status, _)) => lost(Status, status == 503, mode),
        (Open, Bytes) => (Output::Event, Open),
        (Requesting | Open, Failure(reason, Remedy::Futile)) => (Output::Fail(reason), Closed),
        (Requesting | Open, Failure(reason, remedy)) => lost(reason, remedy == Remedy::Retry, mode),
        (Requesting, Timer | EarlyTimer) => lost(ConnectTimeout, true, mode),
        (Open, Timer | EarlyTimer) => lost(FailureReason::Idle, true, mode),
        (Requesting, LateTimer) => lost(ConnectTimeout, true, Mode { decide: false, ..mode }),
        (Open, LateTimer) => lost(FailureReason::Idle, true, Mode { decide: false, ..mode }),
        (Deciding(reason), Decide(Decision::GiveUp)) => (Output::Fail(reason), Closed),
        (Deciding(reason), Decide(_)) => (Output::Reestablish(reason), Waiting),
        (Waiting, Offline) => (Output::Nothing, Paused),
        (Requesting | Open | Deciding(_) | Waiting | Paused, Suspend) => (Output::Suspend, Suspended),
        _ => (Output::Nothing, phase),
    }
}

pub fn ready_state(phase: Phase) -> ReadyState {
    match phase {
        Open => ReadyState::Open,
        Closed => ReadyState::Closed,
        _ => ReadyState::Connecting,
    }
}

pub fn new(mode: Mode) -> Connection {
    let policy = ReconnectPolicy { enabled: mode.reconnect, decide: mode.decide, ..ReconnectPolicy::default() };
    Connection::new(policy, mode.timeouts())
}

impl Input {
    /// The time of the input. That of a timer depends on its deadline.
    pub fn time(self, now: f64, wake_at: Option<f64>) -> f64 {
        match self {
            Timer => wake_at.unwrap_or(now),
            LateTimer => wake_at.unwrap_or(now) + 70_000.0,
            EarlyTimer => wake_at.unwrap_or(now) - 3_600_000.0,
            _ => now,
        }
    }

    /// Returns the result of the input, and the delay until the next attempt.
    pub fn apply(self, connection: &mut Connection, now: f64, random: f64) -> (Output, Option<u32>) {
        let now = self.time(now, connection.wake_at());
        let action = match self {
            Start => connection.start(now),
            Response(status, content_type) => match check(status, content_type) {
                Ok(()) => connection.handle_response(now),
                Err(reason) => {
                    let retry = status == 503 && reason == Status;
                    let remedy = if retry { Remedy::Retry } else { Remedy::Refused };
                    connection.handle_failure(now, random, Failed { remedy, ..reason.into() })
                }
            },
            Bytes => {
                let before = connection.reconnection_time();
                connection.handle_bytes(now);
                connection.handle_event();
                connection.handle_retry(if before == 40.0 { 41.0 } else { 40.0 });
                let received = connection.reconnection_time() != before;
                return (if received { Output::Event } else { Output::Nothing }, None);
            }
            Failure(reason, remedy) => connection.handle_failure(now, random, Failed { remedy, ..reason.into() }),
            Decide(decision) => connection.handle_decision(now, decision),
            Timer | LateTimer | EarlyTimer => connection.handle_timer(now, random),
            Online => connection.handle_online(now),
            Resume => connection.resume(now),
            Reading(reading) => {
                connection.handle_reading(now, reading);
                Action::Nothing
            }
            Offline => {
                connection.handle_offline();
                Action::Nothing
            }
            Suspend => connection.suspend(),
            Restart => connection.restart(now),
            Hidden => connection.handle_hidden(now),
            Visible => connection.handle_visible(now),
            Close => {
                connection.close();
                Action::Nothing
            }
        };
        match action {
            Action::Nothing => (Output::Nothing, None),
            Action::Connect => (Output::Connect, None),
            Action::Announce => (Output::Announce, None),
            Action::Suspend => (Output::Suspend, None),
            Action::Decide { reason, reconnect, .. } => (Output::Decide(reason, reconnect), None),
            Action::Reestablish { reason, delay } => (Output::Reestablish(reason), Some(delay)),
            Action::Fail { reason, last } => {
                assert_eq!(last, reason, "nothing gives up here");
                (Output::Fail(reason), None)
            }
        }
    }
}
