//! The events that one chunk completed.

use core::ops::Range;

/// Where the strings of one event of a [`Batch`] are.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) data: Range<usize>,
    /// Whether `data` is a range of the batch's chunk; otherwise it is one of the batch's text.
    pub(super) is_in_chunk: bool,
    /// A range of the text. Empty means `message`.
    pub(super) event_type: Range<usize>,
    /// A range of the text.
    pub(super) last_event_id: Range<usize>,
}

/// A dispatched event ([§9.2.6](https://html.spec.whatwg.org/multipage/server-sent-events.html#dispatchMessage)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event<'a> {
    /// The event type: the value of the `event` field, or `"message"`.
    pub event_type: &'a str,
    /// The values of the `data` fields, joined by LF.
    pub data: &'a str,
    /// The last event ID string at the time of dispatch; `""` if the server has sent none.
    pub last_event_id: &'a str,
}

/// The events that one chunk completed, in order.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    pub(super) chunk: &'a [u8],
    pub(super) text: &'a [u8],
    pub(super) entries: &'a [Entry],
    pub(super) last_event_id: &'a str,
    pub(super) overflowed: bool,
}

impl<'a> Batch<'a> {
    /// Returns the last event ID string after the chunk. It may differ from that of the last event, because a block without
    /// data changes it and dispatches nothing.
    #[must_use]
    pub fn last_event_id(&self) -> &'a str {
        self.last_event_id
    }

    /// Returns whether the chunk completed no event.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns whether the event after the last one of this batch exceeded the size limit. The stream then ignores all bytes
    /// until [`EventStream::restart`](super::EventStream::restart).
    #[must_use]
    pub fn overflowed(&self) -> bool {
        self.overflowed
    }

    /// Returns an iterator over the events, in order.
    #[must_use]
    pub fn events(&self) -> Events<'a> {
        Events { chunk: self.chunk, text: self.text, entries: self.entries.iter() }
    }
}

/// An iterator over the events of a [`Batch`].
#[derive(Clone, Debug)]
pub struct Events<'a> {
    chunk: &'a [u8],
    text: &'a [u8],
    entries: core::slice::Iter<'a, Entry>,
}

impl<'a> Iterator for Events<'a> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        let entry = self.entries.next()?;
        let data = if entry.is_in_chunk { self.chunk } else { self.text };
        let event_type = text(self.text, &entry.event_type);
        Some(Event {
            event_type: if event_type.is_empty() { "message" } else { event_type },
            data: text(data, &entry.data),
            last_event_id: text(self.text, &entry.last_event_id),
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.entries.size_hint()
    }
}

impl ExactSizeIterator for Events<'_> {}

/// Returns the text of an entry's range, which is always valid UTF-8.
fn text<'a>(bytes: &'a [u8], range: &Range<usize>) -> &'a str {
    bytes.get(range.clone()).and_then(|bytes| core::str::from_utf8(bytes).ok()).unwrap_or_default()
}
