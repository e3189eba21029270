//! What a source keeps from one request to the next, and what it drops.

use eventsource_wasm::connection::Connection;
use eventsource_wasm::event_stream::EventStream;

use super::{announce, delay_after_failure, requesting};

/// A caller with its connection and stream.
struct Source {
    connection: Connection,
    stream: EventStream,
}

impl Source {
    fn open(last_event_id: &str) -> Self {
        let mut stream = EventStream::new();
        stream.set_last_event_id(last_event_id);
        let mut source = Self { connection: requesting(), stream };
        source.announce();
        source
    }

    fn announce(&mut self) {
        announce(&mut self.connection, 0.0);
        self.stream.restart();
    }

    fn reconnect(&mut self) {
        delay_after_failure(&mut self.connection, 0.0, 0.0);
        self.announce();
    }

    /// The type, data and last event ID of each event.
    fn receive(&mut self, bytes: &[u8]) -> Vec<(String, String, String)> {
        let events = self.stream.push(bytes).events();
        events
            .map(|event| (event.event_type.to_owned(), event.data.to_owned(), event.last_event_id.to_owned()))
            .collect()
    }
}

fn message(data: &str, id: &str) -> (String, String, String) {
    ("message".to_owned(), data.to_owned(), id.to_owned())
}

#[test]
fn the_initial_one() {
    let mut source = Source::open("é1");
    assert_eq!(source.stream.last_event_id(), "é1");
    assert_eq!(source.receive(b"data: a\n\n"), [message("a", "é1")]);
    assert_eq!(source.receive(b"id\ndata: b\n\n"), [message("b", "")]);
    assert_eq!(source.stream.last_event_id(), "");
}

#[test]
fn it_survives_a_reconnect() {
    let mut source = Source::open("");
    assert_eq!(source.receive(b"id: 1\ndata: a\n\n"), [message("a", "1")]);
    source.reconnect();
    assert_eq!(source.stream.last_event_id(), "1");
    assert_eq!(source.receive(b"data: b\n\n"), [message("b", "1")]);
}

#[test]
fn an_unfinished_block_does_not() {
    for unfinished in [&b"event: t\nid: 2\ndata: b\n"[..], b"event: t\nid: 2\ndata: b", b"id: 2\n", b"data: b\xE2\x82"]
    {
        let mut source = Source::open("");
        source.receive(b"id: 1\ndata: a\n\n");
        assert_eq!(source.receive(unfinished), []);
        assert_eq!(source.stream.last_event_id(), "1");
        source.reconnect();
        assert_eq!(source.stream.last_event_id(), "1", "{}", unfinished.escape_ascii());
        assert_eq!(source.receive(b"\n"), [], "{}", unfinished.escape_ascii());
        assert_eq!(source.receive(b"data: c\n\n"), [message("c", "1")], "{}", unfinished.escape_ascii());
    }
}

#[test]
fn each_body_may_start_with_a_bom() {
    let mut source = Source::open("");
    for data in ["a", "b"] {
        let events = source.receive(format!("\u{FEFF}data: {data}\n\n").as_bytes());
        assert_eq!(events, [message(data, "")]);
        source.reconnect();
    }
}

/// A CR at the end of one body and an LF at the start of the next do not make one line end.
#[test]
fn a_swallowed_line_end_is_forgotten() {
    let mut source = Source::open("");
    assert_eq!(source.receive(b"data: a\r\r"), [message("a", "")]);
    source.reconnect();
    // The LF is a blank line, so the BOM after it is not at the start of the stream: it is part of a field name.
    assert_eq!(source.receive(b"\n\xEF\xBB\xBFdata: x\n\n"), []);
    assert_eq!(source.receive(b"data: b\n\n"), [message("b", "")]);
}

/// Nothing changes the state of a closed connection. The stream belongs to the caller.
#[test]
fn bytes_after_close_bring_nothing() {
    let mut source = Source::open("");
    source.receive(b"id: 1\ndata: a\n\ndata: b\n");
    source.connection.close();
    source.connection.handle_bytes(0.0);
    source.connection.handle_event();
    source.connection.handle_retry(5.0);
    assert_eq!(source.connection.reconnection_time(), 3000.0);
    assert_eq!(source.connection.wake_at(), None);
}
