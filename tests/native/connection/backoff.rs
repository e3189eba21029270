//! The delays of reconnects.

use eventsource_wasm::connection::{
    Action, Connection, DEFAULT_RECONNECTION_TIME, Failure, FailureReason, MAX_DELAY, ReconnectPolicy, Timeouts,
};
use eventsource_wasm::event_stream::EventStream;
use proptest::num::f64::ANY;
use proptest::prelude::*;

use super::{announce, delay_after_failure, gave_up, requesting, requesting_with};

fn with_policy(policy: ReconnectPolicy) -> Connection {
    requesting_with(policy, Timeouts::default())
}

/// Returns the delays of failures in a row, with the same random number for each.
fn delays(connection: &mut Connection, random: f64, failures: usize) -> Vec<u32> {
    (0..failures).map(|_| delay_after_failure(connection, 0.0, random)).collect()
}

/// Announces the connection, and reports what a stream brings.
fn send(connection: &mut Connection, bytes: &[u8]) {
    announce(connection, 0.0);
    receive(connection, &mut EventStream::new(), bytes);
}

#[allow(clippy::cast_precision_loss)]
fn receive(connection: &mut Connection, stream: &mut EventStream, bytes: &[u8]) {
    connection.handle_bytes(0.0);
    if !stream.push(bytes).is_empty() {
        connection.handle_event();
    }
    if let Some(retry) = stream.take_retry() {
        connection.handle_retry(retry as f64);
    }
}

#[test]
fn failures_in_a_row() {
    // 3 s, then twice as long each time up to 30 s; plus a random share of up to one half.
    let cases = [
        (0.0, [3000, 6000, 12_000, 24_000, 30_000, 30_000]),
        (0.5, [3750, 7500, 15_000, 30_000, 37_500, 37_500]),
        (0.999, [4498, 8997, 17_994, 35_988, 44_985, 44_985]),
    ];
    for (random, expected) in cases {
        for (actual, expected) in delays(&mut requesting(), random, 6).into_iter().zip(expected) {
            assert!(actual.abs_diff(expected) <= 1, "{actual} ms instead of {expected} ms at random = {random}");
        }
    }
}

#[test]
fn first_failure_waits_the_reconnection_time() {
    assert_eq!(DEFAULT_RECONNECTION_TIME, 3000.0);
    assert_eq!(delays(&mut requesting(), 0.0, 1), [3000]);
    for random in [0.0, 0.5, 0.999] {
        let mut connection = requesting();
        send(&mut connection, b"retry: 1234\n");
        assert_eq!(delays(&mut connection, random, 1), [1234]);
    }
}

#[test]
fn jitter_and_the_first_failure() {
    let of = |retry: &[u8], retry_after, jitter_first| {
        let mut connection = with_policy(ReconnectPolicy { jitter_first, ..ReconnectPolicy::default() });
        send(&mut connection, retry);
        let failure = Failure { retry_after, ..FailureReason::Status.into() };
        match connection.handle_failure(0.0, 0.5, failure) {
            Action::Reestablish { delay, .. } => delay,
            action => panic!("{action:?}"),
        }
    };
    assert_eq!(of(b"", None, false), 3750);
    assert_eq!(of(b"retry: 3000\n", None, false), 3000, "the server has its way");
    assert_eq!(of(b"retry: 3000\n", None, true), 3750);
    assert_eq!(of(b"retry: 3000\n", Some(8000.0), false), 10_000, "Retry-After sends them all away together");
}

#[test]
fn retry_0_is_obeyed_once_and_is_no_busy_loop() {
    let mut connection = requesting();
    send(&mut connection, b"retry: 0\n");
    assert_eq!(delays(&mut connection, 0.0, 4), [0, 100, 200, 400]);
}

#[test]
fn retry_takes_effect_at_its_line_and_stays() {
    let mut connection = requesting();
    let mut stream = EventStream::new();
    announce(&mut connection, 0.0);
    receive(&mut connection, &mut stream, b"retry: 70");
    assert_eq!(connection.reconnection_time(), 3000.0, "the line is not finished");
    receive(&mut connection, &mut stream, b"0\n");
    assert_eq!(connection.reconnection_time(), 700.0);
    receive(&mut connection, &mut stream, b"retry: x\nretry:\n\n");
    assert_eq!(connection.reconnection_time(), 700.0);
    assert_eq!(delays(&mut connection, 0.0, 3), [700, 1400, 2800]);
    announce(&mut connection, 0.0);
    assert_eq!(connection.reconnection_time(), 700.0);
}

/// Events still queued from a lost connection do not count for the next one.
#[test]
fn only_an_open_connection_has_events_and_retry() {
    let mut connection = requesting();
    assert_eq!(delays(&mut connection, 0.0, 2), [3000, 6000]);
    connection.handle_event();
    connection.handle_retry(5.0);
    assert_eq!(connection.reconnection_time(), 3000.0);
    assert_eq!(delays(&mut connection, 0.0, 1), [12_000]);
}

#[test]
fn retry_beyond_the_cap_is_obeyed() {
    let mut connection = requesting();
    send(&mut connection, b"retry: 60000\n");
    assert_eq!(delays(&mut connection, 0.0, 4), [60_000; 4]);
    assert_eq!(delays(&mut connection, 0.5, 1), [75_000]);
}

