//! Which `Content-Type` values mean an event stream. The essence counts, extracted as in
//! <https://fetch.spec.whatwg.org/#concept-header-extract-mime-type>.

use eventsource_wasm::connection::{FailureReason, check};
use serde::Deserialize;

/// Values that mean an event stream, and values that do not. Of several, separated by commas, the last valid MIME type counts.
#[derive(Deserialize)]
struct ContentTypes {
    right: Vec<String>,
    wrong: Vec<String>,
}

fn content_types() -> ContentTypes {
    serde_json::from_str(include_str!("../../vectors/content-types.json")).expect("content-types.json")
}

#[test]
fn right() {
    for content_type in content_types().right {
        assert_eq!(check(200, Some(&content_type)), Ok(()), "{content_type:?}");
    }
}

#[test]
fn wrong() {
    for content_type in content_types().wrong {
        assert_eq!(check(200, Some(&content_type)), Err(FailureReason::ContentType), "{content_type:?}");
    }
    assert_eq!(check(200, None), Err(FailureReason::ContentType));
}

/// The status is checked first: a 204 has no Content-Type.
#[test]
fn the_status_comes_first() {
    assert_eq!(check(204, None), Err(FailureReason::NoContent));
    assert_eq!(check(404, None), Err(FailureReason::Status));
}
