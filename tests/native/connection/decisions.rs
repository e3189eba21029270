//! Refused responses that are retried, and the caller's decisions.

use eventsource_wasm::connection::{
    Action, Connection, Decision, Failure, FailureReason, MAX_DELAY, ReconnectPolicy, Remedy, Timeouts, check,
};

use super::{failed, gave_up, lost, requesting_with};

fn requesting(policy: ReconnectPolicy) -> Connection {
    requesting_with(policy, Timeouts::default())
}

fn retrying() -> ReconnectPolicy {
    ReconnectPolicy::default()
}

fn deciding() -> ReconnectPolicy {
    ReconnectPolicy { decide: true, ..ReconnectPolicy::default() }
}

/// Reports a refused response, as a caller that retries these statuses does.
fn refuse_but(statuses: &[u16], connection: &mut Connection, status: u16, retry_after: Option<f64>) -> Action {
    let reason = check(status, None).unwrap_err();
    let retry = reason != FailureReason::ContentType && statuses.contains(&status);
    let remedy = if retry { Remedy::Retry } else { Remedy::Refused };
    connection.handle_failure(0.0, 0.0, Failure { reason, remedy, retry_after })
}

fn refuse(connection: &mut Connection, status: u16, retry_after: Option<f64>) -> Action {
    refuse_but(&[401, 503], connection, status, retry_after)
}

fn status_after(delay: u32) -> Action {
    lost(FailureReason::Status, delay)
}

#[test]
fn statuses_are_retried_with_backoff() {
    let mut connection = requesting(retrying());
    for (status, delay) in [(401, 3000), (503, 6000), (401, 12_000)] {
        assert_eq!(refuse(&mut connection, status, None), status_after(delay));
        connection.handle_timer(0.0, 0.0);
    }
    assert_eq!(refuse(&mut connection, 500, None), failed(FailureReason::Status));
}

#[test]
fn retry_after_is_obeyed_and_does_not_grow() {
    let mut connection = requesting(retrying());
    for (asked, delay) in [(120_000.0, 120_000), (120_000.0, 120_000), (1000.0, 1000), (f64::MAX, MAX_DELAY)] {
        assert_eq!(refuse(&mut connection, 503, Some(asked)), status_after(delay));
        connection.handle_timer(0.0, 0.0);
    }
}

#[test]
fn retry_after_0_is_no_busy_loop() {
    let mut connection = requesting(retrying());
    for delay in [0, 100, 200, 400] {
        assert_eq!(refuse(&mut connection, 503, Some(0.0)), status_after(delay));
        connection.handle_timer(0.0, 0.0);
    }
}

#[test]
fn a_refusal_is_retried_only_where_the_caller_says_so() {
    let refuse = |status| refuse_but(&[200, 204], &mut requesting(retrying()), status, None);
    assert_eq!(refuse(200), failed(FailureReason::ContentType));
    assert_eq!(refuse(204), lost(FailureReason::NoContent, 3000));
    assert_eq!(refuse(404), failed(FailureReason::Status));
}

#[test]
fn the_caller_is_told_what_the_policy_would_do() {
    let decide = |reconnect, delay| Action::Decide { reason: FailureReason::Status, reconnect, delay };
    assert_eq!(refuse(&mut requesting(deciding()), 404, None), decide(false, 3000));
    assert_eq!(refuse(&mut requesting(deciding()), 503, None), decide(true, 3000));
    assert_eq!(refuse(&mut requesting(deciding()), 503, Some(7.0)), decide(true, 7));
}

#[test]
fn the_callers_word_counts() {
    for (decision, expected) in [
        (Decision::GiveUp, failed(FailureReason::Status)),
        (Decision::Reconnect, status_after(3000)),
        (Decision::ReconnectAfter(12.7), status_after(12)),
        (Decision::ReconnectAfter(f64::INFINITY), status_after(MAX_DELAY)),
        (Decision::ReconnectAfter(-1.0), status_after(0)),
    ] {
        let mut connection = requesting(deciding());
        refuse(&mut connection, 404, None);
        assert_eq!(connection.wake_at(), None, "a decision may take its time");
        assert_eq!(connection.handle_decision(100.0, decision), expected);
        let wake_at = match expected {
            Action::Reestablish { delay, .. } => Some(100.0 + f64::from(delay)),
            _ => None,
        };
        assert_eq!(connection.wake_at(), wake_at, "the delay begins with the decision");
        assert_eq!(connection.handle_decision(100.0, decision), Action::Nothing, "it is asked once");
    }
}

#[test]
fn limits_and_what_is_futile_are_not_asked_about() {
    let policy = ReconnectPolicy { max_attempts: Some(0), ..deciding() };
    let failure = |policy, remedy| {
        requesting(policy).handle_failure(0.0, 0.0, Failure { remedy, ..FailureReason::Headers.into() })
    };
    assert_eq!(failure(policy, Remedy::Retry), gave_up(FailureReason::Headers));
    assert_eq!(failure(deciding(), Remedy::Futile), failed(FailureReason::Headers));
    assert_eq!(refuse(&mut requesting(policy), 404, None), failed(FailureReason::Status));
}
