//! The event that a source delivers.

/// A dispatched event ([§9.2.6](https://html.spec.whatwg.org/multipage/server-sent-events.html#dispatchMessage)).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// The event type: the value of the `event` field, or `"message"`.
    pub event_type: String,
    /// The values of the `data` fields, joined by LF.
    pub data: String,
    /// The last event ID string at the time of dispatch; `""` if the server has sent none.
    pub last_event_id: String,
}
