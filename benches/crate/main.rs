//! `cargo bench [-- FILTER]`: compares our `event_stream`, natively, with other crates, on the workloads of the JS benchmarks.
//!
//! Before it is timed, each crate must return the right events within three seconds: one is quadratic in the length of a line.

// A benchmark that cannot continue panics.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod contestants;
mod streams;

use std::hint::black_box;
use std::time::{Duration, Instant};

use bytes::Bytes;
use contestants::{ALL, Contestant, OURS};
use criterion::{Criterion, Throughput};
use streams::Expected;

const PATIENCE: Duration = Duration::from_secs(3);
const SIZE: usize = 1 << 20;

/// Returns the first difference from the expected events, if there is one.
fn difference(contestant: Contestant, chunks: &[Bytes], expected: &[Expected]) -> Option<String> {
    let began = Instant::now();
    let mut given = Vec::new();
    // Checking the clock between chunks stops even a crate that never returns an event.
    let mut chunks = chunks.iter().take_while(|_| began.elapsed() < PATIENCE);
    contestant(&mut chunks, &mut |event, id, data| {
        let event = if event == "message" { "" } else { event };
        given.push(Expected { event: event.to_owned(), id: id.to_owned(), data: data.to_owned() });
    });
    if began.elapsed() >= PATIENCE {
        return Some(format!("not done in {} s", PATIENCE.as_secs()));
    }
    let at = expected.iter().zip(&given).position(|(want, got)| want != got);
    if let Some(at) = at {
        return Some(format!("event {at} differs"));
    }
    (given.len() != expected.len()).then(|| format!("{} events, not {}", given.len(), expected.len()))
}

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .without_plots()
        .configure_from_args();
    let file = streams::file();
    for workload in &file.workloads {
        let (text, expected) = file.generate(workload, SIZE);
        let bytes = Bytes::from(text);
        let chunkings: &[(&str, usize)] =
            if workload.name == "16 MB line" { &[("1 KB", 1024)] } else { &[("64 KB", 65536), ("1 KB", 1024)] };
        for &(chunking, chunk) in chunkings {
            let chunks: Vec<Bytes> = bytes.chunks(chunk).map(|part| bytes.slice_ref(part)).collect();
            let mut group = criterion.benchmark_group(format!("{}, {chunking}", workload.name));
            group.throughput(Throughput::Bytes(bytes.len() as u64));
            for (name, contestant) in ALL {
                if let Some(difference) = difference(contestant, &chunks, &expected) {
                    assert!(!name.starts_with(OURS), "{}: {name}: {difference}", workload.name);
                    println!("{}, {chunking}: {name}: {difference}", workload.name);
                    continue;
                }
                group.bench_function(name, |bencher| {
                    bencher.iter(|| {
                        let mut length = 0;
                        contestant(&mut chunks.iter(), &mut |_, _, data| length += data.len());
                        black_box(length)
                    });
                });
            }
            group.finish();
        }
    }
    criterion.final_summary();
}
