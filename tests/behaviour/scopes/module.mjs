// The suite in a page or a module worker.
import { EventSource } from "/dist/index.js";
import { begin } from "./begin.mjs";

begin(EventSource);
