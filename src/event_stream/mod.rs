//! Interpreting an event stream (WHATWG HTML [§9.2.5] and [§9.2.6]): bytes in, a [`Batch`] of events out.
//!
//! # Theory of operation
//!
//! [`EventStream::push`] takes a chunk as it came from the network, cut anywhere, and gives back the
//! events that the chunk completed. Nothing is looked at twice: the unfinished line at the end of a
//! chunk is kept aside (`line`) and only the new bytes are searched for its end.
//!
//! All strings of a batch stand in **one** text, one event after the other, each as its data, its type
//! and its last event ID, in this order:
//!
//! ```text
//! text  │ data │ type │ id │ data │ id │ data of the unfinished event …
//!       └──── event 0 ─────┴─ event 1 ─┘     moves to the front at the next push, once per event
//! ```
//!
//! so three end offsets describe an event, and whoever hands the events to another world (JavaScript)
//! decodes the text once per chunk, not once per field. A type or an ID that equals the one of the
//! event before it in the batch is not written again ([`Entry`] says so).
//!
//! The text is always well-formed UTF-8: bytes that are not become U+FFFD as the standard's decoder
//! has it. This can be done field by field, because no line end and no colon can be part of a
//! multi-byte sequence.
//!
//! [§9.2.5]: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
//! [§9.2.6]: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation

#![forbid(unsafe_code)]

mod batch;
mod field;

pub use batch::{Batch, Entry, Event, Events};

use field::Field;

/// The size in bytes that one event may take when nothing else is asked for: 100 MiB.
pub const DEFAULT_MAX_EVENT_SIZE: usize = 100 << 20;

/// Buffers that a large event blew up are given back above this many bytes.
const KEPT_CAPACITY: usize = 256 << 10;

/// An event stream being interpreted: the standard's three buffers, and what a chunk left unfinished.
#[derive(Debug)]
pub struct EventStream {
    /// Bytes of the line whose end was not seen yet.
    line: Vec<u8>,
    /// The batch's text; from `open` on, the *data buffer* of the unfinished event.
    text: String,
    /// The events in `text`.
    entries: Vec<Entry>,
    /// Where the data buffer starts in `text`.
    open: usize,
    /// The *event type buffer*.
    event_type: String,
    /// The *last event ID buffer*.
    id_buffer: String,
    /// The event source's *last event ID string*: the buffer as it was at the last blank line.
    last_event_id: String,
    /// An `id` field was processed since the last blank line.
    id_pending: bool,
    /// The last event of the batch carries the last event ID string as it is now.
    id_written: bool,
    /// The last valid `retry` value not taken yet.
    retry: Option<u64>,
    /// No line was finished yet: a BOM may still stand in front.
    at_start: bool,
    /// The last chunk ended with a CR that ended a line: an LF that comes first now belongs to it.
    skip_lf: bool,
    overflowed: bool,
    max_event_size: usize,
}

impl Default for EventStream {
    fn default() -> Self {
        Self::new()
    }
}

impl EventStream {
    /// A stream at its first byte, with the last event ID string empty and [`DEFAULT_MAX_EVENT_SIZE`].
    #[must_use]
    pub fn new() -> Self {
        Self::with_max_event_size(DEFAULT_MAX_EVENT_SIZE)
    }

    /// Like [`new`](Self::new), with the size in bytes that one event or one line may take.
    /// Values above 1 GiB count as 1 GiB, so that offsets fit into 31 bits.
    #[must_use]
    pub fn with_max_event_size(bytes: usize) -> Self {
        Self {
            line: Vec::new(),
            text: String::new(),
            entries: Vec::new(),
            open: 0,
            event_type: String::new(),
            id_buffer: String::new(),
            last_event_id: String::new(),
            id_pending: false,
            id_written: false,
            retry: None,
            at_start: true,
            skip_lf: false,
            overflowed: false,
            max_event_size: bytes.min(1 << 30),
        }
    }

    /// The last event ID string: changes at the blank line that ends a block, and stays until the
    /// server sends another.
    #[must_use]
    pub fn last_event_id(&self) -> &str {
        &self.last_event_id
    }

    /// Sets the last event ID string, as a source that resumes an earlier one does.
    pub fn set_last_event_id(&mut self, id: &str) {
        id.clone_into(&mut self.last_event_id);
        id.clone_into(&mut self.id_buffer);
        self.id_pending = false;
    }

    /// The last valid `retry` value since the last call, in milliseconds (saturating).
    pub fn take_retry(&mut self) -> Option<u64> {
        self.retry.take()
    }

    /// Prepares for a new response body: the unfinished block is dropped, a BOM may come again,
    /// the last event ID string stays.
    pub fn restart(&mut self) {
        self.line.clear();
        self.text.clear();
        self.entries.clear();
        self.open = 0;
        self.event_type.clear();
        self.last_event_id.clone_into(&mut self.id_buffer);
        self.id_pending = false;
        self.retry = None;
        self.at_start = true;
        self.skip_lf = false;
        self.overflowed = false;
        self.give_back();
    }

