//! Tests of the connection, with a fake clock and fixed numbers instead of randomness.

mod backoff;
mod clock;
mod decisions;
mod hidden;
mod last_event_id;
mod mime;
mod table;
mod timers;
mod transitions;
mod walk;

use eventsource_wasm::connection::{Action, Connection, FailureReason, ReconnectPolicy, Timeouts};

/// Returns a connection with the default policy and no timeouts, after it sent its first request.
fn requesting() -> Connection {
    requesting_with(ReconnectPolicy::default(), Timeouts::default())
}

fn requesting_with(policy: ReconnectPolicy, timeouts: Timeouts) -> Connection {
    let mut connection = Connection::new(policy, timeouts);
    assert_eq!(connection.start(0.0), Action::Connect);
    connection
}

fn announce(connection: &mut Connection, now: f64) {
    assert_eq!(connection.handle_response(now), Action::Announce);
}

/// Reports a network failure, and returns the delay before the next attempt.
fn delay_after_failure(connection: &mut Connection, now: f64, random: f64) -> u32 {
    match connection.handle_failure(now, random, FailureReason::Network.into()) {
        Action::Reestablish { reason: FailureReason::Network, delay } => {
            assert_eq!(connection.handle_timer(now, random), Action::Connect);
            delay
        }
        other => panic!("{other:?}"),
    }
}

fn lost(reason: FailureReason, delay: u32) -> Action {
    Action::Reestablish { reason, delay }
}

/// The action of a connection that fails for good with this reason.
fn failed(reason: FailureReason) -> Action {
    Action::Fail { reason, last: reason }
}

fn gave_up(last: FailureReason) -> Action {
    Action::Fail { reason: FailureReason::GaveUp, last }
}
