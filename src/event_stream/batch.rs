//! What one chunk completed.

use core::ops::Range;

/// Where an event of a [`Batch`] has its strings.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) data: Range<usize>,
    /// The data stands in the chunk, not in the text.
    pub(super) is_in_chunk: bool,
    /// In the text. An empty type stands for `message`.
    pub(super) event_type: Range<usize>,
    /// In the text.
    pub(super) last_event_id: Range<usize>,
}

/// An event that was dispatched ([§9.2.6](https://html.spec.whatwg.org/multipage/server-sent-events.html#dispatchMessage)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event<'a> {
    /// The event type: the `event` field, or `message`.
    pub event_type: &'a str,
    /// The data lines, joined by LF.
    pub data: &'a str,
    /// The last event ID string when the event was dispatched; `""` if the server never sent one.
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
    /// The last event ID string after the chunk: a block without data changes it without an event.
    #[must_use]
    pub fn last_event_id(&self) -> &'a str {
        self.last_event_id
    }

    /// No event was completed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The event after the last one of this batch outgrew the limit.
    #[must_use]
    pub fn overflowed(&self) -> bool {
        self.overflowed
    }

    /// The events as strings.
    #[must_use]
    pub fn events(&self) -> Events<'a> {
        Events { chunk: self.chunk, text: self.text, entries: self.entries.iter() }
    }
}

/// Iterator over the events of a [`Batch`].
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

/// Entries name nothing but UTF-8.
fn text<'a>(bytes: &'a [u8], range: &Range<usize>) -> &'a str {
    bytes.get(range.clone()).and_then(|bytes| core::str::from_utf8(bytes).ok()).unwrap_or_default()
}
