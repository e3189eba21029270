//! Finds the values in a chunk, without a copy, an allocation or a string.
//!
//! [`scan`] takes a chunk and the [`State`] that the previous chunk left. It writes down as [`Operation`]s what the chunk's
//! lines do to an event: which bytes are the value of which field, and where an event is dispatched.
//! [`EventStream`](super::EventStream) turns the operations into strings for Rust. The npm package does that in JavaScript,
//! so no text ever stays in wasm.
//!
//! # What the caller does
//!
//! * **Carry.** The last few bytes of a chunk may be too few to interpret: the beginning of a line, or of a UTF-8 sequence.
//!   [`State::carried`] returns how many; the caller puts them in front of the next chunk. There are never more than
//!   [`MAX_CARRIED`].
//! * **Join.** A value that spans chunks comes in pieces ([`Operation::UNFINISHED`], [`Operation::CONTINUES`]). A piece
//!   never ends inside a UTF-8 sequence, so each can be decoded by itself.
//! * **Call again.** A full table of operations ends the scan early; the next call goes on at [`Scanned::next`].
//!
//! The scan joins consecutive `data` lines in place, which is why the chunk is mutable. Afterwards the bytes between
//! operations are meaningless. But a chunk of valid UTF-8 stays valid, so it can be decoded in one go.

use memchr::memchr2;

/// The most bytes that are carried from one chunk to the next: those of `event:`, after which a space may follow.
pub const MAX_CARRIED: usize = 6;

/// A value that the scan found in a chunk, and what to do with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct Operation {
    /// The index of the value's first byte in the chunk.
    pub start: u32,
    /// The index after its last byte.
    pub end: u32,
    /// A kind and flags: see the constants.
    pub flags: u32,
}

impl Operation {
    /// Mask for the kind in `flags`.
    pub const KIND: u32 = 7;
    /// Kind: a value for the *data buffer*.
    pub const DATA: u32 = 0;
    /// Kind: a value for the *event type buffer*.
    pub const EVENT: u32 = 1;
    /// Kind: a value for the *last event ID buffer*. Ignore it if it contains U+0000.
    pub const ID: u32 = 2;
    /// Kind: a value for the *reconnection time*. Ignore it unless it consists of ASCII digits.
    pub const RETRY: u32 = 3;
    /// Kind: no value, but a blank line that ends a block begun in an earlier chunk.
    pub const BLANK: u32 = 4;
    /// Kind: the text of a comment; only if the [`State`] asks for comments.
    pub const COMMENT: u32 = 5;
    /// Kind: a whole line whose field is unknown; only if the [`State`] asks for those.
    pub const UNKNOWN: u32 = 6;
    /// Flag: the value continues one that an earlier chunk left unfinished.
    pub const CONTINUES: u32 = 8;
    /// Flag: the value goes on in the next chunk.
    pub const UNFINISHED: u32 = 16;
    /// Flag: a blank line follows, which dispatches the event.
    pub const DISPATCH: u32 = 32;
    /// For `RETRY`: the bits from this one on are the number of bytes in the line before the value: 5 without a colon, 6 with
    /// one, 7 with a space as well.
    pub const NAME_SHIFT: u32 = 6;
}

/// The parser's state between two chunks. It is a single number, so that JavaScript can keep it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State(u32);

impl State {
    /// Mask for the kind of the unfinished line plus one; 0 at the beginning of a line.
    const LINE: u32 = 7;
    /// The value of these bits for an unfinished line that is ignored. `BLANK` has no unfinished lines, so its value is free.
    const IGNORED: u32 = Operation::BLANK + 1;
    /// A byte order mark may still follow.
    const BOM: u32 = 8;
    /// The last chunk ended with CR, so an LF at the beginning of the next one belongs to it.
    const SKIP_LF: u32 = 16;
    /// The block has a field, so its blank line needs an operation.
    const OPEN: u32 = 32;
    const COMMENTS: u32 = 64;
    const UNKNOWN_FIELDS: u32 = 128;
    const CARRIED_SHIFT: u32 = 8;
    const CARRIED: u32 = 7 << Self::CARRIED_SHIFT;

    /// Creates the state at the beginning of a stream. `comments` and `unknown_fields` ask for operations of these kinds.
    #[must_use]
    pub const fn new(comments: bool, unknown_fields: bool) -> Self {
        let comments = if comments { Self::COMMENTS } else { 0 };
        Self(Self::BOM | comments | if unknown_fields { Self::UNKNOWN_FIELDS } else { 0 })
    }

