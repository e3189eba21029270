//! The stream of events.

use std::collections::VecDeque;
use std::fmt::{self, Display};
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::{FusedStream, Stream};
use js_sys::Date;

use super::attempt::{Attempt, Maker};
use super::builder::Builder;
use super::error::{BuildError, Error};
use super::event::Event;
use super::options::Options;
use super::request::RequestTemplate;
use super::sentence::Circumstances;
use super::signals::{Change, Environment, Handle, Signals};
use super::step::Step;
use super::timer::Timer;
use crate::connection::{Connection, ReadyState, ReconnectPolicy};
use crate::event_stream::EventStream;

/// A stream of events that comes back where its connection is lost. [The module](super) tells what comes out, and when it runs.
pub struct EventSource {
    pub(super) template: Rc<RequestTemplate>,
    pub(super) options: Options,
    pub(super) reconnects: bool,
    pub(super) connection: Connection,
    pub(super) stream: EventStream,
    pub(super) signals: Rc<Signals>,
    pub(super) environment: Option<Environment>,
    pub(super) step: Step,
    pub(super) timer: Option<Timer>,
    /// What stands for the last event ID.
    pub(super) cursor: Option<String>,
    /// What has come and was not given yet; with each event, what stood for the last event ID then, if there is a cursor.
    pub(super) items: VecDeque<(Result<Event, Error>, Option<String>)>,
    /// The last event ID string as it was at the last event that was given, or what stood for it.
    given_id: String,
    /// What the next failure is about.
    pub(super) circumstances: Circumstances,
    /// The beginning of the refused response's body.
    pub(super) excerpt: Option<String>,
    pub(super) last_error: Option<Error>,
}

impl EventSource {
    /// The events of a URL, as the standard's `new EventSource(url)` has them.
    ///
    /// # Errors
    /// [`BuildError`] if the URL cannot be parsed. A relative one needs a document or a worker's location.
    pub fn new(url: &str) -> Result<Self, BuildError> {
        Self::builder(url).build()
    }

    /// For headers, other methods, and all else.
    pub fn builder(url: &str) -> Builder {
        Builder::new(url)
    }

    /// The same, with a URL that is made anew for each attempt. An error counts as a failed attempt, with the reason
    /// [`Network`](crate::connection::FailureReason::Network); what is no URL fails the connection for good.
    ///
    /// ```no_run
    /// # use eventsource_wasm::client::{BuildError, EventSource};
    /// # fn main() -> Result<(), BuildError> {
    /// let events = EventSource::builder_with(|attempt| async move {
    ///     Ok::<_, String>(format!("https://{}.example/stream", if attempt.number % 2 == 0 { "eu" } else { "us" }))
    /// })
    /// .build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder_with<F, R, E>(make_url: F) -> Builder
    where
        F: FnMut(Attempt) -> R + 'static,
        R: Future<Output = Result<String, E>> + 'static,
        E: Display,
    {
        Builder::of_urls(Maker::new(make_url))
    }

    pub(super) fn of(
        template: RequestTemplate,
        policy: ReconnectPolicy,
        last_event_id: &str,
        options: Options,
    ) -> Self {
        let mut stream = EventStream::with_max_event_size(options.max_event_size);
        stream.set_last_event_id(last_event_id);
        Self {
            template: Rc::new(template),
            reconnects: policy.enabled,
            connection: Connection::new(policy, options.timeouts),
            stream,
            options,
            signals: Rc::default(),
            environment: None,
            step: Step::Nothing,
            timer: None,
            cursor: None,
            items: VecDeque::new(),
            given_id: last_event_id.to_owned(),
            circumstances: Circumstances::default(),
            excerpt: None,
            last_error: None,
        }
    }

