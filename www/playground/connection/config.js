// What the form holds, and what becomes of it: the arguments of the constructor.

const POLICY = ["maxDelay", "factor", "jitter", "maxAttempts", "maxElapsed", "resetAfter"];
/** Options that are a number, in milliseconds or bytes. */
export const NUMBERS = ["idleTimeout", "connectTimeout", "reconnectionTime", "maxEventSize"];
/** Options that are a text. */
export const TEXTS = ["lastEventId", "lastEventIdParam"];
/** Fields of the form that hold a policy. */
export const POLICY_FIELDS = [...POLICY, "statuses"];

export const EMPTY = {
  url: "", method: "GET", headers: "", body: "", reconnect: "", whenHidden: "", hiddenAfter: "", withCredentials: false, secretHeaders: "",
  ...Object.fromEntries([...NUMBERS, ...TEXTS, ...POLICY_FIELDS].map((name) => [name, ""])),
};

const filled = (config, names) => names.filter((name) => config[name].trim() !== "");
const listed = (text) => text.split(/[\s,]+/).filter(Boolean);

/** The lines `Name: value` as pairs; a line without a colon is a name without a value. */
export function headersOf(text) {
  return text.split("\n").filter((line) => line.trim()).map((line) => {
    const colon = line.indexOf(":");
    return colon < 0 ? [line.trim(), ""] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  });
}

function reconnectOf(config) {
  if (config.reconnect === "no") return false;
  const policy = Object.fromEntries(filled(config, POLICY).map((name) => [name, Number(config[name])]));
  const statuses = listed(config.statuses).map(Number);
  if (statuses.length > 0) policy.statuses = statuses;
  if (Object.keys(policy).length > 0) return policy;
  return config.reconnect === "yes" ? true : undefined;
}

/** The options: only those that were filled in. */
export function initOf(config) {
  const init = {};
  const headers = headersOf(config.headers);
  if (config.method !== "GET") init.method = config.method;
  if (headers.length > 0) init.headers = Object.fromEntries(headers);
  if (config.body !== "" && !/^(GET|HEAD)$/.test(config.method)) init.body = config.body;
  if (config.withCredentials) init.withCredentials = true;
  for (const name of filled(config, TEXTS)) init[name] = config[name].trim();
  for (const name of filled(config, NUMBERS)) init[name] = Number(config[name]);
  if (config.whenHidden === "pause") init.whenHidden = "pause";
  if (config.whenHidden === "after") init.whenHidden = Number(config.hiddenAfter);
  const secrets = listed(config.secretHeaders);
  if (secrets.length > 0) init.secretHeaders = secrets;
  const reconnect = reconnectOf(config);
  if (reconnect !== undefined) init.reconnect = reconnect;
  return init;
}

/** The absolute URL, for the code: it may run anywhere. */
export const urlOf = (config, base) => new URL(config.url.trim(), base).href;
