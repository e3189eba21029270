const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as HTML, in an element or an attribute. */
export const escape = (text) => text.replace(/[&<>"]/g, (character) => ENTITIES[character]);
