//! A connection and its deadline, step by step, held against the documented transitions.

use eventsource_wasm::connection::{Connection, MAX_DELAY};

use super::transitions::{CONNECT, HIDDEN, IDLE, Input, Mode, Output, Phase, new, ready_state, transition};
use Input::{Bytes, EarlyTimer, Hidden, LateTimer, Reading, Timer, Visible};
use Phase::{Closed, Idle, Open, Requesting, Suspended, Waiting};

/// What a connection has to be like.
#[derive(Clone, Copy, Debug)]
pub struct State {
    pub phase: Phase,
    /// The phase's deadline.
    due: Option<f64>,
    /// When a byte has come, since that was set.
    heard_at: Option<f64>,
    /// The hidden page's deadline.
    suspend_at: Option<f64>,
    /// Since when the page has been hidden, or heard nothing.
    quiet_since: Option<f64>,
}

impl State {
    pub const START: Self = Self { phase: Idle, due: None, heard_at: None, suspend_at: None, quiet_since: None };

    pub fn wake_at(&self) -> Option<f64> {
        [self.due, self.suspend_at].into_iter().flatten().reduce(f64::min)
    }

    /// What comes of an input, and the state behind it, but for the deadline of a delay.
    fn after(mut self, input: Input, mode: Mode, now: f64) -> (Output, Self) {
        let is_timer = matches!(input, Timer | LateTimer | EarlyTimer);
        let mut meant = input;
        match (self.phase, input, self.heard_at) {
            _ if is_timer && self.wake_at().is_none() => return (Output::Nothing, self),
            _ if is_timer && self.due.is_none_or(|due| self.suspend_at.is_some_and(|suspend_at| suspend_at < due)) => {
                meant = Input::Suspend;
            }
            (Open, _, Some(heard_at)) if is_timer => {
                // Where the clock was set back, nobody knows how long ago that was: the whole timeout again.
                let left = IDLE.min(heard_at + IDLE - now);
                if left > 0.0 {
                    return (Output::Nothing, Self { due: Some(now + left), heard_at: None, ..self });
                }
            }
            (_, Bytes, _) => {
                self.quiet_since = self.quiet_since.map(|_| now);
                let output = if self.phase == Open { Output::Event } else { Output::Nothing };
                return (output, Self { heard_at: Some(now), ..self });
            }
            (Open, Reading(true), _) if self.due.is_some() => {
                return (Output::Nothing, Self { heard_at: Some(now), ..self });
            }
            (Open, Reading(true), _) => {
                return (Output::Nothing, Self { due: mode.deadline(now, IDLE), heard_at: None, ..self });
            }
            (Requesting | Open, Reading(false), _) => return (Output::Nothing, Self { due: None, ..self }),
            (_, Hidden, _) => {
                if !matches!(self.phase, Idle | Suspended | Closed) {
                    self.suspend_at = mode.deadline(now, HIDDEN);
                    self.quiet_since = Some(now);
                }
                return (Output::Nothing, self);
            }
            (_, Visible, _) if self.quiet_since.is_none() => return (Output::Nothing, self),
            (_, Input::Suspend, _) => self.quiet_since = None,
            (_, Visible, _) => {
                let is_quiet = self.quiet_since.is_some_and(|since| now - since >= 15_000.0);
                self = Self { suspend_at: None, quiet_since: None, ..self };
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
        let quiet_since =
            if matches!(phase, Requesting | Open) { self.quiet_since.map(|_| now) } else { self.quiet_since };
        (output, Self { phase, due, heard_at: None, suspend_at, quiet_since })
    }

    /// Applies an input, and holds what comes of it against the documented transitions.
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

/// Goes a way from the start; times are whole, so that sums of them are exact. Gives the connection and what it has to be like.
pub fn walk(mode: Mode, way: impl IntoIterator<Item = (Input, f64, f64)>) -> (Connection, State) {
    let (mut connection, mut state) = (new(mode), State::START);
    for (input, now, random) in way {
        (_, state) = state.step(&mut connection, input, mode, now, random);
    }
    (connection, state)
}
