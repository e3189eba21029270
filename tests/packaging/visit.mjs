// What a page of a consumer's build says, in Chromium.
const LIMIT = 60_000;

/** What came in each scope of the application's page. */
export async function visit(browser, url) {
  const page = await browser.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message ?? String(error)));
  page.on("requestfailed", (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText}`));
  page.on("response", (response) => response.status() >= 400 && complaints.push(`${response.url()}: ${response.status()}`));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  try {
    await page.goto(url, { waitUntil: "domcontentloaded" });
    const came = await page.waitForFunction("globalThis.came", { timeout: LIMIT });
    return await came.jsonValue();
  } catch (error) {
    throw new Error([error.message, ...complaints].join("\n"));
  } finally {
    await page.close();
  }
}
