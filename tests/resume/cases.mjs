// What has to hold of every recipe: nothing is lost, nothing comes twice, and what stops it stops a resume under way.
import assert from "node:assert/strict";
import crypto from "node:crypto";
import { plansOf } from "./cuts.mjs";
import { asked, play } from "./play.mjs";
import { breakingPlayer, classPlayer, leavingPlayer, loopPlayer } from "./players.mjs";
import { late } from "./recipes.mjs";

/** What a request may live after its recipe was stopped, in ms, and how long no other one may follow. */
const AT_ONCE = 5000;
const QUIET = 60;

const PLAYERS = { "events()": loopPlayer, class: classPlayer };
const STOPS = { abort: loopPlayer, return: leavingPlayer, close: classPlayer };

const posts = (requests) => requests.filter(({ method }) => method === "POST").length;
const within = (ms, promise, what) => Promise.race([promise, new Promise((_resolve, reject) => setTimeout(() => reject(new Error(`${what} took longer than ${ms} ms`)), ms))]);

async function survives(recipe, origin, player, cuts) {
  const { printed, error, requests } = await play(recipe, { origin, player, cuts });
  const story = asked(requests);
  assert.equal(posts(requests), 1, `POSTs: ${story}`);
  if (recipe.begins && requests[0].events === 0) {
    assert.match(error?.reason, /^(network|incomplete|end)$/, `a recipe that cannot resume has to throw; it asked ${story}`);
    assert.deepEqual([printed, requests.length], [[], 1], story);
    return;
  }
  if (error) throw new Error(`${error.message} It asked ${story}`, { cause: error });
  assert.deepEqual(printed, recipe.printed, story);
  if (recipe.polls) assert.ok(requests.length > 1, `the server did not cut: ${story}`);
}

/** Stopped while a resume waits for its response (`head`), or reads it. */
async function stops(recipe, origin, makePlayer, where) {
  const player = makePlayer();
  const hang = where === "head" ? { head: "hang" } : { events: recipe.repeats ? 6 : 1, how: "hang" };
  const { printed, error, requests } = await play(recipe, {
    origin, player, cuts: [{ events: 4, how: "reset" }, hang],
    async during(proxy) {
      await proxy.until(([, resume]) => resume && (where === "head" || resume.events === hang.events));
      const [, resume] = proxy.requests;
      player.stop();
      await within(AT_ONCE, resume.closed, "closing the request");
      await new Promise((resolve) => setTimeout(resolve, QUIET));
    },
  });
  assert.equal(requests.length, 2, `no request may follow: ${asked(requests)}`);
  if (makePlayer === loopPlayer) assert.equal(error?.name, "AbortError");
  else assert.equal(error, undefined);
  assert.deepEqual(printed, recipe.printed.slice(0, printed.length));
}

/** `break` within the loop, at an event that a resume has brought. */
async function breaks(recipe, origin) {
  const { printed, error, requests } = await play(recipe, {
    origin, player: breakingPlayer(recipe.repeats ? 10 : 6), cuts: [{ events: 4, how: "fin" }, { events: recipe.repeats ? 6 : 2, how: "hang" }],
    async during(proxy) {
      await proxy.until((requests) => requests.length === 2);
      await within(AT_ONCE, proxy.requests[1].closed, "closing the request");
      await new Promise((resolve) => setTimeout(resolve, QUIET));
    },
  });
  assert.deepEqual([error, requests.length], [undefined, 2], asked(requests));
  assert.deepEqual(printed, recipe.printed.slice(0, printed.length));
}

async function whole(recipe, origin) {
  const { requests } = await play(recipe, { origin, player: loopPlayer(), cuts: [] });
  // The first response alone, where the server itself cuts.
  return requests[0];
}

async function* casesOf(recipe, origin, seed) {
  for (const [name, makePlayer] of Object.entries(PLAYERS)) {
    yield [`${name}, uncut`, () => survives(recipe, origin, makePlayer(), [])];
    for (const plan of plansOf(recipe, await whole(recipe, origin), seed)) yield [`${name}, ${plan.name}`, () => survives(recipe, origin, makePlayer(), plan.cuts)];
  }
  for (const [name, makePlayer] of Object.entries(STOPS))
    for (const where of ["head", "body"]) yield [`${name} while a resume waits for its ${where}`, () => stops(recipe, origin, makePlayer, where)];
  yield ["break at an event of a resumed stream", () => breaks(recipe, origin)];
}

/** @returns [name, run] of each case */
export async function casesFor(recipe, origin, seed) {
  const cases = [];
  for await (const one of casesOf(recipe, origin, seed)) cases.push(one);
  return cases;
}

/** A resume before MCP's server has noticed that the connection is lost. */
export async function comesEarly(recipe, origin) {
  const { printed, error, requests } = await play(recipe, { origin, player: loopPlayer(), cuts: [{ events: 3, how: "reset", unnoticed: true }] });
  assert.ok(requests.some(({ status }) => status === 409), asked(requests));
  assert.deepEqual([error, printed], [undefined, recipe.printed]);
}

/** A resume after the AI SDK's answer is complete. */
export async function comesLate(origin) {
  const chat = crypto.randomUUID();
  const isComplete = async () => {
    while ((await fetch(`${origin}/api/chat/${chat}/stream`)).status !== 204);
  };
  const { error, requests } = await play({ ...late, given: async () => ({ chat }) }, { origin, player: loopPlayer(isComplete), cuts: [{ events: 1, how: "fin" }] });
  assert.deepEqual([error?.reason, error?.status], ["no-content", 204], asked(requests));
}
