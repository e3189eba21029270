// What a consumer does with an entry: all that its exports can do, each with a stream that goes on only once an event of it was heard.
const REQUEST = { method: "POST", headers: { authorization: "Bearer t" }, body: "hello" };

const heard = (url) => fetch(url.replace("/stream", "/heard"), { method: "POST" });

function byClass(EventSource, url) {
  return new Promise((resolve, reject) => {
    const said = [];
    const source = new EventSource(url, REQUEST);
    source.addEventListener("answer", ({ data }) => {
      said.push(data);
      heard(url);
    });
    source.onerror = ({ reason, message }) => (reason === "end" ? resolve(said) : reject(new Error(message)));
  });
}

async function byLoop(events, url) {
  const said = [];
  for await (const { data } of events(url, REQUEST)) {
    said.push(data);
    heard(url);
  }
  return said;
}

async function byReader(url, through, onValue) {
  const { body } = await fetch(url, REQUEST);
  const reader = through(body).getReader();
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) onValue(value);
}

async function byParser(createParser, url) {
  const said = [];
  const onEvent = ({ data }) => {
    said.push(data);
    heard(url);
  };
  const parser = createParser({ onEvent });
  await byReader(url, (body) => body, (chunk) => parser.feed(chunk));
  return said;
}

/** It only makes a URL. */
async function byUrl(mercureUrl, url) {
  const response = await fetch(mercureUrl(url, { topic: "t" }), REQUEST);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    text += value;
    heard(url);
  }
  return [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => data);
}

/** It answers by itself, with what it was asked; nothing goes to the server. */
async function byTestServer(createTestServer, url) {
  const server = createTestServer();
  const [response, stream] = await Promise.all([server.fetch(url, REQUEST), server.connection()]);
  const { method, headers, body } = stream.request;
  for (const data of [method, headers.get("authorization"), body]) await stream.send({ data });
  await stream.end();
  return [...(await response.text()).matchAll(/^data: (.*)$/gm)].map(([, data]) => data);
}

async function byStream(EventSourceParserStream, url) {
  const said = [];
  await byReader(url, (body) => body.pipeThrough(new EventSourceParserStream()), ({ data }) => {
    said.push(data);
    heard(url);
  });
  return said;
}

async function byFetchEventSource(fetchEventSource, url) {
  const said = [];
  await fetchEventSource(url, {
    ...REQUEST,
    onmessage({ data }) {
      said.push(data);
      heard(url);
    },
  });
  return said;
}

/** Its end is no error there. */
function bySSE(SSE, url) {
  return new Promise((resolve, reject) => {
    const said = [];
    const { body: payload, ...options } = REQUEST;
    const source = new SSE(url, { ...options, payload });
    source.onanswer = ({ data }) => {
      said.push(data);
      heard(url);
    };
    source.onerror = ({ message }) => reject(new Error(message));
    source.onreadystatechange = ({ readyState }) => readyState === SSE.CLOSED && resolve(said);
  });
}

/** By which export what is used. A polyfill's class is the global one; an element's is what it connects with, also where there is no page. */
const WAYS = {
  EventSource: byClass,
  SharedEventSource: byClass,
  EventSourcePolyfill: byClass,
  events: byLoop,
  createParser: byParser,
  fetchEventSource: byFetchEventSource,
  SSE: bySSE,
  EventSourceParserStream: byStream,
  install: (_, url) => byClass(globalThis.EventSource, url),
  mercureUrl: byUrl,
  createTestServer: byTestServer,
  EventSourceElement: (Element, url) => byClass(Element.EventSource, url),
};

/** What came, by the name of the export. */
async function use(entry, { origin, wasm }) {
  await entry.init?.(wasm);
  const came = {};
  for (const [name, way] of Object.entries(WAYS)) {
    if (!(name in entry)) continue;
    try {
      came[name] = await way(entry[name], `${origin}/stream?of=${crypto.randomUUID()}`);
    } catch (error) {
      came[name] = String(error);
    }
  }
  return came;
}

/** What came, by entry. @param settings where the server is, and what `init` is to be given */
export async function useAll(entries, settings) {
  const came = {};
  for (const [name, entry] of Object.entries(entries)) came[name] = await use(entry, settings).catch(String);
  return came;
}