    /// Returns the state as a number.
    #[must_use]
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// Restores a state from the number that [`bits`](Self::bits) returned.
    #[must_use]
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// Returns how many bytes at the end of the chunk the caller must put in front of the next one.
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

    #[allow(clippy::cast_possible_truncation)] // `bytes` is at most MAX_CARRIED
    fn set_carried(&mut self, bytes: usize) {
        self.0 = self.0 & !Self::CARRIED | (bytes as u32) << Self::CARRIED_SHIFT & Self::CARRIED;
    }

    /// Returns whether the caller asked for operations of this kind.
    const fn wants(self, kind: u32) -> bool {
        match kind {
            Operation::COMMENT => self.has(Self::COMMENTS),
            Operation::UNKNOWN => self.has(Self::UNKNOWN_FIELDS),
            _ => true,
        }
    }
}

/// The result of a scan.
#[derive(Clone, Copy, Debug)]
pub struct Scanned {
    /// The number of operations written.
    pub count: usize,
    /// The index at which it stopped: the chunk's length, or less if the table was full.
    pub next: usize,
    /// The state for the next scan.
    pub state: State,
}

/// [Parses an event stream](https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream): scans
/// `chunk` from the index `from` on, until it ends or `operations` is full.
///
/// The chunk must begin with the bytes that the previous one carried. `from` is 0 unless a full table ended the last scan.
/// The chunk must be smaller than 4 GiB.
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

/// Like [`scan`], but finds line ends with `line_length`, which returns the index of the first LF or CR.
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
                // It may still become a byte order mark.
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
            // A CR ends the line at once; an LF right after it, even in the next chunk, is part of the same line end.
            if chunk.get(end) == Some(&b'\r') {
                match chunk.get(at) {
                    Some(b'\n') => at += 1,
                    Some(_) => {}
                    None => self.state.0 |= State::SKIP_LF,
                }
            }
            // Most events end here, so look for the blank line without a search.
            if chunk.get(at) == Some(&b'\n') {
                self.blank(at);
                at += 1;
            }
        }
        at
    }

    /// Handles a complete line, or the end of one that an earlier chunk began.
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
        // The common case.
        let (flags, name) = if line.starts_with(b"data: ") { (Operation::DATA, 6) } else { unpack(parse(line)) };
        if flags != Operation::DATA || !self.join(chunk, start + name, end) {
            self.push(start + name, end, flags);
        }
    }

    /// Joins a `data` line to the previous operation if that is a `data` line, too. Returns whether it did.
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
        // The value's old place may still have the second half of a character, so blank it: the chunk must stay valid UTF-8.
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

    /// Handles a line that the end of the chunk cuts off.
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

    // When inlined, its copies were a quarter of the scan's code.
    #[inline(never)]
    fn push(&mut self, start: usize, end: usize, flags: u32) {
        let kind = flags & Operation::KIND;
        if !self.state.wants(kind) {
            return;
        }
        // `retry`, comments and unknown fields are not part of an event.
        if kind < Operation::RETRY {
            self.state.0 |= State::OPEN;
        }
        if let Some(operation) = self.operations.get_mut(self.count) {
            *operation = Operation { start: index(start), end: index(end), flags };
            self.count += 1;
        }
    }
}

#[allow(clippy::cast_possible_truncation)] // chunks are smaller than 4 GiB
const fn index(at: usize) -> u32 {
    at as u32
}

/// Returns the kind of a line that is not empty and, from bit [`Operation::NAME_SHIFT`] on, where its value starts. Reads only
/// the first few bytes, which tell the fields apart.
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

/// Splits the result of [`parse`] into an operation's flags and the start of the value. `retry` keeps that start in its flags,
/// because an error message quotes the whole line.
#[inline(always)]
const fn unpack(parsed: u32) -> (u32, usize) {
    let kind = parsed & Operation::KIND;
    (if kind == Operation::RETRY { parsed } else { kind }, (parsed >> Operation::NAME_SHIFT) as usize)
}

/// Returns how many bytes of an incomplete UTF-8 sequence are at the end; 0 if there is none.
fn unfinished_sequence(bytes: &[u8]) -> usize {
    for (before, byte) in bytes.iter().rev().take(3).enumerate() {
        if byte & 0xC0 != 0x80 {
            return if byte.leading_ones() as usize > before + 1 { before + 1 } else { 0 };
        }
    }
    0
}
