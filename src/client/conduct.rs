//! What a source does, once its requests are made: when it reconnects and when it ends, its limits, and who hears of it.

use std::time::Duration;

use web_sys::Response;

use super::builder::Builder;
use super::error::Error;
use super::event::Event;
use crate::connection::{Decision, ReconnectPolicy};

/// What becomes of the connection of a hidden page. Workers and Node are never hidden.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhenHidden {
    /// It stays.
    #[default]
    Keep,
    /// The request ends, and is sent anew with the last event ID when the page is seen. `ready_state` is Connecting meanwhile.
    Pause,
    /// The same after so long a time of being hidden.
    PauseAfter(Duration),
}

impl Builder {
    /// Whether and when a lost connection is reestablished: `true`, `false`, or a [`ReconnectPolicy`]. Default: `true` for
    /// GET and HEAD, `false` for every other method and for [`method_with`](Self::method_with), so that a POST is never silently
    /// repeated.
    pub fn reconnect(mut self, policy: impl Into<ReconnectPolicy>) -> Self {
        self.policy = Some(policy.into());
        self
    }

    /// HTTP statuses that are retried instead of failing, after the server's `Retry-After` if it sends one. Default: none, as the
    /// standard has it.
    pub fn retry_statuses(mut self, statuses: impl IntoIterator<Item = u16>) -> Self {
        self.options.retry_statuses = statuses.into_iter().collect();
        self
    }

    /// Has the last word on each failure that another attempt could get past; [`Error::delay`] says what the policy would do.
    pub fn decide(mut self, decide: impl FnMut(&Error) -> Decision + 'static) -> Self {
        self.options.decide = Some(Box::new(decide));
        self
    }

    /// Ends the stream after the first event for which it gives `true`; that one is still an item. Where the server ends the body
    /// before, that is an error ([`FailureReason::Incomplete`](crate::connection::FailureReason::Incomplete)): an answer that is cut
    /// off cannot be told from a whole one otherwise. Default: the stream ends where the body does.
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

    /// Whether the body may end before [`until`](Self::until) was true, as it does with servers that send no closing event.
    /// Default: no.
    pub fn allow_incomplete(mut self, allow: bool) -> Self {
        self.options.allow_incomplete = allow;
        self
    }

    /// Hears of each connection that is established
    /// ([the standard's `open` event](https://html.spec.whatwg.org/multipage/server-sent-events.html#announce-the-connection)), with
    /// the response whose body is read now.
    pub fn on_open(mut self, hear: impl FnMut(&Response) + 'static) -> Self {
        self.options.on_open = Some(Box::new(hear));
        self
    }

    /// Hears of each failure that is followed by another attempt.
    pub fn on_reconnect(mut self, hear: impl FnMut(&Error) + 'static) -> Self {
        self.options.on_reconnect = Some(Box::new(hear));
        self
    }

    /// Sees every response, also one that is refused, before its body is read.
    pub fn on_response(mut self, see: impl FnMut(&Response) + 'static) -> Self {
        self.options.on_response = Some(Box::new(see));
        self
    }

    /// What becomes of the connection of a hidden page, if it may reconnect. [`on_reconnect`](Self::on_reconnect) does not hear of it.
    /// Default: [`WhenHidden::Keep`]. Whichever it is, a page that comes back and has heard nothing for 15 s connects at once: phones kill
    /// the sockets of hidden pages without telling.
    pub fn when_hidden(mut self, when_hidden: WhenHidden) -> Self {
        self.options.timeouts.hidden = match when_hidden {
            WhenHidden::Keep => None,
            WhenHidden::Pause => Some(0.0),
            WhenHidden::PauseAfter(time) => Some(milliseconds(time)),
        };
        self
    }

    /// How long a response's head may take. Default, and zero: as long as it takes.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.options.timeouts.connect = milliseconds(timeout);
        self
    }

    /// How long not a byte may come (comments count) until the connection counts as lost. Default, and zero: for ever.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.options.timeouts.idle = milliseconds(timeout);
        self
    }

    /// Bytes that the values of one event may take before the connection fails; comments never count. Default: 100 MiB; at most
    /// 1 GiB.
    pub fn max_event_size(mut self, bytes: usize) -> Self {
        self.options.max_event_size = bytes;
        self
    }
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
