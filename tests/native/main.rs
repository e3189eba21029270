//! The pure part, natively: the vectors, random streams against a naive oracle, memory, the connection.

#![cfg(not(target_arch = "wasm32"))]
// A test fails by panicking, and outside of `#[test]` functions too.
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
