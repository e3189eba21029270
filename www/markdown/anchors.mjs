// The anchors of headings, as GitHub makes them: a link to one works there and on the site.

/** Of a heading's Markdown. */
export const anchorOf = (heading) => heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").trim().replaceAll(" ", "-");

/** Makes anchors of a page's headings, in order: the second of a name ends in `-1`. */
function anchors() {
  const taken = new Map();
  return (heading) => {
    const anchor = anchorOf(heading);
    const before = taken.get(anchor) ?? 0;
    taken.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  };
}

/** An anchor of TypeDoc's, which stands before its heading. */
const GIVEN = /^<a id="([^"]+)"><\/a>$/;

/** A page's tokens, with an `anchor` at each heading. Where TypeDoc gives anchors, a heading without one is a part of what it describes. */
export function withAnchors(tokens) {
  const givenBy = (token) => GIVEN.exec(token.raw.trim())?.[1];
  const anchor = tokens.some(givenBy) ? () => undefined : anchors();
  let given;
  const kept = [];
  for (const token of tokens) {
    const next = givenBy(token);
    if (next) given = next;
    else if (token.type !== "heading") kept.push(token);
    else {
      kept.push({ ...token, anchor: given ?? anchor(token.text) });
      given = undefined;
    }
  }
  return kept;
}