/// A timer of the web platform that is set to more than 2³¹−1 ms fires at once.
#[test]
fn retry_beyond_a_timer_is_clamped() {
    assert_eq!(MAX_DELAY, 2_147_483_647);
    let cases = [("2147483647", MAX_DELAY), ("2147483648", MAX_DELAY), ("99999999999999999999999999", MAX_DELAY)];
    for (retry, expected) in cases {
        let mut connection = requesting();
        send(&mut connection, format!("retry: {retry}\n").as_bytes());
        assert_eq!(delays(&mut connection, 0.999, 3), [expected; 3], "retry: {retry}");
    }
}

#[test]
fn an_event_resets_it() {
    let mut connection = requesting();
    assert_eq!(delays(&mut connection, 0.0, 3), [3000, 6000, 12_000]);
    send(&mut connection, b"data: a\n\n");
    assert_eq!(delays(&mut connection, 0.0, 2), [3000, 6000]);
}

#[test]
fn less_than_an_event_does_not() {
    for bytes in [&b""[..], b": comment\n\n", b"id: 1\n\n", b"event: t\n\n", b"data: a\n", b"retry: 3000\n\n"] {
        let mut connection = requesting();
        assert_eq!(delays(&mut connection, 0.0, 2), [3000, 6000]);
        send(&mut connection, bytes);
        assert_eq!(delays(&mut connection, 0.0, 1), [12_000], "{}", bytes.escape_ascii());
    }
}

#[test]
fn being_open_for_long_resets_it() {
    for (open_for, expected) in [(0.0, 12_000), (4999.0, 12_000), (5000.0, 3000), (1e9, 3000)] {
        let mut connection = requesting();
        assert_eq!(delays(&mut connection, 0.0, 2), [3000, 6000]);
        announce(&mut connection, 100.0);
        assert_eq!(delay_after_failure(&mut connection, 100.0 + open_for, 0.0), expected, "open for {open_for} ms");
    }
}

/// The time since `open` counts, not the time since the request.
#[test]
fn requesting_for_long_does_not() {
    let mut connection = requesting();
    assert_eq!(delay_after_failure(&mut connection, 0.0, 0.0), 3000);
    assert_eq!(delay_after_failure(&mut connection, 1e6, 0.0), 6000);
    announce(&mut connection, 2e6);
    assert_eq!(delay_after_failure(&mut connection, 2e6, 0.0), 12_000);
    assert_eq!(delay_after_failure(&mut connection, 3e6, 0.0), 24_000);
}

#[test]
fn a_policy_of_its_own() {
    let policy = ReconnectPolicy {
        max_delay: 10_000.0,
        factor: 3.0,
        jitter: 1.0,
        jitter_first: true,
        reset_after: 10.0,
        ..ReconnectPolicy::default()
    };
    let mut connection = with_policy(policy);
    assert_eq!(delays(&mut connection, 0.0, 4), [3000, 9000, 10_000, 10_000]);
    announce(&mut connection, 0.0);
    assert_eq!(delay_after_failure(&mut connection, 10.0, 0.5), 4500);
}

#[test]
fn giving_up_after_attempts() {
    let mut connection = with_policy(ReconnectPolicy { max_attempts: Some(2), ..ReconnectPolicy::default() });
    assert_eq!(delays(&mut connection, 0.0, 2), [3000, 6000]);
    send(&mut connection, b"data: a\n\n");
    assert_eq!(delays(&mut connection, 0.0, 2), [3000, 6000], "only failures in a row count");
    assert_eq!(connection.handle_failure(0.0, 0.0, FailureReason::Network.into()), gave_up(FailureReason::Network));
    assert_eq!(connection.wake_at(), None);
    assert_eq!(connection.handle_timer(0.0, 0.0), Action::Nothing);
}

#[test]
fn giving_up_after_a_time() {
    let mut connection = with_policy(ReconnectPolicy { max_elapsed: 10_000.0, ..ReconnectPolicy::default() });
    delay_after_failure(&mut connection, 500.0, 0.0);
    delay_after_failure(&mut connection, 10_500.0, 0.0);
    assert_eq!(connection.handle_failure(10_501.0, 0.0, FailureReason::End.into()), gave_up(FailureReason::End));
}

proptest! {
    /// Whatever the server and the policy ask for, including NaN and infinities, the delay is valid for a timer.
    #[test]
    fn any_policy(
        retry: u64,
        (max_delay, factor, jitter, reset_after) in (ANY, ANY, ANY, ANY),
        failures in prop::collection::vec((ANY, 0.0..1.0), 1..50),
    ) {
        let policy = ReconnectPolicy { max_delay, factor, jitter, reset_after, ..ReconnectPolicy::default() };
        let mut connection = with_policy(policy);
        send(&mut connection, format!("retry: {retry}\n").as_bytes());
        for (now, random) in failures {
            prop_assert!(delay_after_failure(&mut connection, now, random) <= MAX_DELAY);
        }
    }

    /// With the default policy, no delay is shorter than the reconnection time, or longer than 1.5 times the cap.
    #[test]
    fn default_policy(retry in 0u64..100_000, randoms in prop::collection::vec(0.0..1.0, 1..50)) {
        let mut connection = requesting();
        send(&mut connection, format!("retry: {retry}\n").as_bytes());
        for random in randoms {
            let delay = u64::from(delay_after_failure(&mut connection, 0.0, random));
            prop_assert!(delay >= retry && delay <= retry.max(30_000) * 3 / 2, "{} ms after retry: {}", delay, retry);
        }
    }
}
