//! What one chunk completed.

/// One event of a [`Batch`], as byte offsets into its text: its data starts where the event before it ended, then come
/// its type and its last event ID. Where the text is ASCII, JavaScript reads the entries as they stand here.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
pub(crate) struct Entry {
    /// End of the data.
    pub(crate) data_end: u32,
    /// End of the type. An empty type that is not [`SAME_TYPE`] stands for `message`.
    pub(crate) type_end: u32,
    /// End of the last event ID, and of the event.
    pub(crate) id_end: u32,
    pub(crate) flags: u32,
}

/// The type is not written: it is that of the event before.
pub(crate) const SAME_TYPE: u32 = 1;
/// The last event ID is not written: it is that of the event before.
pub(crate) const SAME_ID: u32 = 2;
/// The block had a valid `id` field.
pub(crate) const HAS_ID: u32 = 4;
/// From here on: no event, but a [`Note`](super::Note), whose text ends at `data_end` in the notes' text.
pub(crate) const NOTE: u32 = 8;

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
#[cfg_attr(not(any(feature = "source", feature = "parser")), allow(dead_code))]
pub struct Batch<'a> {
    pub(super) text: &'a [u8],
    pub(super) notes: &'a [u8],
    pub(super) entries: &'a [Entry],
    pub(super) last_event_id: &'a str,
    pub(super) overflowed: bool,
}

/// What JavaScript is handed.
#[cfg(any(feature = "source", feature = "parser"))]
impl<'a> Batch<'a> {
    /// The text that the entries' offsets are of; its data is as it came.
    pub(crate) fn text(&self) -> &'a [u8] {
        self.text
    }

    /// The text of the notes: well-formed UTF-8.
    pub(crate) fn notes(&self) -> &'a [u8] {
        self.notes
    }

    pub(crate) fn entries(&self) -> &'a [Entry] {
        self.entries
    }

    /// The text and the entries of a batch whose data is not UTF-8, with U+FFFD where the standard's decoder has it.
    #[allow(clippy::cast_possible_truncation)] // three times the limit at most
    pub(crate) fn repair(&self) -> (Vec<u8>, Vec<Entry>) {
        let mut text = Vec::new();
        let mut at = 0;
        let mut copy = |to: u32, text: &mut Vec<u8>| {
            let part = self.text.get(core::mem::replace(&mut at, to as usize)..to as usize).unwrap_or_default();
            text.extend_from_slice(String::from_utf8_lossy(part).as_bytes());
            text.len() as u32
        };
        let entries = self.entries.iter().map(|entry| {
            if entry.flags >= NOTE {
                return *entry;
            }
            let data_end = copy(entry.data_end, &mut text);
            let type_end = copy(entry.type_end, &mut text);
            Entry { data_end, type_end, id_end: copy(entry.id_end, &mut text), flags: entry.flags }
        });
        let entries = entries.collect();
        (text, entries)
    }
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
        self.entries.iter().all(|entry| entry.flags >= NOTE)
    }

    /// The event after the last one of this batch, or one of its lines, outgrew the limit.
    #[must_use]
    pub fn overflowed(&self) -> bool {
        self.overflowed
    }

    /// The events as strings.
    #[must_use]
    pub fn events(&self) -> Events<'a> {
        let text = core::str::from_utf8(self.text).unwrap_or_default();
        Events { text, entries: self.entries.iter(), at: 0, event_type: "", last_event_id: "" }
    }
}

/// Iterator over the events of a [`Batch`].
#[derive(Clone, Debug)]
pub struct Events<'a> {
    text: &'a str,
    entries: core::slice::Iter<'a, Entry>,
    at: usize,
    event_type: &'a str,
    last_event_id: &'a str,
}

impl<'a> Iterator for Events<'a> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        let entry = self.entries.find(|entry| entry.flags < NOTE)?;
        let [data_end, type_end, id_end] = [entry.data_end, entry.type_end, entry.id_end].map(|end| end as usize);
        let part = |from, to| self.text.get(from..to).unwrap_or_default();
        let data = part(self.at, data_end);
        if entry.flags & SAME_TYPE == 0 {
            self.event_type = part(data_end, type_end);
        }
        if entry.flags & SAME_ID == 0 {
            self.last_event_id = part(type_end, id_end);
        }
        self.at = id_end;
        let event_type = if self.event_type.is_empty() { "message" } else { self.event_type };
        Some(Event { event_type, data, last_event_id: self.last_event_id })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.entries.size_hint().1)
    }
}
