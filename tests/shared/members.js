// Members of a page's room that are not the page itself.
import { Player } from "./player.js";

const room = new URLSearchParams(location.search).get("room");
/** Of each, what it has to say. */
const asked = [];
const script = `/tests/shared/worker.js?room=${room}`;

/** Asks by a port. */
function ask(post) {
  asked.push(
    () =>
      new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => resolve(data);
        post(port2);
        setTimeout(resolve, 1000, { last: 0 });
      }),
  );
}

let worker;
globalThis.members = {
  dedicated() {
    worker = new Worker(script, { type: "module" });
    ask((port) => worker.postMessage(port, [port]));
  },
  shared() {
    const { port } = new SharedWorker(script, { type: "module" });
    ask((other) => port.postMessage(other, [other]));
  },
  async service() {
    const registration = await navigator.serviceWorker.register(script, { type: "module", scope: "/nowhere/" });
    const service = registration.installing ?? registration.active;
    ask((port) => service.postMessage(port, [port]));
  },
  frame() {
    const frame = document.createElement("iframe");
    frame.src = `/page/tab?room=${room}&tab=frame`;
    document.body.append(frame);
    asked.push(async () => frame.contentWindow.report?.() ?? { last: 0 });
  },
  /** Each with a module of its own, as if it were a realm of its own. */
  async many(count) {
    for (let i = 0; i < count; i++) {
      const { SharedEventSource } = await import(`/dist/shared.js?${i}`);
      const player = new Player(`/events/${room}`, {}, SharedEventSource);
      if (i === 0) globalThis.player0 = player;
      asked.push(async () => player.report);
    }
  },
  /** The first one's, which is dedicated. */
  end() {
    worker.terminate();
    asked.shift();
  },
};
globalThis.reports = () => Promise.all(asked.map((one) => one()));
