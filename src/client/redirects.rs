//! Follows redirects without sending a request's secrets to another origin: `fetch` itself keeps custom headers.

use wasm_bindgen::prelude::*;
use web_sys::{Headers, ReadableStream, RequestMode, RequestRedirect, Response, ResponseType, Url};

use super::address::{is_http, is_same_origin};
use super::global::{cancel, property};
use super::request::{Prepared, RequestFailure, RequestTemplate, copy, is_safe};
use crate::connection::FailureReason;

/// Headers that `fetch` removes when a redirect leaves the origin.
const CREDENTIALS: [&str; 3] = ["authorization", "cookie", "proxy-authorization"];
/// Headers that describe a body, and go when it is dropped.
const OF_BODY: [&str; 4] = ["content-encoding", "content-language", "content-location", "content-type"];
/// The limit of [HTTP-redirect fetch](https://fetch.spec.whatwg.org/#http-redirect-fetch).
const MAX_REDIRECTS: usize = 20;

/// Returns the response at the end of all redirects.
pub(super) async fn follow_redirects(
    template: &RequestTemplate,
    prepared: &Prepared,
) -> Result<Response, RequestFailure> {
    let headers = Headers::new_with_headers(&prepared.headers).map_err(|error| RequestFailure::network(&error))?;
    let request = copy(&prepared.init);
    request.set_redirect(RequestRedirect::Manual);
    request.set_headers(&headers);
    // Cannot fail: only an invalid name is an error, and those were rejected when the headers were set.
    let remove = |name: &str| headers.delete(name).unwrap_or_default();
    let mut method = prepared.method.clone();
    let mut at = prepared.url.clone();
    for _ in 0..=MAX_REDIRECTS {
        let response = template.fetch(&at, &request).await?;
        if response.type_() == ResponseType::Opaqueredirect {
            return follow_within_origin(template, prepared, &at).await;
        }
        let status = response.status();
        let location = response.headers().get("location").ok().flatten();
        let Some(location) = location.filter(|_| matches!(status, 301 | 302 | 303 | 307 | 308)) else {
            return Ok(response);
        };
        cancel(&property(&response, "body"));
        let next = Url::new_with_base(&location, &at).map_err(|error| RequestFailure::network(&error))?;
        if !is_http(&next) {
            return Err(network_failure(format!("a redirect to the scheme \"{}\"", next.protocol())));
        }
        let becomes_get =
            if status == 303 { !is_safe(&method) } else { status < 303 && method.eq_ignore_ascii_case("POST") };
        if becomes_get {
            "GET".clone_into(&mut method);
            request.set_method("GET");
            request.set_body(&JsValue::NULL);
            OF_BODY.into_iter().for_each(remove);
        } else if property(&request, "body").has_type::<ReadableStream>() {
            return Err(RequestFailure::futile(FailureReason::Redirect, "a ReadableStream can be sent only once"));
        }
        if Url::new(&at).map(|at| at.origin()) != Ok(next.origin()) {
            CREDENTIALS.into_iter().for_each(remove);
            template.parts.secret_headers.iter().for_each(|name| remove(name));
        }
        at = next.href();
    }
    Err(network_failure(format!("more than {MAX_REDIRECTS} redirects")))
}

/// Tries to follow a redirect in a browser, which hides where it leads. In the mode `same-origin` a browser follows it only within
/// the page's own origin.
async fn follow_within_origin(
    template: &RequestTemplate,
    prepared: &Prepared,
    url: &str,
) -> Result<Response, RequestFailure> {
    if is_same_origin(url) && is_safe(&prepared.method) {
        let request = copy(&prepared.init);
        request.set_mode(RequestMode::SameOrigin);
        if let Ok(response) = template.fetch(url, &request).await {
            return Ok(response);
        }
        // The redirect leaves the origin.
    }
    let cause = "it may send a header of `secret_headers` to another origin";
    Err(RequestFailure::futile(FailureReason::Redirect, cause))
}

fn network_failure(cause: String) -> RequestFailure {
    RequestFailure { failure: FailureReason::Network.into(), cause }
}
