// The list of what the parser told: events above all, then IDs, times, comments and complaints.
import { element } from "../element.js";
import { visible } from "./notation.js";

const WORDS = {
  event: ({ data }) => data,
  id: ({ id }) => (id === "" ? "no ID any more" : visible(id)),
  retry: ({ retry }) => `${retry} ms`,
  comment: ({ comment }) => visible(comment),
  error: ({ message }) => visible(message),
};

function row(one) {
  const { kind, chunk, event, id } = one;
  const named = kind === "event" ? `${event || "message"}${id ? `, id ${id}` : ""}` : kind;
  return element("li", {},
    element("span", { className: `tag ${kind}`, title: named }, kind),
    element("pre", {}, kind === "event" ? element("small", {}, `${named}\n`) : "", WORDS[kind](one)),
    element("small", {}, `chunk ${chunk}`));
}

/** Draws all of it; what came with the newest chunk is marked. */
export function drawTold(list, nothing, told, newest) {
  list.replaceChildren(...told.map((one) => {
    const made = row(one);
    if (one.chunk === newest) made.className = "new";
    return made;
  }));
  nothing.hidden = told.length > 0;
  list.scrollTop = list.scrollHeight;
}
