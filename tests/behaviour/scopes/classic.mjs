// The suite in a classic worker: bundled, behind `importScripts` of the IIFE.
import { begin } from "./begin.mjs";

begin(self.EventSourceWasm);
