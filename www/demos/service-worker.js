// The classic kind: the package comes as one script, and its class can be constructed at once.
importScripts("../dist/eventsource-wasm.iife.js", "./feed-for-pages.js");
self.feedForPages(self.EventSourceWasm.EventSource);
