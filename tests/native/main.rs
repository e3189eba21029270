//! Native tests of the pure part: the vectors, random streams against a naive oracle, memory, the connection.

#![cfg(not(target_arch = "wasm32"))]
// Tests fail by panicking, also outside of `#[test]` functions.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod allocator;
mod connection;
mod limit;
mod memory;
mod oracle;
mod properties;
mod sentences;
mod storm;
mod streams;
#[path = "../vectors/mod.rs"]
mod vectors;
mod vectors_at_every_split;