    /// [Parses an event stream](https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream),
    /// one chunk of it: `chunk` continues where the last one ended, wherever that was.
    ///
    /// An event that outgrows the limit ends the stream ([`Batch::overflowed`]): the events before it
    /// are in the batch, all later bytes are ignored until [`restart`](Self::restart).
    pub fn push(&mut self, chunk: &[u8]) -> Batch<'_> {
        self.parse(chunk);
        self.batch()
    }

    /// [`push`](Self::push) without its result, for a caller that looks at the stream in between.
    pub(crate) fn parse(&mut self, chunk: &[u8]) {
        self.next_batch();
        if !self.overflowed {
            self.lines(chunk);
        }
    }

    /// The batch of the last chunk.
    #[must_use]
    pub fn batch(&self) -> Batch<'_> {
        Batch::new(&self.text, &self.entries, self.open, &self.last_event_id, self.overflowed)
    }

    /// Forgets the last batch; the unfinished event's data moves to the front, which happens once
    /// per event, since after it `open` is 0.
    fn next_batch(&mut self) {
        if self.open > 0 {
            self.text.replace_range(..self.open, "");
            self.open = 0;
            self.give_back();
        }
        self.entries.clear();
        self.id_written = false;
    }

    fn give_back(&mut self) {
        if self.text.capacity() > KEPT_CAPACITY && self.text.len() < KEPT_CAPACITY / 4 {
            self.text.shrink_to(KEPT_CAPACITY / 4);
        }
        if self.line.capacity() > KEPT_CAPACITY && self.line.len() < KEPT_CAPACITY / 4 {
            self.line.shrink_to(KEPT_CAPACITY / 4);
        }
    }

    fn lines(&mut self, chunk: &[u8]) {
        let mut rest = chunk;
        if self.skip_lf && !rest.is_empty() {
            self.skip_lf = false;
            rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        }
        while let Some(end) = memchr::memchr2(b'\n', b'\r', rest) {
            let Some((line, tail)) = rest.split_at_checked(end) else { return };
            if self.is_too_large(line.len()) {
                return self.overflow();
            }
            if self.line.is_empty() {
                self.line_ended(line);
            } else {
                let mut whole = core::mem::take(&mut self.line);
                whole.extend_from_slice(line);
                self.line_ended(&whole);
                whole.clear();
                self.line = whole;
            }
            // A CR ends its line at once; an LF right behind it, even in the next chunk, is part of the same end.
            (rest, self.skip_lf) = match tail {
                [b'\r', b'\n', rest @ ..] => (rest, false),
                [b'\r'] => (&[][..], true),
                [_, rest @ ..] => (rest, false),
                [] => (tail, false),
            };
        }
        if self.is_too_large(rest.len()) {
            return self.overflow();
        }
        self.line.extend_from_slice(rest);
    }

    /// Whether the unfinished event, its unfinished line and `more` bytes of it exceed the limit.
    fn is_too_large(&self, more: usize) -> bool {
        let data = self.text.len().saturating_sub(self.open);
        let size = data + self.event_type.len() + self.id_buffer.len() + self.line.len();
        size.saturating_add(more) > self.max_event_size
    }

    fn overflow(&mut self) {
        self.overflowed = true;
        self.line = Vec::new();
        self.text.truncate(self.open);
    }

    fn line_ended(&mut self, line: &[u8]) {
        let line =
            if core::mem::take(&mut self.at_start) { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line) } else { line };
        if line.is_empty() {
            self.dispatch();
        } else if let Some((field, value)) = Field::parse(line) {
            self.process(field, value);
        }
    }

    /// [Processes the field](https://html.spec.whatwg.org/multipage/server-sent-events.html#processField).
    fn process(&mut self, field: Field, value: &[u8]) {
        match field {
            Field::Data => {
                self.text.push_str(&String::from_utf8_lossy(value));
                self.text.push('\n');
            }
            Field::Event => {
                self.event_type.clear();
                self.event_type.push_str(&String::from_utf8_lossy(value));
            }
            Field::Id => {
                if memchr::memchr(0, value).is_none() {
                    self.id_buffer.clear();
                    self.id_buffer.push_str(&String::from_utf8_lossy(value));
                    self.id_pending = true;
                }
            }
            Field::Retry => {
                if let Some(time) = field::ascii_digits(value) {
                    self.retry = Some(time);
                }
            }
        }
    }

    /// [Dispatches the event](https://html.spec.whatwg.org/multipage/server-sent-events.html#dispatchMessage):
    /// it becomes an entry of the batch.
    fn dispatch(&mut self) {
        if core::mem::take(&mut self.id_pending) && self.id_buffer != self.last_event_id {
            self.id_buffer.clone_into(&mut self.last_event_id);
            self.id_written = false;
        }
        if self.text.len() == self.open {
            self.event_type.clear();
            return;
        }
        // The data buffer's last LF is not part of the data.
        self.text.pop();
        let data_end = self.text.len();
        let same_type = !self.event_type.is_empty() && self.previous_type() == self.event_type;
        if !same_type {
            self.text.push_str(&self.event_type);
        }
        self.event_type.clear();
        let type_end = self.text.len();
        let same_id = core::mem::replace(&mut self.id_written, true);
        if !same_id {
            self.text.push_str(&self.last_event_id);
        }
        self.open = self.text.len();
        let previous_type_at = self.entries.last().map_or((0, 0), |last| last.type_at);
        self.entries.push(Entry {
            data_end,
            type_end,
            id_end: self.open,
            same_type,
            same_id,
            type_at: if same_type { previous_type_at } else { (data_end, type_end) },
        });
    }

    /// The type of the batch's event before this one; `""` stands for `message`.
    fn previous_type(&self) -> &str {
        let at = self.entries.last().map_or((0, 0), |last| last.type_at);
        self.text.get(at.0..at.1).unwrap_or_default()
    }
}
