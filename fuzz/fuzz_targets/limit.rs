//! Whatever the input, an event stream never holds more than a multiple of its limit.
#![no_main]
#[path = "../../tests/native/allocator.rs"]
mod allocator;
use eventsource_wasm::event_stream::EventStream;

libfuzzer_sys::fuzz_target!(|input: (u8, &[u8])| {
    let (limit, part) = (usize::from(input.0) + 64, input.1);
    let (peak, _, _) = allocator::memory_of(|| {
        let mut stream = EventStream::with_max_event_size(limit);
        (0..100).for_each(|_| _ = stream.push(part));
    });
    let most = 1024 + 8 * limit + 64 * part.len();
    assert!(peak < most as isize, "{peak} bytes with a limit of {limit} and chunks of {}", part.len());
});
