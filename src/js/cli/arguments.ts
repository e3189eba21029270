/** Parses the command line. */
import { parseArgs } from "node:util";
import { USAGE } from "./usage.js";

/** An error in the command line. The message says what to do. */
export class UsageError extends Error {}

const OPTIONS = {
  header: { type: "string", short: "H", multiple: true, default: [] as string[] },
  request: { type: "string", short: "X" },
  data: { type: "string", short: "d", multiple: true, default: [] as string[] },
  "last-event-id": { type: "string" },
  reconnect: { type: "boolean" },
  "no-reconnect": { type: "boolean" },
  "max-attempts": { type: "string" },
  "connect-timeout": { type: "string" },
  "idle-timeout": { type: "string" },
  until: { type: "string" },
  event: { type: "string", multiple: true, default: [] as string[] },
  json: { type: "boolean" },
  "json-data": { type: "boolean" },
  "data-only": { type: "boolean" },
  text: { type: "boolean" },
  silent: { type: "boolean", short: "s" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "V" },
} as const;

type Given = ReturnType<typeof parse>["values"];

/** The URL, and the options as `parseArgs` returns them. */
export type Arguments = Given & { url: string };

function parse(args: string[]) {
  return parseArgs({ args, options: OPTIONS, allowPositionals: true });
}

/** Parses and checks the arguments. @throws {UsageError} */
export function parseArguments(args: string[]): Arguments {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    throw new UsageError(usageMessage(error as Error & { code?: string }));
  }
  const { values, positionals } = parsed;
  const [url = "", ...more] = positionals;
  if (values.help || values.version) return { ...values, url };
  if (url === "") throw new UsageError(`The URL is missing: ${USAGE}`);
  if (more.length > 0) throw new UsageError(`One URL at a time, but there is ${quote(more[0]!)}, too. What has spaces in it needs quotes.`);
  rejectConflict(values, ["json", "json-data", "data-only", "text"]);
  rejectConflict(values, ["reconnect", "no-reconnect"]);
  if (values.data.length > 1) throw new UsageError("-d is there more than once, but there is one body: give all of it to one -d, or a file by -d @FILE.");
  return { ...values, url };
}

/** Returns the number that an option has, or `undefined` if it is not given. @throws {UsageError} if it is not a whole number */
export function wholeNumber(values: Given, name: "max-attempts" | "connect-timeout" | "idle-timeout"): number | undefined {
  const given = values[name];
  if (given !== undefined && !/^\d{1,15}$/.test(given)) throw new UsageError(`--${name} takes a whole number, and ${quote(given)} is none.`);
  return given === undefined ? undefined : Number(given);
}

function rejectConflict(values: Given, names: readonly (keyof Given)[]): void {
  const [one, other] = names.filter((name) => values[name]);
  if (other) throw new UsageError(`--${one} and --${other} exclude each other: leave one out.`);
}

/** Rewords an error of `parseArgs`, whose advice about positional arguments would be wrong here. */
function usageMessage({ code, message }: Error & { code?: string }): string {
  const option = /'([^']+)'/.exec(message)?.[1] ?? "";
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") return `There is no option ${option}.`;
  if (code !== "ERR_PARSE_ARGS_INVALID_OPTION_VALUE") return message;
  if (/does not take/.test(message)) return `${option} takes no value.`;
  const long = /use '(--[\w-]+)=/.exec(message)?.[1];
  return `${option.replace(" <value>", "")} needs a value.${long ? ` One that begins with "-" is given by ${long}=VALUE.` : ""}`;
}

export const quote = (text: string): string => JSON.stringify(text);
