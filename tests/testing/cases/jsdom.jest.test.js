/** @jest-environment jest-fixed-jsdom */
import { afterEach, expect, jest, test } from "@jest/globals";
import { testPage } from "../page.js";

afterEach(() => (jest.restoreAllMocks(), jest.useRealTimers()));

test("a page by jest-fixed-jsdom", async () => {
  jest.useFakeTimers();
  await testPage({ expect, advance: (ms) => jest.advanceTimersByTimeAsync(ms), replace: (fetch) => jest.spyOn(globalThis, "fetch").mockImplementation(fetch) });
});
