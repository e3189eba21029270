//! For any stream in any chunks, the parser gives the same results as the oracle.

use eventsource_wasm::event_stream::EventStream;
use proptest::prelude::*;

use crate::oracle;
use crate::streams::{blocks, cut, cuts, stream};
use crate::vectors::Outcome;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn likely_pieces(stream in stream(), cuts in cuts()) {
        prop_assert_eq!(Outcome::of(cut(&stream, &cuts)), oracle::interpret(&stream));
        prop_assert_eq!(Outcome::of(stream.chunks(1)), oracle::interpret(&stream));
    }

    #[test]
    fn whole_blocks(stream in blocks(), cuts in cuts()) {
        prop_assert_eq!(Outcome::of(cut(&stream, &cuts)), oracle::interpret(&stream));
    }

    #[test]
    fn arbitrary_bytes(stream in prop::collection::vec(any::<u8>(), 0..200), cuts in cuts()) {
        prop_assert_eq!(Outcome::of(cut(&stream, &cuts)), oracle::interpret(&stream));
    }

    /// A restarted stream is like a new one, except for the last event ID string.
    #[test]
    fn a_new_body_after_any_other(first in stream(), second in blocks(), cuts in cuts()) {
        let mut stream = EventStream::new();
        stream.push(&first);
        let id = stream.last_event_id().to_owned();
        stream.restart();
        prop_assert_eq!(stream.last_event_id(), &id);

        let mut resumed = EventStream::new();
        resumed.set_last_event_id(&id);
        let (mut actual, mut expected) = (Outcome::default(), Outcome::default());
        for chunk in cut(&second, &cuts) {
            actual.take(&mut stream, chunk);
            expected.take(&mut resumed, chunk);
        }
        prop_assert_eq!(actual, expected);
    }

    /// Events of blocks without an ID have the one that the source resumed with.
    #[test]
    fn an_initial_id_is_as_if_it_had_been_sent(stream in blocks(), cuts in cuts()) {
        let mut resumed = EventStream::new();
        resumed.set_last_event_id("earlier");
        let mut actual = Outcome { last_event_id: "earlier".to_owned(), ..Outcome::default() };
        for chunk in cut(&stream, &cuts) {
            actual.take(&mut resumed, chunk);
        }
        prop_assert_eq!(actual, oracle::interpret(&[b"id: earlier\n\n", &stream[..]].concat()));
    }
}
