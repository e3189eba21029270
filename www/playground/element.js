// Makes elements; text is text, never HTML.

/** `element("a", { href, className, dataset: {…} }, …children)`; a child may be a string. */
export function element(name, { dataset, ...properties } = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  Object.assign(made.dataset, dataset);
  made.append(...children.filter((child) => child !== undefined && child !== null));
  return made;
}

/** Writes a text only if it is another one: a live region that is touched is read again. */
export function write(target, text) {
  if (target.textContent !== text) target.textContent = text;
}
