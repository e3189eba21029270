// What the search looks through: each heading with the text up to the next one.
import { anchors } from "./anchors.mjs";

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

/** @returns `{ heading, anchor, text }` for each heading of a page */
export function sectionsOf(tokens) {
  const anchor = anchors();
  const sections = [];
  for (const token of tokens) {
    if (token.type === "heading") sections.push({ heading: textOf(token), anchor: anchor(token.text), text: "" });
    else if (sections.length > 0) sections.at(-1).text += ` ${textOf(token)}`;
  }
  return sections.map((section) => ({ ...section, text: section.text.replace(/\s+/g, " ").trim() }));
}
