//! The scan: from bytes to what they ask for, without a copy, an allocation or a string.
//!
//! [`scan`] takes a chunk and the [`State`] that the chunk before it left behind, and writes down as [`Operation`]s what
//! the chunk's lines do to an event: which bytes are a value of which field, and where an event is dispatched.
//! [`EventStream`](super::EventStream) makes strings of them for Rust; the npm package makes them in JavaScript, so no text
//! ever stays in wasm.
//!
//! # What the caller does
//!
//! * **Carry.** At the end of a chunk a few bytes may be too few to interpret: the first of a line, or of a UTF-8 sequence.
//!   [`State::carried`] says how many; the caller puts them in front of the next chunk. There are never more than
//!   [`MAX_CARRIED`].
//! * **Join.** A value that one chunk begins and another ends comes in pieces ([`Operation::CONTINUES`],
//!   [`Operation::UNFINISHED`]). A piece never ends inside a UTF-8 sequence, so each can be decoded by itself.
//! * **Come back.** A full table of operations ends the scan early; the next call goes on at [`Scanned::next`].
//!
//! Consecutive `data` lines are joined in place: that is why the chunk is mutable. What lies between operations is garbage
//! afterwards, but where the chunk is valid UTF-8 it stays so: everything can be decoded in one go.

use memchr::memchr2;

/// The most bytes that are carried from one chunk to the next: `event:`, whose value may begin with a space.
pub const MAX_CARRIED: usize = 6;

/// What some bytes of a chunk do to the event stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct Operation {
    /// Index of the value's first byte in the chunk.
    pub start: u32,
    /// Index behind its last one.
    pub end: u32,
    /// A kind, and flags: see the constants.
    pub flags: u32,
}

impl Operation {
    /// The bits of `flags` that tell the kind.
    pub const KIND: u32 = 7;
    /// A value for the *data buffer*.
    pub const DATA: u32 = 0;
    /// A value for the *event type buffer*.
    pub const EVENT: u32 = 1;
    /// A value for the *last event ID buffer*. One that contains U+0000 is to be ignored.
    pub const ID: u32 = 2;
    /// A value for the *reconnection time*. One that is not all ASCII digits is to be ignored.
    pub const RETRY: u32 = 3;
    /// No value: a blank line that ends a block begun in an earlier chunk.
    pub const BLANK: u32 = 4;
    /// A comment's text; only where asked for.
    pub const COMMENT: u32 = 5;
    /// A whole line whose field is unknown; only where asked for.
    pub const UNKNOWN: u32 = 6;
    /// The value continues one that an earlier chunk left unfinished.
    pub const CONTINUES: u32 = 8;
    /// The value goes on in the next chunk.
    pub const UNFINISHED: u32 = 16;
    /// A blank line follows: the event is dispatched.
    pub const DISPATCH: u32 = 32;
    /// Of `RETRY`: from this bit on, how many bytes of the line stand before the value: 5 without a colon, 6, or 7 with a space.
    pub const NAME_SHIFT: u32 = 6;
}

/// What a chunk leaves to the next one: a number, so that JavaScript can keep it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State(u32);

impl State {
    /// Bits of the kind of the unfinished line, plus one; 0 at the beginning of a line.
    const LINE: u32 = 7;
    /// The unfinished line is ignored: in the place of `BLANK`, which has no value.
    const IGNORED: u32 = Operation::BLANK + 1;
    /// A byte order mark may still come.
    const BOM: u32 = 8;
    /// An LF that comes first belongs to the CR before it.
    const SKIP_LF: u32 = 16;
    /// The block has a line that its blank line must answer.
    const OPEN: u32 = 32;
    const COMMENTS: u32 = 64;
    const UNKNOWN_FIELDS: u32 = 128;
    const CARRIED_SHIFT: u32 = 8;
    const CARRIED: u32 = 7 << Self::CARRIED_SHIFT;

    /// The beginning of a stream. `comments` and `unknown_fields` ask for operations of these kinds.
    #[must_use]
    pub const fn new(comments: bool, unknown_fields: bool) -> Self {
        let comments = if comments { Self::COMMENTS } else { 0 };
        Self(Self::BOM | comments | if unknown_fields { Self::UNKNOWN_FIELDS } else { 0 })
    }

    /// The state as a number.
    #[must_use]
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// The state that [`bits`](Self::bits) gave.
    #[must_use]
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// How many bytes at the end of the chunk belong in front of the next one.
    #[must_use]
    pub const fn carried(self) -> usize {
        ((self.0 & Self::CARRIED) >> Self::CARRIED_SHIFT) as usize
    }

    const fn has(self, bit: u32) -> bool {
        self.0 & bit != 0
    }

    fn take(&mut self, bit: u32) -> bool {
        let had = self.has(bit);
        self.0 &= !bit;
        had
    }

    const fn line(self) -> u32 {
        self.0 & Self::LINE
    }

    fn set_line(&mut self, line: u32) {
        self.0 = self.0 & !Self::LINE | line;
    }

