// The code that the playground shows is run as it stands, in Node, against the server of `npm start`.
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { root } from "../../scripts/toolchain.mjs";
import { startDemo } from "../../www/server.mjs";
import { until, visit } from "./visit.mjs";

/** Inside the repository, where the package's own name leads to dist/. */
const FOLDER = path.join(root, "build");

export async function shownCode(browser) {
  const demo = await startDemo({ port: 0 });
  const file = path.join(FOLDER, `shown-code-${process.pid}.mjs`);
  try {
    await visit(browser, `${demo.url}playground/connection/`, async (page) => {
      await page.select("#preset", "chat");
      const code = await until(page, "the code of the example", () => document.getElementById("code").textContent.includes("/api/chat") && document.getElementById("code").textContent);
      await page.click("#connect");
      fs.mkdirSync(FOLDER, { recursive: true });
      fs.writeFileSync(file, code);
      const { stdout } = await promisify(execFile)(process.execPath, [file], { timeout: 30_000 });
      const printed = stdout.split("\n");
      await until(page, "the end in the page", () => document.getElementById("connection").dataset.state === "CLOSED");
      const events = Number(await page.evaluate(() => document.getElementById("count-events").textContent));
      if (printed[0] !== "open") throw new Error(`it begins with ${printed[0]}`);
      const messages = printed.filter((line) => line.startsWith("message "));
      if (messages.length !== events || !messages.at(-1).endsWith("[DONE]")) throw new Error(`it printed ${messages.length} events, the page has ${events}: ${stdout.slice(-300)}`);
    });
  } finally {
    fs.rmSync(file, { force: true });
    await demo.close();
  }
}
