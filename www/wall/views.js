// The timeline and the people.
import { element } from "../playground/element.js";

const MAX_ROWS = 60;

/** What each type of event says, of its data. */
const SAYS = {
  checkin: ({ name }) => [name, "checked in"],
  forward: ({ from, text }) => [from, text],
  direct: ({ from, text }) => [`${from}, to you alone`, text],
};

function rowOf({ type, data }) {
  const [who, what] = SAYS[type](data);
  const time = new Date(data.time);
  return element("li", { dataset: { type } },
    element("span", { className: "tag" }, type),
    element("p", {}, element("b", {}, who), " ", what),
    element("time", { dateTime: time.toISOString() }, time.toLocaleTimeString("en-GB")));
}

export const drawTimeline = (list, rows) => list.replaceChildren(...rows.map(rowOf));

export function addRow(list, row) {
  list.prepend(rowOf(row));
  if (list.childElementCount > MAX_ROWS) list.lastElementChild.remove();
}

/** The people, each with a button to follow, and the choice of whom to write to. `follow(name, isOn)` is called for the button. */
export function drawPeople(list, choice, { people, followed }, follow) {
  const rowFor = (name) => {
    const button = element("button", { type: "button", ariaPressed: String(followed.includes(name)), ariaLabel: `Follow ${name}` }, "Follow");
    button.addEventListener("click", () => {
      follow(name, button.ariaPressed !== "true");
      // The list was drawn anew: whoever came by keyboard stays where they were.
      [...list.querySelectorAll("button")].find(({ ariaLabel }) => ariaLabel === `Follow ${name}`)?.focus();
    });
    return element("li", {}, element("span", {}, name), button);
  };
  list.replaceChildren(...people.map(rowFor));
  const { value } = choice;
  choice.replaceChildren(element("option", { value: "" }, "All who follow you"), ...people.map((name) => element("option", { value: name }, `${name} alone`)));
  choice.value = people.includes(value) ? value : "";
}
