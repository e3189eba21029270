// The class as WHATWG HTML §9.2 defines it.

const hello = [{ status: 200 }, { write: "data: hello\n\n" }];

export const cases = [
  {
    name: "constants on class and prototype",
    async run({ EventSource, same }) {
      for (const place of [EventSource, EventSource.prototype])
        for (const [name, value] of Object.entries({ CONNECTING: 0, OPEN: 1, CLOSED: 2 }))
          same(Object.getOwnPropertyDescriptor(place, name), { value, writable: false, enumerable: true, configurable: false }, name);
    },
  },
  {
    name: "attributes are enumerable accessors of the prototype",
    async run({ EventSource, equal }) {
      for (const name of ["url", "withCredentials", "readyState", "onopen", "onmessage", "onerror"]) {
        const { get, set, enumerable, configurable } = Object.getOwnPropertyDescriptor(EventSource.prototype, name);
        equal(typeof get, "function", `${name}: getter`);
        equal(typeof set, name.startsWith("on") ? "function" : "undefined", `${name}: setter`);
        equal(enumerable && configurable, true, `${name}: enumerable and configurable`);
      }
      equal(Object.getOwnPropertyDescriptor(EventSource.prototype, "close").enumerable, true, "close: enumerable");
    },
  },
  {
    name: "name, length and tag of the class",
    async run({ EventSource, equal }) {
      equal(EventSource.name, "EventSource", "name");
      equal(EventSource.length, 1, "length");
      equal(EventSource.prototype[Symbol.toStringTag], "EventSource", "toStringTag");
      equal(Object.getPrototypeOf(EventSource), EventTarget, "parent");
    },
  },
  {
    name: "EventSource() without new throws a TypeError",
    async run({ EventSource, thrown, ok, origin }) {
      ok(thrown(() => EventSource(`${origin}/`)) instanceof TypeError, "not a TypeError");
    },
  },
  {
    name: "new EventSource() without a URL throws a TypeError",
    async run({ EventSource, thrown, ok }) {
      ok(thrown(() => new EventSource()) instanceof TypeError, "not a TypeError");
    },
  },
  {
    name: "a second argument that is no object throws a TypeError",
    async run({ EventSource, thrown, ok, origin }) {
      ok(thrown(() => new EventSource(`${origin}/`, 1)) instanceof TypeError, "not a TypeError");
    },
  },
  {
    name: "constructs synchronously, CONNECTING, with the resolved URL",
    async run(t) {
      const stream = await t.script(hello);
      const source = t.open(stream.url.replace("/stream", "/./a/../stream"));
      t.equal(source.readyState, 0, "readyState");
      t.equal(source.url, stream.url, "url");
      t.equal(source.withCredentials, false, "withCredentials");
      t.equal(source.onopen, null, "onopen");
      t.equal(source.lastEventId, "", "lastEventId");
      t.equal(source.reconnectionTime, 3000, "reconnectionTime");
      await t.event(source, "message");
    },
  },
  {
    name: "a URL object, and null as init",
    async run(t) {
      const stream = await t.script(hello);
      t.equal((await t.event(t.open(new URL(stream.url), null), "message")).data, "hello", "data");
    },
  },
  {
    name: "a relative URL",
    only: ["browser"],
    async run(t) {
      const stream = await t.script(hello);
      const source = t.open(`/stream/${stream.key}`);
      t.equal(source.url, stream.url, "url");
      await t.event(source, "message");
    },
  },
  {
    name: "open, then events, by type",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "data: a\n\nevent: ping\ndata: b\n\ndata: c\n\n" }, { end: true }]);
      const source = t.open(stream.url);
      const events = t.record(source, "open", "message", "ping", "error");
      source.addEventListener("open", () => t.equal(source.readyState, 1, "readyState in open"));
      await t.event(source, "error");
      t.same(events, [["open", null], ["message", "a"], ["ping", "b"], ["message", "c"], ["error", "end"]]);
    },
  },
  {
    name: "open is a plain event that neither bubbles nor can be cancelled",
    async run(t) {
      const stream = await t.script(hello);
      const event = await t.event(t.open(stream.url), "open");
      t.equal(Object.getPrototypeOf(event), Event.prototype, "class");
      t.equal(event.bubbles || event.cancelable, false, "bubbles or cancelable");
    },
  },
  {
    name: "fields of a MessageEvent",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "id: 7\ndata: a\ndata: b\n\n" }]);
      const source = t.open(stream.url);
      const event = await t.event(source, "message");
      t.ok(event instanceof MessageEvent, "not a MessageEvent");
      t.equal(event.data, "a\nb", "data");
      t.equal(event.lastEventId, "7", "lastEventId");
      t.equal(event.origin, t.origin, "origin");
      t.equal(event.source, null, "source");
      t.equal(event.ports.length, 0, "ports");
      t.equal(event.bubbles || event.cancelable, false, "bubbles or cancelable");
      t.equal(event.target, source, "target");
    },
  },
  {
    name: "origin is that of the final URL, url stays",
    async run(t) {
      // Let the server end the stream: Firefox continues a redirected request even after it is aborted.
      const stream = await t.script([...hello, { end: true }]);
      const source = t.open(stream.redirectUrl);
      t.equal((await t.event(source, "message")).origin, t.other, "origin");
      t.equal(source.url, stream.redirectUrl, "url");
    },
  },
  {
    name: "on… handlers run among the listeners, where they were first set",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { wait: "go" }, { write: "data: a\n\n" }]);
      const source = t.open(stream.url);
      const order = [];
      source.addEventListener("message", () => order.push("first"));
      source.onmessage = () => order.push("replaced");
      source.addEventListener("message", () => order.push("last"));
      const handler = function (event) {
        order.push(this === source && event.target === source ? "handler" : "wrong this");
      };
      source.onmessage = handler;
      t.equal(source.onmessage, handler, "onmessage");
      const message = t.event(source, "message");
      await stream.signal("go");
      await message;
      t.same(order, ["first", "handler", "last"]);
    },
  },
  {
    name: "on… handlers: null removes, other values count as null, all three work",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "data: a\n\n" }, { end: true }]);
      const source = t.open(stream.url);
      const seen = [];
      source.onmessage = () => seen.push("removed");
      source.onmessage = null;
      source.onmessage = 5;
      t.equal(source.onmessage, null, "onmessage");
      source.onopen = () => seen.push("open");
      source.onerror = () => seen.push("error");
      source.addEventListener("message", () => seen.push("message"));
      await t.event(source, "error");
      t.same(seen, ["open", "message", "error"]);
    },
  },
  {
    name: "on… handlers are read back in listeners, and behind events that nobody listens to",
    async run(t) {
      const stream = await t.script(hello);
      const source = t.open(stream.url);
      let calls = 0;
      const handler = () => void calls++;
      source.onmessage = handler;
      const read = [];
      source.addEventListener("named", () => read.push(source.onmessage));
      source.dispatchEvent(new Event("named"));
      source.dispatchEvent(new Event("unheard"));
      read.push(source.onmessage);
      t.ok(read.length === 2 && read.every((value) => value === handler), "onmessage is not what was set");
      source.dispatchEvent(new Event("message"));
      t.equal(calls, 1, "calls");
    },
  },
  {
    name: "a throwing listener stops nothing",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { wait: "go" }, { write: "data: a\n\ndata: b\n\n" }]);
      const source = t.open(stream.url);
      const events = t.record(source, "message");
      source.addEventListener("message", () => { throw new Error("on purpose"); }, { once: true });
      source.addEventListener("message", (event) => events.push(["second", event.data]));
      const uncaught = t.uncaught();
      await stream.signal("go");
      t.equal((await uncaught).message, "on purpose", "uncaught error");
      if (events.length < 4) await t.event(source, "message");
      t.same(events, [["message", "a"], ["second", "a"], ["message", "b"], ["second", "b"]]);
      t.equal(source.readyState, 1, "readyState");
    },
  },
  {
    name: "an event is a MessageEvent by all that can be seen of it",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "id: 7\nevent: named\ndata: hello\n\n" }]);
      const event = await t.event(t.open(stream.url), "named");
      const real = new MessageEvent("named", { data: "hello", origin: t.origin, lastEventId: "7" });
      t.ok(event instanceof MessageEvent && event instanceof Event, "not an instance");
      t.equal(event.constructor, MessageEvent, "constructor");
      t.equal(String(event), String(real), "as a string");
      t.same(Object.keys(event), Object.keys(real), "own enumerable properties");
      t.same(JSON.stringify(event), JSON.stringify(real), "as JSON");
      // In Deno and workerd these are the event's own properties.
      const descriptor = (one, name) => Object.getOwnPropertyDescriptor(one, name) ?? Object.getOwnPropertyDescriptor(Object.getPrototypeOf(one), name);
      const getters = Object.entries(Object.getOwnPropertyDescriptors(MessageEvent.prototype)).filter(([, { get }]) => get);
      const attributes = new Set([...getters.map(([name]) => name), ...Object.keys(real)]);
      for (const name of ["data", "origin", "lastEventId", "source", "ports"]) t.ok(attributes.has(name), `MessageEvent has no ${name}`);
      for (const name of attributes) {
        t.same(event[name], real[name], name);
        t.equal(descriptor(event, name)?.enumerable, descriptor(real, name)?.enumerable, `${name}: enumerable`);
      }
      t.ok(Object.isFrozen(event.ports), "ports is not frozen");
      for (const name of ["type", "bubbles", "cancelable", "composed", "defaultPrevented", "eventPhase"]) t.equal(event[name], real[name], name);
      const target = new EventTarget();
      const again = new Promise((resolve) => target.addEventListener("named", resolve));
      target.dispatchEvent(event);
      t.equal((await again).data, "hello", "data, dispatched once more");
    },
  },
];
