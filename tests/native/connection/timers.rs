//! Timers that fire in time, or after a sleep; the machine's network.

use eventsource_wasm::connection::{Action, FailureReason, ReadyState};

use super::{announce, delay_after_failure, requesting};

const SLEEP: f64 = 3_600_000.0;

fn lost(reason: FailureReason, delay: u32) -> Action {
    Action::Reestablish { reason, delay }
}

#[test]
fn no_response_in_time() {
    let mut connection = requesting();
    assert_eq!(connection.handle_timer(0.0, 0.0, 5.0), lost(FailureReason::ConnectTimeout, 3000));
    connection.handle_timer(0.0, 0.0, 0.0);
    assert_eq!(connection.handle_timer(0.0, 0.0, 5.0), lost(FailureReason::ConnectTimeout, 6000));
}

#[test]
fn no_byte_in_time() {
    let mut connection = requesting();
    announce(&mut connection, 0.0);
    assert_eq!(connection.handle_timer(0.0, 0.0, 5.0), lost(FailureReason::Idle, 3000));
    assert_eq!(connection.ready_state(), ReadyState::Connecting);
}

#[test]
fn after_a_sleep_it_reconnects_at_once_and_it_is_no_failure() {
    let mut connection = requesting();
    announce(&mut connection, 0.0);
    for _ in 0..3 {
        assert_eq!(connection.handle_timer(0.0, 0.0, SLEEP), lost(FailureReason::Idle, 0));
        connection.handle_timer(0.0, 0.0, 0.0);
        announce(&mut connection, 0.0);
    }
    assert_eq!(delay_after_failure(&mut connection, 0.0, 0.0), 3000, "the first failure");
    assert_eq!(connection.handle_timer(0.0, 0.0, SLEEP), lost(FailureReason::ConnectTimeout, 0));
}

#[test]
fn a_wait_that_was_slept_through_resets_the_backoff() {
    for (late, expected) in [(0.0, 12_000), (60_000.0, 12_000), (SLEEP, 3000)] {
        let mut connection = requesting();
        delay_after_failure(&mut connection, 0.0, 0.0);
        connection.handle_failure(0.0, 0.0, FailureReason::Network, false);
        assert_eq!(connection.handle_timer(0.0, 0.0, late), Action::Connect);
        assert_eq!(delay_after_failure(&mut connection, 0.0, 0.0), expected, "{late} ms late");
    }
}

#[test]
fn online_ends_the_wait_and_counts_no_failure_less() {
    let mut connection = requesting();
    delay_after_failure(&mut connection, 0.0, 0.0);
    connection.handle_failure(0.0, 0.0, FailureReason::Network, false);
    connection.handle_offline();
    assert_eq!(connection.handle_timer(0.0, 0.0, 0.0), Action::Nothing, "it waits for the network");
    assert_eq!(connection.handle_online(), Action::Connect);
    assert_eq!(connection.handle_online(), Action::Nothing, "it is connecting");
    assert_eq!(delay_after_failure(&mut connection, 0.0, 0.0), 12_000);
}
