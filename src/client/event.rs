//! What a stream gives.

/// An event that was dispatched.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// The event type: the `event` field, or `message`.
    pub event_type: String,
    /// The data lines, joined by LF.
    pub data: String,
    /// The last event ID string when the event was dispatched; `""` if the server never sent one.
    pub last_event_id: String,
}
