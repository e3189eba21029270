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
//! event before it in the batch is not written again.
//!
//! The text is well-formed UTF-8: bytes that are not become U+FFFD as the standard's decoder
//! has it (but see `UNCHECKED`). This can be done field by field, because no line end and no colon can be part of a
//! multi-byte sequence.
//!
//! [§9.2.5]: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
//! [§9.2.6]: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation

#![forbid(unsafe_code)]

mod batch;
mod field;
mod note;
mod text;

pub(crate) use batch::Entry;
#[cfg(any(feature = "source", feature = "parser"))]
pub(crate) use batch::NOTE;
pub use batch::{Batch, Event, Events};

use batch::{HAS_ID, SAME_ID, SAME_TYPE};
use field::{Field, Line};
use note::{Note, Notes};
use text::Text;

/// The size in bytes that one event may take when nothing else is asked for: 100 MiB.
pub const DEFAULT_MAX_EVENT_SIZE: usize = 100 << 20;

/// In the npm package's wasm files data is left as it came: JavaScript's decoder is faster at finding what is not UTF-8,
/// and asks for the batch once more then ([`Batch::repair`]).
const UNCHECKED: bool = cfg!(all(target_arch = "wasm32", any(feature = "source", feature = "parser")));

/// Bytes above which an unfinished line of data is a long one.
const LONG_LINE: usize = 1024;

/// Buffers that a large event blew up are given back above this many bytes.
const KEPT_CAPACITY: usize = 256 << 10;

