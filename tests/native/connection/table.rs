//! The transition table: every input in every phase.

use eventsource_wasm::connection::{Connection, Decision, FailureReason, ReadyState, Remedy};
use proptest::prelude::*;

use super::transitions::{EVENT_STREAM, Input, Mode, Output, Phase, new, ready_state};
use super::walk::{State, walk};
use FailureReason::{Body, End, Network, Status};
use Input::{
    Bytes, Close, Decide, EarlyTimer, Failure, Hidden, LateTimer, Offline, Online, Reading, Response, Restart, Resume,
    Start, Suspend, Timer, Visible,
};
use Phase::{Closed, Deciding, Idle, Open, Paused, Requesting, Suspended, Waiting};

const PHASES: [Phase; 8] = [Idle, Requesting, Open, Deciding(Network), Waiting, Paused, Suspended, Closed];

const INPUTS: [Input; 30] = [
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
    Reading(true),
    Reading(false),
    Failure(Network, Remedy::Retry),
    Failure(End, Remedy::Retry),
    Failure(Body, Remedy::Futile),
    Failure(Status, Remedy::Refused),
    Decide(Decision::GiveUp),
    Decide(Decision::Reconnect),
    Decide(Decision::ReconnectAfter(5.0)),
    Timer,
    LateTimer,
    EarlyTimer,
    Offline,
    Online,
    Suspend,
    Resume,
    Restart,
    Hidden,
    Visible,
    Close,
];

const MODES: [Mode; 8] = [
    Mode::of(true, false, true),
    Mode::of(true, true, true),
    Mode::of(false, false, true),
    Mode::of(false, true, true),
    Mode::of(true, false, false),
    Mode::of(true, true, false),
    Mode::of(false, false, false),
    Mode::of(false, true, false),
];

const RECONNECTING: Mode = Mode::of(true, false, true);

/// When a phase begins, and when the input follows.
const ENTERED: f64 = 1000.0;
const NOW: f64 = 2000.0;

fn apply(connection: &mut Connection, input: Input) -> Output {
    input.apply(connection, NOW, 0.5).0
}

/// Returns a connection in a phase, or `None` if its mode never reaches that.
fn in_phase(phase: Phase, mode: Mode) -> Option<(Connection, State)> {
    let reaches = match phase {
        Deciding(_) => mode.reconnect && mode.decide,
        Waiting | Paused => mode.reconnect && !mode.decide,
        _ => true,
    };
    let lost = Failure(Network, Remedy::Retry);
    let way: &[Input] = match phase {
        Idle => &[],
        Requesting => &[Start],
        Open => &[Start, Response(200, EVENT_STREAM)],
        Deciding(_) | Waiting => &[Start, lost],
        Paused => &[Start, lost, Offline],
        Suspended => &[Start, Suspend],
        Closed => &[Start, Close],
    };
    let (connection, state) = walk(mode, way.iter().map(|input| (*input, ENTERED, 0.5)));
    assert!(!reaches || state.phase == phase, "{state:?} instead of {phase:?}");
    reaches.then_some((connection, state))
}

fn requesting() -> Connection {
    in_phase(Requesting, RECONNECTING).unwrap().0
}

/// Finds out the phase by inputs that work only in it.
fn phase_of(connection: &mut Connection) -> Phase {
    // An action reveals the phase; the inputs tried before it have not changed it.
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
        .find_map(|(phase, probe)| {
            if phase == Open {
                // This ends the hidden page's deadline, and is too early to have another effect.
                connection.handle_visible(f64::NEG_INFINITY);
            }
            match (phase, apply(connection, probe)) {
                (_, Output::Nothing) => None,
                (Deciding(_), Output::Fail(reason)) => Some(Deciding(reason)),
                _ => Some(phase),
            }
        })
        .unwrap_or(Closed)
}

/// Everything that a caller can see.
fn seen(connection: &Connection) -> (ReadyState, u32, f64, Option<f64>) {
    (connection.ready_state(), connection.attempt(), connection.reconnection_time(), connection.wake_at())
}

#[test]
fn every_input_in_every_phase() {
    let mut seen_phases = 0;
    for (mode, phase) in MODES.into_iter().flat_map(|mode| PHASES.map(|phase| (mode, phase))) {
        for input in INPUTS {
            let Some((mut connection, state)) = in_phase(phase, mode) else { continue };
            seen_phases += 1;
            let before = seen(&connection);
            assert_eq!(before.0, ready_state(phase), "{phase:?}");

            let (output, next) = state.step(&mut connection, input, mode, NOW, 0.5);
            let case = format!("{input:?} in {phase:?}, {mode:?}");
            if output == Output::Nothing && next.phase == phase && !matches!(input, Reading(_) | Hidden) {
                assert_eq!(seen(&connection), before, "{case} changed something");
            }
            assert_eq!(phase_of(&mut connection), next.phase, "{case}");
        }
    }
    assert_eq!(seen_phases, 2 * (4 * 5 + 3) * INPUTS.len());
}

/// The times as literal numbers, without the model's arithmetic.
#[test]
fn deadlines() {
    let wake_at = |phase, mode| in_phase(phase, mode).unwrap().0.wake_at();
    assert_eq!(wake_at(Requesting, RECONNECTING), Some(11_000.0), "10 s for the response");
    assert_eq!(wake_at(Open, RECONNECTING), Some(21_000.0), "20 s for a byte");
    assert_eq!(wake_at(Waiting, RECONNECTING), Some(4750.0), "3 s until the next attempt, and half of the jitter");
    for phase in [Idle, Paused, Suspended, Closed] {
        assert_eq!(wake_at(phase, RECONNECTING), None, "{phase:?}");
    }
    assert_eq!(wake_at(Deciding(Network), Mode::of(true, true, true)), None);
    for phase in [Requesting, Open] {
        assert_eq!(wake_at(phase, Mode::of(true, false, false)), None, "{phase:?} without timeouts");
    }
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
        apply(&mut connection, Failure(Network, Remedy::Retry));
        assert_eq!(connection.attempt(), attempt, "it is the next request that counts");
        apply(&mut connection, Timer);
    }
}

proptest! {
    /// A random walk follows the table: nothing panics, and nothing leaves CLOSED.
    #[test]
    fn random_walks(
        mode in prop::sample::select(&MODES[..]),
        way in prop::collection::vec((prop::sample::select(&INPUTS[..]), 0..1_000_000_u32), 0..60),
    ) {
        // `Close` only near the end: after it, a walk tests nothing more.
        let way = way.into_iter().enumerate().filter(|(at, (input, _))| *input != Close || *at > 50);
        let way = way.map(|(_, (input, now))| (input, f64::from(now), 0.5));
        let (mut connection, state) = walk(mode, way);
        prop_assert_eq!(phase_of(&mut connection), state.phase);
    }

    #[test]
    fn closed_is_closed(
        mode in prop::sample::select(&MODES[..]),
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
