// The browser that set-up installed: Playwright downloads none.
import { defineConfig } from "@playwright/test";

const port = process.env.PAGE_PORT;

export default defineConfig({
  testDir: "..",
  testMatch: "*.spec.js",
  outputDir: "../results",
  reporter: "list",
  workers: 1,
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    launchOptions: { executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] },
  },
  webServer: { command: `"${process.execPath}" server.js ${port}`, cwd: import.meta.dirname, url: `http://127.0.0.1:${port}` },
});
