// The stream in the page's address, behind `#`, so that copying the address shares it and no server sees it.
import { EXAMPLES } from "./examples.js";
import { within } from "./cuts.js";

/** Longer streams stay here: browsers and chats cut long addresses. */
const LONGEST = 4000;

/** `{ example }`, or `{ text, cuts }`; `undefined` if the address has neither. */
export function read(hash) {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const text = fields.get("stream");
  const cuts = fields.get("cuts")?.split(",").map(Number);
  if (text !== null) return { text: text.slice(0, LONGEST), cuts: within(cuts ?? [], Infinity) };
  const example = fields.get("example");
  return example !== null && Object.hasOwn(EXAMPLES, example) ? { example } : undefined;
}

/** The address's part for a stream; an example that was not changed has only its name. */
export function written({ example, text, cuts }) {
  if (example) return `#${new URLSearchParams({ example })}`;
  return text.length > LONGEST ? "#" : `#${new URLSearchParams({ stream: text, cuts: cuts.join(",") })}`;
}
