//! Carries out the connection's actions, and reports time and environment changes to it.

use std::time::Duration;

use js_sys::{Date, Math};
use web_sys::AbortController;

use super::address::own_origin;
use super::attempt::Attempt;
use super::error::Error;
use super::request::futile;
use super::sentence::Circumstances;
use super::signals::{Change, Environment, is_hidden, is_out_of_reach};
use super::source::EventSource;
use super::step::Step;
use super::timer::Timer;
use crate::connection::{Action, Decision, Failure, FailureReason};

impl EventSource {
    /// Ends the request and clears the timer, if there are any.
    pub(super) fn end_request(&mut self) {
        self.step = Step::Nothing;
        self.timer = None;
        self.signals.abort();
    }

    /// Closes the connection for good. Events that were received are still delivered.
    pub(super) fn stop(&mut self) {
        self.connection.close();
        self.environment = None;
        self.end_request();
    }

    /// Performs an action, then sets the timer.
    pub(super) fn perform(&mut self, action: Action) {
        match action {
            Action::Nothing => {}
            Action::Connect => self.connect(),
            Action::Suspend => self.end_request(),
            Action::Announce => {
                self.stream.restart();
                self.circumstances.was_open = true;
            }
            Action::Decide { reason, reconnect, delay } => {
                self.end_request();
                let error = self.error(reason, reason, reconnect.then_some(delay));
                let decision = self.options.decide.as_mut().map_or(Decision::Reconnect, |decide| decide(&error));
                if !self.signals.is_interrupted() {
                    let action = self.connection.handle_decision(Date::now(), decision);
                    self.perform(action);
                }
            }
            Action::Reestablish { reason, delay } => {
                self.end_request();
                let error = self.error(reason, reason, Some(delay));
                if let Some(callback) = &mut self.options.on_reconnect {
                    callback(&error);
                }
                self.last_error = Some(error);
                if is_out_of_reach(&self.template.host()) {
                    self.connection.handle_offline();
                }
            }
            Action::Fail { reason, last } => {
                self.end_request();
                self.environment = None;
                // Without reconnecting, the end of the stream is not an error.
                if reason != FailureReason::End {
                    let error = self.error(reason, last, None);
                    self.items.push_back((Err(error), None));
                }
            }
        }
        self.set_timer();
    }

    /// Sets the one timer to the connection's deadline.
    pub(super) fn set_timer(&mut self) {
        let wake_at = self.connection.wake_at();
        if self.timer.as_ref().map(Timer::at) != wake_at {
            self.timer = wake_at.map(Timer::until);
        }
    }

    fn connect(&mut self) {
        let attempt = Attempt {
            number: self.connection.attempt(),
            last_event_id: self.received_id().to_owned(),
            last_error: self.last_error.clone(),
        };
        // `restart` asks for a new request while another one is running.
        self.end_request();
        self.excerpt = None;
        self.circumstances = Circumstances {
            reconnects: self.reconnects,
            max_event_size: self.options.max_event_size,
            idle_timeout: self.options.timeouts.idle,
            connect_timeout: self.options.timeouts.connect,
            origin: own_origin().unwrap_or_default(),
            with_credentials: self.template.parts.with_credentials,
            ..Circumstances::default()
        };
        // Every runtime that has `fetch` has AbortController, so this should not fail.
        let Ok(abort) = AbortController::new() else { return self.fail(futile(FailureReason::Network), None) };
        self.step = Step::Request(self.template.send(attempt, abort.signal()));
        *self.signals.abort.borrow_mut() = Some(abort);
    }

    fn error(&mut self, reason: FailureReason, last: FailureReason, delay: Option<u32>) -> Error {
        // If a closure makes the URL, it may have returned it only now.
        self.circumstances.url = self.template.href();
        Error {
            reason,
            message: self.circumstances.sentence(reason, last, delay),
            status: self.circumstances.status,
            body: self.excerpt.clone(),
            attempt: self.connection.attempt(),
            delay: delay.map(|delay| Duration::from_millis(delay.into())),
        }
    }

    pub(super) fn fail(&mut self, failure: Failure, cause: Option<String>) {
        self.circumstances.cause = cause;
        let action = self.connection.handle_failure(Date::now(), Math::random(), failure);
        self.perform(action);
    }

    pub(super) fn timer_fired(&mut self) {
        self.timer = None;
        self.circumstances.cause = None;
        let action = self.connection.handle_timer(Date::now(), Math::random());
        self.perform(action);
    }

    pub(super) fn handle_change(&mut self, change: Change) {
        let action = match change {
            Change::Online => self.connection.handle_online(Date::now()),
            Change::Offline => {
                if is_out_of_reach(&self.template.host()) {
                    self.connection.handle_offline();
                }
                Action::Nothing
            }
            Change::Cached => self.connection.suspend(),
            Change::Restored => self.connection.resume(Date::now()),
            Change::Reconnect => self.connection.restart(Date::now()),
            Change::Visibility => {
                let action = self.connection.handle_visible(Date::now());
                self.perform(action);
                return self.report_hidden();
            }
        };
        self.perform(action);
    }

    /// Reports a hidden page. It may be hidden from the start, and stay hidden when it is unfrozen.
    fn report_hidden(&mut self) {
        if is_hidden() {
            let action = self.connection.handle_hidden(Date::now());
            self.perform(action);
        }
    }

    /// Sends the first request, at the first poll.
    pub(super) fn start(&mut self) {
        let action = self.connection.start(Date::now());
        if action == Action::Nothing {
            return;
        }
        // If the stream cannot be resumed, leave it to the browser: some keep it running in the back/forward cache.
        if self.reconnects {
            self.environment = Some(Environment::listen(&self.signals));
        }
        self.perform(action);
        if self.environment.is_some() {
            self.report_hidden();
        }
    }
}
