//! What may come of an input in a phase, apart from the code that does it: for the tests and the fuzz target.

use eventsource_wasm::connection::{Action, Connection, FailureReason, ReadyState, ReconnectPolicy};

use FailureReason::{ContentType, NoContent, Status};
use Input::{Bytes, Close, Failure, Response, Resume, Start, Suspend, Timer};
use Phase::{Closed, Idle, Open, Requesting, Suspended, Waiting};

pub const EVENT_STREAM: Option<&str> = Some("text/event-stream");

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Idle,
    Requesting,
    Open,
    Waiting,
    Suspended,
    Closed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    Start,
    Response(u16, Option<&'static str>),
    /// A chunk with one event; the `Output` is `Event`.
    Bytes,
    Failure(FailureReason, Futile),
    Timer,
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
    Reestablish(FailureReason),
    Fail(FailureReason),
}

/// The documented transitions; whatever is not here is `Nothing` and changes nothing.
pub fn transition(phase: Phase, input: Input, reconnect: bool) -> (Output, Phase) {
    match (phase, input) {
        (_, Close) => (Output::Nothing, Closed),
        (Idle, Start) | (Waiting, Timer) | (Suspended, Resume) => (Output::Connect, Requesting),
        (Requesting, Response(200, EVENT_STREAM)) => (Output::Announce, Open),
        (Requesting, Response(200, _)) => (Output::Fail(ContentType), Closed),
        (Requesting, Response(204, _)) => (Output::Fail(NoContent), Closed),
        (Requesting, Response(..)) => (Output::Fail(Status), Closed),
        (Open, Bytes) => (Output::Event, Open),
        (Requesting | Open | Waiting, Suspend) => (Output::Nothing, Suspended),
        (Requesting | Open, Failure(reason, false)) if reconnect => (Output::Reestablish(reason), Waiting),
        (Requesting | Open, Failure(reason, _)) => (Output::Fail(reason), Closed),
        _ => (Output::Nothing, phase),
    }
}

pub fn ready_state(phase: Phase) -> ReadyState {
    match phase {
        Idle | Requesting | Waiting | Suspended => ReadyState::Connecting,
        Open => ReadyState::Open,
        Closed => ReadyState::Closed,
    }
}

pub fn new(reconnect: bool) -> Connection {
    Connection::new(ReconnectPolicy { enabled: reconnect, ..ReconnectPolicy::default() }, "")
}

impl Input {
    pub fn apply(self, connection: &mut Connection, now: f64, random: f64) -> Output {
        let action = match self {
            Start => connection.start(),
            Response(status, content_type) => connection.handle_response(now, status, content_type),
            Bytes => {
                let batch = connection.handle_bytes(b"id: 7\nretry: 40\ndata: a\n\n");
                return if batch.is_empty() { Output::Nothing } else { Output::Event };
            }
            Failure(reason, futile) => connection.handle_failure(now, random, reason, futile),
            Timer => connection.handle_timer(),
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
            Action::Reestablish { reason, .. } => Output::Reestablish(reason),
            Action::Fail { reason } => Output::Fail(reason),
        }
    }
}

/// Goes a way from the start, and holds each step against the documented transitions.
/// Gives the connection and the phase that it has to be in.
pub fn walk(reconnect: bool, way: impl IntoIterator<Item = (Input, f64, f64)>) -> (Connection, Phase) {
    let (mut connection, mut phase) = (new(reconnect), Idle);
    for (input, now, random) in way {
        let (output, next) = transition(phase, input, reconnect);
        assert_eq!(input.apply(&mut connection, now, random), output, "{input:?} in {phase:?}");
        assert_eq!(connection.ready_state(), ready_state(next), "{input:?} in {phase:?}");
        phase = next;
    }
    (connection, phase)
}
