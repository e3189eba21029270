//! Inside wasm: the vectors, since there are 32-bit offsets, another memchr, optimised code; and the client, against the
//! test server. In Node and in all scopes of the browsers: `node tests/wasm/run.mjs`.

#![cfg(target_arch = "wasm32")]
// A test fails by panicking, and outside of `#[test]` functions too.
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
