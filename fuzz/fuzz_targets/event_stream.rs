//! At any chunking, the event stream gives what the naive oracle gives for the whole.
#![no_main]
#[path = "../../tests/native/oracle.rs"]
mod oracle;
#[path = "../../tests/vectors/mod.rs"]
#[allow(dead_code)]
mod vectors;

libfuzzer_sys::fuzz_target!(|input: (Vec<u8>, &[u8])| {
    let (lengths, mut rest) = input;
    let mut chunks = Vec::new();
    for length in lengths {
        let (chunk, tail) = rest.split_at(rest.len().min(usize::from(length)));
        chunks.push(chunk);
        rest = tail;
    }
    chunks.push(rest);
    assert_eq!(vectors::Outcome::of(chunks.iter().copied()), oracle::interpret(&chunks.concat()));
});
