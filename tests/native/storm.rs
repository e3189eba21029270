//! `examples/storm` with few clients: nobody is lost, and jitter has the intended effect.

#[path = "../../examples/storm/policies.rs"]
mod policies;
#[path = "../../examples/storm/scenarios.rs"]
mod scenarios;
#[path = "../../examples/storm/simulation.rs"]
mod simulation;

use policies::{On503, POLICIES, Policy};
use scenarios::{SCENARIOS, Scenario};
use simulation::{Outcome, run};

const CLIENTS: usize = 1000;

fn outcome(scenario: &str, policy: &str) -> Outcome {
    let scenario = SCENARIOS.iter().find(|one| one.name == scenario).unwrap();
    run(scenario, POLICIES.iter().find(|one| one.name == policy).unwrap(), CLIENTS)
}

fn may_give_up(scenario: &Scenario, policy: &Policy) -> bool {
    scenario.retry_after.is_some() && policy.on_503 == On503::GivesUp
}

#[test]
fn everybody_is_back_but_those_who_gave_up() {
    for scenario in SCENARIOS {
        // Without jitter, ten minutes are not always enough for all to come back.
        for policy in POLICIES.iter().filter(|policy| policy.policy.factor == 1.0 || policy.policy.jitter > 0.0) {
            let outcome = run(scenario, policy, CLIENTS);
            let name = format!("{}, {}", scenario.name, policy.name);
            assert_eq!(outcome.never, 0, "{name}");
            assert_eq!(outcome.gave_up > 0, may_give_up(scenario, policy), "{name}");
            assert!(outcome.attempts - outcome.refused + outcome.gave_up >= CLIENTS, "{name}");
            assert_eq!(outcome.arrivals.iter().sum::<usize>(), outcome.attempts, "{name}");
            let [half, all] = [0.5, 1.0].map(|share| outcome.without(share).parse::<usize>().unwrap());
            assert!(half <= all, "{name}");
        }
    }
}

#[test]
fn nobody_is_back_before_the_server() {
    for policy in POLICIES {
        let scenario = SCENARIOS.iter().find(|one| one.name == "outage").unwrap();
        let outcome = run(scenario, policy, CLIENTS);
        // Nobody notices the loss earlier than 10 ms after it.
        assert!(outcome.without(0.0).parse::<usize>().unwrap() >= 29_800, "{}", policy.name);
    }
}

#[test]
fn the_same_in_each_run() {
    let [first, second] = [(), ()].map(|()| outcome("flapping", "factor 2, jitter 1"));
    assert_eq!(first.arrivals, second.arrivals);
}

#[test]
fn jitter_flattens_the_first_wave() {
    let [late, early, native] =
        ["factor 2, jitter 0.5 from the second on", "factor 2, jitter 0.5", "native class, npm `eventsource`"]
            .map(|policy| outcome("restart", policy));
    assert!(late.busiest() * 10 > native.busiest() * 9, "{} of {}", late.busiest(), native.busiest());
    assert!(early.busiest() * 3 < late.busiest(), "{} of {}", early.busiest(), late.busiest());
    assert!(early.attempts * 3 < native.attempts, "{} of {}", early.attempts, native.attempts);
}

#[test]
fn a_retry_for_each_client_spares_the_server() {
    for policy in ["native class, `retry` spread", "factor 2, jitter 0.5, `retry` spread"] {
        let outcome = outcome("rolling", policy);
        assert_eq!(outcome.refused, 0, "{policy}");
    }
}
