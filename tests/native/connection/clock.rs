//! A wall clock that somebody sets, and times that no clock has.

use eventsource_wasm::connection::{
    Action, Connection, Decision, Failure, FailureReason, MAX_DELAY, ReconnectPolicy, Remedy, Timeouts,
};
use proptest::num::f64::ANY;
use proptest::prelude::*;

use super::{announce, lost, requesting_with};

const HOUR: f64 = 3_600_000.0;
const NOON: f64 = 1_750_000_000_000.0;

fn open(idle: f64) -> Connection {
    let mut connection = Connection::new(ReconnectPolicy::default(), Timeouts { connect: 1000.0, idle, hidden: None });
    connection.start(NOON);
    announce(&mut connection, NOON);
    connection
}

/// Otherwise the reconnect would be an hour late.
#[test]
fn set_back_it_makes_nobody_wait_longer() {
    let mut connection = open(2000.0);
    // 2 s have passed, during which the clock was set back.
    assert_eq!(connection.handle_timer(NOON + 2000.0 - HOUR, 0.0), lost(FailureReason::Idle, 3000));
    assert_eq!(connection.handle_timer(NOON + 5000.0 - 2.0 * HOUR, 0.0), Action::Connect);
    let action = connection.handle_timer(NOON + 6000.0 - 3.0 * HOUR, 0.0);
    assert_eq!(action, lost(FailureReason::ConnectTimeout, 6000));
}

#[test]
fn set_back_behind_a_byte_it_is_one_more_timeout_at_most() {
    let mut connection = open(2000.0);
    connection.handle_bytes(NOON + 1000.0);
    let now = NOON + 2000.0 - HOUR;
    assert_eq!(connection.handle_timer(now, 0.0), Action::Nothing);
    assert_eq!(connection.wake_at(), Some(now + 2000.0));
    assert_eq!(connection.handle_timer(now + 2000.0, 0.0), lost(FailureReason::Idle, 3000));
}

/// A clock set forward looks like a sleep: the connection reconnects at once, and counts no failure.
#[test]
fn set_forward_it_is_a_sleep() {
    assert_eq!(open(2000.0).handle_timer(NOON + 2000.0 + HOUR, 0.0), lost(FailureReason::Idle, 0));
}

#[test]
fn timeouts_are_capped_and_what_is_none_is_off() {
    let wake_at = |timeout| {
        let timeouts = Timeouts { connect: timeout, idle: timeout, hidden: None };
        let mut connection = requesting_with(ReconnectPolicy::default(), timeouts);
        let connect = connection.wake_at();
        announce(&mut connection, 0.0);
        assert_eq!(connection.wake_at(), connect, "{timeout}");
        connect
    };
    for none in [0.0, -0.0, -1.0, f64::NAN, f64::NEG_INFINITY] {
        assert_eq!(wake_at(none), None, "{none}");
    }
    for long in [f64::from(MAX_DELAY), f64::from(MAX_DELAY) + 1.0, f64::MAX, f64::INFINITY] {
        assert_eq!(wake_at(long), Some(MAX_DELAY.into()), "{long}");
    }
    assert_eq!(wake_at(0.5), Some(0.5));
}

/// The returned actions do not matter here.
fn ignore(_: Action) {}

type Call = fn(&mut Connection, f64, f64);

/// Every input that may set the timer. The second number is the random one, a delay or a `retry`.
const CALLS: [Call; 16] = [
    |connection, now, _| ignore(connection.start(now)),
    |connection, now, _| ignore(connection.handle_response(now)),
    |connection, now, _| ignore(connection.handle_response(now)),
    |connection, now, random| ignore(connection.handle_failure(now, random, FailureReason::Network.into())),
    |connection, now, ms| {
        let failure = Failure { reason: FailureReason::Status, remedy: Remedy::Refused, retry_after: Some(ms) };
        connection.handle_failure(now, 0.5, failure);
    },
    |connection, now, ms| ignore(connection.handle_decision(now, Decision::ReconnectAfter(ms))),
    |connection, now, _| ignore(connection.handle_decision(now, Decision::Reconnect)),
    |connection, now, random| ignore(connection.handle_timer(now, random)),
    |connection, now, random| ignore(connection.handle_timer(now, random)),
    |connection, now, _| connection.handle_bytes(now),
    |connection, now, ms| connection.handle_reading(now, ms > 0.0),
    |connection, _, ms| connection.handle_retry(ms),
    |connection, now, _| ignore(connection.handle_online(now)),
    |connection, now, _| {
        connection.suspend();
        connection.resume(now);
    },
    |connection, now, _| ignore(connection.handle_hidden(now)),
    |connection, now, _| ignore(connection.handle_visible(now)),
];

proptest! {
    /// Whatever the clock does, and whatever delays are asked for, the timer is never set to a time in the past, or further
    /// away than timers can be set.
    #[test]
    fn wake_at_is_none_or_within_bounds(
        (connect, idle, decide) in (ANY, ANY, any::<bool>()),
        calls in prop::collection::vec((prop::sample::select(&CALLS[..]), -1e13..1e13, ANY), 1..60),
    ) {
        let policy = ReconnectPolicy { decide, ..ReconnectPolicy::default() };
        let mut connection = Connection::new(policy, Timeouts { connect, idle, hidden: None });
        connection.start(0.0);
        for (call, now, random) in calls {
            let before = connection.wake_at();
            call(&mut connection, now, random);
            let after = connection.wake_at();
            if after != before {
                let wait = after.map_or(0.0, |wake_at| wake_at - now);
                prop_assert!((0.0..=f64::from(MAX_DELAY) + 0.01).contains(&wait), "{} ms", wait);
            }
        }
    }

    /// A silent connection is lost after at most one more idle timeout, however the clock is set meanwhile.
    #[test]
    fn a_silent_server_is_found_out(idle in 1.0..1e6, received: bool, times in prop::collection::vec(-1e13..1e13, 2)) {
        let mut connection = open(idle);
        if received {
            connection.handle_bytes(NOON);
        }
        let first = connection.handle_timer(times[0], 0.0);
        if first == Action::Nothing {
            prop_assert!(received && connection.wake_at().unwrap() - times[0] <= idle + 0.01);
            prop_assert_ne!(connection.handle_timer(times[1], 0.0), Action::Nothing);
        }
    }

    /// No number causes a panic, or a state that cannot be left.
    #[test]
    fn any_number(calls in prop::collection::vec((prop::sample::select(&CALLS[..]), ANY, ANY), 0..60), timeouts in (ANY, ANY, ANY)) {
        let mut connection = Connection::new(ReconnectPolicy::default(), Timeouts { connect: timeouts.0, idle: timeouts.1, hidden: Some(timeouts.2) });
        connection.start(0.0);
        for (call, now, number) in calls {
            call(&mut connection, now, number);
        }
        connection.suspend();
        prop_assert!(matches!(connection.resume(NOON), Action::Connect | Action::Nothing));
    }
}
