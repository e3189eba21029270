//! The connection, with a fake clock and numbers instead of randomness.

mod backoff;
mod last_event_id;
mod mime;
mod table;
mod transitions;

use transitions::EVENT_STREAM;

use eventsource_wasm::connection::{Action, Connection, FailureReason, ReconnectPolicy};

/// A connection of the default policy whose first request was sent.
fn requesting() -> Connection {
    let mut connection = Connection::new(ReconnectPolicy::default(), "");
    assert_eq!(connection.start(), Action::Connect);
    connection
}

fn announce(connection: &mut Connection, now: f64) {
    assert_eq!(connection.handle_response(now, 200, EVENT_STREAM), Action::Announce);
}

/// The delay before the next attempt, after a failure that a later attempt may not have.
fn delay_after_failure(connection: &mut Connection, now: f64, random: f64) -> u32 {
    match connection.handle_failure(now, random, FailureReason::Network, false) {
        Action::Reestablish { reason: FailureReason::Network, delay } => {
            assert_eq!(connection.handle_timer(), Action::Connect);
            delay
        }
        other => panic!("{other:?}"),
    }
}
