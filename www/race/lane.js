// A worker for one parser and one stream. Each has its own: neither pays for the other's garbage, or for what the engine learned
// from the other. The page starts one at a time.
import { createParser } from "../dist/parser.js";
import { streamAt } from "./course.js";
import { difference, parsersWith, pass } from "./parse.js";

/** A pass that is shorter than this would be lost in the clock's steps. */
const LEAST_MS = 10;

const PARSERS = parsersWith(createParser);
let make;
let stream;

/** Checks the parser's events, then runs until the engine has compiled what it will compile. */
function prepare({ name, index, size, warmUp }) {
  make = PARSERS[name];
  stream = streamAt(index, size);
  const wrong = difference(make, stream);
  const began = performance.now();
  do pass(make, stream.chunks);
  while (performance.now() - began < warmUp);
  return { wrong, bytes: stream.bytes };
}

/** Parses the stream again and again, for `sample` milliseconds at least; gives megabytes per second. */
function run({ sample }) {
  const began = performance.now();
  let passes = 0;
  let elapsed;
  do {
    pass(make, stream.chunks);
    passes++;
    elapsed = performance.now() - began;
  } while (elapsed < Math.max(sample, LEAST_MS));
  return (passes * stream.bytes) / elapsed / 1000;
}

const TASKS = { prepare, run };

self.addEventListener("message", ({ data: { task, ...what } }) => self.postMessage(TASKS[task](what)));
