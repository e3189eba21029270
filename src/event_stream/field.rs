//! One line of an event stream: what it is, and to what it sets which field.

/// The fields that the standard knows; all others are ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Event,
    Data,
    Id,
    Retry,
}

/// A line that is not empty.
pub(super) enum Line<'a> {
    /// A field and its value.
    Field(Field, &'a [u8]),
    /// What stands behind the colon.
    Comment(&'a [u8]),
    Unknown,
}

impl<'a> Line<'a> {
    /// Tells the fields by their first bytes: that is all that has to be looked at.
    pub(super) fn parse(line: &'a [u8]) -> Self {
        let (field, rest) = match line {
            [b'd', b'a', b't', b'a', rest @ ..] => (Field::Data, rest),
            [b'e', b'v', b'e', b'n', b't', rest @ ..] => (Field::Event, rest),
            [b'i', b'd', rest @ ..] => (Field::Id, rest),
            [b'r', b'e', b't', b'r', b'y', rest @ ..] => (Field::Retry, rest),
            [b':', text @ ..] => return Self::Comment(text),
            _ => return Self::Unknown,
        };
        match rest {
            [b':', b' ', value @ ..] | [b':', value @ ..] => Self::Field(field, value),
            [] => Self::Field(field, rest),
            _ => Self::Unknown,
        }
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
