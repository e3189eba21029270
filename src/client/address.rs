//! The URL of a request.

use wasm_bindgen::prelude::*;
use web_sys::Url;

use super::error::BuildError;
use super::global::{binary_string, btoa, lookup};

/// A URL with and without its user and password, which `fetch` rejects in a URL.
#[derive(Clone)]
pub(super) struct Address {
    /// The given URL, resolved, with user and password.
    pub(super) given: String,
    /// The URL for requests and messages, without user and password.
    pub(super) url: Url,
    /// The `Authorization` header's value for the user and the password, if there are any.
    pub(super) authorization: Option<String>,
}

impl Address {
    /// Parses a URL, relative to the document or the worker's script if there is one.
    pub(super) fn parse(url: &str) -> Result<Self, BuildError> {
        let base = lookup(&["document", "baseURI"]).as_string().or_else(|| lookup(&["location", "href"]).as_string());
        let parsed = match &base {
            Some(base) => Url::new_with_base(url, base),
            None => Url::new(url),
        };
        // Chromium accepts a space in a host and makes it %20. The standard's host parser rejects it, and leaves no % in a host.
        match parsed.ok().filter(|parsed| !parsed.hostname().contains('%')) {
            Some(url) => Ok(Self::of(url)),
            None => {
                // The page's own URL may have a password, too, which must not be in the message.
                let hint = match base.map(|base| Url::new(&base).map(Self::of)) {
                    Some(Ok(base)) => format!(" (base: {})", base.url.href()),
                    _ => "; a relative URL needs a document or a worker's location, so give an absolute one here"
                        .to_owned(),
                };
                Err(BuildError(format!("{url:?} is not a valid URL{hint}.")))
            }
        }
    }

    fn of(url: Url) -> Self {
        let given = url.href();
        let authorization = authorization(&url);
        url.set_username("");
        url.set_password("");
        Self { given, url, authorization }
    }

    /// Returns the URL with a query parameter set, replacing any of that name.
    pub(super) fn with_param(&self, name: &str, value: &str) -> String {
        let href = self.url.href();
        let Ok(changed) = Url::new(&href) else { return href };
        changed.search_params().set(name, value);
        changed.href()
    }

    /// Returns whether `fetch` supports the scheme.
    pub(super) fn can_be_fetched(&self) -> bool {
        is_http(&self.url) || matches!(self.url.protocol().as_str(), "data:" | "blob:")
    }
}

pub(super) fn is_http(url: &Url) -> bool {
    matches!(url.protocol().as_str(), "http:" | "https:")
}

/// Returns the `Authorization` value for a URL's user and password ([RFC 7617](https://www.rfc-editor.org/rfc/rfc7617), in UTF-8),
/// or `None` if it has neither.
fn authorization(url: &Url) -> Option<String> {
    let (user, password) = (url.username(), url.password());
    if user.is_empty() && password.is_empty() {
        return None;
    }
    let credentials = format!("{user}:{password}");
    // A `%` that begins no valid escape stays as it is.
    let decoded = js_sys::decode_uri_component(&credentials).map_or(credentials, String::from);
    Some(format!("Basic {}", btoa(&binary_string(&decoded))))
}

/// Returns the origin of this page or worker; `None` in Node.
pub(super) fn own_origin() -> Option<String> {
    lookup(&["origin"]).as_string()
}

/// Returns whether a URL has the origin of this page or worker.
pub(super) fn is_same_origin(url: &str) -> bool {
    let origin = Url::new(url).map(|url| url.origin());
    own_origin().is_some_and(|own| origin == Ok::<_, JsValue>(own))
}
