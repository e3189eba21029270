//! A naive event stream interpreter: the whole stream at once, the standard's steps one by one
//! (<https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation>).
//! Slow and obvious: the parser is compared with it.

use crate::vectors::{Event, Outcome};

#[derive(Default)]
struct Buffers {
    data: String,
    event_type: String,
    last_event_id: String,
}

pub fn interpret(bytes: &[u8]) -> Outcome {
    let text = String::from_utf8_lossy(bytes);
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let mut buffers = Buffers::default();
    let mut outcome = Outcome::default();
    for line in lines(text) {
        if line.is_empty() {
            dispatch(&mut buffers, &mut outcome);
        } else if line.starts_with(':') {
            // A comment.
        } else if let Some((name, value)) = line.split_once(':') {
            process(name, value.strip_prefix(' ').unwrap_or(value), &mut buffers, &mut outcome);
        } else {
            process(&line, "", &mut buffers, &mut outcome);
        }
    }
    outcome
}

/// Returns the complete lines; anything after the last line end is dropped.
fn lines(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut previous = None;
    for character in text.chars() {
        match (previous, character) {
            (Some('\r'), '\n') => {}
            (_, '\r' | '\n') => lines.push(std::mem::take(&mut line)),
            _ => line.push(character),
        }
        previous = Some(character);
    }
    lines
}

fn process(name: &str, value: &str, buffers: &mut Buffers, outcome: &mut Outcome) {
    match name {
        "event" => buffers.event_type = value.to_owned(),
        "data" => buffers.data += &format!("{value}\n"),
        "id" if !value.contains('\0') => buffers.last_event_id = value.to_owned(),
        "retry" if !value.is_empty() && value.chars().all(|c| c.is_ascii_digit()) => {
            // A number of only digits fails to parse only if it is too large.
            outcome.retry = Some(value.parse().unwrap_or(u64::MAX));
        }
        _ => {}
    }
}

fn dispatch(buffers: &mut Buffers, outcome: &mut Outcome) {
    outcome.last_event_id = buffers.last_event_id.clone();
    let event_type = std::mem::take(&mut buffers.event_type);
    let mut data = std::mem::take(&mut buffers.data);
    if data.is_empty() {
        return;
    }
    if data.ends_with('\n') {
        data.pop();
    }
    let event_type = if event_type.is_empty() { "message".to_owned() } else { event_type };
    outcome.events.push(Event { event_type, data, last_event_id: outcome.last_event_id.clone() });
}
