//! Carries out what the connection asks for, and tells it what came of it.

use std::time::Duration;

use js_sys::{Date, Math};
use web_sys::{AbortController, Response};

use super::error::Error;
use super::event::Event;
use super::excerpt::excerpt;
use super::request::{Attempt, RequestFailure, futile, retry_after};
use super::sentence::Circumstances;
use super::signals::{Change, Environment, is_out_of_reach};
use super::source::EventSource;
use super::step::{Outcome, Reader, Reading, Refusal, Step};
use super::timer::Timer;
use crate::connection::{Action, Decision, Failure, FailureReason, Remedy, check};

impl EventSource {
    /// Ends the request and the timer, whichever there is.
    pub(super) fn end(&mut self) {
        self.step = Step::Nothing;
        self.timer = None;
        self.signals.abort();
    }

    pub(super) fn act(&mut self, action: Action) {
        match action {
            Action::Nothing => {}
            Action::Suspend => self.end(),
            Action::Connect => self.connect(),
            Action::Announce => {
                self.stream.restart();
                self.circumstances.was_open = true;
            }
            Action::Decide { reason, reconnect, delay } => {
                self.end();
                let error = self.error(reason, reason, reconnect.then_some(delay));
                let decision = self.options.decide.as_mut().map_or(Decision::Reconnect, |decide| decide(&error));
                let action = self.connection.handle_decision(Date::now(), decision);
                self.act(action);
            }
            Action::Reestablish { reason, delay } => {
                self.end();
                let error = self.error(reason, reason, Some(delay));
                if let Some(hear) = &mut self.options.on_reconnect {
                    hear(&error);
                }
                self.last_error = Some(error);
                if is_out_of_reach(&self.template.url.hostname()) {
                    self.connection.handle_offline();
                }
            }
            Action::Fail { reason, last } => {
                self.end();
                self.environment = None;
                // The end of what is not to be repeated is no failure.
                if reason != FailureReason::End {
                    self.items.push_back(Err(self.error(reason, last, None)));
                }
            }
        }
        self.set_timer();
    }

    /// Sets the one timer to when the connection wants to be woken.
    pub(super) fn set_timer(&mut self) {
        let wake_at = self.connection.wake_at();
        if self.timer.as_ref().map(Timer::at) != wake_at {
            self.timer = wake_at.map(Timer::until);
        }
    }

    fn connect(&mut self) {
        let attempt = Attempt {
            number: self.connection.attempt(),
            last_event_id: self.stream.last_event_id().to_owned(),
            last_error: self.last_error.clone(),
        };
        self.excerpt = None;
        self.circumstances = Circumstances {
            url: self.template.url.href(),
            reconnects: self.reconnects,
            max_event_size: self.options.max_event_size,
            idle_timeout: self.options.timeouts.idle,
            connect_timeout: self.options.timeouts.connect,
            ..Circumstances::default()
        };
        // Every runtime that has `fetch` has it.
        let Ok(abort) = AbortController::new() else { return self.fail(futile(FailureReason::Network), None) };
        self.step = Step::Request(self.template.send(attempt, &abort.signal()));
        *self.signals.abort.borrow_mut() = Some(abort);
    }

    fn error(&self, reason: FailureReason, last: FailureReason, delay: Option<u32>) -> Error {
        Error {
            reason,
            message: self.circumstances.sentence(reason, last, delay),
            status: self.circumstances.status,
            body: self.excerpt.clone(),
            attempt: self.connection.attempt(),
            delay: delay.map(|delay| Duration::from_millis(delay.into())),
        }
    }

    fn fail(&mut self, failure: Failure, cause: Option<String>) {
        self.circumstances.cause = cause;
        let action = self.connection.handle_failure(Date::now(), Math::random(), failure);
        self.act(action);
    }

