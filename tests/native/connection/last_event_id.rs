//! What a connection keeps from one request to the next, and what it does not.

use eventsource_wasm::connection::{Connection, ReconnectPolicy};

use super::{announce, delay_after_failure, requesting};

/// Type, data and last event ID of each event.
fn receive(connection: &mut Connection, bytes: &[u8]) -> Vec<(String, String, String)> {
    let events = connection.handle_bytes(bytes).events();
    events.map(|event| (event.event_type.to_owned(), event.data.to_owned(), event.last_event_id.to_owned())).collect()
}

fn message(data: &str, id: &str) -> (String, String, String) {
    ("message".to_owned(), data.to_owned(), id.to_owned())
}

fn reconnect(connection: &mut Connection) {
    delay_after_failure(connection, 0.0, 0.0);
    announce(connection, 0.0);
}

#[test]
fn the_initial_one() {
    let mut connection = Connection::new(ReconnectPolicy::default(), "é1");
    assert_eq!(connection.last_event_id(), "é1");
    connection.start();
    announce(&mut connection, 0.0);
    assert_eq!(receive(&mut connection, b"data: a\n\n"), [message("a", "é1")]);
    assert_eq!(receive(&mut connection, b"id\ndata: b\n\n"), [message("b", "")]);
    assert_eq!(connection.last_event_id(), "");
}

#[test]
fn it_survives_a_reconnect() {
    let mut connection = requesting();
    announce(&mut connection, 0.0);
    assert_eq!(receive(&mut connection, b"id: 1\ndata: a\n\n"), [message("a", "1")]);
    reconnect(&mut connection);
    assert_eq!(connection.last_event_id(), "1");
    assert_eq!(receive(&mut connection, b"data: b\n\n"), [message("b", "1")]);
}

#[test]
fn an_unfinished_block_does_not() {
    for unfinished in [&b"event: t\nid: 2\ndata: b\n"[..], b"event: t\nid: 2\ndata: b", b"id: 2\n", b"data: b\xE2\x82"]
    {
        let mut connection = requesting();
        announce(&mut connection, 0.0);
        receive(&mut connection, b"id: 1\ndata: a\n\n");
        assert_eq!(receive(&mut connection, unfinished), []);
        assert_eq!(connection.last_event_id(), "1");
        reconnect(&mut connection);
        assert_eq!(connection.last_event_id(), "1", "{}", unfinished.escape_ascii());
        assert_eq!(receive(&mut connection, b"\n"), [], "{}", unfinished.escape_ascii());
        assert_eq!(receive(&mut connection, b"data: c\n\n"), [message("c", "1")], "{}", unfinished.escape_ascii());
    }
}

#[test]
fn each_body_may_start_with_a_bom() {
    let mut connection = requesting();
    announce(&mut connection, 0.0);
    for data in ["a", "b"] {
        let events = receive(&mut connection, format!("\u{FEFF}data: {data}\n\n").as_bytes());
        assert_eq!(events, [message(data, "")]);
        reconnect(&mut connection);
    }
}

/// A CR at the end of one body has nothing to do with a LF at the start of the next.
#[test]
fn a_swallowed_line_end_is_forgotten() {
    let mut connection = requesting();
    announce(&mut connection, 0.0);
    assert_eq!(receive(&mut connection, b"data: a\r\r"), [message("a", "")]);
    reconnect(&mut connection);
    // The LF is a blank line, so the BOM behind it is not at the start: it is part of a name.
    assert_eq!(receive(&mut connection, b"\n\xEF\xBB\xBFdata: x\n\n"), []);
    assert_eq!(receive(&mut connection, b"data: b\n\n"), [message("b", "")]);
}

#[test]
fn bytes_after_close_bring_nothing() {
    let mut connection = requesting();
    announce(&mut connection, 0.0);
    receive(&mut connection, b"id: 1\ndata: a\n\ndata: b\n");
    connection.close();
    assert_eq!(receive(&mut connection, b"\nid: 2\nretry: 5\ndata: c\n\n"), []);
    assert_eq!((connection.last_event_id(), connection.reconnection_time()), ("1", 3000));
}
