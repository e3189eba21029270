// The anchors of headings, as GitHub makes them: a link to one works there and on the site.

/** Of a heading's Markdown. */
export const anchorOf = (heading) => heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").trim().replaceAll(" ", "-");

/** Gives a page's headings their anchors, in order: the second of a name ends in `-1`. */
export function anchors() {
  const taken = new Map();
  return (heading) => {
    const anchor = anchorOf(heading);
    const before = taken.get(anchor) ?? 0;
    taken.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  };
}
