// The suite with the build for React Native, which sees nothing but a global object as it is there, and a `fetch` as Expo's: `node
// react-native.mjs SETTINGS`. The cases themselves are outside, and have all that Node has.
import process from "node:process";
import path from "node:path";
import { makeEngine } from "../../react-native/engine.mjs";
import { expoFetch } from "../../react-native/expo-fetch.mjs";
import { jsBytes, watchBuffers } from "../js-memory.mjs";
import { runSuite } from "../suite.mjs";

const settings = new URLSearchParams(process.argv[2]);
watchBuffers();
const { load } = makeEngine({
  fetch: expoFetch(),
  /** There a global handler is told of what nobody has caught. */
  ErrorUtils: { reportError: (error) => queueMicrotask(() => { throw error; }) },
  // The cases' own loops are not what Babel makes of them.
}, { hasAsyncIterator: true });
const exports = load(path.join(import.meta.dirname, "../../../dist/index.react-native.cjs"));

/** The classes that the package brings along are those that cases compare with. */
async function shareClasses({ EventSource, ErrorEvent }) {
  globalThis.EventTarget = Object.getPrototypeOf(EventSource);
  globalThis.Event = Object.getPrototypeOf(ErrorEvent);
  try {
    new EventSource("/no-base");
  } catch ({ constructor }) {
    globalThis.DOMException = constructor;
  }
  for await (const { constructor } of EventSource.fromReadableStream(new Response("data\n\n").body)) globalThis.MessageEvent = constructor;
}

delete globalThis.EventSource;
await shareClasses(exports);
await runSuite({ ...exports, wasmBytes: jsBytes }, settings);
