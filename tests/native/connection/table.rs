//! The transition table: every input in every phase.

use eventsource_wasm::connection::{Connection, Decision, FailureReason, ReadyState};
use proptest::prelude::*;

use super::transitions::{EVENT_STREAM, Input, Mode, Output, Phase, new, ready_state, transition};
use FailureReason::{Body, End, Network, Status};
use Input::{Bytes, Close, Decide, Failure, LateTimer, Offline, Online, Response, Resume, Start, Suspend, Timer};
use Phase::{Closed, Deciding, Idle, Open, Paused, Requesting, Suspended, Waiting};

const PHASES: [Phase; 8] = [Idle, Requesting, Open, Deciding(Network), Waiting, Paused, Suspended, Closed];

const INPUTS: [Input; 23] = [
    Start,
    Response(200, EVENT_STREAM),
    Response(200, Some("text/html")),
    Response(200, None),
    Response(204, EVENT_STREAM),
    Response(206, EVENT_STREAM),
    Response(401, EVENT_STREAM),
    Response(500, None),
    Response(503, None),
    Bytes,
    Failure(Network, false),
    Failure(End, false),
    Failure(Body, true),
    Decide(Decision::GiveUp),
    Decide(Decision::Reconnect),
    Decide(Decision::ReconnectAfter(5.0)),
    Timer,
    LateTimer,
    Offline,
    Online,
    Suspend,
    Resume,
    Close,
];

const RECONNECTING: Mode = Mode::of(true, false);

fn apply(connection: &mut Connection, input: Input) -> Output {
    input.apply(connection, 0.0, 0.5)
}

/// A connection in a phase, unless its mode never gets there.
fn in_phase(phase: Phase, mode: Mode) -> Option<Connection> {
    let reaches = match phase {
        Deciding(_) => mode.reconnect && mode.decide,
        Waiting | Paused => mode.reconnect && !mode.decide,
        _ => true,
    };
    let way: &[Input] = match phase {
        Idle => &[],
        Requesting => &[Start],
        Open => &[Start, Response(200, EVENT_STREAM)],
        Deciding(_) | Waiting => &[Start, Failure(Network, false)],
        Paused => &[Start, Failure(Network, false), Offline],
        Suspended => &[Start, Suspend],
        Closed => &[Start, Close],
    };
    let mut connection = new(mode);
    for input in way {
        apply(&mut connection, *input);
    }
    reaches.then_some(connection)
}

fn requesting() -> Connection {
    in_phase(Requesting, RECONNECTING).unwrap()
}

/// The phase, by what works only in it.
fn phase_of(connection: &mut Connection) -> Phase {
    // An action tells its phase, and what came before it did not change that.
    let probes = [
        (Idle, Start),
        (Suspended, Resume),
        (Open, Bytes),
        (Deciding(Network), Decide(Decision::GiveUp)),
        (Requesting, Response(200, EVENT_STREAM)),
        (Waiting, Timer),
        (Paused, Online),
    ];
    probes
        .into_iter()
        .find_map(|(phase, probe)| match (phase, apply(connection, probe)) {
            (_, Output::Nothing) => None,
            (Deciding(_), Output::Fail(reason)) => Some(Deciding(reason)),
            _ => Some(phase),
        })
        .unwrap_or(Closed)
}

/// All that a caller can see.
fn seen(connection: &Connection) -> (ReadyState, u32, String, u64) {
    let id = connection.last_event_id().to_owned();
    (connection.ready_state(), connection.attempt(), id, connection.reconnection_time())
}

#[test]
fn every_input_in_every_phase() {
    let mut seen_phases = 0;
    for (mode, phase) in Mode::ALL.into_iter().flat_map(|mode| PHASES.map(|phase| (mode, phase))) {
        for input in INPUTS {
            let Some(mut connection) = in_phase(phase, mode) else { continue };
            seen_phases += 1;
            let before = seen(&connection);
            assert_eq!(before.0, ready_state(phase), "{phase:?}");

            let (output, next) = transition(phase, input, mode);
            let case = format!("{input:?} in {phase:?}, {mode:?}");
            assert_eq!(apply(&mut connection, input), output, "{case}");
            assert_eq!(connection.ready_state(), ready_state(next), "{case}");
            if output == Output::Nothing && next == phase {
                assert_eq!(seen(&connection), before, "{case} changed something");
            }
            assert_eq!(phase_of(&mut connection), next, "{case}");
        }
    }
    assert_eq!(seen_phases, (4 * 5 + 3) * INPUTS.len());
}

#[test]
fn statuses() {
    for status in
        [0, 100, 199, 201, 202, 203, 205, 206, 301, 304, 307, 400, 403, 404, 429, 499, 502, 504, 599, u16::MAX]
    {
        let mut connection = requesting();
        assert_eq!(apply(&mut connection, Response(status, EVENT_STREAM)), Output::Fail(Status), "{status}");
    }
}

#[test]
fn attempts_are_counted_from_zero() {
    let mut connection = requesting();
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
    fn random_walks(mode in prop::sample::select(&Mode::ALL[..]), walk in prop::collection::vec(prop::sample::select(&INPUTS[..]), 0..60)) {
        // A walk that closes early walks no further.
        let way = walk.into_iter().enumerate().filter(|(at, input)| *input != Close || *at > 50);
        let (mut connection, phase) = super::transitions::walk(mode, way.map(|(_, input)| (input, 0.0, 0.5)));
        prop_assert_eq!(phase_of(&mut connection), phase);
    }

    #[test]
    fn closed_is_closed(
        mode in prop::sample::select(&Mode::ALL[..]),
        walk in prop::collection::vec(prop::sample::select(&INPUTS[..]), 0..20),
        after in prop::collection::vec(prop::sample::select(&INPUTS[..]), 0..20),
    ) {
        let mut connection = new(mode);
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
