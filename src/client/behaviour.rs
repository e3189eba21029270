//! Builds a source: the options for what happens after the request, such as reconnecting, limits and callbacks.

use std::time::Duration;

use web_sys::Response;

use super::builder::Builder;
use super::error::Error;
use super::event::Event;
use crate::connection::{Decision, ReconnectPolicy};

/// What to do with the connection while the page is hidden. Workers and Node are never hidden.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhenHidden {
    /// Keep it.
    #[default]
    Keep,
    /// End the request, and connect again with the last event ID when the page is visible. Meanwhile `ready_state` is Connecting.
    Pause,
    /// Like `Pause`, but only after the page has been hidden for this long.
    PauseAfter(Duration),
}

impl Builder {
    /// Sets whether and when to reestablish a lost connection: `true`, `false`, or a [`ReconnectPolicy`]. Default: `true` for GET
    /// and HEAD, `false` for every other method and with [`method_with`](Self::method_with), so that a POST is never repeated
    /// silently.
    pub fn reconnect(mut self, policy: impl Into<ReconnectPolicy>) -> Self {
        self.policy = Some(policy.into());
        self
    }

    /// Sets the HTTP statuses after which to try again instead of failing. The server's `Retry-After` is obeyed. Default: none, as
    /// in the standard.
    pub fn retry_statuses(mut self, statuses: impl IntoIterator<Item = u16>) -> Self {
        self.options.retry_statuses = statuses.into_iter().collect();
        self
    }

    /// Sets a closure that decides about each failure after which another attempt could succeed. [`Error::delay`] is what the
    /// policy would do.
    pub fn decide(mut self, decide: impl FnMut(&Error) -> Decision + 'static) -> Self {
        self.options.decide = Some(Box::new(decide));
        self
    }

    /// Ends the stream after the first event for which the closure returns `true`; that event is still delivered. If the server
    /// ends the body earlier, that is an error ([`FailureReason::Incomplete`](crate::connection::FailureReason::Incomplete)), because
    /// otherwise you could not tell a truncated answer from a complete one. Default: the stream ends with the body.
    ///
    /// ```no_run
    /// # use eventsource_wasm::client::{BuildError, EventSource};
    /// # fn main() -> Result<(), BuildError> {
    /// let answer = EventSource::builder("/v1/chat").method("POST").body("…").until(|event| event.data == "[DONE]").build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn until(mut self, until: impl FnMut(&Event) -> bool + 'static) -> Self {
        self.options.until = Some(Box::new(until));
        self
    }

    /// Sets whether the body may end before [`until`](Self::until) returned `true`, for servers that send no closing event.
    /// Default: false.
    pub fn allow_incomplete(mut self, allow: bool) -> Self {
        self.options.allow_incomplete = allow;
        self
    }

    /// Sets a callback for each established connection, like
    /// [the standard's `open` event](https://html.spec.whatwg.org/multipage/server-sent-events.html#announce-the-connection). It gets
    /// the response, whose body the source reads.
    pub fn on_open(mut self, callback: impl FnMut(&Response) + 'static) -> Self {
        self.options.on_open = Some(Box::new(callback));
        self
    }

    /// Sets a callback for each failure that is followed by another attempt.
    pub fn on_reconnect(mut self, callback: impl FnMut(&Error) + 'static) -> Self {
        self.options.on_reconnect = Some(Box::new(callback));
        self
    }

    /// Sets a callback for every response, even one that is refused, before its body is read.
    pub fn on_response(mut self, callback: impl FnMut(&Response) + 'static) -> Self {
        self.options.on_response = Some(Box::new(callback));
        self
    }

    /// Sets what to do with the connection while the page is hidden. It applies only to sources that reconnect, and does not call
    /// [`on_reconnect`](Self::on_reconnect). Default: [`WhenHidden::Keep`].
    ///
    /// In any case, a page that becomes visible after 15 s without traffic connects again at once, because phones kill the sockets
    /// of hidden pages without notifying them.
    pub fn when_hidden(mut self, when_hidden: WhenHidden) -> Self {
        self.options.timeouts.hidden = match when_hidden {
            WhenHidden::Keep => None,
            WhenHidden::Pause => Some(0.0),
            WhenHidden::PauseAfter(time) => Some(milliseconds(time)),
        };
        self
    }

    /// Limits the time from the request to the head of the response. Zero, the default, means no limit.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.options.timeouts.connect = milliseconds(timeout);
        self
    }

    /// Treats the connection as lost if no byte arrives for this long; comments count. Zero, the default, means no limit.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.options.timeouts.idle = milliseconds(timeout);
        self
    }

    /// Limits the size of one event's values, in bytes; a larger event fails the connection. Comments do not count. Default: 100 MiB;
    /// at most 1 GiB.
    pub fn max_event_size(mut self, bytes: usize) -> Self {
        self.options.max_event_size = bytes;
        self
    }
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
