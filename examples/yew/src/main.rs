//! The newest price of each stock, in a Yew app. `trunk serve --proxy-backend=http://127.0.0.1:8080/api`
use std::collections::BTreeMap;

use eventsource_wasm::client::EventSource;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

enum Message {
    State(String),
    Price(String, f64),
}

#[derive(Default)]
struct Feed {
    state: String,
    prices: BTreeMap<String, f64>,
}

impl Reducible for Feed {
    type Action = Message;

    fn reduce(self: std::rc::Rc<Self>, message: Message) -> std::rc::Rc<Self> {
        let mut next = Feed { state: self.state.clone(), prices: self.prices.clone() };
        match message {
            Message::State(state) => next.state = state,
            Message::Price(symbol, price) => drop(next.prices.insert(symbol, price)),
        }
        next.into()
    }
}

/// Follows the feed for as long as the component is there.
fn follow(feed: UseReducerDispatcher<Feed>) -> impl FnOnce() {
    let (opened, failed) = (feed.clone(), feed.clone());
    let mut source = EventSource::builder("/api/feed")
        .header("Authorization", "Bearer demo")
        .on_open(move |_| opened.dispatch(Message::State("open".into())))
        .on_reconnect(move |error| failed.dispatch(Message::State(error.message().into())))
        .reconnect(true)
        .build()
        .expect("the URL and the header are valid");
    let handle = source.handle();
    spawn_local(async move {
        while let Some(event) = source.next().await {
            match event {
                Ok(event) if event.event_type == "tick" => {
                    let tick: serde_json::Value = serde_json::from_str(&event.data).expect("the feed sends JSON");
                    if let (Some(symbol), Some(price)) = (tick["symbol"].as_str(), tick["price"].as_f64()) {
                        feed.dispatch(Message::Price(symbol.into(), price));
                    }
                }
                Ok(_) => {}
                Err(error) => feed.dispatch(Message::State(error.message().into())),
            }
        }
    });
    // The task owns the source; its handle closes it.
    move || handle.close()
}

#[component]
fn App() -> Html {
    let feed = use_reducer(Feed::default);
    use_effect_with((), {
        let feed = feed.dispatcher();
        move |()| follow(feed)
    });
    html! {
        <>
            <h1>{ "Prices" }</h1>
            <p id="state">{ &feed.state }</p>
            <ul>{ for feed.prices.iter().map(|(symbol, price)| html! { <li key={symbol.clone()}>{ format!("{symbol} {price:.2}") }</li> }) }</ul>
        </>
    }
}

fn main() {
    yew::Renderer::<App>::new().render();
}
