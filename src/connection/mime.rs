//! Recognizes the MIME type of an event stream. Works on bytes, because `str`'s functions took a kilobyte of wasm.

/// Returns whether the essence of the
/// [extracted MIME type](https://fetch.spec.whatwg.org/#concept-header-extract-mime-type) of a `Content-Type` value is
/// `text/event-stream`. Of several values, separated by commas, the last valid MIME type counts.
pub(super) fn is_event_stream(content_type: &str) -> bool {
    let mut last = false;
    let mut rest = content_type.as_bytes();
    loop {
        let end = comma(rest).unwrap_or(rest.len());
        let (value, tail) = rest.split_at_checked(end).unwrap_or_default();
        if let Some(essence) = essence(value) {
            last = essence.eq_ignore_ascii_case(b"text/event-stream");
        }
        match tail {
            [_, tail @ ..] => rest = tail,
            [] => return last,
        }
    }
}

/// Returns the index of the comma after the first value
/// ([get, decode, and split](https://fetch.spec.whatwg.org/#header-value-get-decode-and-split)). A comma inside a quoted string
/// does not separate values.
fn comma(value: &[u8]) -> Option<usize> {
    let (mut quoted, mut escaped) = (false, false);
    value.iter().position(|byte| {
        let was_escaped = core::mem::replace(&mut escaped, false);
        match byte {
            b'\\' => escaped = quoted && !was_escaped,
            b'"' if !was_escaped => quoted = !quoted,
            _ => {}
        }
        *byte == b',' && !quoted
    })
}

/// Returns the [essence](https://mimesniff.spec.whatwg.org/#mime-type-essence) of a MIME type, unless it is invalid or `*/*`.
fn essence(mime: &[u8]) -> Option<&[u8]> {
    let essence = mime.split(|byte| *byte == b';').next()?.trim_ascii();
    let slash = essence.iter().position(|byte| *byte == b'/')?;
    let is_token = |part: &[u8]| !part.is_empty() && part.iter().copied().all(is_token_byte);
    let (kind, subtype) = (essence.get(..slash)?, essence.get(slash + 1..)?);
    (is_token(kind) && is_token(subtype) && essence != b"*/*").then_some(essence)
}

/// Returns whether a byte is an [HTTP token code point](https://mimesniff.spec.whatwg.org/#http-token-code-point).
fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}
