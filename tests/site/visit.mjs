// A visitor: opens pages of the site, and waits for what they show.

/** What Firefox reports where a service worker's stream breaks off, as it has to. */
const BROKEN_OFF = /ServiceWorker intercepted the request/;
const PATIENCE_MS = 20_000;

/** Opens `url` in a new page, gives it to `look`, and fails if a script of the page did. */
export async function visit(browser, url, look) {
  const page = await browser.newPage();
  const complaints = [];
  page.on("pageerror", ({ message }) => BROKEN_OFF.test(message) || complaints.push(message));
  try {
    await page.setViewport({ width: 1280, height: 900 });
    await page.goto(url, { waitUntil: "domcontentloaded" });
    await look(page);
    if (complaints.length > 0) throw new Error(`a script of the page failed: ${complaints.join("; ")}`);
  } finally {
    await page.close();
  }
}

/** Asks the page again and again until `probe` gives something true, which it resolves with. */
export async function until(page, what, probe, ...args) {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const value = await page.evaluate(probe, ...args);
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${PATIENCE_MS} ms; the page says: ${await look(page)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const look = (page) =>
  page.evaluate(() => [...document.querySelectorAll(".card:not(form)")].map((card) => card.innerText.replace(/\s+/g, " ").slice(0, 500)).join(" | ") || document.body.innerText.slice(0, 500));
