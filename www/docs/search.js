// The search box of the docs: an index of all sections, loaded on first use; `/` focuses, arrows choose, Enter goes there.
const MOST = 12;
const AROUND = 60;

const box = document.getElementById("find");
const list = document.getElementById("found");
const says = document.getElementById("found-says");
const here = new URL(".", import.meta.url);

let index;
let shown = [];
let chosen = 0;

/** Loads the index once; after a failure, the next use tries again. */
function load() {
  index ??= fetch(new URL("search.json", here)).then((response) => {
    if (!response.ok) throw new Error(`status ${response.status}`);
    return response.json();
  }).then((rows) => rows.map(([title, place, heading, text]) => ({
    title, place, heading, text, lower: { title: title.toLowerCase(), heading: heading.toLowerCase(), text: text.toLowerCase() },
  })));
  index.catch(() => (index = undefined));
  return index;
}

/** How well a section fits: every word has to be in it, and a heading says more than the text. */
function scoreOf({ lower, place }, words) {
  let score = 0;
  for (const word of words) {
    const inTitle = lower.title.includes(word);
    const inHeading = lower.heading.includes(word);
    const times = lower.text.split(word).length - 1;
    if (!inTitle && !inHeading && times === 0) return 0;
    score += (inHeading ? 20 : 0) + Math.min(times, 5);
    // The page's own section stands for the whole of it.
    if (inTitle) score += place.includes("#") ? 3 : 20;
  }
  return score;
}

/** `text` with the words marked. */
function marked(text, words) {
  const lower = text.toLowerCase();
  const nodes = [];
  let from = 0;
  for (;;) {
    const next = words.map((word) => [lower.indexOf(word, from), word.length]).filter(([at]) => at >= 0).sort((a, b) => a[0] - b[0])[0];
    if (!next) return [...nodes, text.slice(from)];
    const mark = document.createElement("mark");
    mark.textContent = text.slice(next[0], next[0] + next[1]);
    nodes.push(text.slice(from, next[0]), mark);
    from = next[0] + next[1];
  }
}

function excerptOf({ text, lower }, words) {
  const at = Math.max(0, Math.min(...words.map((word) => lower.text.indexOf(word)).filter((one) => one >= 0), text.length) - AROUND / 2);
  const from = at === 0 || at >= text.length - AROUND ? 0 : text.indexOf(" ", at) + 1;
  return (from > 0 ? "… " : "") + text.slice(from, from + 3 * AROUND);
}

function option(section, at, words) {
  const item = document.createElement("li");
  item.id = `found-${at}`;
  item.role = "option";
  const name = document.createElement("strong");
  name.append(...marked(section.heading === section.title ? section.title : `${section.title} › ${section.heading}`, words));
  const excerpt = document.createElement("small");
  excerpt.append(...marked(excerptOf(section, words), words));
  item.append(name, excerpt);
  return item;
}

function choose(at) {
  chosen = (at + shown.length) % shown.length;
  for (const [i, item] of [...list.children].entries()) item.ariaSelected = String(i === chosen);
  box.setAttribute("aria-activedescendant", `found-${chosen}`);
  list.children[chosen].scrollIntoView({ block: "nearest" });
}

function show(sections, words) {
  shown = sections;
  list.replaceChildren(...sections.map((section, at) => option(section, at, words)));
  list.hidden = sections.length === 0;
  box.ariaExpanded = String(sections.length > 0);
  box.removeAttribute("aria-activedescendant");
  if (sections.length > 0) choose(0);
}

async function search() {
  const asked = box.value;
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    says.textContent = "";
    return show([], words);
  }
  try {
    const scored = (await load()).map((section) => [scoreOf(section, words), section]).filter(([score]) => score > 0);
    // While the index was on its way, the visitor typed on.
    if (asked !== box.value) return;
    const best = scored.sort((a, b) => b[0] - a[0]).slice(0, MOST).map(([, section]) => section);
    show(best, words);
    says.textContent = best.length === 0 ? "Nothing found." : `${scored.length} found, the best ${best.length} listed.`;
  } catch {
    show([], words);
    says.textContent = "The search's index could not be loaded: type again to try anew.";
  }
  says.classList.toggle("unseen", shown.length > 0);
}

function go(at) {
  const { place } = shown[at];
  show([], []);
  location.assign(new URL(place, here));
}

const KEYS = {
  ArrowDown: () => choose(chosen + 1),
  ArrowUp: () => choose(chosen - 1),
  Enter: () => go(chosen),
  Escape: () => show([], []),
};

box.addEventListener("focus", () => load().catch(() => {}));
box.addEventListener("input", search);
box.addEventListener("keydown", (event) => {
  if (!(event.key in KEYS) || shown.length === 0 || event.isComposing) return;
  event.preventDefault();
  KEYS[event.key]();
});
box.addEventListener("blur", () => show([], []));
// Before the box loses its focus, and the list its items.
list.addEventListener("pointerdown", (event) => event.preventDefault());
list.addEventListener("click", (event) => {
  const item = event.target.closest("li");
  if (item) go([...list.children].indexOf(item));
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// The list of pages scrolls by itself: its current one should be in view.
const pages = document.getElementById("pages");
const current = pages.querySelector("[aria-current]");
if (current) pages.scrollTop = current.offsetTop - pages.clientHeight / 2;
