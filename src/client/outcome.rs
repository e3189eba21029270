//! Handles the outcome of a step: a response, the excerpt of a refused one, a chunk, the end of the body.

use js_sys::Date;
use web_sys::{Headers, Response};

use super::event::Event;
use super::excerpt::excerpt;
use super::global::property;
use super::request::{RequestFailure, futile};
use super::source::EventSource;
use super::step::{Outcome, Reader, Reading, Refusal, Step};
use crate::connection::{Failure, FailureReason, Remedy, check};

impl EventSource {
    pub(super) fn handle_outcome(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Responded(Ok(response)) => self.handle_response(&response),
            Outcome::Responded(Err(RequestFailure { failure, cause })) => self.fail(failure, Some(cause)),
            Outcome::Refused(refusal) => self.handle_refusal(refusal),
            Outcome::Read(Reading::Chunk(chunk)) => self.interpret(&chunk),
            Outcome::Read(Reading::End) => {
                self.circumstances.ended_mid_event = self.stream.is_in_event();
                let may_end = self.options.until.is_none() || self.options.allow_incomplete;
                self.fail(if may_end { FailureReason::End } else { FailureReason::Incomplete }.into(), None);
            }
            Outcome::Read(Reading::Failed(cause)) => self.fail(FailureReason::Network.into(), Some(cause)),
            Outcome::Read(Reading::Unreadable(cause)) => self.fail(futile(FailureReason::Network), Some(cause)),
        }
    }

    fn handle_response(&mut self, response: &Response) {
        if let Some(callback) = &mut self.options.on_response {
            callback(response);
        }
        if self.signals.is_interrupted() {
            return;
        }
        let reader = Reader::of(response);
        if let Err(reason) = check(response.status(), content_type(response).as_deref()) {
            // The response is here: its body does not count towards the connect timeout.
            self.connection.handle_reading(Date::now(), false);
            self.set_timer();
            let response = Clone::clone(response);
            self.step = Step::Excerpt(Box::pin(async move {
                let excerpt = match reader {
                    Ok(reader) => excerpt(reader).await,
                    Err(_) => None,
                };
                Refusal { response, reason, excerpt }
            }));
            return;
        }
        match reader {
            Ok(reader) => {
                let action = self.connection.handle_response(Date::now());
                self.perform(action);
                self.step = Step::Read(reader);
                if let Some(callback) = &mut self.options.on_open {
                    callback(response);
                }
            }
            Err(cause) => {
                self.circumstances.status = Some(response.status());
                self.circumstances.status_text = status_text(response);
                self.fail(futile(FailureReason::Network), Some(cause));
            }
        }
    }

    fn handle_refusal(&mut self, Refusal { response, reason, excerpt }: Refusal) {
        let status = response.status();
        self.excerpt = excerpt;
        self.circumstances.status = Some(status);
        self.circumstances.status_text = status_text(&response);
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
        let mut is_over = false;
        for event in batch.events() {
            let event = Event {
                event_type: event.event_type.to_owned(),
                data: event.data.to_owned(),
                last_event_id: event.last_event_id.to_owned(),
            };
            if let Some(cursor) = self.options.cursor.as_mut().and_then(|cursor| cursor(&event)) {
                self.cursor = Some(cursor);
            }
            is_over = self.options.until.as_mut().is_some_and(|until| until(&event));
            self.items.push_back((Ok(event), self.cursor.clone()));
            if is_over {
                break;
            }
        }
        if let Some(retry) = self.stream.take_retry() {
            #[allow(clippy::cast_precision_loss)] // far beyond any timer
            self.connection.handle_retry(retry as f64);
        }
        if is_over {
            self.stop();
        } else if overflowed {
            self.fail(futile(FailureReason::TooLarge), None);
        }
    }
}

/// Returns the status text; a custom `fetch` may have none.
fn status_text(response: &Response) -> String {
    property(response, "statusText").as_string().unwrap_or_default()
}

fn content_type(response: &Response) -> Option<String> {
    response.headers().get("content-type").ok().flatten()
}

/// Returns [`Retry-After`](https://www.rfc-editor.org/rfc/rfc9110#field.retry-after), which is in seconds or a date, in ms from now.
fn retry_after(headers: &Headers) -> Option<f64> {
    let value = headers.get("retry-after").ok()??;
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return value.parse().ok().map(|seconds: f64| seconds * 1000.0);
    }
    let date = Date::parse(&value);
    (!date.is_nan()).then(|| (date - Date::now()).max(0.0))
}
