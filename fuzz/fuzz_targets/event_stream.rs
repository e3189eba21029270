//! However a stream is split, the event stream gives the same events as the naive oracle does for the whole.
#![no_main]
#[path = "../chunks.rs"]
mod chunks;
#[path = "../../tests/native/oracle.rs"]
mod oracle;
#[path = "../../tests/vectors/mod.rs"]
#[allow(dead_code)]
mod vectors;

libfuzzer_sys::fuzz_target!(|input: (Vec<u8>, &[u8])| {
    let outcome = vectors::Outcome::of(chunks::cut(input.1, &input.0));
    assert_eq!(outcome, oracle::interpret(input.1));
});
