//! A page that is hidden, and visible again.

use eventsource_wasm::connection::{Action, Connection, FailureReason, ReadyState, ReconnectPolicy, Timeouts};

use super::{announce, delay_after_failure, lost, requesting, requesting_with};

/// An open connection, suspended after the page has been hidden for this many ms.
fn open(hidden: Option<f64>) -> Connection {
    let timeouts = Timeouts { idle: 60_000.0, hidden, ..Timeouts::default() };
    let mut connection = requesting_with(ReconnectPolicy::default(), timeouts);
    announce(&mut connection, 0.0);
    connection
}

#[test]
fn at_once() {
    let mut connection = open(Some(0.0));
    assert_eq!(connection.handle_hidden(1000.0), Action::Suspend);
    assert_eq!(connection.ready_state(), ReadyState::Connecting);
    assert_eq!(connection.wake_at(), None);
    assert_eq!(connection.handle_online(1500.0), Action::Nothing, "nobody looks");
    assert_eq!(connection.handle_visible(2000.0), Action::Connect);
    assert_eq!(delay_after_failure(&mut connection, 2000.0, 0.0), 3000, "no failure was counted");
}

#[test]
fn after_a_while() {
    let mut connection = open(Some(5000.0));
    assert_eq!(connection.handle_hidden(1000.0), Action::Nothing);
    assert_eq!(connection.wake_at(), Some(6000.0));
    connection.handle_bytes(5999.0);
    assert_eq!(connection.handle_timer(6000.0, 0.0), Action::Suspend, "what comes does not matter");
    assert_eq!(connection.wake_at(), None);
    assert_eq!(connection.handle_hidden(7000.0), Action::Nothing);
    assert_eq!(connection.wake_at(), None, "it is suspended already");
    assert_eq!(connection.handle_visible(8000.0), Action::Connect);
}

#[test]
fn seen_in_time_it_goes_on() {
    let mut connection = open(Some(5000.0));
    connection.handle_hidden(1000.0);
    assert_eq!(connection.handle_visible(5999.0), Action::Nothing);
    assert_eq!(connection.wake_at(), Some(60_000.0), "the idle timeout");
    connection.handle_hidden(7000.0);
    assert_eq!(connection.wake_at(), Some(12_000.0), "anew");
}

#[test]
fn the_earlier_deadline_counts() {
    let mut connection = open(Some(60_000.0));
    connection.handle_hidden(1000.0);
    assert_eq!(connection.wake_at(), Some(60_000.0));
    assert_eq!(connection.handle_timer(60_000.0, 0.0), lost(FailureReason::Idle, 3000));
    assert_eq!(connection.wake_at(), Some(61_000.0), "hidden, it waits for its reconnect no longer than that");
    assert_eq!(connection.handle_timer(61_000.0, 0.0), Action::Suspend);
}

#[test]
fn what_waits_or_asks_is_suspended_too() {
    let policy = ReconnectPolicy { decide: true, ..ReconnectPolicy::default() };
    let mut asking = requesting_with(policy, Timeouts { hidden: Some(0.0), ..Timeouts::default() });
    assert!(matches!(asking.handle_failure(0.0, 0.0, FailureReason::Network.into()), Action::Decide { .. }));
    assert_eq!(asking.handle_hidden(1.0), Action::Suspend);

    let mut offline = open(Some(5.0));
    offline.handle_failure(0.0, 0.0, FailureReason::Network.into());
    offline.handle_offline();
    offline.handle_hidden(1.0);
    assert_eq!(offline.handle_timer(6.0, 0.0), Action::Suspend);
}

#[test]
fn in_vain() {
    let timeouts = Timeouts { hidden: Some(0.0), ..Timeouts::default() };
    let mut idle = Connection::new(ReconnectPolicy::default(), timeouts);
    assert_eq!(idle.handle_hidden(0.0), Action::Nothing, "not started");
    assert_eq!(idle.start(0.0), Action::Connect);

    let mut closed = open(Some(5000.0));
    closed.handle_hidden(0.0);
    closed.close();
    assert_eq!(closed.wake_at(), None);
    closed.handle_hidden(0.0);
    assert_eq!(closed.wake_at(), None);
    assert_eq!(closed.handle_visible(99_000.0), Action::Nothing);
}

/// Phones kill the sockets of hidden pages without notifying them.
#[test]
fn back_after_15_s_of_silence_it_connects_anew() {
    for (hidden, received, seen, expected) in [
        (1000.0, None, 16_000.0, Action::Connect),
        (1000.0, None, 15_999.0, Action::Nothing),
        (1000.0, Some(1001.0), 16_000.0, Action::Nothing),
        (1000.0, Some(3000.0), 3_600_000.0, Action::Connect),
    ] {
        let mut connection = open(None);
        connection.handle_hidden(hidden);
        if let Some(received) = received {
            connection.handle_bytes(received);
        }
        assert_eq!(connection.handle_visible(seen), expected, "received {received:?}, seen {seen}");
    }
}

#[test]
fn silence_before_it_was_hidden_does_not_count() {
    let mut connection = open(None);
    connection.handle_hidden(50_000.0);
    assert_eq!(connection.handle_visible(50_001.0), Action::Nothing);
    assert_eq!(connection.handle_visible(99_000.0), Action::Nothing, "it was not hidden");
}

#[test]
fn a_request_without_an_answer_is_made_anew_and_a_wait_ends() {
    let mut connection = requesting();
    connection.handle_hidden(0.0);
    assert_eq!(connection.handle_visible(15_000.0), Action::Connect);
    connection.handle_failure(15_000.0, 0.0, FailureReason::Network.into());
    connection.handle_hidden(15_000.0);
    assert_eq!(connection.handle_visible(30_000.0), Action::Connect);
    assert_eq!(connection.attempt(), 2);

    connection.handle_hidden(30_000.0);
    connection.handle_failure(40_000.0, 0.0, FailureReason::Network.into());
    assert!(matches!(connection.handle_timer(46_000.0, 0.0), Action::Connect));
    assert_eq!(connection.handle_visible(50_000.0), Action::Nothing, "the request is a new one");
}

#[test]
fn what_may_not_reconnect_is_left_alone() {
    let mut connection = requesting_with(false.into(), Timeouts::default());
    announce(&mut connection, 0.0);
    connection.handle_hidden(0.0);
    assert_eq!(connection.handle_visible(3_600_000.0), Action::Nothing);
    assert_eq!(connection.ready_state(), ReadyState::Open);
}

#[test]
fn out_of_the_page_cache_it_connects_once() {
    for is_hidden_first in [true, false] {
        let mut connection = open(None);
        if is_hidden_first {
            connection.handle_hidden(0.0);
        }
        assert_eq!(connection.suspend(), Action::Suspend);
        connection.handle_hidden(1.0);
        let now = 3_600_000.0;
        assert_eq!(connection.handle_visible(now), Action::Nothing, "it is in the cache");
        assert_eq!(connection.resume(now), Action::Connect);
        assert_eq!(connection.handle_visible(now), Action::Nothing);
    }
}
