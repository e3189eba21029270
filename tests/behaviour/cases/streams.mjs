// `EventSource.fromReadableStream()`, `reset()` and the getters of whatwg/html#12272.

const encoder = new TextEncoder();

/** A stream that ends after these chunks. */
function streamOf(...chunks) {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      controller.close();
    },
  });
}

export const cases = [
  {
    name: "oncomment: sees each comment; what it throws is reported, and the stream goes on",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: ": one\n:two\ndata: a\n: thr" }, { write: "ee\n\ndata: b\n\n" }]);
      const comments = [];
      const source = t.open(stream.url, {
        oncomment(text) {
          comments.push(text);
          if (text === "two") throw new Error("no comment");
        },
      });
      const events = t.record(source, "message");
      t.equal((await t.uncaught()).message, "no comment");
      while (events.length < 2) await t.event(source, "message");
      t.same(comments, ["one", "two", "three"]);
      t.same(events, [["message", "a"], ["message", "b"]]);
    },
  },
  {
    name: "the open event tells the response's status, headers and URL",
    async run(t) {
      const stream = await t.script([{ status: 200, headers: { "X-Stream": "1" } }, { write: ":\n" }]);
      const source = t.open(stream.url);
      const { status, headers, url } = await t.event(source, "open");
      t.same([status, headers.get("x-stream"), url], [200, "1", stream.url]);
    },
  },
  {
    name: "whenHidden: what it has to be; without a document it does nothing",
    async run(t) {
      for (const whenHidden of ["paused", -1, NaN, true]) {
        let thrown;
        try {
          t.open("http://127.0.0.1:1/", { whenHidden });
        } catch (error) {
          thrown = error;
        }
        t.match(thrown?.message, /`whenHidden` must be "keep", "pause" or a number, not /, String(whenHidden));
      }
      const stream = await t.script([{ status: 200 }, { write: "data: a\n\n" }]);
      await t.event(t.open(stream.url, { whenHidden: "pause" }), "message");
    },
  },
  {
    name: "a new source: CONNECTING, about:event-stream, nothing received",
    async run(t) {
      const source = t.openStream(streamOf("id: 1\nretry: 5\ndata: a\n\n"));
      t.ok(source instanceof t.EventSource, "not an EventSource");
      t.equal(source.readyState, 0, "readyState");
      t.equal(source.url, "about:event-stream", "url");
      t.equal(source.withCredentials, false, "withCredentials");
      t.equal(source.lastEventId, "", "lastEventId");
      t.equal(source.reconnectionTime, 3000, "reconnectionTime");
    },
  },
  {
    name: "open, then the events with the opaque origin, then error and CLOSED, once",
    async run(t) {
      const source = t.openStream(streamOf("\uFEFFda", "ta: a\n", "\nevent: named\ndata: b\r\rdata: unfinished"));
      const events = t.record(source, "open", "message", "named", "error");
      const origins = [];
      const states = [];
      source.onopen = () => states.push(source.readyState);
      source.onmessage = ({ origin }) => origins.push(origin);
      source.onerror = () => states.push(source.readyState);
      const error = await t.event(source, "error");
      t.equal(error.message, "The stream ended in the middle of an event, which was discarded.", "message");
      await t.settle();
      t.same(events, [["open", undefined], ["message", "a"], ["named", "b"], ["error", "end"]]);
      t.same(origins, ["null"]);
      t.same(states, [1, 2]);
    },
  },
  {
    name: "an empty stream opens and ends",
    async run(t) {
      const source = t.openStream(streamOf());
      const events = t.record(source, "open", "error");
      await t.event(source, "error");
      t.same(events, [["open", undefined], ["error", "end"]]);
      t.equal(source.readyState, 2, "readyState");
    },
  },
  {
    name: "a stream that breaks off: error with its cause, CLOSED",
    async run(t) {
      const cause = new Error("the pipe burst");
      const source = t.openStream(new ReadableStream({ start: (controller) => controller.error(cause) }));
      const error = await t.event(source, "error");
      t.equal(error.reason, "network", "reason");
      t.equal(error.error, cause, "error");
      t.equal(error.message, "The stream failed: the pipe burst.", "message");
      t.equal(error.willReconnect, false, "willReconnect");
      t.equal(source.readyState, 2, "readyState");
    },
  },
  {
    name: "what is no stream, or is locked, is a TypeError; a stream is locked at once",
    async run(t) {
      const stream = streamOf("");
      stream.getReader();
      for (const wrong of [stream, undefined, null, "data: a\n\n", {}])
        t.ok(t.thrown(() => t.EventSource.fromReadableStream(wrong)) instanceof TypeError, `no TypeError for ${String(wrong)}`);
      const taken = streamOf("");
      t.openStream(taken);
      t.equal(taken.locked, true, "locked");
    },
  },
  {
    name: "close() cancels the stream: before the first read, and later",
    async run(t) {
      for (const when of ["at once", "later"]) {
        let cancelled;
        const isCancelled = new Promise((resolve) => (cancelled = resolve));
        const source = t.openStream(new ReadableStream({ start: (controller) => controller.enqueue(encoder.encode("data: a\n\n")), cancel: () => cancelled() }));
        const events = t.record(source, "open", "message", "error");
        if (when === "later") await t.event(source, "message");
        source.close();
        await isCancelled; // the case's own bound ends the wait
        t.equal(source.readyState, 2, "readyState");
        t.same(events, when === "later" ? [["open", undefined], ["message", "a"]] : [], when);
      }
    },
  },
  {
    name: "a response's body",
    async run(t) {
      const stream = await t.script([{ status: 200, cors: true }, { write: "id: 42\nretry: 5000\ndata: hello\n\n" }]);
      const { body } = await fetch(stream.url);
      const source = t.openStream(body);
      const event = await t.event(source, "message");
      t.equal(event.data, "hello", "data");
      t.equal(event.lastEventId, "42", "the event's lastEventId");
      t.equal(source.lastEventId, "42", "lastEventId");
      t.equal(source.reconnectionTime, 5000, "reconnectionTime");
    },
  },
  {
    name: "several connections piped through a TransformStream: ID and reconnection time persist",
    async run(t) {
      const pipe = new TransformStream();
      const source = t.openStream(pipe.readable);
      const events = t.record(source, "message", "error");
      await streamOf("id: 42\nretry: 70\ndata: first\n\n").pipeTo(pipe.writable, { preventClose: true });
      const second = t.event(source, "message");
      t.equal(source.lastEventId, "42", "lastEventId between them");
      t.equal(source.reconnectionTime, 70, "reconnectionTime between them");
      await streamOf("data: second\n\n").pipeTo(pipe.writable, { preventClose: true });
      t.equal((await second).lastEventId, "42", "lastEventId of the second's event");
      t.equal(source.reconnectionTime, 70, "reconnectionTime behind the second");
      const end = t.event(source, "error");
      await pipe.writable.close();
      await end;
      t.same(events, [["message", "first"], ["message", "second"], ["error", "end"]]);
    },
  },
  {
    name: "reset() between two of them drops what the first left unfinished, and takes a BOM",
    async run(t) {
      const pipe = new TransformStream();
      const source = t.openStream(pipe.readable);
      const events = t.record(source, "message", "named", "error");
      // A chunk is accepted once the one before it has been read.
      const writer = pipe.writable.getWriter();
      await writer.write(encoder.encode("id: 1\ndata: a\n\n"));
      await writer.write(encoder.encode("id: 2\nevent: named\ndata: dropped\ndata: dropped, too"));
      await writer.write(encoder.encode(""));
      source.reset();
      t.equal(source.readyState, 1, "readyState");
      t.equal(source.lastEventId, "1", "lastEventId");
      await writer.write(encoder.encode("\uFEFFdata: b\n\n"));
      const end = t.event(source, "error");
      await writer.close();
      await end;
      t.same(events, [["message", "a"], ["message", "b"], ["error", "end"]]);
    },
  },
  {
    name: "reset() of a source with a URL; and of a closed one, which does nothing",
    async run(t) {
      const stream = await t.script([{ status: 200 }, { write: "data: a\n\ndata: dropped\n" }, { wait: "go" }, { write: "data: b\n\n" }]);
      const source = t.open(stream.url);
      await t.event(source, "message");
      source.reset();
      const next = t.event(source, "message");
      await stream.signal("go");
      t.equal((await next).data, "b", "data");
      source.close();
      source.reset();
      t.equal(source.readyState, 2, "readyState");
    },
  },
];
