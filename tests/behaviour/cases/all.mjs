import { cases as failures } from "./failures.mjs";
import { cases as lifecycle } from "./lifecycle.mjs";
import { cases as limits } from "./limits.mjs";
import { cases as loops } from "./loops.mjs";
import { cases as networkState } from "./network-state.mjs";
import { cases as policy } from "./policy.mjs";
import { cases as reconnect } from "./reconnect.mjs";
import { cases as redirects } from "./redirects.mjs";
import { cases as request } from "./request.mjs";
import { cases as resume } from "./resume.mjs";
import { cases as standard } from "./standard.mjs";
import { cases as streams } from "./streams.mjs";
import { cases as testing } from "./testing.mjs";
import { cases as url } from "./url.mjs";

const named = (group, cases) => cases.map((one) => ({ ...one, name: `${group}: ${one.name}` }));

export const allCases = [
  ...named("standard", standard),
  ...named("url", url),
  ...named("request", request),
  ...named("redirects", redirects),
  ...named("reconnect", reconnect),
  ...named("policy", policy),
  ...named("network state", networkState),
  ...named("limits", limits),
  ...named("failures", failures),
  ...named("lifecycle", lifecycle),
  ...named("streams", streams),
  ...named("loops", loops),
  ...named("resume", resume),
  ...named("testing", testing),
];
