//! Refused responses that are retried, and the caller's last word.

use eventsource_wasm::connection::{Action, Connection, Decision, FailureReason, MAX_DELAY, ReconnectPolicy, Response};

fn requesting(policy: ReconnectPolicy) -> Connection {
    let mut connection = Connection::new(policy, "");
    connection.start();
    connection
}

fn retrying() -> ReconnectPolicy {
    ReconnectPolicy { statuses: vec![401, 503], ..ReconnectPolicy::default() }
}

fn deciding() -> ReconnectPolicy {
    ReconnectPolicy { decide: true, ..ReconnectPolicy::default() }
}

fn refuse(connection: &mut Connection, status: u16, retry_after: Option<f64>) -> Action {
    connection.handle_response(0.0, 0.0, &Response { status, content_type: None, retry_after })
}

fn status_after(delay: u32) -> Action {
    Action::Reestablish { reason: FailureReason::Status, delay }
}

#[test]
fn statuses_are_retried_with_backoff() {
    let mut connection = requesting(retrying());
    for (status, delay) in [(401, 3000), (503, 6000), (401, 12_000)] {
        assert_eq!(refuse(&mut connection, status, None), status_after(delay));
        connection.handle_timer(0.0, 0.0, 0.0);
    }
    assert_eq!(refuse(&mut connection, 500, None), Action::Fail { reason: FailureReason::Status });
}

#[test]
fn retry_after_is_obeyed_and_does_not_grow() {
    let mut connection = requesting(retrying());
    for (asked, delay) in [(120_000.0, 120_000), (120_000.0, 120_000), (1000.0, 1000), (f64::MAX, MAX_DELAY)] {
        assert_eq!(refuse(&mut connection, 503, Some(asked)), status_after(delay));
        connection.handle_timer(0.0, 0.0, 0.0);
    }
}

#[test]
fn retry_after_0_is_no_busy_loop() {
    let mut connection = requesting(retrying());
    for delay in [0, 100, 200, 400] {
        assert_eq!(refuse(&mut connection, 503, Some(0.0)), status_after(delay));
        connection.handle_timer(0.0, 0.0, 0.0);
    }
}

#[test]
fn what_is_not_a_status_is_not_retried_by_it() {
    let policy = ReconnectPolicy { statuses: vec![200, 204], ..ReconnectPolicy::default() };
    assert_eq!(refuse(&mut requesting(policy.clone()), 200, None), Action::Fail { reason: FailureReason::ContentType });
    let no_content = Action::Reestablish { reason: FailureReason::NoContent, delay: 3000 };
    assert_eq!(refuse(&mut requesting(policy), 204, None), no_content);
}

#[test]
fn the_caller_is_told_what_the_policy_would_do() {
    let policy = ReconnectPolicy { statuses: vec![503], ..deciding() };
    let decide = |reconnect, delay| Action::Decide { reason: FailureReason::Status, reconnect, delay };
    assert_eq!(refuse(&mut requesting(policy.clone()), 404, None), decide(false, 3000));
    assert_eq!(refuse(&mut requesting(policy.clone()), 503, None), decide(true, 3000));
    assert_eq!(refuse(&mut requesting(policy), 503, Some(7.0)), decide(true, 7));
}

#[test]
fn the_callers_word_counts() {
    let failed = Action::Fail { reason: FailureReason::Status };
    for (decision, expected) in [
        (Decision::GiveUp, failed),
        (Decision::Reconnect, status_after(3000)),
        (Decision::ReconnectAfter(12.7), status_after(12)),
        (Decision::ReconnectAfter(f64::INFINITY), status_after(MAX_DELAY)),
        (Decision::ReconnectAfter(-1.0), status_after(0)),
    ] {
        let mut connection = requesting(deciding());
        refuse(&mut connection, 404, None);
        assert_eq!(connection.handle_decision(decision), expected);
        assert_eq!(connection.handle_decision(decision), Action::Nothing, "it is asked once");
    }
}

#[test]
fn limits_and_what_is_futile_are_not_asked_about() {
    let policy = ReconnectPolicy { max_attempts: Some(0), ..deciding() };
    let failure = |policy, futile| requesting(policy).handle_failure(0.0, 0.0, FailureReason::Headers, futile);
    assert_eq!(failure(policy.clone(), false), Action::Fail { reason: FailureReason::GaveUp });
    assert_eq!(failure(deciding(), true), Action::Fail { reason: FailureReason::Headers });
    assert_eq!(refuse(&mut requesting(policy), 404, None), Action::Fail { reason: FailureReason::Status });
}
