//! The response's MIME type, as far as an event source looks at it.

/// Whether the essence of the [extracted MIME type](https://fetch.spec.whatwg.org/#concept-header-extract-mime-type)
/// of a `Content-Type` value is `text/event-stream`. Several headers, joined by commas, count as the
/// last of them that is a MIME type.
pub(super) fn is_event_stream(content_type: &str) -> bool {
    split_on_commas(content_type)
        .filter_map(essence)
        .last()
        .is_some_and(|essence| essence.eq_ignore_ascii_case("text/event-stream"))
}

/// [Gets, decodes and splits](https://fetch.spec.whatwg.org/#header-value-get-decode-and-split): a comma
/// inside a quoted string does not separate.
fn split_on_commas(value: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let mut escaped = false;
    value.split(move |c| {
        let was_escaped = escaped;
        escaped = quoted && c == '\\' && !was_escaped;
        if c == '"' && !was_escaped {
            quoted = !quoted;
        }
        c == ',' && !quoted
    })
}

/// The [essence](https://mimesniff.spec.whatwg.org/#mime-type-essence) of a MIME type, if it is one and not `*/*`.
fn essence(mime: &str) -> Option<&str> {
    let essence = mime.split(';').next()?.trim_matches(['\t', '\n', '\r', ' ']);
    let (kind, subtype) = essence.split_once('/')?;
    let is_token = |part: &str| !part.is_empty() && part.bytes().all(is_token_byte);
    (is_token(kind) && is_token(subtype) && essence != "*/*").then_some(essence)
}

/// An [HTTP token code point](https://mimesniff.spec.whatwg.org/#http-token-code-point).
fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}
