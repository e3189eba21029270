// The suite in a page or a module worker.
import * as exports from "/dist/index.js";
import { begin } from "./begin.mjs";

begin(exports);
