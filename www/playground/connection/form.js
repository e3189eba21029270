// The form, as values and back.
import { EMPTY } from "./config.js";

const field = (form, name) => form.elements.namedItem(name);

export const valuesOf = (form) =>
  Object.fromEntries(Object.entries(EMPTY).map(([name, empty]) => [name, typeof empty === "boolean" ? field(form, name).checked : field(form, name).value]));

/** Fills the form; what `config` does not name is emptied. A part with a filled field is opened. */
export function fill(form, config) {
  for (const [name, empty] of Object.entries(EMPTY)) {
    const value = config[name] ?? empty;
    if (typeof empty === "boolean") field(form, name).checked = value;
    else field(form, name).value = value;
  }
  for (const part of form.querySelectorAll("details")) part.open = [...part.querySelectorAll("[name]")].some(({ name }) => (config[name] ?? EMPTY[name]) !== EMPTY[name]);
}
