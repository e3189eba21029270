//! How much memory the parser holds, measured at the allocator; and that it takes linear time.

use eventsource_wasm::event_stream::EventStream;
use std::time::{Duration, Instant};

use crate::allocator::memory_of;

const LIMIT: usize = 64 << 10;

#[test]
fn an_endless_event_is_cut_off() {
    let cases: [(&str, &[u8], &[u8]); 5] = [
        ("data line", b"data: ", b"x"),
        ("line of invalid bytes", b"data: ", b"\xFF"),
        ("data lines", b"", b"data: 01234\n"),
        ("lines of invalid bytes", b"", b"data: \xFF\xFF\xFF\xFF\n"),
        ("empty data lines", b"", b"data\n"),
    ];
    for (name, start, more) in cases {
        let chunk = more.repeat(1000);
        let (peak, held, stream) = memory_of(|| {
            let mut stream = EventStream::with_max_event_size(LIMIT);
            stream.push(start);
            let chunks = (0..10_000).take_while(|_| !stream.push(&chunk).overflowed()).count();
            assert!(chunks < 200, "an endless {name} did not overflow in {chunks} chunks");
            stream
        });
        // A growing buffer doubles, and exists twice while it moves.
        assert!(peak < 6 * LIMIT as isize, "an endless {name} took {peak} bytes");
        assert!(held < 4 * LIMIT as isize, "an endless {name} left {held} bytes");
        drop(stream);
    }
}

#[test]
fn an_endless_ignored_line_costs_nothing() {
    for start in [&b":"[..], b"foo: ", b"datax"] {
        let chunk = [b'x'; 10_000];
        let (peak, _, _) = memory_of(|| {
            let mut stream = EventStream::with_max_event_size(LIMIT);
            stream.push(start);
            assert!((0..10_000).all(|_| !stream.push(&chunk).overflowed()));
        });
        assert!(peak < 3 * chunk.len() as isize, "100 MB of it took {peak} bytes");
    }
}

#[test]
fn a_long_stream_piles_nothing_up() {
    let block = b"event: t\nid: 1\nretry: 5\ndata: 0123456789\n\n: comment\n\nid: 2\n\n";
    let (peak, held, _stream) = memory_of(|| {
        let mut stream = EventStream::new();
        for _ in 0..20_000 {
            for chunk in block.chunks(11) {
                stream.push(chunk);
            }
        }
        stream
    });
    assert!(peak < 4096, "the parser took {peak} bytes");
    assert!(held < 4096, "the parser holds {held} bytes");
}

#[test]
fn a_large_event_is_given_back() {
    let mut large = b"data: ".to_vec();
    large.resize(8 << 20, b'x');
    for size in [large.len(), 64 << 10] {
        let (_, held, _stream) = memory_of(|| {
            let mut stream = EventStream::new();
            for chunk in large.chunks(size) {
                stream.push(chunk);
            }
            assert_eq!(stream.push(b"\n\n").events().count(), 1);
            stream.push(b"data: a\n\n");
            stream.push(b"data: b\n\n");
            stream
        });
        assert!(held < 1 << 20, "{held} bytes are held after an event of 8 MiB in chunks of {size}");
    }
}

/// If every chunk rescanned or moved the bytes before it, each of these would take minutes.
#[test]
fn small_chunks_take_linear_time() {
    let chunks: usize = 1 << 21;
    let cases: [(&str, &[u8]); 3] = [("line", b"x"), ("block of lines", b"data\n"), ("comment", b"data:\n:\n")];
    for (name, chunk) in cases {
        let begun = Instant::now();
        let mut stream = EventStream::new();
        stream.push(b"data: a\n\ndata: ");
        for _ in 0..chunks {
            stream.push(chunk);
        }
        assert_eq!(stream.push(b"\n\n").events().count(), 1);
        let taken = begun.elapsed();
        assert!(taken < Duration::from_secs(20), "one {name} in {chunks} chunks took {taken:?}");
    }
}
