//! A client of the test server (`tests/server/server.mjs`).

use js_sys::futures::JsFuture;
use js_sys::{Function, Math, Object, Promise, Reflect};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use web_sys::Response;

#[wasm_bindgen]
extern "C" {
    fn fetch(url: &str, init: &Object) -> Promise;
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(handler: &Function, delay: u32);
}

fn lookup(path: &[&str]) -> JsValue {
    path.iter().fold(js_sys::global().into(), |object: JsValue, name| {
        Reflect::get(&object, &(*name).into()).unwrap_or_default()
    })
}

async fn ask(url: &str, post: Option<&Value>) -> String {
    let init = Object::new();
    if let Some(value) = post {
        Reflect::set(&init, &"method".into(), &"POST".into()).unwrap();
        Reflect::set(&init, &"body".into(), &value.to_string().into()).unwrap();
    }
    let response: Response = JsFuture::from(fetch(url, &init)).await.expect(url).unchecked_into();
    assert!(response.ok(), "{url}: {}", response.status());
    JsFuture::from(response.text().unwrap()).await.unwrap().as_string().unwrap()
}

/// The addresses of the server. run.mjs passes them to Node, and to browsers in a file next to the page.
async fn addresses() -> Value {
    let text = match lookup(&["process", "env", "TEST_SERVER"]).as_string() {
        Some(text) => text,
        None => ask(&format!("{}/server.json", lookup(&["location", "origin"]).as_string().unwrap()), None).await,
    };
    serde_json::from_str(&text).unwrap()
}

/// A stream of the server. The n-th script answers the n-th request; the last one answers all further requests, too.
pub struct Stream {
    origin: String,
    /// The server's other origin: control requests must not wait for connections that streams occupy.
    other: String,
    key: String,
}

impl Stream {
    /// Creates a stream with one script for all requests.
    pub async fn answering(script: Value) -> Self {
        Self::answering_in_turn(json!([script])).await
    }

    pub async fn answering_in_turn(scripts: Value) -> Self {
        let addresses = addresses().await;
        let origin = |name: &str| addresses[name].as_str().unwrap().to_owned();
        let stream =
            Self { origin: origin("origin"), other: origin("other"), key: format!("{:x}", Math::random().to_bits()) };
        ask(&stream.control("script", ""), Some(&scripts)).await;
        stream
    }

    fn control(&self, verb: &str, more: &str) -> String {
        format!("{}/{verb}?key={}{more}", self.other, self.key)
    }

    pub fn url(&self) -> String {
        format!("{}/stream/{}", self.origin, self.key)
    }

    /// Returns a URL that redirects to the stream on the other origin.
    pub fn redirect(&self) -> String {
        format!("{}/redirect/{}", self.other, self.key)
    }

    /// Lets a script pass `{ wait: name }`.
    pub async fn signal(&self, name: &str) {
        ask(&self.control("signal", &format!("&name={name}")), None).await;
    }

    /// Waits until there are this many requests, and the client has closed this many. Returns all requests.
    pub async fn log(&self, requests: usize, closed: usize) -> Vec<Value> {
        let answer = ask(&self.control("log", &format!("&requests={requests}&closed={closed}")), None).await;
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert!(answer["complete"].as_bool().unwrap(), "not {requests} requests, {closed} of them closed: {answer}");
        answer["requests"].as_array().unwrap().clone()
    }
}

/// A URL on which no server listens.
pub async fn nowhere() -> String {
    let addresses = addresses().await;
    let port = ask(&format!("{}/unused-port", addresses["other"].as_str().unwrap()), None).await;
    format!("http://127.0.0.1:{port}/")
}

/// Waits for this many milliseconds.
pub async fn pause(delay: u32) {
    let promise = Promise::new(&mut |resolve: Function, _| set_timeout(&resolve, delay));
    JsFuture::from(promise).await.unwrap();
}
