//! The source: a stream of events.

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

/// A stream of events that reconnects when its connection is lost. See [the module](super) for what it yields, and when it runs.
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
    /// The last value of [`Builder::cursor`], which takes the place of the last event ID.
    pub(super) cursor: Option<String>,
    /// Items received, but not delivered yet, each with the cursor at that time.
    pub(super) items: VecDeque<(Result<Event, Error>, Option<String>)>,
    /// The last event ID string, or the cursor, at the last delivered event.
    delivered_id: String,
    /// The facts for the next failure's sentence.
    pub(super) circumstances: Circumstances,
    /// The beginning of the refused response's body.
    pub(super) excerpt: Option<String>,
    pub(super) last_error: Option<Error>,
}

impl EventSource {
    /// Creates a source for the events of a URL, like the standard's `new EventSource(url)`.
    ///
    /// # Errors
    /// [`BuildError`] if the URL cannot be parsed. A relative URL needs a document or a worker's location.
    pub fn new(url: &str) -> Result<Self, BuildError> {
        Self::builder(url).build()
    }

    /// Returns a builder, for headers, other methods and all other options.
    pub fn builder(url: &str) -> Builder {
        Builder::new(url)
    }

    /// Returns a builder with a closure that returns the URL for each attempt. If it returns an error, the attempt fails with the
    /// reason [`Network`](crate::connection::FailureReason::Network). An invalid URL fails the connection for good.
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
            delivered_id: last_event_id.to_owned(),
            circumstances: Circumstances::default(),
            excerpt: None,
            last_error: None,
        }
    }

    /// Returns the next event, the error that ended the stream, or `None` at its end. The same as
    /// `StreamExt::next`, but without a trait to import.
    pub async fn next(&mut self) -> Option<Result<Event, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Returns the standard's `readyState`.
    #[must_use]
    pub fn ready_state(&self) -> ReadyState {
        match self.connection.ready_state() {
            _ if self.signals.closed.get() => ReadyState::Closed,
            ReadyState::Open if self.signals.is_interrupted() => ReadyState::Connecting,
            state => state,
        }
    }

    /// Returns the builder's URL, resolved, with its user and password. If a closure makes it, returns its last URL, or `""` before
    /// the first call.
    #[must_use]
    pub fn url(&self) -> String {
        self.template.given_url()
    }

    /// Returns the last event ID string, or the cursor ([`Builder::cursor`]), at the last delivered event. A later source can resume
    /// from there.
    #[must_use]
    pub fn last_event_id(&self) -> &str {
        if self.items.is_empty() { self.received_id() } else { &self.delivered_id }
    }

    /// Returns the same at the last received event. The next attempt sends this one, because all received events are still
    /// delivered.
    pub(super) fn received_id(&self) -> &str {
        self.cursor.as_deref().unwrap_or_else(|| self.stream.last_event_id())
    }

    /// Takes the next item off the queue.
    fn next_item(&mut self) -> Option<Result<Event, Error>> {
        let (item, cursor) = self.items.pop_front()?;
        if let Ok(event) = &item {
            cursor.as_ref().unwrap_or(&event.last_event_id).clone_into(&mut self.delivered_id);
        }
        Some(item)
    }

    /// Returns the reconnection time, which is the delay of the first reconnect: 3 s by default, until the server sends `retry`.
    #[must_use]
    pub fn reconnection_time(&self) -> Duration {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // not negative, and saturating is right
        Duration::from_millis(self.connection.reconnection_time() as u64)
    }

    /// Closes the source, and aborts the request. The stream yields `None` from now on.
    pub fn close(&mut self) {
        self.signals.closed.set(true);
        if !self.items.is_empty() {
            // Events that were not delivered do not count.
            self.cursor = Some(self.delivered_id.clone());
            self.items.clear();
        }
        self.stop();
    }

    /// Ends the current request, and connects again with the last event ID at the next poll. Use it for a button, after a new login,
    /// or when the window gets the focus.
    ///
    /// [`Builder::on_reconnect`] is not called, no failure is counted, and a source that waits to reconnect stops waiting. Events
    /// already received are still delivered. Has no effect before the first poll, or on a closed source.
    pub fn reconnect(&mut self) {
        self.handle_change(Change::Reconnect);
        // A task may be waiting for the old request.
        self.signals.wake();
    }

    /// Returns a handle that closes or reconnects the source from elsewhere.
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
                this.handle_change(change);
                continue;
            }
            if let Some(item) = this.next_item() {
                return Poll::Ready(Some(item));
            }
            if this.connection.ready_state() == ReadyState::Closed {
                return Poll::Ready(None);
            }
            this.start();
            if this.step.begins_to_read() {
                // The idle timeout starts only now: while nobody asked for events, the server was not late.
                this.connection.handle_reading(Date::now(), true);
                this.set_timer();
            }
            if let Poll::Ready(outcome) = this.step.poll(context) {
                this.handle_outcome(outcome);
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
        // `href` has no password.
        let (url, state) = (self.template.href(), self.ready_state());
        formatter.debug_struct("EventSource").field("url", &url).field("ready_state", &state).finish_non_exhaustive()
    }
}
