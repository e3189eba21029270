// What the search looks through: each heading with the text up to the next one.

const hasLetters = (text) => /\p{L}/u.test(text);

/** A table's text. Nobody looks for numbers, and there are thousands: a table of them is left out. */
function textOfTable({ header, rows }) {
  const cells = rows.flat().map((cell) => cell.tokens.map(textOf).join(""));
  const withLetters = cells.filter(hasLetters);
  return withLetters.length * 2 < cells.length ? "" : [...header.map(({ text }) => text), ...withLetters].join(" ");
}

function textOf(token) {
  if (token.type === "html") return "";
  if (token.type === "table") return textOfTable(token);
  const inner = token.tokens ?? token.items;
  const isBlock = token.type === "list" || token.type === "blockquote";
  if (inner) return inner.map(textOf).join(isBlock ? " " : "");
  return token.text ?? "";
}

/**
 * @param tokens with their anchors
 * @returns `{ heading, anchor, text }` for each heading that has an anchor, and for the page's first. What belongs to a class or an
 *   interface of the API reference says to which.
 */
export function sectionsOf(tokens) {
  const sections = [];
  let owner = "";
  for (const token of tokens) {
    if (token.type !== "heading" || (sections.length > 0 && !token.anchor)) {
      if (sections.length > 0) sections.at(-1).text += ` ${textOf(token)}`;
      continue;
    }
    const heading = textOf(token);
    const isApi = sections.length > 0 && !sections[0].anchor;
    if (token.depth <= 3) owner = heading;
    sections.push({ heading: isApi && token.depth > 3 ? `${owner} › ${heading}` : heading, anchor: token.anchor, text: "" });
  }
  return sections.map((section) => ({ ...section, text: section.text.replace(/\s+/g, " ").trim() }));
}
