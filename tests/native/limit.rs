//! The size limit of one event: exceeding it ends the stream, but loses no complete event.

use eventsource_wasm::event_stream::EventStream;
use proptest::prelude::*;

use crate::oracle;
use crate::streams::{cut, cuts, stream};
use crate::vectors::Outcome;

/// Returns the events of a stream under a limit, and whether the stream exceeded it.
fn limited(limit: usize, chunks: &[&[u8]]) -> (Outcome, bool) {
    let mut stream = EventStream::with_max_event_size(limit);
    let mut outcome = Outcome::default();
    let mut within_limit = true;
    for chunk in chunks {
        within_limit = outcome.take(&mut stream, chunk);
    }
    (outcome, !within_limit)
}

fn data_of(outcome: &Outcome) -> Vec<&str> {
    outcome.events.iter().map(|event| &event.data[..]).collect()
}

/// Each of these exceeds 100 bytes in a different way. The event before it is complete; the one after it must not be dispatched.
#[test]
fn each_way_to_outgrow_it() {
    let long = "x".repeat(200);
    let half = "x".repeat(60);
    let cases = [
        ("one data line", format!("data: {long}\n\n")),
        ("many data lines", "data: 0123456789\n".repeat(20)),
        ("many empty data lines", "data\n".repeat(200)),
        ("a type", format!("event: {long}\ndata: b\n")),
        ("an ID", format!("id: {long}\ndata: b\n")),
        ("a type and data", format!("event: {half}\ndata: {half}\n")),
        ("an ID and data", format!("id: {half}\ndata: {half}\n")),
        ("a retry", format!("retry: {long}\ndata: b\n")),
        ("an ID that is ignored", format!("id: {long}\0\ndata: b\n")),
    ];
    for (name, block) in cases {
        let input = format!("data: a\n\n{block}\n\ndata: c\n\n");
        for size in [1, 7, 64, input.len()] {
            let chunks: Vec<_> = input.as_bytes().chunks(size).collect();
            let (outcome, overflowed) = limited(100, &chunks);
            assert!(overflowed, "{name}, in chunks of {size}");
            assert_eq!(data_of(&outcome), ["a"], "{name}, in chunks of {size}");
        }
    }
}

#[test]
fn many_events_within_it_are_not_too_much() {
    let input = "event: t\ndata: 0123456789\n\n: comment\n\n".repeat(1000);
    for size in [1, 50, input.len()] {
        let chunks: Vec<_> = input.as_bytes().chunks(size).collect();
        let (outcome, overflowed) = limited(100, &chunks);
        assert!(!overflowed, "in chunks of {size}");
        assert_eq!(outcome.events.len(), 1000);
    }
}

/// These have no effect, so they are never kept, however long they are.
#[test]
fn what_is_ignored_costs_nothing() {
    let long = "x".repeat(200);
    let retries = "retry: 10\n".repeat(20);
    for block in [retries, format!(":{long}\n"), format!("foo: {long}\n"), format!("{long}\n"), format!("dat{long}\n")]
    {
        let input = format!("data: a\n\n{block}data: b\n\n");
        for size in [1, 7, 64, input.len()] {
            let chunks: Vec<_> = input.as_bytes().chunks(size).collect();
            let (outcome, overflowed) = limited(5, &chunks);
            assert!(!overflowed, "{block:?}, in chunks of {size}");
            assert_eq!(data_of(&outcome), ["a", "b"], "{block:?}, in chunks of {size}");
        }
    }
}

#[test]
fn a_new_body_begins_anew() {
    let mut stream = EventStream::with_max_event_size(20);
    assert!(stream.push(b"id: 1\ndata: a\n\ndata: 012345678901234567890").overflowed());
    assert!(stream.push(b"\n\ndata: b\n\n").is_empty(), "input after the overflow is ignored");
    stream.restart();
    let batch = stream.push(b"data: c\n\n");
    assert!(!batch.overflowed());
    let events: Vec<_> = batch.events().map(|event| (event.data, event.last_event_id)).collect();
    assert_eq!(events, [("c", "1")]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_events_are_a_prefix(stream in stream(), limit in 1usize..80, cuts in cuts()) {
        let whole = oracle::interpret(&stream);
        let (outcome, overflowed) = limited(limit, &cut(&stream, &cuts));
        if overflowed {
            prop_assert!(whole.events.starts_with(&outcome.events));
        } else {
            prop_assert_eq!(&outcome, &whole);
            // One invalid byte becomes U+FFFD, which takes three.
            prop_assert!(whole.events.iter().all(|event| event.data.len() <= 3 * limit), "an event is over the limit");
        }
        prop_assert_eq!((outcome, overflowed), limited(limit, &[&stream]), "the chunks make a difference");
    }

    #[test]
    fn a_small_stream_is_never_too_large(stream in stream(), cuts in cuts()) {
        prop_assert!(!limited(stream.len(), &cut(&stream, &cuts)).1);
    }
}
