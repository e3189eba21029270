// A page in Chromium, and what it complains of.

/** What the browser itself says of a response that is meant to be refused. */
const isMeant = (message) => message.text().startsWith("Failed to load resource") && message.location().url?.endsWith("/feed/gone");

export async function visit(browser) {
  const page = await browser.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(error.stack ?? String(error)));
  page.on("console", (message) => {
    if (["error", "warn"].includes(message.type()) && !isMeant(message)) complaints.push(`${message.type()}: ${message.text()}`);
  });
  return { page, complaints };
}
