//! Tests inside wasm: the vectors (because wasm has 32-bit offsets, another memchr and optimized code), and the client against
//! the test server. They run in Node and in all scopes of the browsers: `node tests/wasm/run.mjs`.

#![cfg(target_arch = "wasm32")]
// Tests fail by panicking, also outside of `#[test]` functions.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

#[cfg(feature = "client")]
mod client;
#[path = "../vectors/mod.rs"]
mod vectors;

use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn whole() {
    vectors::all().iter().for_each(vectors::Vector::check_whole);
}

#[wasm_bindgen_test]
fn byte_by_byte() {
    vectors::all().iter().for_each(vectors::Vector::check_byte_by_byte);
}

#[wasm_bindgen_test]
fn every_two_way_split() {
    vectors::all().iter().for_each(vectors::Vector::check_two_way_splits);
}

#[wasm_bindgen_test]
fn every_three_way_split() {
    vectors::all().iter().for_each(vectors::Vector::check_three_way_splits);
}
