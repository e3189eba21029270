// The parsers, each as `make(onEvent)`, which returns a function that accepts the next bytes. All of them turn bytes into strings.
import { getLines, getMessages } from "@microsoft/fetch-event-source/lib/esm/parse.js";
import { createParser as theirs } from "eventsource-parser";
import { createParser as ours } from "eventsource-wasm/parser";
import { OURS, YARDSTICK } from "./names.mjs";

export const contestants = [
  {
    name: OURS,
    make(onEvent) {
      const parser = ours({ onEvent });
      return (bytes) => parser.feed(bytes);
    },
  },
  {
    name: YARDSTICK,
    // It accepts only strings; its README uses this decoder.
    make(onEvent) {
      const parser = theirs({ onEvent });
      const decoder = new TextDecoder();
      return (bytes) => parser.feed(decoder.decode(bytes, { stream: true }));
    },
  },
  {
    name: "fetch-event-source",
    make: (onEvent) => getLines(getMessages(() => {}, () => {}, onEvent)),
    // See DEVIATIONS.
    isEvent: ({ data }) => data !== "",
  },
];