    pub(super) fn take(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Responded(Ok(response)) => self.responded(response),
            Outcome::Responded(Err(RequestFailure { failure, cause })) => self.fail(failure, Some(cause)),
            Outcome::Refused(refusal) => self.refused(refusal),
            Outcome::Read(Reading::Chunk(chunk)) => self.interpret(&chunk),
            Outcome::Read(Reading::End) => {
                self.circumstances.is_cut = self.stream.is_in_event();
                self.fail(FailureReason::End.into(), None);
            }
            Outcome::Read(Reading::Broke(cause)) => self.fail(FailureReason::Network.into(), Some(cause)),
        }
    }

    fn responded(&mut self, response: Response) {
        if let Some(see) = &mut self.options.on_response {
            see(&response);
        }
        let reader = Reader::of(&response);
        if let Err(reason) = check(response.status(), content_type(&response).as_deref()) {
            // It has come in time, however long its body takes.
            self.connection.handle_reading(Date::now(), false);
            self.set_timer();
            self.step = Step::Excerpt(Box::pin(async move {
                let excerpt = match reader {
                    Ok(reader) => Some(excerpt(reader).await),
                    Err(_) => None,
                };
                Refusal { response, reason, excerpt }
            }));
            return;
        }
        let action = self.connection.handle_response(Date::now());
        self.act(action);
        match reader {
            Ok(reader) => self.step = Step::Read(reader),
            Err(cause) => {
                self.circumstances.was_open = false;
                self.circumstances.status = Some(response.status());
                self.circumstances.status_text = response.status_text();
                self.fail(futile(FailureReason::Network), Some(cause));
            }
        }
    }

    fn refused(&mut self, Refusal { response, reason, excerpt }: Refusal) {
        let status = response.status();
        self.excerpt = excerpt;
        self.circumstances.status = Some(status);
        self.circumstances.status_text = response.status_text();
        self.circumstances.content_type = content_type(&response);
        let retry = reason != FailureReason::ContentType && self.options.retry_statuses.contains(&status);
        let remedy = if retry { Remedy::Retry } else { Remedy::Refused };
        self.fail(Failure { reason, remedy, retry_after: retry_after(&response.headers()) }, None);
    }

    fn interpret(&mut self, chunk: &[u8]) {
        self.connection.handle_bytes(Date::now());
        let batch = self.stream.push(chunk);
        let overflowed = batch.overflowed();
        if !batch.is_empty() {
            self.connection.handle_event();
        }
        self.items.extend(batch.events().map(|event| {
            Ok(Event {
                event_type: event.event_type.to_owned(),
                data: event.data.to_owned(),
                last_event_id: event.last_event_id.to_owned(),
            })
        }));
        if let Some(retry) = self.stream.take_retry() {
            #[allow(clippy::cast_precision_loss)] // far beyond any timer
            self.connection.handle_retry(retry as f64);
        }
        if overflowed {
            self.fail(futile(FailureReason::TooLarge), None);
        }
    }

    pub(super) fn timer_fired(&mut self) {
        self.timer = None;
        self.circumstances.cause = None;
        let action = self.connection.handle_timer(Date::now(), Math::random());
        self.act(action);
    }

    pub(super) fn changed(&mut self, change: Change) {
        let action = match change {
            Change::Online => self.connection.handle_online(Date::now()),
            Change::Offline => {
                if is_out_of_reach(&self.template.url.hostname()) {
                    self.connection.handle_offline();
                }
                Action::Nothing
            }
            Change::Hidden => self.connection.suspend(),
            Change::Shown => self.connection.resume(Date::now()),
        };
        if action != Action::Nothing {
            self.end();
        }
        self.act(action);
    }

    /// Sends the first request, when it is polled for the first time.
    pub(super) fn start(&mut self) {
        let action = self.connection.start(Date::now());
        if action == Action::Nothing {
            return;
        }
        // What is not to be repeated is better left to the browser: some let the stream go on in the cache.
        if self.reconnects {
            self.environment = Some(Environment::follow(&self.signals));
        }
        self.act(action);
    }
}

fn content_type(response: &Response) -> Option<String> {
    response.headers().get("content-type").ok().flatten()
}
