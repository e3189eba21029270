// @vitest-environment jsdom
import { afterEach, expect, test, vi } from "vitest";
import { testPage } from "../page.js";

afterEach(() => (vi.unstubAllGlobals(), vi.useRealTimers()));

test("a page by jsdom", async () => {
  vi.useFakeTimers();
  await testPage({ expect, advance: (ms) => vi.advanceTimersByTimeAsync(ms), replace: (fetch) => vi.stubGlobal("fetch", fetch) });
});
