//! Scanning chunks.

use eventsource_wasm::event_stream::scan::{Operation, State, scan_with};
use wasm_bindgen::prelude::*;

use crate::Shared;
use crate::bytes::{line_length, utf16_length};

/// Bytes of a chunk that are scanned at once; `src/js/runtime/memory.ts` has the same number.
const ROOM: usize = 128 << 10;

/// Chunks are copied to the beginning of a page: some processors take 10 to 30 times as long where the destination lies 1 to 31 bytes
/// above the source, modulo 4096, and browsers' chunks begin a page as well.
const PAGE: usize = 4096;

/// How many operations fit; a scan that finds more ends early.
const OPERATIONS: usize = 4096;

/// The layout is known to `src/js/runtime/memory.ts`.
#[repr(C, align(4096))]
struct Room {
    /// A chunk from `PAGE` on; before it, what the chunk before carried over; behind it, a block of zeros.
    bytes: [u8; PAGE + ROOM + 16],
    results: [u32; 4],
    operations: [Operation; OPERATIONS],
}

static SHARED: Shared<Room> = Shared::new(Room {
    bytes: [0; PAGE + ROOM + 16],
    results: [0; 4],
    operations: [Operation { start: 0, end: 0, flags: 0 }; OPERATIONS],
});

/// Where chunks are to be put: `ROOM` bytes, then the results, then the operations.
#[wasm_bindgen]
pub fn room() -> usize {
    SHARED.address() + PAGE
}

/// Scans the first `length` bytes of the room and what the chunk before has carried over, which stands before it. Returns the number
/// of operations; their offsets count from the first byte that was carried over. The results have the state for the next scan,
/// the number of the room's bytes that were scanned, and whether these were all ASCII.
#[wasm_bindgen]
#[allow(clippy::cast_possible_truncation)] // the room has 2¹⁷ bytes
pub fn scan(length: usize, state: u32) -> u32 {
    SHARED.with(|room| {
        let state = State::from_bits(state);
        // The search for the end of a line looks beyond the end.
        if let Some(behind) = room.bytes.get_mut(PAGE + length..PAGE + length + 16) {
            behind.fill(0);
        }
        let carried = state.carried();
        let chunk = room.bytes.get_mut(PAGE - carried..PAGE + length).unwrap_or_default();
        let mut beyond_ascii = false;
        let line_length = |bytes: &[u8]| line_length(bytes, &mut beyond_ascii);
        let scanned = scan_with(line_length, chunk, 0, state, &mut room.operations);
        room.results = [scanned.state.bits(), (scanned.next - carried) as u32, (!beyond_ascii).into(), 0];
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
        let mut shift = |offset: &mut u32| {
            let to = *offset as usize;
            units += utf16_length(chunk.get(at..to).unwrap_or_default());
            (at, *offset) = (to, units);
        };
        for operation in operations {
            shift(&mut operation.start);
            shift(&mut operation.end);
        }
    });
}
