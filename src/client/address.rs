//! The URL of a request.

use wasm_bindgen::prelude::*;
use web_sys::Url;

use super::error::BuildError;
use super::global::{binary_string, btoa, lookup};

/// A URL as it was given, and without the user and the password, which `fetch` takes in no URL.
#[derive(Clone)]
pub(super) struct Address {
    /// As it was given, resolved.
    pub(super) given: String,
    /// For people and for requests.
    pub(super) url: Url,
    /// The header's value for the user and the password.
    pub(super) authorization: Option<String>,
}

impl Address {
    /// The URL, relative to the document or the worker's script where there is one.
    pub(super) fn parse(url: &str) -> Result<Self, BuildError> {
        let base = lookup(&["document", "baseURI"]).as_string().or_else(|| lookup(&["location", "href"]).as_string());
        let parsed = match &base {
            Some(base) => Url::new_with_base(url, base),
            None => Url::new(url),
        };
        // Chromium's parser takes a space in a host, as %20; the standard's host parser leaves no % in one.
        match parsed.ok().filter(|parsed| !parsed.hostname().contains('%')) {
            Some(url) => Ok(Self::of(url)),
            None => {
                // A page's own address may have a password, too.
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

    /// The URL, with a query parameter of that name instead of any that it has.
    pub(super) fn with_param(&self, name: &str, value: &str) -> String {
        let href = self.url.href();
        let Ok(changed) = Url::new(&href) else { return href };
        changed.search_params().set(name, value);
        changed.href()
    }

    /// Whether `fetch` knows the scheme.
    pub(super) fn can_be_fetched(&self) -> bool {
        is_http(&self.url) || matches!(self.url.protocol().as_str(), "data:" | "blob:")
    }
}

pub(super) fn is_http(url: &Url) -> bool {
    matches!(url.protocol().as_str(), "http:" | "https:")
}

/// What a user and a password in a URL become ([RFC 7617](https://www.rfc-editor.org/rfc/rfc7617)), in UTF-8.
fn authorization(url: &Url) -> Option<String> {
    let (user, password) = (url.username(), url.password());
    if user.is_empty() && password.is_empty() {
        return None;
    }
    let credentials = format!("{user}:{password}");
    // A `%` that escapes nothing stands for itself.
    let decoded = js_sys::decode_uri_component(&credentials).map_or(credentials, String::from);
    Some(format!("Basic {}", btoa(&binary_string(&decoded))))
}

/// The origin that this page or worker has; in Node there is none.
pub(super) fn own_origin() -> Option<String> {
    lookup(&["origin"]).as_string()
}

/// Whether a URL is one of this page's or worker's own origin.
pub(super) fn is_own(url: &str) -> bool {
    let origin = Url::new(url).map(|url| url.origin());
    own_origin().is_some_and(|own| origin == Ok::<_, JsValue>(own))
}
