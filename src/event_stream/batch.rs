//! What one chunk completed.

/// One event of a [`Batch`], as byte offsets into [`Batch::text`]: its data starts where the event
/// before it ended, then come its type and its last event ID.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// End of the data.
    pub data_end: usize,
    /// End of the type. An empty type that is not [`same_type`](Self::same_type) stands for `message`.
    pub type_end: usize,
    /// End of the last event ID, and of the event.
    pub id_end: usize,
    /// The type is not written: it is that of the event before.
    pub same_type: bool,
    /// The last event ID is not written: it is that of the event before.
    pub same_id: bool,
    /// Where the type stands, be it in an earlier event.
    pub(super) type_at: (usize, usize),
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
    text: &'a str,
    entries: &'a [Entry],
    last_event_id: &'a str,
    overflowed: bool,
}

impl<'a> Batch<'a> {
    pub(super) fn new(
        text: &'a str,
        entries: &'a [Entry],
        end: usize,
        last_event_id: &'a str,
        overflowed: bool,
    ) -> Self {
        Self { text: text.get(..end).unwrap_or_default(), entries, last_event_id, overflowed }
    }

    /// The text that the entries' offsets are of.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The events as offsets.
    #[must_use]
    pub fn entries(&self) -> &'a [Entry] {
        self.entries
    }

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

    /// The event after the last one of this batch, or one of its lines, outgrew the limit.
    #[must_use]
    pub fn overflowed(&self) -> bool {
        self.overflowed
    }

    /// The events as strings.
    #[must_use]
    pub fn events(&self) -> Events<'a> {
        Events { text: self.text, entries: self.entries.iter(), at: 0, last_event_id: "" }
    }
}

/// Iterator over the events of a [`Batch`].
#[derive(Clone, Debug)]
pub struct Events<'a> {
    text: &'a str,
    entries: core::slice::Iter<'a, Entry>,
    at: usize,
    last_event_id: &'a str,
}

impl<'a> Iterator for Events<'a> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        let entry = self.entries.next()?;
        let part = |from, to| self.text.get(from..to).unwrap_or_default();
        let data = part(self.at, entry.data_end);
        let event_type = match part(entry.type_at.0, entry.type_at.1) {
            "" => "message",
            named => named,
        };
        if !entry.same_id {
            self.last_event_id = part(entry.type_end, entry.id_end);
        }
        self.at = entry.id_end;
        Some(Event { event_type, data, last_event_id: self.last_event_id })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.entries.size_hint()
    }
}
