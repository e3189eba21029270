//! The response's MIME type, as far as an event source looks at it. By bytes: the `str` functions took a kilobyte of wasm.

/// Whether the essence of the [extracted MIME type](https://fetch.spec.whatwg.org/#concept-header-extract-mime-type)
/// of a `Content-Type` value is `text/event-stream`. Several headers, joined by commas, count as the
/// last of them that is a MIME type.
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

/// Where the first value ends ([gets, decodes and splits](https://fetch.spec.whatwg.org/#header-value-get-decode-and-split)):
/// a comma inside a quoted string does not separate.
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

/// The [essence](https://mimesniff.spec.whatwg.org/#mime-type-essence) of a MIME type, if it is one and not `*/*`.
fn essence(mime: &[u8]) -> Option<&[u8]> {
    let essence = mime.split(|byte| *byte == b';').next()?.trim_ascii();
    let slash = essence.iter().position(|byte| *byte == b'/')?;
    let is_token = |part: &[u8]| !part.is_empty() && part.iter().copied().all(is_token_byte);
    let (kind, subtype) = (essence.get(..slash)?, essence.get(slash + 1..)?);
    (is_token(kind) && is_token(subtype) && essence != b"*/*").then_some(essence)
}

/// An [HTTP token code point](https://mimesniff.spec.whatwg.org/#http-token-code-point).
fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}
