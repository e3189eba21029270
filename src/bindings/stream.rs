//! Scans chunks.

use eventsource_wasm::event_stream::scan::{Operation, State, scan_with};
use wasm_bindgen::prelude::*;

use crate::Shared;
use crate::bytes::{line_length, utf16_length};

/// The most bytes of a chunk to scan at once. `src/js/runtime/memory.ts` has the same number.
const ROOM: usize = 128 << 10;

/// Chunks are copied to the beginning of a 4096-byte page, because browsers' chunks begin a page, too. Some processors copy 10 to 30
/// times slower if the destination is 1 to 31 bytes above the source, modulo 4096.
const PAGE: usize = 4096;

/// The size of the table of operations. A scan that fills it ends early.
const OPERATIONS: usize = 4096;

/// `src/js/runtime/memory.ts` relies on this layout.
#[repr(C, align(4096))]
struct Room {
    /// The chunk starts at `PAGE`. Right before it are the bytes carried over from the previous chunk, after it a block of zeros.
    bytes: [u8; PAGE + ROOM + 16],
    results: [u32; 4],
    operations: [Operation; OPERATIONS],
}

static SHARED: Shared<Room> = Shared::new(Room {
    bytes: [0; PAGE + ROOM + 16],
    results: [0; 4],
    operations: [Operation { start: 0, end: 0, flags: 0 }; OPERATIONS],
});

/// Returns the address for chunks. `ROOM` bytes are there, then 16 spare ones, then the results, then the operations.
#[wasm_bindgen]
pub fn room() -> usize {
    SHARED.address() + PAGE
}

/// Scans the bytes carried over from the previous chunk, and the first `length` bytes of the room after them. Returns the number
/// of operations; their offsets count from the first carried byte. The results then have the state for the next scan, the
/// number of the room's bytes that were scanned, and 1 if all of them are ASCII, else 0.
#[wasm_bindgen]
#[allow(clippy::cast_possible_truncation)] // the room has 2¹⁷ bytes
pub fn scan(length: usize, state: u32) -> u32 {
    SHARED.with(|room| {
        let state = State::from_bits(state);
        // The search for line ends reads beyond the chunk. Bytes of an earlier chunk there could make this one look non-ASCII.
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

/// Converts the operations' byte offsets to UTF-16 code units, counted from the first operation's start. `carried` is the
/// number of carried bytes before the chunk. The bytes that the operations span must be valid UTF-8.
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
