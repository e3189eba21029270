#!/usr/bin/env node
/** The command `npx eventsource-wasm URL`: curl for event streams. */
import { readFile } from "node:fs/promises";
import { parseArguments, UsageError, type Arguments } from "./arguments.js";
import { follow } from "./follow.js";
import { dataOnly, forPeople, json, jsonData, type Format } from "./format.js";
import { Notices } from "./notices.js";
import { painter, wantsColour } from "./paint.js";
import { requestOf } from "./request.js";
import { EXIT, HELP } from "./usage.js";

async function main(): Promise<number> {
  const given = parseArguments(process.argv.slice(2));
  if (given.help) return print(HELP);
  if (given.version) return print(`${await version()}\n`);
  const request = await requestOf(given);
  const notices = new Notices(process.stderr, painter(wantsColour(process.stderr, process.env)));
  return follow({
    request,
    types: given.event,
    until: given.until,
    printsLast: !given["data-only"],
    format: formatOf(given),
    say: (text, style) => given.silent || notices.say(text, style),
  });
}

function formatOf(given: Arguments): Format {
  const { stdout, env } = process;
  if (given["json-data"]) return jsonData;
  if (given["data-only"]) return dataOnly(stdout.isTTY);
  return given.text || (stdout.isTTY && !given.json) ? forPeople(painter(wantsColour(stdout, env))) : json;
}

function print(text: string): number {
  process.stdout.write(text);
  return EXIT.ended;
}

async function version(): Promise<string> {
  return JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8")).version;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`eventsource-wasm: ${error.message}\n\`eventsource-wasm --help\` lists the options.\n`);
  process.exitCode = EXIT.usage;
}