/// An event stream being interpreted: the standard's three buffers, and what a chunk left unfinished. It serves one
/// response body after the other.
///
/// ```
/// use eventsource_wasm::event_stream::EventStream;
///
/// let mut stream = EventStream::new();
/// for chunk in [&b"id: 1\ndata: first li"[..], b"ne\ndata: second line\n\n", b"retry: 1000\n\n"] {
///     for event in stream.push(chunk).events() {
///         assert_eq!(event.event_type, "message");
///         assert_eq!(event.data, "first line\nsecond line");
///         assert_eq!(event.last_event_id, "1");
///     }
/// }
/// assert_eq!(stream.take_retry(), Some(1000));
/// stream.restart(); // for the body of the next response
/// assert_eq!(stream.last_event_id(), "1");
/// ```
#[derive(Debug)]
pub struct EventStream {
    /// Bytes of the line whose end was not seen yet.
    line: Vec<u8>,
    /// The batch's text; from `open` on, the *data buffer* of the unfinished event.
    text: Text,
    /// The events in `text`, and the notes.
    entries: Vec<Entry>,
    notes: Notes,
    /// Where the data buffer starts in `text`.
    open: usize,
    /// The *event type buffer*.
    event_type: Text,
    /// The type of the batch's last event.
    previous_type: Text,
    /// The *last event ID buffer*.
    id_buffer: Text,
    /// The event source's *last event ID string*: the buffer as it was at the last blank line.
    last_event_id: Text,
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
    /// The unfinished line is one of data, and its value stands in the data buffer so far.
    in_long_line: bool,
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
            text: Text::new(),
            entries: Vec::new(),
            notes: Notes::default(),
            open: 0,
            event_type: Text::new(),
            previous_type: Text::new(),
            id_buffer: Text::new(),
            last_event_id: Text::new(),
            id_pending: false,
            id_written: false,
            retry: None,
            at_start: true,
            skip_lf: false,
            overflowed: false,
            max_event_size: bytes.min(1 << 30),
            in_long_line: false,
        }
    }

    /// Makes the batches carry notes: comments, `retry`, and what is wrong with lines.
    #[cfg(feature = "parser")]
    pub(crate) fn want_notes(&mut self) {
        self.notes.wanted = true;
    }

    /// Takes the unfinished line as if it had ended here.
    #[cfg(feature = "parser")]
    pub(crate) fn finish_line(&mut self) {
        self.next_batch();
        let line = core::mem::take(&mut self.line);
        if !line.is_empty() {
            self.line_ended(&line, false);
        }
    }

    /// The last event ID string: changes at the blank line that ends a block, and stays until the
    /// server sends another.
    #[must_use]
    pub fn last_event_id(&self) -> &str {
        self.last_event_id.as_str()
    }

    /// Sets the last event ID string, as a source that resumes an earlier one does.
    pub fn set_last_event_id(&mut self, id: &str) {
        self.last_event_id.set_str(id);
        self.id_buffer.set_str(id);
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
        self.id_buffer.set(&self.last_event_id);
        self.id_pending = false;
        self.retry = None;
        self.at_start = true;
        self.skip_lf = false;
        self.overflowed = false;
        self.in_long_line = false;
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
        Batch {
            text: self.text.bytes().get(..self.open).unwrap_or_default(),
            notes: self.notes.bytes(),
            entries: &self.entries,
            last_event_id: self.last_event_id.as_str(),
            overflowed: self.overflowed,
        }
    }

    /// Forgets the last batch; the unfinished event's data moves to the front, which happens once
    /// per event, since after it `open` is 0.
    fn next_batch(&mut self) {
        if self.open > 0 {
            self.text.drop_front(self.open);
            self.open = 0;
            self.give_back();
        }
        self.entries.clear();
        self.notes.clear();
        self.id_written = false;
        self.previous_type.clear();
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
        let ascii = !UNCHECKED && text::is_ascii(chunk);
        while let Some(end) = memchr::memchr2(b'\n', b'\r', rest) {
            let Some((line, tail)) = rest.split_at_checked(end) else { return };
            if self.is_too_large(line.len()) {
                return self.overflow();
            }
            if self.in_long_line {
                self.in_long_line = false;
                self.text.push_unchecked(line);
                self.text.push_line_feed();
            } else if self.line.is_empty() {
                self.line_ended(line, ascii);
            } else {
                let mut whole = core::mem::take(&mut self.line);
                whole.extend_from_slice(line);
                let ascii = !UNCHECKED && text::is_ascii(&whole);
                self.line_ended(&whole, ascii);
                whole.clear();
                self.line = whole;
            }
            // A CR ends its line at once; an LF right behind it, even in the next chunk, is part of the same end.
            (rest, self.skip_lf) = match tail {
                // Most events end here: the blank line needs no search.
                [b'\n', b'\n', rest @ ..] if !self.is_too_large(0) => {
                    self.dispatch();
                    (rest, false)
                }
                [b'\r', b'\n', rest @ ..] => (rest, false),
                [b'\r'] => (&[][..], true),
                [_, rest @ ..] => (rest, false),
                [] => (tail, false),
            };
        }
        if self.is_too_large(rest.len()) {
            return self.overflow();
        }
        if self.in_long_line {
            self.text.push_unchecked(rest);
        } else {
            self.line.extend_from_slice(rest);
            self.begin_long_line();
        }
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
        self.in_long_line = false;
    }

    fn line_ended(&mut self, line: &[u8], ascii: bool) {
        let line =
            if core::mem::take(&mut self.at_start) { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line) } else { line };
        if line.is_empty() {
            return self.dispatch();
        }
        match Line::parse(line) {
            Line::Field(field, value) => self.process(field, value, line, ascii),
            Line::Comment(text) => self.note(Note::Comment, text, ascii),
            Line::Unknown => self.note(Note::UnknownField, line, ascii),
        }
    }

    /// [Processes the field](https://html.spec.whatwg.org/multipage/server-sent-events.html#processField) of a line.
    fn process(&mut self, field: Field, value: &[u8], line: &[u8], ascii: bool) {
        match field {
            Field::Data => {
                if UNCHECKED {
                    self.text.push_unchecked(value);
                } else {
                    self.text.push(value, ascii);
                }
                self.text.push_line_feed();
            }
            Field::Event => {
                self.event_type.clear();
                self.event_type.push(value, ascii);
            }
            Field::Id => {
                if memchr::memchr(0, value).is_none() {
                    self.id_buffer.clear();
                    self.id_buffer.push(value, ascii);
                    self.id_pending = true;
                }
            }
            Field::Retry => match field::ascii_digits(value) {
                Some(time) => {
                    self.retry = Some(time);
                    self.note(Note::Retry, value, ascii);
                }
                None => self.note(Note::InvalidRetry, line, ascii),
            },
        }
    }

    /// An unfinished line of data that has grown long becomes part of the data buffer, since a line of megabytes would be
    /// copied once more at its end.
    fn begin_long_line(&mut self) {
        if !UNCHECKED || self.line.len() <= LONG_LINE || self.at_start {
            return;
        }
        if let Line::Field(Field::Data, value) = Line::parse(&self.line) {
            self.text.push_unchecked(value);
            self.line.clear();
            self.in_long_line = true;
        }
    }

    fn note(&mut self, note: Note, text: &[u8], ascii: bool) {
        self.notes.take(&mut self.entries, note, text, ascii);
    }

    /// [Dispatches the event](https://html.spec.whatwg.org/multipage/server-sent-events.html#dispatchMessage):
    /// it becomes an entry of the batch.
    #[allow(clippy::cast_possible_truncation)] // the limit keeps offsets under 2³²
    fn dispatch(&mut self) {
        let has_id = core::mem::take(&mut self.id_pending);
        if has_id && self.id_buffer != self.last_event_id {
            self.last_event_id.set(&self.id_buffer);
            self.id_written = false;
        }
        if self.text.len() == self.open {
            if has_id {
                self.notes.take(&mut self.entries, Note::Id, self.id_buffer.bytes(), true);
            }
            self.event_type.clear();
            return;
        }
        // The data buffer's last LF is not part of the data.
        self.text.pop();
        let data_end = self.text.len();
        let mut flags = if has_id { HAS_ID } else { 0 };
        if self.event_type == self.previous_type {
            flags |= SAME_TYPE;
        } else {
            self.text.push_text(&self.event_type);
            core::mem::swap(&mut self.event_type, &mut self.previous_type);
        }
        self.event_type.clear();
        let type_end = self.text.len();
        if core::mem::replace(&mut self.id_written, true) {
            flags |= SAME_ID;
        } else {
            self.text.push_text(&self.last_event_id);
        }
        self.open = self.text.len();
        self.entries.push(Entry {
            data_end: data_end as u32,
            type_end: type_end as u32,
            id_end: self.open as u32,
            flags,
        });
    }
}
