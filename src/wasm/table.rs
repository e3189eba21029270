//! A batch as JavaScript reads it: one text, and four numbers per event.

use crate::event_stream::Batch;

/// Numbers per event: end of the data, end of the type, end of the last event ID, flags.
const WIDTH: usize = 4;
const SAME_TYPE: u32 = 1;
const SAME_ID: u32 = 2;

/// Writes the batch's offsets, counted in UTF-16 code units of its text.
#[allow(clippy::cast_possible_truncation)] // the event stream's limit keeps offsets under 2³¹
pub(super) fn write(batch: &Batch<'_>, table: &mut Vec<u32>) {
    table.clear();
    table.reserve(batch.entries().len() * WIDTH);
    let text = batch.text();
    let mut ends = Utf16 { text, ascii: text.is_ascii(), bytes: 0, units: 0 };
    for entry in batch.entries() {
        let flags = if entry.same_type { SAME_TYPE } else { 0 } | if entry.same_id { SAME_ID } else { 0 };
        table.extend([
            ends.units_at(entry.data_end) as u32,
            ends.units_at(entry.type_end) as u32,
            ends.units_at(entry.id_end) as u32,
            flags,
        ]);
    }
}

/// Turns ascending byte offsets into UTF-16 ones, looking at each byte once.
struct Utf16<'a> {
    text: &'a str,
    ascii: bool,
    bytes: usize,
    units: usize,
}

impl Utf16<'_> {
    fn units_at(&mut self, offset: usize) -> usize {
        if self.ascii {
            return offset;
        }
        let part = self.text.as_bytes().get(self.bytes..offset).unwrap_or_default();
        // A character has one unit, or two where UTF-8 takes four bytes.
        self.units +=
            part.iter().map(|byte| usize::from(byte & 0xC0 != 0x80) + usize::from(*byte >= 0xF0)).sum::<usize>();
        self.bytes = offset;
        self.units
    }
}
