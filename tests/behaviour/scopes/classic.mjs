// The suite in a classic worker: it is bundled, and runs after `importScripts` of the IIFE.
import { begin } from "./begin.mjs";

begin(self.EventSourceWasm);