    /// The next event, or why there is none any more. The same as the [`Stream`]'s, without a trait to import.
    pub async fn next(&mut self) -> Option<Result<Event, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The standard's `readyState`.
    #[must_use]
    pub fn ready_state(&self) -> ReadyState {
        match self.connection.ready_state() {
            _ if self.signals.closed.get() => ReadyState::Closed,
            ReadyState::Open if self.signals.is_interrupted() => ReadyState::Connecting,
            state => state,
        }
    }

    /// The URL that the builder was given, resolved, with its user and password; where a closure makes it, what that gave last, `""`
    /// before.
    #[must_use]
    pub fn url(&self) -> String {
        self.template.given()
    }

    /// The last event ID string, or what stands for it ([`Builder::cursor`]), as of the last event that was given: from there a later
    /// source goes on.
    #[must_use]
    pub fn last_event_id(&self) -> &str {
        if self.items.is_empty() { self.received_id() } else { &self.given_id }
    }

    /// The same of what has been received, which the next attempt sends: what is here already is still given.
    pub(super) fn received_id(&self) -> &str {
        self.cursor.as_deref().unwrap_or_else(|| self.stream.last_event_id())
    }

    fn give(&mut self) -> Option<Result<Event, Error>> {
        let (item, cursor) = self.items.pop_front()?;
        if let Ok(event) = &item {
            cursor.as_ref().unwrap_or(&event.last_event_id).clone_into(&mut self.given_id);
        }
        Some(item)
    }

    /// How long the first reconnect waits: 3 s until the server sends `retry`.
    #[must_use]
    pub fn reconnection_time(&self) -> Duration {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // it came as a whole number
        Duration::from_millis(self.connection.reconnection_time() as u64)
    }

    /// Aborts the request. The stream gives no further event, but `None`.
    pub fn close(&mut self) {
        self.signals.closed.set(true);
        if !self.items.is_empty() {
            // What was not given does not count.
            self.cursor = Some(self.given_id.clone());
            self.items.clear();
        }
        self.finish();
    }

    /// Ends what there is and connects anew, with the last event ID, as it is polled next: for a button, a new login, a focused
    /// window. [`Builder::on_reconnect`] does not hear of it, and no failure is counted; a source that waits need wait no longer.
    /// Events that are here already are still given. It does nothing before the first poll, and on a closed source.
    pub fn reconnect(&mut self) {
        self.changed(Change::Reconnect);
        // Somebody may wait for what was.
        self.signals.wake();
    }

    /// Closes or reconnects it from elsewhere.
    #[must_use]
    pub fn handle(&self) -> Handle {
        Handle(Rc::clone(&self.signals))
    }
}

impl Stream for EventSource {
    type Item = Result<Event, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if this.signals.closed.get() {
                this.close();
                return Poll::Ready(None);
            }
            if let Some(change) = this.signals.take_change() {
                this.changed(change);
                continue;
            }
            if let Some(item) = this.give() {
                return Poll::Ready(Some(item));
            }
            if this.connection.ready_state() == ReadyState::Closed {
                return Poll::Ready(None);
            }
            this.start();
            if this.step.begins_to_read() {
                // While nobody asked for an event, the server cannot have been too slow.
                this.connection.handle_reading(Date::now(), true);
                this.set_timer();
            }
            if let Poll::Ready(outcome) = this.step.poll(context) {
                this.take(outcome);
            } else if let Some(Poll::Ready(())) = this.timer.as_mut().map(|timer| Pin::new(timer).poll(context)) {
                this.timer_fired();
            } else {
                *this.signals.waker.borrow_mut() = Some(context.waker().clone());
                return Poll::Pending;
            }
        }
    }
}

impl FusedStream for EventSource {
    fn is_terminated(&self) -> bool {
        self.items.is_empty() && self.ready_state() == ReadyState::Closed
    }
}

impl Drop for EventSource {
    fn drop(&mut self) {
        self.close();
    }
}

impl fmt::Debug for EventSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the password.
        let (url, state) = (self.template.href(), self.ready_state());
        formatter.debug_struct("EventSource").field("url", &url).field("ready_state", &state).finish_non_exhaustive()
    }
}
