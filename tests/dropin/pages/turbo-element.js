import { install } from "eventsource-wasm/polyfill";
import "@hotwired/turbo";

install({ force: true, defaults: { headers: { authorization: TOKEN } } });
document.body.insertAdjacentHTML("beforeend", '<turbo-stream-source src="/events"></turbo-stream-source>');
