//! The transition table: every input in every phase.

use eventsource_wasm::connection::{Action, Connection, FailureReason, ReadyState, ReconnectPolicy};
use proptest::prelude::*;

use super::EVENT_STREAM;
use FailureReason::{Body, ContentType, End, Network, NoContent, Status};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Idle,
    Requesting,
    Open,
    Waiting,
    Closed,
}
use Phase::{Closed, Idle, Open, Requesting, Waiting};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Input {
    Start,
    Response(u16, Option<&'static str>),
    /// A chunk with one event; the `Output` is `Event`.
    Bytes,
    Failure(FailureReason, Futile),
    Timer,
    Close,
}
use Input::{Bytes, Close, Failure, Response, Start, Timer};

type Futile = bool;

/// What came of an input. The delays have tests of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Output {
    Nothing,
    Connect,
    Announce,
    Event,
    Reestablish(FailureReason),
    Fail(FailureReason),
}

const PHASES: [Phase; 5] = [Idle, Requesting, Open, Waiting, Closed];

const INPUTS: [Input; 14] = [
    Start,
    Response(200, EVENT_STREAM),
    Response(200, Some("text/html")),
    Response(200, None),
    Response(204, EVENT_STREAM),
    Response(206, EVENT_STREAM),
    Response(401, EVENT_STREAM),
    Response(500, None),
    Bytes,
    Failure(Network, false),
    Failure(End, false),
    Failure(Body, true),
    Timer,
    Close,
];

/// The transitions of a connection that may reconnect; whatever is not here is `Nothing` and changes nothing.
const TRANSITIONS: [(Phase, Input, Output, Phase); 22] = [
    (Idle, Start, Output::Connect, Requesting),
    (Requesting, Response(200, EVENT_STREAM), Output::Announce, Open),
    (Requesting, Response(200, Some("text/html")), Output::Fail(ContentType), Closed),
    (Requesting, Response(200, None), Output::Fail(ContentType), Closed),
    (Requesting, Response(204, EVENT_STREAM), Output::Fail(NoContent), Closed),
    (Requesting, Response(206, EVENT_STREAM), Output::Fail(Status), Closed),
    (Requesting, Response(401, EVENT_STREAM), Output::Fail(Status), Closed),
    (Requesting, Response(500, None), Output::Fail(Status), Closed),
    (Requesting, Failure(Network, false), Output::Reestablish(Network), Waiting),
    (Requesting, Failure(End, false), Output::Reestablish(End), Waiting),
    (Requesting, Failure(Body, true), Output::Fail(Body), Closed),
    (Open, Bytes, Output::Event, Open),
    (Open, Failure(Network, false), Output::Reestablish(Network), Waiting),
    (Open, Failure(End, false), Output::Reestablish(End), Waiting),
    (Open, Failure(Body, true), Output::Fail(Body), Closed),
    (Waiting, Timer, Output::Connect, Requesting),
    (Idle, Close, Output::Nothing, Closed),
    (Requesting, Close, Output::Nothing, Closed),
    (Open, Close, Output::Nothing, Closed),
    (Waiting, Close, Output::Nothing, Closed),
    (Closed, Close, Output::Nothing, Closed),
    (Closed, Timer, Output::Nothing, Closed),
];

fn transition(phase: Phase, input: Input, reconnect: bool) -> (Output, Phase) {
    let found = TRANSITIONS.iter().find(|row| (row.0, row.1) == (phase, input));
    match found.map_or((Output::Nothing, phase), |row| (row.2, row.3)) {
        (Output::Reestablish(reason), Waiting) if !reconnect => (Output::Fail(reason), Closed),
        other => other,
    }
}

