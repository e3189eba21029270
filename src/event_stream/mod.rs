//! Interprets an event stream (WHATWG HTML [§9.2.5] and [§9.2.6]): bytes in, a [`Batch`] of events out.
//!
//! # Theory of operation
//!
//! [`EventStream::push`] takes a chunk from the network, split anywhere, and returns the events that it completed. It is
//! built on [`scan`](scan::scan), which finds the values without copying them. (Of this module, the npm package's wasm
//! contains only the scan.)
//!
//! The chunk is copied once, after the few bytes carried over from the previous one. If all of an event's data is in the
//! chunk, the event borrows it from there. Data that spans chunks is collected in the *data buffer* and then moved to the
//! batch's *text*, where types and IDs are, too. A type or an ID that equals the previous event's is not written again.
//!
//! Invalid UTF-8 becomes U+FFFD, as the standard's decoder specifies. Each value can be decoded by itself, because no line
//! end and no colon can be part of a multi-byte sequence, and no piece of a value ends inside one.
//!
//! [§9.2.5]: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
//! [§9.2.6]: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation

#![forbid(unsafe_code)]

mod batch;
pub mod scan;

pub use batch::{Batch, Event, Events};

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use batch::Entry;
use scan::{Operation, State, scan};

/// The default limit for the size of one event, in bytes: 100 MiB.
pub const DEFAULT_MAX_EVENT_SIZE: usize = 100 << 20;

/// A buffer that a large event grew beyond this many bytes is shrunk once it is no longer needed.
const KEPT_CAPACITY: usize = 256 << 10;

/// The most bytes to scan at once, because an operation's offsets have 32 bits.
const WINDOW: usize = 1 << 30;

/// Operations per scan: few enough to stay in the processor's cache.
const OPERATIONS: usize = 64;

/// Interprets an event stream. It holds the standard's three buffers and the unfinished rest of the last chunk, and can
/// serve one response body after another.
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
    state: State,
    /// The bytes carried over from the previous chunk, then the chunk.
    chunk: Vec<u8>,
    /// Those of the batch's strings that are not in the chunk.
    text: Vec<u8>,
    entries: Vec<Entry>,
    /// The *data buffer*, not decoded yet, with an LF after each line. Unused while all of an event's data is in the chunk.
    data: Vec<u8>,
    /// The *event type buffer*.
    event_type: Vec<u8>,
    /// The *last event ID buffer*, if the current block has set it.
    id_buffer: Option<String>,
    /// The event source's *last event ID string*: the value of that buffer at the last blank line.
    last_event_id: String,
    /// Whether the batch's last entry already has the current last event ID string.
    id_written: bool,
    /// The pieces, so far, of a value that spans chunks and is not data.
    value: Vec<u8>,
    /// The last valid `retry` value, until it is taken.
    retry: Option<u64>,
    /// The size of the unfinished event, in bytes.
    size: usize,
    max_event_size: usize,
    overflowed: bool,
}

impl Default for EventStream {
    fn default() -> Self {
        Self::new()
    }
}

impl EventStream {
    /// Creates a stream that expects the first byte. The last event ID string is empty, and the size limit is
    /// [`DEFAULT_MAX_EVENT_SIZE`].
    #[must_use]
    pub const fn new() -> Self {
        Self::with_max_event_size(DEFAULT_MAX_EVENT_SIZE)
    }

    /// Like [`new`](Self::new), but limits the values of one event to this many bytes in total. Comments and unknown fields
    /// do not count, because they are never kept.
    #[must_use]
    pub const fn with_max_event_size(bytes: usize) -> Self {
        Self {
            state: State::new(false, false),
            chunk: Vec::new(),
            text: Vec::new(),
            entries: Vec::new(),
            data: Vec::new(),
            event_type: Vec::new(),
            id_buffer: None,
            last_event_id: String::new(),
            id_written: false,
            value: Vec::new(),
            retry: None,
            size: 0,
            max_event_size: bytes,
            overflowed: false,
        }
    }

    /// Returns the last event ID string. It changes at the blank line that ends a block, and stays until the server sends
    /// another ID.
    #[must_use]
    pub fn last_event_id(&self) -> &str {
        &self.last_event_id
    }

