// A badge as an SVG file: the README shows it without asking another host.

const WIDTH_OF_A_LETTER = 6.2;
const PADDING = 6;
const escape = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** Two cells: what it is about, and its value. */
export function badge(label, value) {
  const [left, right] = [label, value].map((text) => Math.round(text.length * WIDTH_OF_A_LETTER + 2 * PADDING));
  const cell = (x, width, text) => `<text x="${x + width / 2}" y="14" textLength="${width - 2 * PADDING}">${escape(text)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${escape(`${label}: ${value}`)}">
<title>${escape(`${label}: ${value}`)}</title>
<clipPath id="r"><rect width="${left + right}" height="20" rx="3"/></clipPath>
<g clip-path="url(#r)"><rect width="${left}" height="20" fill="#444c56"/><rect x="${left}" width="${right}" height="20" fill="#1f6feb"/></g>
<g fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">${cell(0, left, label)}${cell(left, right, value)}</g>
</svg>
`;
}
