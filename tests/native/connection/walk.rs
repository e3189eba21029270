//! Compares a connection and its deadline with the documented transitions, step by step.

use eventsource_wasm::connection::{Connection, MAX_DELAY};

use super::transitions::{CONNECT, HIDDEN, IDLE, Input, Mode, Output, Phase, new, ready_state, transition};
use Input::{Bytes, EarlyTimer, Hidden, LateTimer, Reading, Timer, Visible};
use Phase::{Closed, Idle, Open, Requesting, Suspended, Waiting};

/// The expected state of a connection.
#[derive(Clone, Copy, Debug)]
pub struct State {
    pub phase: Phase,
    /// The phase's deadline.
    due: Option<f64>,
    /// When the last byte arrived, if one has since `due` was set.
    last_byte_at: Option<f64>,
    /// The hidden page's deadline.
    suspend_at: Option<f64>,
    /// When a hidden page last had traffic, or when it was hidden if that was later.
    last_traffic_at: Option<f64>,
}

impl State {
    pub const START: Self =
        Self { phase: Idle, due: None, last_byte_at: None, suspend_at: None, last_traffic_at: None };

    pub fn wake_at(&self) -> Option<f64> {
        [self.due, self.suspend_at].into_iter().flatten().reduce(f64::min)
    }

    /// Returns the result of an input, and the state after it, except for the deadline of a delay.
    fn after(mut self, input: Input, mode: Mode, now: f64) -> (Output, Self) {
        let is_timer = matches!(input, Timer | LateTimer | EarlyTimer);
        let mut meant = input;
        match (self.phase, input, self.last_byte_at) {
            _ if is_timer && self.wake_at().is_none() => return (Output::Nothing, self),
            _ if is_timer && self.due.is_none_or(|due| self.suspend_at.is_some_and(|suspend_at| suspend_at < due)) => {
                meant = Input::Suspend;
            }
            (Open, _, Some(last_byte_at)) if is_timer => {
                // If the clock was set back, nobody knows how long ago that was, so wait for the whole timeout again.
                let left = IDLE.min(last_byte_at + IDLE - now);
                if left > 0.0 {
                    return (Output::Nothing, Self { due: Some(now + left), last_byte_at: None, ..self });
                }
            }
            (_, Bytes, _) => {
                self.last_traffic_at = self.last_traffic_at.map(|_| now);
                let output = if self.phase == Open { Output::Event } else { Output::Nothing };
                return (output, Self { last_byte_at: Some(now), ..self });
            }
            (Open, Reading(true), _) if self.due.is_some() => {
                return (Output::Nothing, Self { last_byte_at: Some(now), ..self });
            }
            (Open, Reading(true), _) => {
                return (Output::Nothing, Self { due: mode.deadline(now, IDLE), last_byte_at: None, ..self });
            }
            (Requesting | Open, Reading(false), _) => return (Output::Nothing, Self { due: None, ..self }),
            (_, Hidden, _) => {
                if !matches!(self.phase, Idle | Suspended | Closed) {
                    self.suspend_at = mode.deadline(now, HIDDEN);
                    self.last_traffic_at = Some(now);
                }
                return (Output::Nothing, self);
            }
            (_, Visible, _) if self.last_traffic_at.is_none() => return (Output::Nothing, self),
            (_, Input::Suspend, _) => self.last_traffic_at = None,
            (_, Visible, _) => {
                let is_quiet = self.last_traffic_at.is_some_and(|since| now - since >= 15_000.0);
                self = Self { suspend_at: None, last_traffic_at: None, ..self };
                if is_quiet && mode.reconnect && matches!(self.phase, Requesting | Open | Waiting) {
                    self.phase = Suspended;
                }
            }
            _ => {}
        }
        let (output, phase) = transition(self.phase, meant, mode);
        if output == Output::Nothing && phase == self.phase {
            return (output, self);
        }
        let due = match phase {
            Requesting => mode.deadline(now, CONNECT),
            Open => mode.deadline(now, IDLE),
            _ => None,
        };
        let suspend_at = if matches!(phase, Suspended | Closed) { None } else { self.suspend_at };
        let last_traffic_at =
            if matches!(phase, Requesting | Open) { self.last_traffic_at.map(|_| now) } else { self.last_traffic_at };
        (output, Self { phase, due, last_byte_at: None, suspend_at, last_traffic_at })
    }

    /// Applies an input, and compares the result with the documented transitions.
    pub fn step(self, connection: &mut Connection, input: Input, mode: Mode, now: f64, random: f64) -> (Output, Self) {
        let time = input.time(now, self.wake_at());
        let (output, mut next) = self.after(input, mode, time);
        let case = || format!("{input:?} at {time} in {self:?}, {mode:?}");
        let (actual, delay) = input.apply(connection, now, random);
        assert_eq!(actual, output, "{}", case());
        if let Some(delay) = delay {
            assert!(delay <= MAX_DELAY, "{delay}: {}", case());
            next.due = Some(time + f64::from(delay));
        }
        assert_eq!(connection.wake_at(), next.wake_at(), "{}", case());
        assert_eq!(connection.ready_state(), ready_state(next.phase), "{}", case());
        (output, next)
    }
}

/// Applies a list of inputs. Times are whole numbers, so that sums are exact. Returns the connection and its expected state.
pub fn walk(mode: Mode, way: impl IntoIterator<Item = (Input, f64, f64)>) -> (Connection, State) {
    let (mut connection, mut state) = (new(mode), State::START);
    for (input, now, random) in way {
        (_, state) = state.step(&mut connection, input, mode, now, random);
    }
    (connection, state)
}