fn apply(connection: &mut Connection, input: Input) -> Output {
    let action = match input {
        Start => connection.start(),
        Response(status, content_type) => connection.handle_response(0.0, status, content_type),
        Bytes => {
            let batch = connection.handle_bytes(b"id: 7\nretry: 40\ndata: a\n\n");
            return if batch.is_empty() { Output::Nothing } else { Output::Event };
        }
        Failure(reason, futile) => connection.handle_failure(0.0, 0.5, reason, futile),
        Timer => connection.handle_timer(),
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

fn new(reconnect: bool) -> Connection {
    Connection::new(ReconnectPolicy { enabled: reconnect, ..ReconnectPolicy::default() }, "")
}

fn in_phase(phase: Phase, reconnect: bool) -> Connection {
    let way: &[Input] = match phase {
        Idle => &[],
        Requesting => &[Start],
        Open => &[Start, Response(200, EVENT_STREAM)],
        Waiting => &[Start, Failure(Network, false)],
        Closed => &[Start, Response(500, None)],
    };
    let mut connection = new(reconnect);
    for input in way {
        apply(&mut connection, *input);
    }
    connection
}

/// The phase, by what works only in it.
fn phase_of(connection: &mut Connection) -> Phase {
    let probes = [(Idle, Start), (Waiting, Timer), (Open, Bytes), (Requesting, Response(200, EVENT_STREAM))];
    let found = probes.into_iter().find(|(_, probe)| apply(connection, *probe) != Output::Nothing);
    found.map_or(Closed, |(phase, _)| phase)
}

fn ready_state(phase: Phase) -> ReadyState {
    match phase {
        Idle | Requesting | Waiting => ReadyState::Connecting,
        Open => ReadyState::Open,
        Closed => ReadyState::Closed,
    }
}

/// All that a caller can see.
fn seen(connection: &Connection) -> (ReadyState, u32, String, u64) {
    let id = connection.last_event_id().to_owned();
    (connection.ready_state(), connection.attempt(), id, connection.reconnection_time())
}

#[test]
fn every_input_in_every_phase() {
    for reconnect in [true, false] {
        // Without reconnecting no connection ever waits.
        for phase in PHASES.into_iter().filter(|phase| reconnect || *phase != Waiting) {
            for input in INPUTS {
                let mut connection = in_phase(phase, reconnect);
                let before = seen(&connection);
                assert_eq!(before.0, ready_state(phase), "{phase:?}");

                let (output, next) = transition(phase, input, reconnect);
                let case = format!("{input:?} in {phase:?}, reconnect {reconnect}");
                assert_eq!(apply(&mut connection, input), output, "{case}");
                assert_eq!(connection.ready_state(), ready_state(next), "{case}");
                if output == Output::Nothing && input != Close {
                    assert_eq!(seen(&connection), before, "{case} changed something");
                }
                assert_eq!(phase_of(&mut connection), next, "{case}");
            }
        }
    }
}

#[test]
fn phases_are_told_apart() {
    for phase in PHASES {
        assert_eq!(phase_of(&mut in_phase(phase, true)), phase);
    }
}

#[test]
fn statuses() {
    for status in
        [0, 100, 199, 201, 202, 203, 205, 206, 301, 304, 307, 400, 403, 404, 429, 499, 502, 503, 599, u16::MAX]
    {
        let mut connection = in_phase(Requesting, true);
        assert_eq!(apply(&mut connection, Response(status, EVENT_STREAM)), Output::Fail(Status), "{status}");
    }
}

#[test]
fn attempts_are_counted_from_zero() {
    let mut connection = in_phase(Requesting, true);
    for attempt in 0..5 {
        assert_eq!(connection.attempt(), attempt);
        apply(&mut connection, Failure(Network, false));
        assert_eq!(connection.attempt(), attempt, "it is the next request that counts");
        apply(&mut connection, Timer);
    }
}

proptest! {
    /// A random walk stays on the table: nothing panics, nothing leads out of CLOSED.
    #[test]
    fn random_walks(reconnect: bool, walk in prop::collection::vec(prop::sample::select(&INPUTS[..]), 0..60)) {
        let mut connection = new(reconnect);
        let mut phase = Idle;
        for input in walk {
            // A walk that closes early walks no further.
            let input = if input == Close && phase != Closed { Timer } else { input };
            let (output, next) = transition(phase, input, reconnect);
            prop_assert_eq!(apply(&mut connection, input), output, "{:?} in {:?}", input, phase);
            prop_assert_eq!(connection.ready_state(), ready_state(next));
            phase = next;
        }
        prop_assert_eq!(phase_of(&mut connection), phase);
    }

    #[test]
    fn closed_is_closed(
        walk in prop::collection::vec(prop::sample::select(&INPUTS[..]), 0..20),
        after in prop::collection::vec(prop::sample::select(&INPUTS[..]), 0..20),
    ) {
        let mut connection = new(true);
        for input in walk {
            apply(&mut connection, input);
        }
        connection.close();
        let before = seen(&connection);
        for input in after {
            prop_assert_eq!(apply(&mut connection, input), Output::Nothing, "{:?}", input);
        }
        prop_assert_eq!(seen(&connection), before);
        prop_assert_eq!(connection.ready_state(), ReadyState::Closed);
    }
}
