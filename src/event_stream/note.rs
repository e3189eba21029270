//! What else a stream says, for those who want to hear it: `eventsource-wasm/parser` has callbacks for all of it.

use super::batch::{Entry, NOTE};
#[cfg(feature = "parser")]
use super::text::Text;

/// What a note is about; the numbers are known to `src/js/parser.ts`.
#[derive(Clone, Copy, Debug)]
#[repr(u32)]
pub(super) enum Note {
    /// The ID of a block without data.
    Id = NOTE,
    /// The text of a comment.
    Comment = NOTE + 1,
    /// The digits of a `retry` field.
    Retry = NOTE + 2,
    /// A line whose `retry` is no number.
    InvalidRetry = NOTE + 3,
    /// A line whose field nobody knows.
    UnknownField = NOTE + 4,
}

/// The notes of a batch: none, unless they are wanted. Without the feature `parser` they cost no code either.
#[derive(Debug, Default)]
pub(super) struct Notes {
    #[cfg(feature = "parser")]
    text: Text,
    #[cfg(feature = "parser")]
    pub(super) wanted: bool,
}

#[cfg(feature = "parser")]
impl Notes {
    #[allow(clippy::cast_possible_truncation)] // a chunk has less than 2³² bytes
    pub(super) fn take(&mut self, entries: &mut Vec<Entry>, note: Note, text: &[u8], ascii: bool) {
        if self.wanted {
            self.text.push(text, ascii);
            entries.push(Entry { data_end: self.text.len() as u32, flags: note as u32, ..Entry::default() });
        }
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.text.bytes()
    }
}

#[cfg(not(feature = "parser"))]
#[allow(clippy::unused_self)]
impl Notes {
    pub(super) const fn take(&mut self, _: &mut Vec<Entry>, _: Note, _: &[u8], _: bool) {}

    pub(super) const fn clear(&mut self) {}

    pub(super) const fn bytes(&self) -> &[u8] {
        &[]
    }
}
