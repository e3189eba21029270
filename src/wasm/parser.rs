//! The event stream alone, for `eventsource-wasm/parser`.

use wasm_bindgen::prelude::*;

use super::shown::{Shown, with_chunk};
use crate::event_stream::EventStream;

/// An event stream; its chunks and batches pass through the memory.
#[wasm_bindgen]
pub struct Parser {
    stream: EventStream,
    shown: Shown,
    max_buffer_size: usize,
    notes: bool,
}

#[wasm_bindgen]
impl Parser {
    /// `max_buffer_size` is in bytes; `notes` makes batches carry more than events.
    #[wasm_bindgen(constructor)]
    pub fn new(max_buffer_size: usize, notes: bool) -> Self {
        let mut parser = Self { stream: EventStream::new(), shown: Shown::default(), max_buffer_size, notes };
        parser.reset();
        parser
    }

    /// Begins anew.
    pub fn reset(&mut self) {
        self.stream = EventStream::with_max_event_size(self.max_buffer_size);
        if self.notes {
            self.stream.want_notes();
        }
    }

    /// Where the places are (`src/wasm/shown.rs`).
    pub fn places(&self) -> usize {
        self.shown.places()
    }

    /// Interprets the first `length` bytes of the chunk, and shows the batch.
    pub fn feed(&mut self, length: usize) {
        with_chunk(length, |chunk| self.stream.parse(chunk));
        self.shown.show(&self.stream.batch());
    }

    /// Shows the batch again, with offsets in UTF-16 code units; `lossy` puts U+FFFD for what is not UTF-8.
    pub fn widen(&mut self, lossy: bool) {
        self.shown.widen(&self.stream.batch(), lossy);
    }

    /// Takes the unfinished line as if it had ended.
    pub fn finish(&mut self) {
        self.stream.finish_line();
        self.shown.show(&self.stream.batch());
    }
}
