//! A million clients lose their server. What do they do to it when it is back, and how long until it has them all?
//!
//! ```sh
//! cargo run --release --example storm -- --clients 1000000
//! ```
//!
//! Each client is a [`Connection`](eventsource_wasm::connection::Connection), and the clock is a number. Prints a line of JSON
//! for each scenario and policy; `npm run storm -- --write` makes the tables and the chart of docs/scale.md out of them.

mod policies;
mod scenarios;
mod simulation;

use std::num::NonZero;
use std::sync::Mutex;
use std::thread;

use policies::{POLICIES, Policy};
use scenarios::{SCENARIOS, Scenario};
use simulation::{Outcome, run};

const CLIENTS: usize = 1_000_000;

fn line(scenario: &Scenario, policy: &Policy, clients: usize, outcome: &Outcome) -> String {
    let Outcome { attempts, refused, gave_up, never, .. } = outcome;
    let [median, most, longest] = [0.5, 0.99, 1.0].map(|share| outcome.without(share));
    let busiest = outcome.busiest();
    let arrivals: Vec<String> = outcome.arrivals.iter().take(600).map(ToString::to_string).collect();
    format!(
        r#"{{"scenario":"{}","policy":"{}","clients":{clients},"attempts":{attempts},"refused":{refused},"gaveUp":{gave_up},"never":{never},"busiest":{busiest},"without":[{median},{most},{longest}],"arrivals":[{}]}}"#,
        scenario.name,
        policy.name,
        arrivals.join(",")
    )
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let clients = match (arguments.next().as_deref(), arguments.next().map(|number| number.parse())) {
        (None, _) => CLIENTS,
        (Some("--clients"), Some(Ok(clients))) if (100..=10_000_000).contains(&clients) => clients,
        _ => {
            eprintln!("storm [--clients N], from 100 to 10000000");
            std::process::exit(2);
        }
    };
    let runs: Vec<_> =
        SCENARIOS.iter().flat_map(|scenario| POLICIES.iter().map(move |policy| (scenario, policy))).collect();
    let next = Mutex::new(runs.iter().enumerate());
    let lines = Mutex::new(vec![String::new(); runs.len()]);
    let workers = thread::available_parallelism().map_or(1, NonZero::get).min(4);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let take = || next.lock().ok().and_then(|mut runs| runs.next());
                while let Some((index, (scenario, policy))) = take() {
                    let text = line(scenario, policy, clients, &run(scenario, policy, clients));
                    if let Some(line) = lines.lock().ok().as_mut().and_then(|lines| lines.get_mut(index)) {
                        *line = text;
                    }
                }
            });
        }
    });
    for line in lines.into_inner().unwrap_or_default() {
        println!("{line}");
    }
}
