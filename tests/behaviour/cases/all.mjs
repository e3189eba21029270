import { cases as failures } from "./failures.mjs";
import { cases as lifecycle } from "./lifecycle.mjs";
import { cases as reconnect } from "./reconnect.mjs";
import { cases as request } from "./request.mjs";
import { cases as standard } from "./standard.mjs";
import { cases as streams } from "./streams.mjs";

const named = (group, cases) => cases.map((one) => ({ ...one, name: `${group}: ${one.name}` }));

export const allCases = [
  ...named("standard", standard),
  ...named("request", request),
  ...named("reconnect", reconnect),
  ...named("failures", failures),
  ...named("lifecycle", lifecycle),
  ...named("streams", streams),
];
