// The module kind: a static import, and no await before the first construction.
import { EventSource } from "../dist/index.js";
import "./feed-for-pages.js";
self.feedForPages(EventSource);
