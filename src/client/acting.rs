//! What a source does: as the connection's action says, when what it waited for has come.

use std::time::Duration;

use js_sys::{Date, Math};
use web_sys::{AbortController, Response};

use super::error::{Circumstances, Error};
use super::event::Event;
use super::excerpt::excerpt;
use super::global::now;
use super::request::{Attempt, RequestFailure, retry_after};
use super::signals::{Change, Environment, is_out_of_reach};
use super::source::EventSource;
use super::step::{Outcome, Reader, Reading, Step};
use super::timer::Timer;
use crate::connection::{Action, Decision, FailureReason, Response as Head};

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
            Action::Connect => self.connect(),
            Action::Announce => self.circumstances.was_open = true,
            Action::Decide { reason, reconnect, delay } => {
                self.end();
                let error = self.error(reason, reconnect.then_some(delay));
                let decision = self.options.decide.as_mut().map_or(Decision::Reconnect, |decide| decide(&error));
                let action = self.connection.handle_decision(decision);
                self.act(action);
            }
            Action::Reestablish { reason, delay } => {
                self.end();
                let error = self.error(reason, Some(delay));
                if let Some(hear) = &mut self.options.on_reconnect {
                    hear(&error);
                }
                self.last_error = Some(error);
                if is_out_of_reach(&self.template.url.hostname()) {
                    self.connection.handle_offline();
                } else {
                    self.timer = Some(Timer::start(delay.into()));
                }
            }
            Action::Fail { reason } => {
                self.end();
                self.environment = None;
                // The end of what is not to be repeated is no failure.
                if reason != FailureReason::End {
                    self.items.push_back(Err(self.error(reason, None)));
                }
            }
        }
    }

    fn connect(&mut self) {
        let attempt = Attempt {
            number: self.connection.attempt(),
            last_event_id: self.connection.last_event_id().to_owned(),
            last_error: self.last_error.clone(),
        };
        self.excerpt = None;
        self.circumstances = Circumstances {
            url: self.template.url.href(),
            reconnects: self.reconnects,
            max_event_size: self.options.max_event_size,
            idle_timeout: self.options.idle_timeout,
            connect_timeout: self.options.connect_timeout,
            ..Circumstances::default()
        };
        // Every runtime that has `fetch` has it.
        let Ok(abort) = AbortController::new() else { return self.fail(FailureReason::Network, true, None) };
        self.step = Step::Request(self.template.send(attempt, &abort.signal()));
        *self.signals.abort.borrow_mut() = Some(abort);
        self.set_timer(self.options.connect_timeout);
    }

    fn set_timer(&mut self, delay: f64) {
        self.timer = (delay > 0.0).then(|| Timer::start(delay));
    }

    fn error(&self, reason: FailureReason, delay: Option<u32>) -> Error {
        Error {
            reason,
            message: self.circumstances.sentence(reason, delay),
            status: self.circumstances.status,
            body: self.excerpt.clone(),
            attempt: self.connection.attempt(),
            delay: delay.map(|delay| Duration::from_millis(delay.into())),
        }
    }

    fn fail(&mut self, reason: FailureReason, futile: bool, cause: Option<String>) {
        self.circumstances.cause = cause;
        let action = self.connection.handle_failure(now(), Math::random(), reason, futile);
        self.act(action);
    }

    pub(super) fn take(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Responded(Ok(response)) => self.responded(response),
            Outcome::Responded(Err(RequestFailure { reason, futile, cause })) => self.fail(reason, futile, Some(cause)),
            Outcome::Refused(response, excerpt) => {
                self.excerpt = excerpt;
                self.circumstances.status = Some(response.status());
                self.circumstances.status_text = response.status_text();
                self.circumstances.content_type = content_type(&response);
                self.handle_response(&response);
            }
            Outcome::Read(Reading::Chunk(chunk)) => self.interpret(&chunk),
            Outcome::Read(Reading::End) => self.fail(FailureReason::End, false, None),
            Outcome::Read(Reading::Broke(cause)) => self.fail(FailureReason::Network, false, Some(cause)),
        }
    }

    fn responded(&mut self, response: Response) {
        self.timer = None;
        if let Some(see) = &mut self.options.on_response {
            see(&response);
        }
        let content_type = content_type(&response);
        let head = Head { status: response.status(), content_type: content_type.as_deref(), retry_after: None };
        if head.check().is_err() {
            let body = Reader::of(&response);
            self.step = Step::Excerpt(Box::pin(async {
                let excerpt = match body {
                    Ok(reader) => Some(excerpt(reader).await),
                    Err(_) => None,
                };
                (response, excerpt)
            }));
            return;
        }
        let reader = Reader::of(&response);
        self.handle_response(&response);
        match reader {
            Ok(reader) => self.step = Step::Read(reader),
            Err(cause) => return self.fail(FailureReason::Network, true, Some(cause)),
        }
        self.heard = Date::now();
        self.set_timer(self.options.idle_timeout);
    }

    fn handle_response(&mut self, response: &Response) {
        let content_type = content_type(response);
        let retry_after = retry_after(&response.headers());
        let head = Head { status: response.status(), content_type: content_type.as_deref(), retry_after };
        let action = self.connection.handle_response(now(), Math::random(), &head);
        self.act(action);
    }

    fn interpret(&mut self, chunk: &[u8]) {
        self.heard = Date::now();
        let batch = self.connection.handle_bytes(chunk);
        let overflowed = batch.overflowed();
        self.items.extend(batch.events().map(|event| {
            Ok(Event {
                event_type: event.event_type.to_owned(),
                data: event.data.to_owned(),
                last_event_id: event.last_event_id.to_owned(),
            })
        }));
        if overflowed {
            self.fail(FailureReason::TooLarge, true, None);
        }
    }

    pub(super) fn timer_fired(&mut self, late: f64) {
        self.timer = None;
        if matches!(self.step, Step::Read(_)) {
            // Chunks only leave their time: a timer for each of them would cost more than its parsing.
            let left = self.heard + self.options.idle_timeout - Date::now();
            if left > 0.0 {
                return self.set_timer(left.min(self.options.idle_timeout));
            }
        }
        self.circumstances.cause = None;
        let action = self.connection.handle_timer(now(), Math::random(), late);
        self.act(action);
    }

    pub(super) fn changed(&mut self, change: Change) {
        let action = match change {
            Change::Online => self.connection.handle_online(),
            Change::Offline => {
                if is_out_of_reach(&self.template.url.hostname()) {
                    self.connection.handle_offline();
                }
                Action::Nothing
            }
            Change::Hidden => {
                self.connection.suspend();
                self.end();
                Action::Nothing
            }
            Change::Shown => self.connection.resume(),
        };
        if action != Action::Nothing {
            self.end();
        }
        self.act(action);
    }

    /// Sends the first request, when it is polled for the first time.
    pub(super) fn start(&mut self) {
        let action = self.connection.start();
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
