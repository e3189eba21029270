//! A batch as JavaScript reads it out of the memory.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use crate::event_stream::{Batch, Entry, NOTE};

/// An event or a line outgrew the limit.
const OVERFLOWED: u32 = 1;

/// Where a batch lies in the memory; JavaScript reads it as eight numbers of 32 bits (`src/js/batch.ts`).
#[derive(Default)]
#[repr(C)]
struct Places {
    /// Bits: [`OVERFLOWED`].
    flags: u32,
    text: usize,
    text_length: usize,
    notes: usize,
    notes_length: usize,
    entries: usize,
    entry_count: usize,
    /// What the text has in UTF-16 code units, if it is UTF-8.
    text_units: u32,
}

thread_local! {
    /// Where chunks are put. All streams share it: each has taken what it needs before the next one's turn.
    static CHUNK: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Makes room for a chunk of that length, and says where. What was there before is gone.
#[wasm_bindgen]
pub fn room(length: usize) -> usize {
    CHUNK.with_borrow_mut(|chunk| {
        *chunk = Vec::new();
        chunk.resize(length, 0);
        chunk.as_ptr() as usize
    })
}

/// The chunk of that length that JavaScript has put there.
pub(super) fn with_chunk<T>(length: usize, work: impl FnOnce(&[u8]) -> T) -> T {
    CHUNK.with_borrow(|chunk| work(chunk.get(..length).unwrap_or_default()))
}

/// The last batch of a stream.
#[derive(Default)]
pub(super) struct Shown {
    places: Box<Places>,
    /// The entries counted in UTF-16 code units, where that makes a difference.
    wide: Vec<Entry>,
    /// The text that took the place of one that is not UTF-8.
    repaired: Vec<u8>,
}

impl Shown {
    /// Where the places are.
    pub(super) fn places(&self) -> usize {
        core::ptr::from_ref(&*self.places) as usize
    }

    /// Shows a batch by its bytes. JavaScript finds out as it decodes them what they are, and asks for more if it has to.
    pub(super) fn show(&mut self, batch: &Batch<'_>) {
        let places = &mut *self.places;
        places.flags = if batch.overflowed() { OVERFLOWED } else { 0 };
        (places.text, places.text_length) = (batch.text().as_ptr() as usize, batch.text().len());
        (places.notes, places.notes_length) = (batch.notes().as_ptr() as usize, batch.notes().len());
        (places.entries, places.entry_count) = (batch.entries().as_ptr() as usize, batch.entries().len());
    }

    /// Shows it again, with offsets in UTF-16 code units, since it is not ASCII; `lossy`, since it is not UTF-8.
    pub(super) fn widen(&mut self, batch: &Batch<'_>, lossy: bool) {
        if !lossy {
            return self.show_wide(batch, batch.text(), batch.entries());
        }
        let (text, entries) = batch.repair();
        self.show_wide(batch, &text, &entries);
        self.repaired = text;
        (self.places.text, self.places.text_length) = (self.repaired.as_ptr() as usize, self.repaired.len());
    }

    /// The entries counted in UTF-16 code units.
    fn show_wide(&mut self, batch: &Batch<'_>, text: &[u8], entries: &[Entry]) {
        let mut text = Utf16 { text, bytes: 0, units: 0 };
        let mut notes = Utf16 { text: batch.notes(), bytes: 0, units: 0 };
        self.wide.clear();
        self.wide.extend(entries.iter().map(|entry| {
            if entry.flags >= NOTE {
                return Entry { data_end: notes.units_at(entry.data_end), ..*entry };
            }
            Entry {
                data_end: text.units_at(entry.data_end),
                type_end: text.units_at(entry.type_end),
                id_end: text.units_at(entry.id_end),
                flags: entry.flags,
            }
        }));
        self.places.text_units = text.units;
        self.places.entries = self.wide.as_ptr() as usize;
        self.places.entry_count = self.wide.len();
    }
}

/// Turns ascending byte offsets into UTF-16 ones, looking at each byte once.
struct Utf16<'a> {
    text: &'a [u8],
    bytes: usize,
    units: u32,
}

impl Utf16<'_> {
    // Three calls for each event, but three times the code were it inlined.
    #[inline(never)]
    fn units_at(&mut self, offset: u32) -> u32 {
        let offset = offset as usize;
        let part = self.text.get(self.bytes..offset).unwrap_or_default();
        self.bytes = offset;
        // A character has one unit, or two where UTF-8 takes four bytes. Sums that fit into a byte become SIMD.
        for part in part.chunks(127) {
            let units = |sum, byte: &u8| sum + u8::from(byte & 0xC0 != 0x80) + u8::from(*byte >= 0xF0);
            self.units += u32::from(part.iter().fold(0, units));
        }
        self.units
    }
}