    /// As [`MAX_CARRIED`] says, `bytes` fits.
    #[allow(clippy::cast_possible_truncation)]
    fn set_carried(&mut self, bytes: usize) {
        self.0 = self.0 & !Self::CARRIED | (bytes as u32) << Self::CARRIED_SHIFT & Self::CARRIED;
    }

    /// Whether operations of this kind are wanted.
    const fn wants(self, kind: u32) -> bool {
        match kind {
            Operation::COMMENT => self.has(Self::COMMENTS),
            Operation::UNKNOWN => self.has(Self::UNKNOWN_FIELDS),
            _ => true,
        }
    }
}

/// What a scan came to.
#[derive(Clone, Copy, Debug)]
pub struct Scanned {
    /// How many operations it wrote.
    pub count: usize,
    /// Where it stopped: the chunk's length, or less if the table was full.
    pub next: usize,
    /// What the next scan begins with.
    pub state: State,
}

/// [Parses an event stream](https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream): the
/// part of `chunk` from `from` on, until `operations` is full.
///
/// The chunk begins with what the one before it carried; `from` is 0 unless a full table ended the scan before. Chunks of 4 GiB
/// and more are not for it.
///
/// ```
/// use eventsource_wasm::event_stream::scan::{Operation, State, scan};
///
/// let mut chunk = *b"event: tick\ndata: 1\ndata: 2\n\nda";
/// let mut operations = [Operation::default(); 16];
/// let scanned = scan(&mut chunk, 0, State::new(false, false), &mut operations);
/// let values = operations[..scanned.count].iter().map(|operation| {
///     (operation.flags, &chunk[operation.start as usize..operation.end as usize])
/// });
/// assert!(values.eq([(Operation::EVENT, &b"tick"[..]), (Operation::DATA | Operation::DISPATCH, b"1\n2")]));
/// assert_eq!(scanned.state.carried(), 2); // "da"
/// ```
pub fn scan(chunk: &mut [u8], from: usize, state: State, operations: &mut [Operation]) -> Scanned {
    scan_with(|bytes| memchr2(b'\n', b'\r', bytes), chunk, from, state, operations)
}

/// [`scan`] with a search of the caller's own: `line_length` returns the index of the first LF or CR.
#[inline(always)]
pub fn scan_with(
    line_length: impl FnMut(&[u8]) -> Option<usize>,
    chunk: &mut [u8],
    from: usize,
    state: State,
    operations: &mut [Operation],
) -> Scanned {
    let mut scan = Scan { state, operations, count: 0, line_length };
    let next = scan.run(chunk, from);
    Scanned { count: scan.count, next, state: scan.state }
}

struct Scan<'a, F> {
    state: State,
    operations: &'a mut [Operation],
    count: usize,
    line_length: F,
}

