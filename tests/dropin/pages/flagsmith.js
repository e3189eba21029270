import { EventSource } from "eventsource-wasm";
import flagsmith from "flagsmith";

const headers = { authorization: TOKEN };
globalThis.FlagsmithEventSource = EventSource.with({ headers });
globalThis.flag = () => flagsmith.getValue("banner");
flagsmith.init({ environmentID: "env", api: `${location.origin}/api/`, realtime: true, eventSourceUrl: `${location.origin}/`, headers });
