import { EventSource } from "eventsource-wasm";
import Intercooler from "intercooler";

Intercooler._internal.initEventSource = (url) => new EventSource(url, { headers: { authorization: TOKEN } });
