//! The vectors (`*.json` next to this file), and a way to run them, for the native tests and those in wasm.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use eventsource_wasm::event_stream::EventStream;
use serde::Deserialize;

/// The files are compiled in: wasm has no file system.
const FILES: [(&str, &str); 8] = [
    ("bom", include_str!("bom.json")),
    ("dispatch", include_str!("dispatch.json")),
    ("fields", include_str!("fields.json")),
    ("last-event-id", include_str!("last-event-id.json")),
    ("line-endings", include_str!("line-endings.json")),
    ("names", include_str!("names.json")),
    ("retry", include_str!("retry.json")),
    ("utf-8", include_str!("utf-8.json")),
];

/// The result of a whole stream.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    pub events: Vec<Event>,
    pub last_event_id: String,
    /// The last valid `retry`, if there was one.
    pub retry: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    #[serde(rename = "type")]
    pub event_type: String,
    pub data: String,
    pub last_event_id: String,
}

pub struct Vector {
    /// The vector's file and name.
    pub name: String,
    pub input: Vec<u8>,
    pub expected: Outcome,
}

#[derive(Deserialize)]
struct Written {
    name: String,
    why: String,
    input: Option<String>,
    base64: Option<String>,
    #[serde(flatten)]
    expected: Outcome,
}

pub fn all() -> Vec<Vector> {
    let read = |(file, json)| {
        let written: Vec<Written> = serde_json::from_str(json).unwrap_or_else(|error| panic!("{file}.json: {error}"));
        written.into_iter().map(move |vector| {
            let name = format!("{file}.json, \"{}\"", vector.name);
            assert!(!vector.why.is_empty(), "{name} has no why");
            let input = match (vector.input, vector.base64) {
                (Some(text), None) => text.into_bytes(),
                (None, Some(base64)) => STANDARD.decode(base64).unwrap_or_else(|error| panic!("{name}: {error}")),
                _ => panic!("{name} needs either input or base64"),
            };
            Vector { name, input, expected: vector.expected }
        })
    };
    FILES.into_iter().flat_map(read).collect()
}

impl Outcome {
    /// Parses a stream that arrives in these chunks.
    pub fn of<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut stream = EventStream::new();
        let mut outcome = Self::default();
        for chunk in chunks {
            outcome.take(&mut stream, chunk);
        }
        outcome
    }

    /// Adds the results of a chunk. Returns whether the stream is still within its limit.
    pub fn take(&mut self, stream: &mut EventStream, chunk: &[u8]) -> bool {
        let batch = stream.push(chunk);
        let before = self.events.len();
        self.events.extend(batch.events().map(|event| Event {
            event_type: event.event_type.to_owned(),
            data: event.data.to_owned(),
            last_event_id: event.last_event_id.to_owned(),
        }));
        assert_eq!(batch.is_empty(), self.events.len() == before, "is_empty() disagrees with events()");
        let id = batch.last_event_id().to_owned();
        let within_limit = !batch.overflowed();
        assert_eq!(stream.last_event_id(), id, "the batch's last event ID string is not the stream's");
        self.last_event_id = id;
        self.retry = stream.take_retry().or(self.retry);
        within_limit
    }
}

impl Vector {
    fn check<'a>(&self, chunks: impl IntoIterator<Item = &'a [u8]>, cuts: &[usize]) {
        assert_eq!(Outcome::of(chunks), self.expected, "{}, cut at {cuts:?}", self.name);
    }

    pub fn check_whole(&self) {
        self.check([&self.input[..]], &[]);
    }

    pub fn check_byte_by_byte(&self) {
        let cuts: Vec<_> = (1..self.input.len()).collect();
        self.check(self.input.chunks(1), &cuts);
    }

    /// Includes splits at the very start and end, which make empty chunks.
    pub fn check_two_way_splits(&self) {
        for cut in 0..=self.input.len() {
            let (head, tail) = self.input.split_at(cut);
            self.check([head, tail], &[cut]);
        }
    }

    pub fn check_three_way_splits(&self) {
        for second in 0..=self.input.len() {
            let (front, tail) = self.input.split_at(second);
            for first in 0..=second {
                let (head, middle) = front.split_at(first);
                self.check([head, middle, tail], &[first, second]);
            }
        }
    }
}
