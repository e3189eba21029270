//! The connection, with a fake clock and numbers instead of randomness.

mod backoff;
mod decisions;
mod last_event_id;
mod mime;
mod table;
mod timers;
mod transitions;

use transitions::EVENT_STREAM;

use eventsource_wasm::connection::{Action, Connection, FailureReason, ReconnectPolicy, Response};

const EVENT_STREAM_RESPONSE: Response<'static> =
    Response { status: 200, content_type: EVENT_STREAM, retry_after: None };

/// A connection of the default policy whose first request was sent.
fn requesting() -> Connection {
    let mut connection = Connection::new(ReconnectPolicy::default(), "");
    assert_eq!(connection.start(), Action::Connect);
    connection
}

fn announce(connection: &mut Connection, now: f64) {
    assert_eq!(connection.handle_response(now, 0.0, &EVENT_STREAM_RESPONSE), Action::Announce);
}

/// The delay before the next attempt, after a failure that a later attempt may not have.
fn delay_after_failure(connection: &mut Connection, now: f64, random: f64) -> u32 {
    match connection.handle_failure(now, random, FailureReason::Network, false) {
        Action::Reestablish { reason: FailureReason::Network, delay } => {
            assert_eq!(connection.handle_timer(now, random, 0.0), Action::Connect);
            delay
        }
        other => panic!("{other:?}"),
    }
}
