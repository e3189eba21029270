// The wall, with three people in three tabs.
import { until, visit } from "./visit.mjs";

const text = (page) => page.evaluate(() => document.getElementById("timeline").innerText);
const sees = (page, words) => until(page, `"${words}" in the timeline`, (words) => document.getElementById("timeline").innerText.includes(words), words);
const open = (page) => until(page, "an open stream", () => document.getElementById("wall").dataset.state === "OPEN");

/** By script and keyboard: Chromium lets no mouse into a tab behind another one. */
async function signIn(page, name) {
  // The script comes after the service worker.
  await until(page, "the wall", () => document.getElementById("wall").dataset.state);
  await page.type("#name", name);
  await page.keyboard.press("Enter");
  await open(page);
  await sees(page, `${name} checked in`);
}

async function follow(page, name) {
  await until(page, `${name} among the people`, (label) => document.querySelector(`[aria-label="${label}"]`) !== null, `Follow ${name}`);
  await page.evaluate((label) => document.querySelector(`[aria-label="${label}"]`).click(), `Follow ${name}`);
  await open(page);
}

async function post(page, words, to = "") {
  await page.select("#to", to);
  await page.evaluate(() => (document.getElementById("text").value = ""));
  await page.type("#text", words);
  await page.keyboard.press("Enter");
  await until(page, "what was sent", () => document.getElementById("text").value === "");
}

async function three(ada, bob, eve, url) {
  await signIn(ada, "Ada");
  await signIn(bob, "Bøb");
  await signIn(eve, "Eve");
  await follow(ada, "Bøb");
  await follow(bob, "Ada");
  await post(ada, "hello <b>from</b> Ada");
  await sees(bob, "hello <b>from</b> Ada");
  await post(bob, "hello from Bøb");
  await sees(ada, "hello from Bøb");
  await until(ada, "Eve among the people", () => [...document.getElementById("to").options].some(({ value }) => value === "Eve"));
  await post(ada, "for Bøb alone", "Bøb");
  await post(ada, "for Eve alone", "Eve");
  await sees(bob, "for Bøb alone");
  await sees(eve, "for Eve alone");
  const [seenByEve, seenByBob] = [await text(eve), await text(bob)];
  if (/hello|Bøb alone/.test(seenByEve)) throw new Error(`Eve follows nobody, and sees: ${seenByEve}`);
  if (seenByBob.includes("Eve alone")) throw new Error(`Bøb sees what was for Eve: ${seenByBob}`);

  // A tab that was away, with a page of its own meanwhile.
  await bob.goto("about:blank");
  await post(ada, "while you were away");
  await bob.goto(url);
  await sees(bob, "while you were away");
  const after = await text(bob);
  for (const words of ["hello <b>from</b> Ada", "for Bøb alone", "while you were away"])
    if (after.split(words).length !== 2) throw new Error(`"${words}" is there ${after.split(words).length - 1} times after a reload: ${after}`);
  if (after.split("Bøb checked in").length !== 2) throw new Error(`a reload is no check-in: ${after}`);
}

export const wall = (count, kind, browser, url) =>
  count.check(`${kind}: the wall, three people`, () =>
    visit(browser, `${url}wall/`, (ada) => visit(browser, `${url}wall/`, (bob) => visit(browser, `${url}wall/`, (eve) => three(ada, bob, eve, `${url}wall/`)))));
