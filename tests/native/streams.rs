//! Random event streams, and random ways to split them.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Pieces that a parser is likely to confuse when they are next to each other.
const PIECES: [&[u8]; 46] = [
    b"data",
    b"data: a",
    b"data:b",
    b"data:",
    b"data\n",
    b"dat",
    b"a: ",
    b"event",
    b"event: t",
    b"event: u",
    b"event:",
    b"id",
    b"id: 1",
    b"id: 2",
    b"id:",
    b"retry",
    b"retry: 10",
    b"retry: ",
    b"99999999999999999999",
    b"7",
    b":",
    b":",
    b" ",
    b"\t",
    b"\0",
    b"x",
    b"\r",
    b"\r",
    b"\n",
    b"\n",
    b"\n\n",
    b"\r\n",
    b"\r\n\r\n",
    b"\n\r",
    b"\xEF\xBB\xBF",
    b"\xEF\xBB",
    b"\xBF",
    b"\xC3\xA9",
    b"\xE2\x82\xAC",
    b"\xF0\x9F\x98\x80",
    b"\xE2\x82",
    b"\xF0\x9F\x98",
    b"\xC0\x80",
    b"\xED\xA0\x80",
    b"\xFF",
    b"\xE2\x80\xA8",
];

/// Streams of such pieces, sometimes with arbitrary bytes.
pub fn stream() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        12 => select(&PIECES[..]).prop_map(<[u8]>::to_vec),
        1 => vec(any::<u8>(), 1..4),
    ];
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

const FIELDS: [&[u8]; 13] = [
    b"data: a",
    b"data",
    b"data: \xF0\x9F\x98\x80",
    b"event: t",
    b"event: u",
    b"event",
    b"id: 1",
    b"id: 22",
    b"id",
    b"id: \0",
    b"retry: 5",
    b": c",
    b"data: \xE2\x82",
];

const LINE_ENDS: [&[u8]; 3] = [b"\n", b"\r", b"\r\n"];

/// Streams of blocks most of which are events, so that the result depends on which values are kept and which are reset.
pub fn blocks() -> impl Strategy<Value = Vec<u8>> {
    let line = (select(&FIELDS[..]), select(&LINE_ENDS[..])).prop_map(|(field, end)| [field, end].concat());
    let block = (vec(line, 0..5), select(&LINE_ENDS[..])).prop_map(|(lines, end)| [&lines.concat(), end].concat());
    vec(block, 0..10).prop_map(|blocks| blocks.concat())
}

/// The indices at which to split. The same index twice makes an empty chunk.
pub fn cuts() -> impl Strategy<Value = Vec<Index>> {
    vec(any::<Index>(), 0..12)
}

pub fn cut<'a>(stream: &'a [u8], cuts: &[Index]) -> Vec<&'a [u8]> {
    let mut cuts: Vec<_> = cuts.iter().map(|cut| cut.index(stream.len() + 1)).collect();
    cuts.sort_unstable();
    cuts.push(stream.len());
    let mut from = 0;
    cuts.into_iter().map(|to| &stream[std::mem::replace(&mut from, to)..to]).collect()
}
