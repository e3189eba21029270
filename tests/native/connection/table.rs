//! The transition table: every input in every phase.

use eventsource_wasm::connection::{Connection, FailureReason, ReadyState};
use proptest::prelude::*;

use super::transitions::{EVENT_STREAM, Input, Output, Phase, new, ready_state, transition};
use FailureReason::{Body, End, Network, Status};
use Input::{Bytes, Close, Failure, Response, Resume, Start, Suspend, Timer};
use Phase::{Closed, Idle, Open, Requesting, Suspended, Waiting};

const PHASES: [Phase; 6] = [Idle, Requesting, Open, Waiting, Suspended, Closed];

const INPUTS: [Input; 16] = [
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
    Suspend,
    Resume,
    Close,
];

fn apply(connection: &mut Connection, input: Input) -> Output {
    input.apply(connection, 0.0, 0.5)
}

fn in_phase(phase: Phase, reconnect: bool) -> Connection {
    let way: &[Input] = match phase {
        Idle => &[],
        Requesting => &[Start],
        Open => &[Start, Response(200, EVENT_STREAM)],
        Waiting => &[Start, Failure(Network, false)],
        Suspended => &[Start, Suspend],
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
    let probes = [
        (Idle, Start),
        (Waiting, Timer),
        (Suspended, Resume),
        (Open, Bytes),
        (Requesting, Response(200, EVENT_STREAM)),
    ];
    let found = probes.into_iter().find(|(_, probe)| apply(connection, *probe) != Output::Nothing);
    found.map_or(Closed, |(phase, _)| phase)
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
                if output == Output::Nothing && next == phase {
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
        // A walk that closes early walks no further.
        let way = walk.into_iter().enumerate().filter(|(at, input)| *input != Close || *at > 50);
        let (mut connection, phase) = super::transitions::walk(reconnect, way.map(|(_, input)| (input, 0.0, 0.5)));
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
