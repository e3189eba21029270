//! Bytes that are known to be well-formed UTF-8, or are left to a decoder.

/// Whether all bytes are ASCII: in a shape that compilers make SIMD of, which std's own is not in wasm.
pub(super) fn is_ascii(bytes: &[u8]) -> bool {
    bytes.iter().fold(0, |all, byte| all | byte) < 0x80
}

/// A growing text. It holds bytes, not a `String`, since bytes that came out of a chunk of ASCII need no second look:
/// checking each field by itself took a third of the parser's time.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    bytes: Vec<u8>,
}

impl Text {
    pub(super) const fn new() -> Self {
        Self { bytes: Vec::new() }
    }

    /// Appends a field's value, decoded as the standard has it: what is not UTF-8 becomes U+FFFD.
    /// `ascii` says that it is known to be ASCII.
    pub(super) fn push(&mut self, value: &[u8], ascii: bool) {
        if ascii || value.is_ascii() {
            self.append(value);
        } else {
            self.bytes.extend_from_slice(String::from_utf8_lossy(value).as_bytes());
        }
    }

    /// Appends bytes as they are.
    pub(super) fn push_unchecked(&mut self, value: &[u8]) {
        self.append(value);
    }

    pub(super) fn push_text(&mut self, other: &Self) {
        self.append(&other.bytes);
    }

    /// Byte by byte where there are few: in wasm `memory.copy` is a call out of it, which takes 8 ns.
    fn append(&mut self, value: &[u8]) {
        if value.len() > 8 {
            return self.bytes.extend_from_slice(value);
        }
        for byte in value {
            self.bytes.push(*byte);
        }
    }

    pub(super) fn push_line_feed(&mut self) {
        self.bytes.push(b'\n');
    }

    pub(super) fn pop(&mut self) {
        self.bytes.pop();
    }

    pub(super) fn set(&mut self, other: &Self) {
        self.clear();
        self.push_text(other);
    }

    pub(super) fn set_str(&mut self, text: &str) {
        self.clear();
        self.append(text.as_bytes());
    }

    pub(super) fn clear(&mut self) {
        self.bytes.clear();
    }

    /// Drops what stands before `at`.
    pub(super) fn drop_front(&mut self, at: usize) {
        if at >= self.bytes.len() {
            return self.clear();
        }
        self.bytes.drain(..at);
    }

    pub(super) fn truncate(&mut self, length: usize) {
        self.bytes.truncate(length);
    }

    /// Gives memory back, down to `capacity` bytes.
    pub(super) fn shrink_to(&mut self, capacity: usize) {
        self.bytes.shrink_to(capacity);
    }

    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    pub(super) fn capacity(&self) -> usize {
        self.bytes.capacity()
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn as_str(&self) -> &str {
        core::str::from_utf8(&self.bytes).unwrap_or_default()
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        // Most are empty; an empty vector's address, which is none, made libc's `memcmp` take 100 ns on x86.
        self.bytes.len() == other.bytes.len() && (self.bytes.is_empty() || self.bytes == other.bytes)
    }
}
