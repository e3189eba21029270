// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { testPage } from "../page.js";

afterEach(() => (vi.unstubAllGlobals(), vi.useRealTimers()));

test("a page by happy-dom", async () => {
  vi.useFakeTimers();
  await testPage({ expect, advance: (ms) => vi.advanceTimersByTimeAsync(ms), replace: (fetch) => vi.stubGlobal("fetch", fetch) });
});
