// The bytes as cells, with a place to cut between each two. To the keyboard and to screen readers it is one slider: the mark that
// the arrows move, and Space cuts at.
import { element } from "../element.js";
import { glyphOf, hexOf } from "./notation.js";

/** As many as a page draws at once. */
const SHOWN = 3000;
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: 8, ArrowUp: -8, PageDown: 64, PageUp: -64 };

const describe = (byte) => {
  const glyph = glyphOf(byte);
  return glyph ? `${glyph} (${hexOf(byte)})` : hexOf(byte);
};

/** `toggle(at)` is called to cut at an offset, or not to. */
export function bytesView(host, toggle) {
  let bytes = new Uint8Array();
  let cuts = [];
  let caret = 1;

  function cell(byte, chunk, isLate) {
    const classes = ["byte", chunk % 2 ? "odd" : "", byte < 0x20 ? "control" : "", isLate ? "late" : ""];
    return element("span", { className: classes.filter(Boolean).join(" ") }, element("b", {}, glyphOf(byte)), element("small", {}, hexOf(byte)));
  }

  function gap(at) {
    return element("span", { className: cuts.includes(at) ? "gap cut" : "gap", dataset: { at } });
  }

  function moveTo(at) {
    caret = Math.max(1, Math.min(at, bytes.length - 1));
    host.querySelector(".caret")?.classList.remove("caret");
    const mark = host.querySelector(`[data-at="${caret}"]`);
    mark?.classList.add("caret");
    host.ariaValueMax = String(Math.max(1, bytes.length - 1));
    host.ariaValueNow = String(caret);
    host.ariaValueText = bytes.length < 2 ? "no place to cut" : `after byte ${caret}, between ${describe(bytes[caret - 1])} and ${describe(bytes[caret])}${cuts.includes(caret) ? ", cut" : ""}`;
    return mark;
  }

  /** Draws the bytes; those at `fedUntil` and behind it have not arrived. */
  function draw(state, fedUntil) {
    ({ bytes, cuts } = state);
    const rows = [element("div")];
    let chunk = 0;
    for (let at = 0; at < Math.min(bytes.length, SHOWN); at++) {
      if (cuts.includes(at)) chunk++;
      if (at > 0) rows.at(-1).append(gap(at));
      if (at > 0 && bytes[at - 1] === 0x0a) rows.push(element("div"));
      rows.at(-1).append(cell(bytes[at], chunk, at >= fedUntil));
    }
    if (bytes.length > SHOWN) rows.push(element("div", {}, `… and ${bytes.length - SHOWN} more bytes, which are fed all the same.`));
    host.replaceChildren(...rows);
    moveTo(caret);
  }

  host.addEventListener("click", ({ target }) => {
    const at = Number(target.dataset.at);
    if (at) {
      caret = at;
      toggle(at);
    }
  });
  host.addEventListener("keydown", (event) => {
    if (event.key === " " || event.key === "Enter") toggle(caret);
    else if (event.key in STEPS) moveTo(caret + STEPS[event.key])?.scrollIntoView({ block: "nearest" });
    else if (event.key === "Home") moveTo(1);
    else if (event.key === "End") moveTo(Infinity);
    else return;
    event.preventDefault();
  });
  return { draw };
}
