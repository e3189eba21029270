//! The clients, the server and what goes to and fro, in steps of 10 ms.

use eventsource_wasm::connection::{Action, Connection, Failure, FailureReason, Remedy, Timeouts};

use super::policies::{On503, Policy};
use super::scenarios::Scenario;

/// The clock's step, in ms.
pub const STEP: usize = 10;
/// When it is over, whoever is back.
pub const END: usize = 600_000;
/// Arrivals are counted per so many ms.
pub const WINDOW: usize = 100;
/// How far away clients are, one way, in steps: 10 to 150 ms. Neighbours in memory are as far away, which is faster.
const DISTANCES: usize = 15;
/// No two trips are the same: what is added at random, in steps.
const UNEVEN: f64 = 4.0;

/// In a second, the server takes one client in 50 anew.
const CAPACITY: usize = 50;
/// Besides, one in 250 can wait: of a million, 4000, about as many as Linux lets wait (`somaxconn`).
const BACKLOG: usize = 250;

/// What reaches a client or the server.
enum Event {
    Arrives(u32),
    Accepted(u32),
    Refused(u32),
    Lost(u32),
}

pub struct Outcome {
    pub attempts: usize,
    pub refused: usize,
    /// Clients that have closed their connection for good.
    pub gave_up: usize,
    /// Clients that were still trying in the end.
    pub never: usize,
    /// Attempts that reached the server in each [`WINDOW`].
    pub arrivals: Vec<usize>,
    /// How many losses lasted so many [`WINDOW`]s, until the client was back.
    waits: Vec<usize>,
}

impl Outcome {
    /// Within what time, in ms, such a share of those who lost their connection and did not give up had another one; `null`: not before
    /// the end.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)] // counts of clients
    pub fn without(&self, share: f64) -> String {
        let all = self.waits.iter().sum::<usize>() + self.never;
        let wanted = ((all as f64 * share).ceil() as usize).max(1);
        let mut back = 0;
        let index = self.waits.iter().position(|count| {
            back += count;
            back >= wanted
        });
        index.map_or_else(|| "null".to_owned(), |index| ((index + 1) * WINDOW).to_string())
    }

    pub fn busiest(&self) -> usize {
        self.arrivals.iter().max().copied().unwrap_or(0)
    }
}

/// Xorshift: the same numbers in each run.
struct Random(u64);

impl Random {
    /// In `0.0..1.0`.
    #[allow(clippy::cast_precision_loss)] // 53 bits are what a double has
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn between(&mut self, (least, most): (f64, f64)) -> f64 {
        least + self.next() * (most - least)
    }
}

struct Client {
    connection: Connection,
    /// One way, in steps.
    distance: u8,
    /// As the server sees it.
    is_open: bool,
    lost_at: u32,
}

/// What is to happen, by step.
struct Schedule(Vec<Vec<Event>>);

impl Schedule {
    fn add(&mut self, step: usize, event: Event) {
        // What comes after the end is of no interest.
        if let Some(events) = self.0.get_mut(step) {
            events.push(event);
        }
    }
}

#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)] // ms, and numbers of clients
pub fn run(scenario: &Scenario, policy: &Policy, clients: usize) -> Outcome {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut all: Vec<Client> =
        (0..clients).map(|id| opened(policy, 1 + id * DISTANCES / clients, &mut random)).collect();
    let mut schedule = Schedule((0..END / STEP).map(|_| Vec::new()).collect());
    let windows = END / WINDOW;
    let mut outcome =
        Outcome { attempts: 0, refused: 0, gave_up: 0, never: 0, arrivals: vec![0; windows], waits: vec![0; windows] };
    let last_loss = scenario.losses.iter().map(|(at, _)| *at).max().unwrap_or(0);
    let backlog = clients as f64 / BACKLOG as f64;
    let mut room = backlog;
    let mut open = clients;
    for step in 0..END / STEP {
        let now = step * STEP;
        let is_down = scenario.outages.iter().any(|outage| outage.contains(&now));
        room = (room + (clients * STEP) as f64 / (CAPACITY * 1000) as f64).min(backlog);
        for (_, tenths) in scenario.losses.iter().filter(|(at, _)| *at == now) {
            for (id, client) in
                all.iter_mut().enumerate().filter(|(id, client)| client.is_open && tenths.contains(&(id % 10)))
            {
                client.is_open = false;
                open -= 1;
                schedule.add(step + usize::from(client.distance), Event::Lost(id as u32));
            }
        }
        // Nothing takes no time: what an event leads to comes in a later step.
        for event in schedule.0.get_mut(step).map(std::mem::take).unwrap_or_default() {
            let (Event::Arrives(id) | Event::Accepted(id) | Event::Refused(id) | Event::Lost(id)) = event;
            let Some(client) = all.get_mut(id as usize) else { continue };
            let distance = usize::from(client.distance);
            let failure = match event {
                Event::Arrives(_) => {
                    outcome.attempts += 1;
                    if let Some(count) = outcome.arrivals.get_mut(now / WINDOW) {
                        *count += 1;
                    }
                    client.is_open = !is_down && room >= 1.0;
                    if client.is_open {
                        room -= 1.0;
                        open += 1;
                    } else {
                        outcome.refused += 1;
                    }
                    let answer = if client.is_open { Event::Accepted(id) } else { Event::Refused(id) };
                    schedule.add(step + distance, answer);
                    continue;
                }
                Event::Accepted(_) => {
                    client.connection.handle_response(now as f64);
                    if let Some(count) = outcome.waits.get_mut((now - client.lost_at as usize) / WINDOW) {
                        *count += 1;
                    }
                    continue;
                }
                Event::Refused(_) => match scenario.retry_after {
                    Some(after) if !is_down => refusal(policy.on_503, random.between(after)),
                    _ => FailureReason::Network.into(),
                },
                Event::Lost(_) => {
                    client.lost_at = now as u32;
                    FailureReason::Network.into()
                }
            };
            let Action::Reestablish { delay, .. } =
                client.connection.handle_failure(now as f64, random.next(), failure)
            else {
                outcome.gave_up += 1;
                continue;
            };
            // Nothing else can happen to a client that waits: its timer fires here and now, as if it were then.
            client.connection.handle_timer((now + delay as usize) as f64, 0.0);
            let trip = distance + random.between((0.0, UNEVEN)) as usize;
            schedule.add(step + (delay as usize).div_ceil(STEP) + trip, Event::Arrives(id));
        }
        if now > last_loss && open + outcome.gave_up == clients && schedule.0.iter().skip(step + 1).all(Vec::is_empty) {
            break;
        }
    }
    outcome.never = clients - open - outcome.gave_up;
    outcome
}

/// A client whose connection has been open for a minute.
#[allow(clippy::cast_possible_truncation)] // small
fn opened(policy: &Policy, distance: usize, random: &mut Random) -> Client {
    let mut connection = Connection::new(policy.policy, Timeouts::default());
    connection.start(-60_000.0);
    connection.handle_response(-60_000.0);
    if let Some(retry) = policy.retry {
        connection.handle_retry(random.between(retry).floor());
    }
    Client { connection, distance: distance as u8, is_open: true, lost_at: 0 }
}

/// What a 503 is to a client.
fn refusal(on_503: On503, retry_after: f64) -> Failure {
    Failure {
        remedy: if on_503 == On503::GivesUp { Remedy::Refused } else { Remedy::Retry },
        retry_after: (on_503 == On503::ObeysRetryAfter).then_some(retry_after),
        ..FailureReason::Status.into()
    }
}