impl<F: FnMut(&[u8]) -> Option<usize>> Scan<'_, F> {
    fn run(&mut self, chunk: &mut [u8], mut at: usize) -> usize {
        self.state.set_carried(0);
        if at == chunk.len() {
            return at;
        }
        if self.state.take(State::SKIP_LF) && chunk.get(at) == Some(&b'\n') {
            at += 1;
        }
        if self.state.has(State::BOM) {
            if chunk.starts_with(b"\xEF\xBB\xBF") {
                at = 3;
            } else if chunk.len() < 3 && chunk.first() == Some(&0xEF) {
                // It may be one yet.
                self.state.set_carried(chunk.len());
                return chunk.len();
            }
            self.state.take(State::BOM);
        }
        while self.count < self.operations.len() {
            let Some(length) = (self.line_length)(chunk.get(at..).unwrap_or_default()) else {
                self.unfinished(chunk, at);
                return chunk.len();
            };
            let end = at + length;
            self.line(chunk, at, end);
            at = end + 1;
            // A CR ends its line at once; an LF right behind it, even in the next chunk, is part of the same end.
            if chunk.get(end) == Some(&b'\r') {
                match chunk.get(at) {
                    Some(b'\n') => at += 1,
                    Some(_) => {}
                    None => self.state.0 |= State::SKIP_LF,
                }
            }
            // Most events end here: the blank line needs no search.
            if chunk.get(at) == Some(&b'\n') {
                self.blank(at);
                at += 1;
            }
        }
        at
    }

    /// A line that ends here.
    #[inline(always)]
    fn line(&mut self, chunk: &mut [u8], start: usize, end: usize) {
        let line = self.state.line();
        if line != 0 {
            self.state.set_line(0);
            if line != State::IGNORED {
                self.push(start, end, (line - 1) | Operation::CONTINUES);
            }
            return;
        }
        if start == end {
            return self.blank(end);
        }
        let line = chunk.get(start..end).unwrap_or_default();
        // Most lines.
        let (flags, name) = if line.starts_with(b"data: ") { (Operation::DATA, 6) } else { unpack(parse(line)) };
        if flags != Operation::DATA || !self.join(chunk, start + name, end) {
            self.push(start + name, end, flags);
        }
    }

    /// Joins a line of data to the one before it, if nothing stands between them.
    #[inline(never)]
    fn join(&mut self, chunk: &mut [u8], start: usize, end: usize) -> bool {
        let Some(last) = self.count.checked_sub(1).and_then(|last| self.operations.get_mut(last)) else { return false };
        if last.flags & !Operation::CONTINUES != Operation::DATA {
            return false;
        }
        let at = last.end as usize;
        let joined = at + 1 + (end - start);
        if let Some(byte) = chunk.get_mut(at) {
            *byte = b'\n';
        }
        if end <= chunk.len() && joined <= end {
            chunk.copy_within(start..end, at + 1);
        }
        // The value that moved away may have left the end of a character behind.
        chunk.get_mut(joined..end).unwrap_or_default().fill(b' ');
        last.end = index(joined);
        true
    }

    /// [Dispatches the event](https://html.spec.whatwg.org/multipage/server-sent-events.html#dispatchMessage).
    #[inline(never)]
    fn blank(&mut self, at: usize) {
        if !self.state.take(State::OPEN) {
            return;
        }
        match self.count.checked_sub(1).and_then(|last| self.operations.get_mut(last)) {
            Some(last) if last.flags & Operation::DISPATCH == 0 => last.flags |= Operation::DISPATCH,
            _ => self.push(at, at, Operation::BLANK | Operation::DISPATCH),
        }
    }

    /// The end of a chunk, in a line that goes on.
    #[inline(never)]
    fn unfinished(&mut self, chunk: &[u8], start: usize) {
        let Some(rest) = chunk.get(start..) else { return };
        let mut flags = Operation::UNFINISHED;
        let mut name = 0;
        let mut line = self.state.line();
        if line == 0 {
            if rest.len() <= MAX_CARRIED {
                return self.state.set_carried(rest.len());
            }
            let of_line;
            (of_line, name) = unpack(parse(rest));
            flags |= of_line;
            let kind = flags & Operation::KIND;
            line = if self.state.wants(kind) { kind + 1 } else { State::IGNORED };
            self.state.set_line(line);
        } else {
            flags |= Operation::CONTINUES;
        }
        if line == State::IGNORED {
            return;
        }
        let start = start + name;
        let carried = unfinished_sequence(chunk.get(start..).unwrap_or_default());
        self.state.set_carried(carried);
        self.push(start, chunk.len() - carried, (line - 1) | flags);
    }

    /// Inlined, its copies were a quarter of the scan's code.
    #[inline(never)]
    fn push(&mut self, start: usize, end: usize, flags: u32) {
        let kind = flags & Operation::KIND;
        if !self.state.wants(kind) {
            return;
        }
        // `retry`, comments and unknown fields do nothing to an event.
        if kind < Operation::RETRY {
            self.state.0 |= State::OPEN;
        }
        if let Some(operation) = self.operations.get_mut(self.count) {
            *operation = Operation { start: index(start), end: index(end), flags };
            self.count += 1;
        }
    }
}

#[allow(clippy::cast_possible_truncation)] // chunks have less than 4 GiB
const fn index(at: usize) -> u32 {
    at as u32
}

/// The kind of a line that is not empty, and, from [`Operation::NAME_SHIFT`] on, where its value starts. The first bytes tell the
/// fields: that is all that has to be looked at.
#[inline(never)]
fn parse(line: &[u8]) -> u32 {
    const DATA: u32 = u32::from_le_bytes(*b"data");
    const EVENT: u32 = u32::from_le_bytes(*b"even");
    const RETRY: u32 = u32::from_le_bytes(*b"retr");
    let (kind, name) = match line.first_chunk().map(|head| u32::from_le_bytes(*head)) {
        Some(DATA) => (Operation::DATA, 4),
        Some(EVENT) if line.get(4) == Some(&b't') => (Operation::EVENT, 5),
        Some(RETRY) if line.get(4) == Some(&b'y') => (Operation::RETRY, 5),
        _ => match line {
            [b'i', b'd', ..] => (Operation::ID, 2),
            [b':', ..] => (Operation::COMMENT, 0),
            _ => return Operation::UNKNOWN,
        },
    };
    let name = match line.get(name) {
        None => name,
        Some(b':') => name + 1 + usize::from(line.get(name + 1) == Some(&b' ')),
        _ => return Operation::UNKNOWN,
    };
    kind | index(name) << Operation::NAME_SHIFT
}

/// What [`parse`] says as an operation's flags, and where the value starts. A message about a `retry` line quotes it.
#[inline(always)]
const fn unpack(parsed: u32) -> (u32, usize) {
    let kind = parsed & Operation::KIND;
    (if kind == Operation::RETRY { parsed } else { kind }, (parsed >> Operation::NAME_SHIFT) as usize)
}

/// The length of the UTF-8 sequence that the bytes end within; 0 if they do not.
fn unfinished_sequence(bytes: &[u8]) -> usize {
    for (before, byte) in bytes.iter().rev().take(3).enumerate() {
        if byte & 0xC0 != 0x80 {
            return if byte.leading_ones() as usize > before + 1 { before + 1 } else { 0 };
        }
    }
    0
}
