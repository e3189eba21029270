//! A connection and its deadline, step by step, held against the documented transitions.

use eventsource_wasm::connection::{Connection, MAX_DELAY};

use super::transitions::{CONNECT, IDLE, Input, Mode, Output, Phase, new, ready_state, transition};
use Input::{Bytes, EarlyTimer, LateTimer, Reading, Timer};
use Phase::{Open, Requesting};

/// What a connection has to be like.
#[derive(Clone, Copy, Debug)]
pub struct State {
    pub phase: Phase,
    pub wake_at: Option<f64>,
    /// When a byte has come, since the deadline was set.
    heard_at: Option<f64>,
}

impl State {
    pub const START: Self = Self { phase: Phase::Idle, wake_at: None, heard_at: None };

    /// What comes of an input, and the state behind it, but for the deadline of a delay.
    fn after(self, input: Input, mode: Mode, now: f64) -> (Output, Self) {
        let is_timer = matches!(input, Timer | LateTimer | EarlyTimer);
        match (self.phase, input, self.heard_at) {
            _ if is_timer && self.wake_at.is_none() => return (Output::Nothing, self),
            (Open, _, Some(heard_at)) if is_timer => {
                // Where the clock was set back, nobody knows how long ago that was: the whole timeout again.
                let left = IDLE.min(heard_at + IDLE - now);
                if left > 0.0 {
                    return (Output::Nothing, Self { wake_at: Some(now + left), heard_at: None, ..self });
                }
            }
            (Open, Bytes, _) => return (Output::Event, Self { heard_at: Some(now), ..self }),
            (Open, Reading(true), _) if self.wake_at.is_some() => {
                return (Output::Nothing, Self { heard_at: Some(now), ..self });
            }
            (Open, Reading(true), _) => {
                return (Output::Nothing, Self { wake_at: mode.deadline(now, IDLE), heard_at: None, ..self });
            }
            (Requesting | Open, Reading(false), _) => return (Output::Nothing, Self { wake_at: None, ..self }),
            _ => {}
        }
        let (output, phase) = transition(self.phase, input, mode);
        if output == Output::Nothing && phase == self.phase {
            return (output, self);
        }
        let wake_at = match phase {
            Requesting => mode.deadline(now, CONNECT),
            Open => mode.deadline(now, IDLE),
            _ => None,
        };
        (output, Self { phase, wake_at, heard_at: None })
    }

    /// Applies an input, and holds what comes of it against the documented transitions.
    pub fn step(self, connection: &mut Connection, input: Input, mode: Mode, now: f64, random: f64) -> (Output, Self) {
        let time = input.time(now, self.wake_at);
        let (output, mut next) = self.after(input, mode, time);
        let case = || format!("{input:?} at {time} in {self:?}, {mode:?}");
        let (actual, delay) = input.apply(connection, now, random);
        assert_eq!(actual, output, "{}", case());
        if let Some(delay) = delay {
            assert!(delay <= MAX_DELAY, "{delay}: {}", case());
            next.wake_at = Some(time + f64::from(delay));
        }
        assert_eq!(connection.wake_at(), next.wake_at, "{}", case());
        assert_eq!(connection.ready_state(), ready_state(next.phase), "{}", case());
        (output, next)
    }
}

/// Goes a way from the start; times are whole, so that sums of them are exact. Gives the connection and what it has to be like.
pub fn walk(mode: Mode, way: impl IntoIterator<Item = (Input, f64, f64)>) -> (Connection, State) {
    let (mut connection, mut state) = (new(mode), State::START);
    for (input, now, random) in way {
        (_, state) = state.step(&mut connection, input, mode, now, random);
    }
    (connection, state)
}
