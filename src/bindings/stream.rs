//! Scanning chunks.

use eventsource_wasm::event_stream::scan::{Operation, State, scan_with};
use wasm_bindgen::prelude::*;

use crate::Shared;
use crate::bytes::{is_ascii, line_length, utf16_length};

/// Bytes of a chunk that are scanned at once; `src/js/runtime/memory.ts` has the same number.
const ROOM: usize = 128 << 10;

/// Chunks are copied to the beginning of a page: some processors take 10 to 30 times as long where the destination lies 1 to 31 bytes
/// above the source, modulo 4096, and browsers' chunks begin a page as well.
const PAGE: usize = 4096;

/// How many operations fit; a scan that finds more ends early.
const OPERATIONS: usize = 4096;

/// What is carried over from chunk to chunk, as JavaScript keeps it.
const CARRIED: usize = 8;

/// The layout is known to `src/js/runtime/memory.ts`.
#[repr(C, align(4096))]
struct Room {
    /// A chunk from `PAGE` on; before it, what the chunk before carried over.
    bytes: [u8; PAGE + ROOM],
    /// `bytes` may be read up to 15 bytes beyond its end.
    results: [u32; 8],
    operations: [Operation; OPERATIONS],
}

static SHARED: Shared<Room> = Shared::new(Room {
    bytes: [0; PAGE + ROOM],
    results: [0; 8],
    operations: [Operation { start: 0, end: 0, flags: 0 }; OPERATIONS],
});

/// Where chunks are to be put: `ROOM` bytes, then the results, then the operations.
#[wasm_bindgen]
pub fn room() -> usize {
    SHARED.address() + PAGE
}

/// The state of a stream at its first byte.
#[wasm_bindgen]
pub fn begin(comments: bool, unknown_fields: bool) -> u32 {
    State::new(comments, unknown_fields).bits()
}

/// Scans the first `length` bytes of the room, and returns the number of operations. `state`, `low` and `high` are what the scan
/// before left in the results: its state, and its chunk's last eight bytes. Behind these the results have the number of
/// bytes scanned, and whether they were all ASCII. Offsets count from the first byte that was carried over.
#[wasm_bindgen]
#[allow(clippy::cast_possible_truncation)] // the room has 2¹⁷ bytes
pub fn scan(length: usize, state: u32, low: u32, high: u32) -> u32 {
    SHARED.with(|room| {
        let state = State::from_bits(state);
        for (place, half) in [(PAGE - 8, low), (PAGE - 4, high)] {
            if let Some(bytes) = room.bytes.get_mut(place..place + 4) {
                bytes.copy_from_slice(&half.to_le_bytes());
            }
        }
        let carried = state.carried();
        let chunk = room.bytes.get_mut(PAGE - carried..PAGE + length).unwrap_or_default();
        let scanned = scan_with(line_length, chunk, 0, state, &mut room.operations);
        let is_ascii = is_ascii(chunk.get(..scanned.next).unwrap_or_default());
        let end = PAGE - carried + scanned.next;
        let last = |before: usize| {
            let bytes = room.bytes.get(end - before..).and_then(|bytes| bytes.first_chunk());
            u32::from_le_bytes(bytes.copied().unwrap_or_default())
        };
        let next = (scanned.next - carried) as u32;
        room.results = [scanned.state.bits(), last(CARRIED), last(CARRIED / 2), next, is_ascii.into(), 0, 0, 0];
        scanned.count as u32
    })
}

/// Turns the operations' offsets, in bytes of a chunk behind `carried` bytes, into UTF-16 code units from the first
/// operation's start. What they name must be valid UTF-8.
#[wasm_bindgen]
pub fn widen(carried: usize, count: usize) {
    SHARED.with(|room| {
        let chunk = room.bytes.get(PAGE - carried.min(PAGE)..).unwrap_or_default();
        let operations = room.operations.get_mut(..count).unwrap_or_default();
        let mut at = operations.first().map_or(0, |first| first.start as usize);
        let mut units = 0;
        for offset in operations.iter_mut().flat_map(|Operation { start, end, .. }| [start, end]) {
            let to = *offset as usize;
            units += utf16_length(chunk.get(at..to).unwrap_or_default());
            (at, *offset) = (to, units);
        }
    });
}
