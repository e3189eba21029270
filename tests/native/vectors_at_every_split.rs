//! Every vector, split in every way that matters: a result must not depend on where the network splits a stream.

use crate::{oracle, vectors};

#[test]
fn whole() {
    vectors::all().iter().for_each(vectors::Vector::check_whole);
}

#[test]
fn byte_by_byte() {
    vectors::all().iter().for_each(vectors::Vector::check_byte_by_byte);
}

#[test]
fn every_two_way_split() {
    vectors::all().iter().for_each(vectors::Vector::check_two_way_splits);
}

#[test]
fn every_three_way_split() {
    vectors::all().iter().for_each(vectors::Vector::check_three_way_splits);
}

/// The vectors' results were derived from the standard by hand; the oracle follows its steps. Each checks the other.
#[test]
fn the_oracle_agrees() {
    for vector in vectors::all() {
        assert_eq!(oracle::interpret(&vector.input), vector.expected, "{}", vector.name);
    }
}

#[test]
fn names_are_unique() {
    let mut names: Vec<_> = vectors::all().into_iter().map(|vector| vector.name).collect();
    names.sort();
    assert!(names.len() >= 100, "only {} vectors were read", names.len());
    for pair in names.windows(2) {
        assert_ne!(pair[0], pair[1]);
    }
}
