//! Timers that fire on time or after a sleep, and the machine's network.

use eventsource_wasm::connection::{Action, Connection, FailureReason, ReadyState, ReconnectPolicy, Timeouts};

use super::{announce, delay_after_failure, lost, requesting, requesting_with};

const SLEEP: f64 = 3_600_000.0;

/// One second for the response, two for each byte.
fn timed() -> Connection {
    requesting_with(ReconnectPolicy::default(), Timeouts { connect: 1000.0, idle: 2000.0, hidden: None })
}

/// Fires the timer this many ms late.
fn fire(connection: &mut Connection, late: f64) -> Action {
    let now = connection.wake_at().unwrap() + late;
    connection.handle_timer(now, 0.0)
}

#[test]
fn no_response_in_time() {
    let mut connection = timed();
    assert_eq!(connection.wake_at(), Some(1000.0));
    assert_eq!(connection.handle_timer(1005.0, 0.0), lost(FailureReason::ConnectTimeout, 3000));
    assert_eq!(connection.wake_at(), Some(4005.0));
    assert_eq!(connection.handle_timer(4006.0, 0.0), Action::Connect);
    assert_eq!(connection.wake_at(), Some(5006.0));
    assert_eq!(connection.handle_timer(5006.0, 0.0), lost(FailureReason::ConnectTimeout, 6000));
}

#[test]
fn no_byte_in_time() {
    let mut connection = timed();
    announce(&mut connection, 500.0);
    assert_eq!(connection.wake_at(), Some(2500.0));
    assert_eq!(connection.handle_timer(2505.0, 0.0), lost(FailureReason::Idle, 3000));
    assert_eq!(connection.ready_state(), ReadyState::Connecting);
}

#[test]
fn bytes_hold_it_off_and_leave_the_timer_alone() {
    let mut connection = timed();
    announce(&mut connection, 0.0);
    connection.handle_bytes(100.0);
    connection.handle_bytes(1500.0);
    assert_eq!(connection.wake_at(), Some(2000.0));
    assert_eq!(connection.handle_timer(2001.0, 0.0), Action::Nothing);
    assert_eq!(connection.wake_at(), Some(3500.0), "2 s after the last byte");
    assert_eq!(connection.handle_timer(3500.0, 0.0), lost(FailureReason::Idle, 3000));
}

/// Backpressure: without reading, nobody can tell whether the server sends anything.
#[test]
fn idle_is_who_waits_in_vain() {
    let mut connection = timed();
    announce(&mut connection, 0.0);
    connection.handle_bytes(10.0);
    connection.handle_reading(10.0, false);
    assert_eq!(connection.wake_at(), None);
    assert_eq!(connection.handle_timer(9000.0, 0.0), Action::Nothing, "a timer that nobody asked for");
    connection.handle_reading(10_000.0, true);
    assert_eq!(connection.wake_at(), Some(12_000.0));
    connection.handle_reading(11_000.0, true);
    assert_eq!(connection.wake_at(), Some(12_000.0), "like a byte, it leaves the timer alone");
    assert_eq!(connection.handle_timer(12_000.0, 0.0), Action::Nothing);
    assert_eq!(connection.wake_at(), Some(13_000.0));
    assert_eq!(connection.handle_timer(13_000.0, 0.0), lost(FailureReason::Idle, 3000));
}

/// The excerpt of a refused response may take longer than the connect timeout.
#[test]
fn a_response_that_will_be_refused_has_come_in_time() {
    let mut connection = timed();
    connection.handle_reading(900.0, false);
    assert_eq!(connection.wake_at(), None);
    assert_eq!(connection.handle_timer(1000.0, 0.0), Action::Nothing);
    assert_eq!(delay_after_failure(&mut connection, 1900.0, 0.0), 3000);
    assert_eq!(connection.wake_at(), Some(2900.0), "of the next request");
}

#[test]
fn after_a_sleep_it_reconnects_at_once_and_it_is_no_failure() {
    let mut connection = timed();
    announce(&mut connection, 0.0);
    for _ in 0..3 {
        assert_eq!(fire(&mut connection, SLEEP), lost(FailureReason::Idle, 0));
        assert_eq!(fire(&mut connection, 0.0), Action::Connect);
        let now = connection.wake_at().unwrap() - 1000.0;
        announce(&mut connection, now);
    }
    let now = connection.wake_at().unwrap() - 2000.0;
    assert_eq!(delay_after_failure(&mut connection, now, 0.0), 3000, "the first failure");
    assert_eq!(fire(&mut connection, SLEEP), lost(FailureReason::ConnectTimeout, 0));
}

/// A byte from before the sleep does not prove that the connection still works.
#[test]
fn bytes_from_before_a_sleep() {
    let mut connection = timed();
    announce(&mut connection, 0.0);
    connection.handle_bytes(1900.0);
    assert_eq!(connection.handle_timer(SLEEP, 0.0), lost(FailureReason::Idle, 0));
}

#[test]
fn a_wait_that_was_slept_through_resets_the_backoff() {
    for (late, expected) in [(0.0, 12_000), (60_000.0, 12_000), (64_999.0, 12_000), (65_000.0, 3000), (SLEEP, 3000)] {
        let mut connection = requesting();
        delay_after_failure(&mut connection, 0.0, 0.0);
        connection.handle_failure(0.0, 0.0, FailureReason::Network.into());
        assert_eq!(fire(&mut connection, late), Action::Connect);
        assert_eq!(delay_after_failure(&mut connection, 0.0, 0.0), expected, "{late} ms late");
    }
}

#[test]
fn online_ends_the_wait_and_counts_no_failure_less() {
    let mut connection = requesting();
    delay_after_failure(&mut connection, 0.0, 0.0);
    connection.handle_failure(0.0, 0.0, FailureReason::Network.into());
    connection.handle_offline();
    assert_eq!(connection.wake_at(), None);
    assert_eq!(connection.handle_timer(0.0, 0.0), Action::Nothing, "it waits for the network");
    assert_eq!(connection.handle_online(0.0), Action::Connect);
    assert_eq!(connection.handle_online(0.0), Action::Nothing, "it is connecting");
    assert_eq!(delay_after_failure(&mut connection, 0.0, 0.0), 12_000);
}