    /// Sets the last event ID string, to resume an earlier stream.
    pub fn set_last_event_id(&mut self, id: &str) {
        self.last_event_id.clear();
        self.last_event_id.push_str(id);
        self.id_buffer = None;
    }

    /// Returns whether the stream is in the middle of an event: some of it has arrived, but it is not dispatched yet.
    #[must_use]
    pub fn is_in_event(&self) -> bool {
        self.size > 0 || self.id_buffer.is_some() || !self.event_type.is_empty()
    }

    /// Returns the last valid `retry` value since the previous call, in milliseconds. Larger values saturate at `u64::MAX`.
    pub fn take_retry(&mut self) -> Option<u64> {
        self.retry.take()
    }

    /// Prepares for a new response body: drops the unfinished block, accepts a BOM again, and keeps the last event ID
    /// string.
    pub fn restart(&mut self) {
        *self = Self {
            last_event_id: core::mem::take(&mut self.last_event_id),
            ..Self::with_max_event_size(self.max_event_size)
        };
    }

    /// [Parses](https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream) the next chunk of
    /// the stream, and returns the events that it completed. Chunks may be split anywhere.
    ///
    /// An event that exceeds the size limit ends the stream ([`Batch::overflowed`]): the batch has the events before it, and
    /// all later bytes are ignored until [`restart`](Self::restart).
    pub fn push(&mut self, chunk: &[u8]) -> Batch<'_> {
        self.begin(chunk.len());
        if !self.overflowed {
            self.chunk.extend_from_slice(chunk);
            self.interpret();
        }
        self.batch()
    }

    /// Returns the batch of the last chunk again.
    #[must_use]
    pub fn batch(&self) -> Batch<'_> {
        Batch {
            chunk: &self.chunk,
            text: &self.text,
            entries: &self.entries,
            last_event_id: &self.last_event_id,
            overflowed: self.overflowed,
        }
    }

    /// Drops the last batch, and moves the bytes that its chunk carried over to the front.
    fn begin(&mut self, length: usize) {
        let carried = self.chunk.len().saturating_sub(self.state.carried());
        self.chunk.drain(..carried);
        self.text.clear();
        self.entries.clear();
        self.id_written = false;
        for buffer in [&mut self.chunk, &mut self.text, &mut self.data] {
            let needed = buffer.len().max(length);
            if buffer.capacity() > KEPT_CAPACITY && needed < KEPT_CAPACITY / 4 {
                buffer.shrink_to(KEPT_CAPACITY / 4);
            }
        }
    }

    fn interpret(&mut self) {
        let mut chunk = core::mem::take(&mut self.chunk);
        let mut operations = [Operation::default(); OPERATIONS];
        let mut from = 0;
        while from < chunk.len() && !self.overflowed {
            let to = chunk.len().min(from.saturating_add(WINDOW));
            let scanned = scan(chunk.get_mut(from..to).unwrap_or_default(), 0, self.state, &mut operations);
            self.state = scanned.state;
            let is_ascii = chunk.get(from..from + scanned.next).unwrap_or_default().is_ascii();
            for operation in operations.get(..scanned.count).unwrap_or_default() {
                let value = from + operation.start as usize..from + operation.end as usize;
                self.process(&chunk, value, operation.flags, is_ascii);
                if self.overflowed {
                    break;
                }
            }
            from += scanned.next;
            if from < chunk.len() {
                from -= scanned.state.carried();
            }
        }
        self.chunk = chunk;
    }

    fn overflow(&mut self) {
        self.overflowed = true;
        (self.data, self.value) = (Vec::new(), Vec::new());
    }

    /// [Processes the field](https://html.spec.whatwg.org/multipage/server-sent-events.html#processField) whose value an
    /// operation found.
    fn process(&mut self, chunk: &[u8], range: Range<usize>, flags: u32, is_ascii: bool) {
        let value = chunk.get(range.clone()).unwrap_or_default();
        let kind = flags & Operation::KIND;
        let is_finished = flags & Operation::UNFINISHED == 0;
        let line_feed = kind == Operation::DATA && is_finished;
        let size = self.size.saturating_add(value.len()).saturating_add(line_feed.into());
        if size > self.max_event_size {
            return self.overflow();
        }
        // A `retry` line is not part of an event, so it counts only while it is buffered.
        self.size = if kind == Operation::RETRY && is_finished { self.size - self.value.len() } else { size };
        if flags == Operation::DATA | Operation::DISPATCH
            && self.data.is_empty()
            && (is_ascii || core::str::from_utf8(value).is_ok())
        {
            return self.dispatch(Some(range));
        }
        if kind == Operation::DATA {
            self.data.extend_from_slice(value);
            if is_finished {
                self.data.push(b'\n');
            }
        } else if flags & (Operation::CONTINUES | Operation::UNFINISHED) == 0 {
            self.set_field(kind, value);
        } else {
            self.value.extend_from_slice(value);
            if is_finished {
                let value = core::mem::take(&mut self.value);
                self.set_field(kind, &value);
            }
        }
        if flags & Operation::DISPATCH != 0 {
            self.dispatch(None);
        }
    }

    fn set_field(&mut self, kind: u32, value: &[u8]) {
        match kind {
            Operation::EVENT => {
                self.event_type.clear();
                push_text(&mut self.event_type, value);
            }
            Operation::ID if memchr::memchr(0, value).is_none() => {
                self.id_buffer = Some(String::from_utf8_lossy(value).into_owned());
            }
            Operation::RETRY => self.retry = ascii_digits(value).or(self.retry),
            _ => {}
        }
    }

    /// [Dispatches the event](https://html.spec.whatwg.org/multipage/server-sent-events.html#dispatchMessage): adds it to the
    /// batch. `in_chunk` is the range of its data in the chunk, or `None` if the data is in the data buffer.
    fn dispatch(&mut self, in_chunk: Option<Range<usize>>) {
        self.size = 0;
        if let Some(id) = self.id_buffer.take() {
            self.id_written &= id == self.last_event_id;
            self.last_event_id = id;
        }
        let is_in_chunk = in_chunk.is_some();
        let data = match in_chunk {
            Some(range) => range,
            // The data buffer's last LF is not part of the data.
            None if self.data.pop().is_some() => {
                let start = self.text.len();
                push_text(&mut self.text, &self.data);
                start..self.text.len()
            }
            None => return self.event_type.clear(),
        };
        self.data.clear();
        let last = self.entries.last();
        let event_type = match last.map(|entry| &entry.event_type) {
            Some(range) if self.text.get(range.clone()) == Some(&self.event_type) => range.clone(),
            _ => write(&mut self.text, &self.event_type),
        };
        let last_event_id = match last.map(|entry| &entry.last_event_id) {
            Some(range) if self.id_written => range.clone(),
            _ => write(&mut self.text, self.last_event_id.as_bytes()),
        };
        self.id_written = true;
        self.event_type.clear();
        self.entries.push(Entry { data, is_in_chunk, event_type, last_event_id });
    }
}

/// Appends a value, with invalid UTF-8 replaced by U+FFFD, as the standard's decoder does.
fn push_text(text: &mut Vec<u8>, value: &[u8]) {
    if core::str::from_utf8(value).is_ok() {
        text.extend_from_slice(value);
    } else {
        text.extend_from_slice(String::from_utf8_lossy(value).as_bytes());
    }
}

/// Appends a value, and returns its range.
fn write(text: &mut Vec<u8>, value: &[u8]) -> Range<usize> {
    let start = text.len();
    text.extend_from_slice(value);
    start..text.len()
}

/// Parses a value of ASCII digits, saturating. Returns `None` if it is empty or has anything else in it.
fn ascii_digits(value: &[u8]) -> Option<u64> {
    let digit = |number: u64, byte: &u8| match byte {
        b'0'..=b'9' => Some(number.saturating_mul(10).saturating_add(u64::from(byte - b'0'))),
        _ => None,
    };
    value.iter().try_fold(0, digit).filter(|_| !value.is_empty())
}
