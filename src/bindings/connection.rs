//! Passes inputs to a connection, and returns its actions.

use std::mem::MaybeUninit;

use eventsource_wasm::connection::{
    Action, Connection, Decision, Failure, FailureReason, ReconnectPolicy, Remedy, Timeouts,
};
use wasm_bindgen::prelude::*;

use crate::Shared;

/// The connection that the current call is for. JavaScript copies its record in before each input and out again after it.
static CONNECTION: Shared<MaybeUninit<Connection>> = Shared::new(MaybeUninit::uninit());

/// The arguments of [`create`] and the results of each [`input`]. `src/js/driver/connection.ts` relies on their order.
static NUMBERS: Shared<[f64; 13]> = Shared::new([0.0; 13]);

/// Returns the address of the connection's record.
#[wasm_bindgen]
pub fn record() -> usize {
    CONNECTION.address()
}

/// Returns the record's size in bytes.
#[wasm_bindgen(js_name = recordSize)]
pub fn record_size() -> usize {
    size_of::<Connection>()
}

/// Returns the address of the numbers.
#[wasm_bindgen]
pub fn numbers() -> usize {
    NUMBERS.address()
}

/// Initializes the record of a new connection, with the policy and the timeouts in the numbers.
#[wasm_bindgen]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // an infinite `max_attempts` becomes `None`
pub fn create() {
    let [
        enabled,
        max_delay,
        factor,
        jitter,
        jitter_first,
        max_attempts,
        max_elapsed,
        reset_after,
        decide,
        connect,
        idle,
        hidden,
        reconnection_time,
    ] = NUMBERS.with(|numbers| *numbers);
    let policy = ReconnectPolicy {
        enabled: enabled != 0.0,
        reconnection_time,
        max_delay,
        factor,
        jitter,
        jitter_first: jitter_first != 0.0,
        max_attempts: (max_attempts < f64::from(u32::MAX)).then_some(max_attempts as u32),
        max_elapsed,
        reset_after,
        decide: decide != 0.0,
    };
    let timeouts = Timeouts { connect, idle, hidden: (!hidden.is_nan()).then_some(hidden) };
    CONNECTION.with(|connection| *connection = MaybeUninit::new(Connection::new(policy, timeouts)));
}

/// Passes an input to the connection, and returns the action's code. The numbers then have the connection's state and the
/// action's fields. `now` is the wall clock in ms; `random` is in `0.0..1.0`. The meaning of `a` and `b` depends on `kind`: see
/// `Input` in `src/js/driver/connection.ts`.
#[wasm_bindgen]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // small numbers, passed as JavaScript's doubles
pub fn input(kind: u32, a: f64, b: f64, now: f64, random: f64) -> u32 {
    CONNECTION.with(|connection| {
        // SAFETY: JavaScript has copied in a record that `create` initialized or the last input left.
        let connection = unsafe { connection.assume_init_mut() };
        let action = match kind {
            0 => connection.start(now),
            1 => connection.handle_response(now),
            2 => {
                let remedy = [Remedy::Retry, Remedy::Refused, Remedy::Futile].get(a as usize >> 8).copied();
                let failure = Failure {
                    reason: FailureReason::ALL.get(a as usize & 255).copied().unwrap_or(FailureReason::Network),
                    remedy: remedy.unwrap_or(Remedy::Futile),
                    retry_after: (!b.is_nan()).then_some(b),
                };
                connection.handle_failure(now, random, failure)
            }
            3 => {
                let decision = match a {
                    _ if a.is_nan() => Decision::Reconnect,
                    _ if a < 0.0 => Decision::GiveUp,
                    _ => Decision::ReconnectAfter(a),
                };
                connection.handle_decision(now, decision)
            }
            4 => connection.handle_timer(now, random),
            5 => connection.handle_online(now),
            6 => connection.resume(now),
            12 => connection.suspend(),
            14 => connection.handle_hidden(now),
            15 => connection.handle_visible(now),
            16 => connection.restart(now),
            _ => {
                match kind {
                    7 => connection.handle_bytes(now),
                    8 => connection.handle_event(),
                    9 => connection.handle_retry(a),
                    10 => connection.handle_reading(now, a != 0.0),
                    11 => connection.handle_offline(),
                    _ => connection.close(),
                }
                Action::Nothing
            }
        };
        let (code, reason, last, delay) = match action {
            Action::Nothing => (0, 0, 0, 0),
            Action::Connect => (1, 0, 0, 0),
            Action::Announce => (2, 0, 0, 0),
            Action::Decide { reason, reconnect, delay } => (if reconnect { 3 } else { 4 }, reason as u8, 0, delay),
            Action::Reestablish { reason, delay } => (5, reason as u8, reason as u8, delay),
            Action::Suspend => (7, 0, 0, 0),
            Action::Fail { reason, last } => (6, reason as u8, last as u8, 0),
        };
        NUMBERS.with(|[ready_state, attempt, reconnection_time, wake_at, reason_, last_, delay_, ..]| {
            *ready_state = f64::from(connection.ready_state() as u8);
            *attempt = f64::from(connection.attempt());
            *reconnection_time = connection.reconnection_time();
            *wake_at = connection.wake_at().unwrap_or(f64::INFINITY);
            *reason_ = f64::from(reason);
            *last_ = f64::from(last);
            *delay_ = f64::from(delay);
        });
        code
    })
}
