//! Which `Content-Type` is an event stream's: the essence counts, after
//! <https://fetch.spec.whatwg.org/#concept-header-extract-mime-type>.

use eventsource_wasm::connection::{Action, FailureReason, Response};

use super::requesting;

const RIGHT: [&str; 21] = [
    "text/event-stream",
    "Text/Event-Stream",
    "TEXT/EVENT-STREAM",
    "text/event-stream;charset=utf-8",
    "Text/Event-Stream;charset=x",
    "text/event-stream;",
    "text/event-stream; ",
    "text/event-stream ;charset=utf-8",
    "text/event-stream\t;\tcharset=utf-8",
    " text/event-stream ",
    "text/event-stream;;;=;x",
    "text/event-stream;charset=\"a,b\"",
    "text/event-stream;a=\"x\\\",text/html\"",
    // Several headers: the last that is a MIME type counts.
    "text/html, text/event-stream",
    "text/html,text/event-stream;charset=x",
    "text/html;a=\",\", text/event-stream",
    "text/event-stream, ",
    "text/event-stream, nonsense",
    "text/event-stream, */*",
    "text/event-stream, /",
    ", text/event-stream",
];

const WRONG: [&str; 25] = [
    "",
    " ",
    ",",
    ";",
    "/",
    "*/*",
    "text",
    "text/",
    "/event-stream",
    "event-stream",
    "text/event-streamx",
    "xtext/event-stream",
    "text/event-strea",
    "text/x-event-stream",
    "text/plain",
    "text/html;a=text/event-stream",
    "text/html;a=\", text/event-stream\"",
    "text/html;a=\"\\\", text/event-stream",
    "text/event-stream, text/html",
    "text /event-stream",
    "text/ event-stream",
    "text/event-stream charset=utf-8",
    "text/event stream",
    "\"text/event-stream\"",
    "text/event-stre\u{e4}m",
];

fn respond(status: u16, content_type: Option<&str>) -> Action {
    requesting().handle_response(0.0, 0.0, &Response { status, content_type, retry_after: None })
}

#[test]
fn right() {
    for content_type in RIGHT {
        assert_eq!(respond(200, Some(content_type)), Action::Announce, "{content_type:?}");
    }
}

#[test]
fn wrong() {
    let fail = Action::Fail { reason: FailureReason::ContentType };
    for content_type in WRONG {
        assert_eq!(respond(200, Some(content_type)), fail, "{content_type:?}");
    }
    assert_eq!(respond(200, None), fail);
}

/// The status is looked at first: a 204 has no type to be wrong.
#[test]
fn the_status_comes_first() {
    assert_eq!(respond(204, None), Action::Fail { reason: FailureReason::NoContent });
    assert_eq!(respond(404, None), Action::Fail { reason: FailureReason::Status });
}
