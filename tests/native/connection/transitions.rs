//! What may come of an input in a phase, apart from the code that does it: for the tests and the fuzz target.

use eventsource_wasm::connection::{
    Action, Connection, Decision, FailureReason, ReadyState, ReconnectPolicy, Response as Head,
};

use FailureReason::{ConnectTimeout, ContentType, NoContent, Status};
use Input::{Bytes, Close, Decide, Failure, LateTimer, Offline, Online, Response, Resume, Start, Suspend, Timer};
use Phase::{Closed, Deciding, Idle, Open, Paused, Requesting, Suspended, Waiting};

pub const EVENT_STREAM: Option<&str> = Some("text/event-stream");

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
    /// A chunk with one event; the `Output` is `Event`.
    Bytes,
    Failure(FailureReason, Futile),
    Decide(Decision),
    Timer,
    /// A timer that was asleep with the machine.
    LateTimer,
    Offline,
    Online,
    Suspend,
    Resume,
    Close,
}

type Futile = bool;

/// What came of an input. The delays have tests of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    Nothing,
    Connect,
    Announce,
    Event,
    Decide(FailureReason, Reconnect),
    Reestablish(FailureReason),
    Fail(FailureReason),
}

type Reconnect = bool;

/// What a connection is told to do. 503 is retried by all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mode {
    pub reconnect: bool,
    pub decide: bool,
}

impl Mode {
    pub const ALL: [Self; 4] =
        [Self::of(true, false), Self::of(true, true), Self::of(false, false), Self::of(false, true)];

    pub const fn of(reconnect: bool, decide: bool) -> Self {
        Self { reconnect, decide }
    }
}

/// A lost connection; `retry` says that another attempt is called for.
fn lost(reason: FailureReason, retry: bool, mode: Mode) -> (Output, Phase) {
    match mode {
        Mode { reconnect: true, decide: true } => (Output::Decide(reason, retry), Deciding(reason)),
        Mode { reconnect: true, decide: false } if retry => (Output::Reestablish(reason), Waiting),
        _ => (Output::Fail(reason), Closed),
    }
}

/// The documented transitions; whatever is not here is `Nothing` and changes nothing.
pub fn transition(phase: Phase, input: Input, mode: Mode) -> (Output, Phase) {
    match (phase, input) {
        (_, Close) => (Output::Nothing, Closed),
        (Idle, Start) | (Waiting, Timer | LateTimer | Online) | (Paused, Online) | (Suspended, Resume) => {
            (Output::Connect, Requesting)
        }
        (Requesting, Response(200, EVENT_STREAM)) => (Output::Announce, Open),
        (Requesting, Response(200, _)) => lost(ContentType, false, mode),
        (Requesting, Response(204, _)) => lost(NoContent, false, mode),
        (Requesting, Response(status, _)) => lost(Status, status == 503, mode),
        (Open, Bytes) => (Output::Event, Open),
        (Requesting | Open, Failure(reason, true)) => (Output::Fail(reason), Closed),
        (Requesting | Open, Failure(reason, false)) => lost(reason, true, mode),
        (Requesting, Timer) => lost(ConnectTimeout, true, mode),
        (Open, Timer) => lost(FailureReason::Idle, true, mode),
        (Requesting, LateTimer) => lost(ConnectTimeout, true, Mode { decide: false, ..mode }),
        (Open, LateTimer) => lost(FailureReason::Idle, true, Mode { decide: false, ..mode }),
        (Deciding(reason), Decide(Decision::GiveUp)) => (Output::Fail(reason), Closed),
        (Deciding(reason), Decide(_)) => (Output::Reestablish(reason), Waiting),
        (Waiting, Offline) => (Output::Nothing, Paused),
        (Requesting | Open | Deciding(_) | Waiting | Paused, Suspend) => (Output::Nothing, Suspended),
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
    let statuses = vec![503];
    let policy =
        ReconnectPolicy { enabled: mode.reconnect, decide: mode.decide, statuses, ..ReconnectPolicy::default() };
    Connection::new(policy, "")
}

impl Input {
    pub fn apply(self, connection: &mut Connection, now: f64, random: f64) -> Output {
        let action = match self {
            Start => connection.start(),
            Response(status, content_type) => {
                connection.handle_response(now, random, &Head { status, content_type, retry_after: None })
            }
            Bytes => {
                let batch = connection.handle_bytes(b"id: 7\nretry: 40\ndata: a\n\n");
                return if batch.is_empty() { Output::Nothing } else { Output::Event };
            }
            Failure(reason, futile) => connection.handle_failure(now, random, reason, futile),
            Decide(decision) => connection.handle_decision(decision),
            Timer => connection.handle_timer(now, random, 0.0),
            LateTimer => connection.handle_timer(now, random, 70_000.0),
            Online => connection.handle_online(),
            Offline => {
                connection.handle_offline();
                return Output::Nothing;
            }
            Suspend => {
                connection.suspend();
                return Output::Nothing;
            }
            Resume => connection.resume(),
            Close => {
                connection.close();
                return Output::Nothing;
            }
        };
        match action {
            Action::Nothing => Output::Nothing,
            Action::Connect => Output::Connect,
            Action::Announce => Output::Announce,
            Action::Decide { reason, reconnect, .. } => Output::Decide(reason, reconnect),
            Action::Reestablish { reason, .. } => Output::Reestablish(reason),
            Action::Fail { reason } => Output::Fail(reason),
        }
    }
}

/// Goes a way from the start, and holds each step against the documented transitions.
/// Gives the connection and the phase that it has to be in.
pub fn walk(mode: Mode, way: impl IntoIterator<Item = (Input, f64, f64)>) -> (Connection, Phase) {
    let (mut connection, mut phase) = (new(mode), Idle);
    for (input, now, random) in way {
        let (output, next) = transition(phase, input, mode);
        assert_eq!(input.apply(&mut connection, now, random), output, "{input:?} in {phase:?}");
        assert_eq!(connection.ready_state(), ready_state(next), "{input:?} in {phase:?}");
        phase = next;
    }
    (connection, phase)
}
