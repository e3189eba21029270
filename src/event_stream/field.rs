//! One line of an event stream: which field it sets, and to what.

/// The fields that the standard knows; all others are ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Event,
    Data,
    Id,
    Retry,
}

impl Field {
    /// Splits a line that is not empty into field and value. A comment and an unknown field are `None`.
    pub(super) fn parse(line: &[u8]) -> Option<(Self, &[u8])> {
        let (name, value) = match memchr::memchr(b':', line).and_then(|colon| line.split_at_checked(colon)) {
            Some((name, [_, b' ', value @ ..] | [_, value @ ..])) => (name, value),
            _ => (line, &[][..]),
        };
        let field = match name {
            b"data" => Self::Data,
            b"event" => Self::Event,
            b"id" => Self::Id,
            b"retry" => Self::Retry,
            _ => return None,
        };
        Some((field, value))
    }
}

/// The number that a value of only ASCII digits stands for, saturating; an empty value is none.
pub(super) fn ascii_digits(value: &[u8]) -> Option<u64> {
    if value.is_empty() {
        return None;
    }
    value.iter().try_fold(0u64, |number, byte| match byte {
        b'0'..=b'9' => Some(number.saturating_mul(10).saturating_add(u64::from(byte - b'0'))),
        _ => None,
    })
}
