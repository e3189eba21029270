// The standard's sentences, and where they stand. Quoted from the HTML Standard, © WHATWG, CC BY 4.0.

const STANDARD = "https://html.spec.whatwg.org/multipage/server-sent-events.html";
const INTERPRETATION = "event-stream-interpretation";

const rule = (name, says, anchor = INTERPRETATION) => ({ name, says, href: `${STANDARD}#${anchor}` });

/** By what a line turned out to be. */
export const RULES = {
  blank: rule("blank line", "If the line is empty (a blank line): Dispatch the event.", "dispatchMessage"),
  empty: rule("blank line", "If the data buffer is an empty string, set the data buffer and the event type buffer to the empty string and return.", "dispatchMessage"),
  comment: rule("comment", "If the line starts with a U+003A COLON character (:): Ignore the line."),
  event: rule("event", "If the field name is “event”: Set the event type buffer to the field value.", "processField"),
  data: rule("data", "If the field name is “data”: Append the field value to the data buffer, then append a single U+000A LINE FEED (LF) character.", "processField"),
  id: rule("id", "If the field name is “id”: If the field value does not contain U+0000 NULL, then set the last event ID buffer to the field value.", "processField"),
  null: rule("id with NULL", "If the field value does not contain U+0000 NULL, then set the last event ID buffer. Otherwise, ignore the field.", "processField"),
  retry: rule("retry", "If the field value consists of only ASCII digits, set the event stream’s reconnection time to that integer.", "processField"),
  digits: rule("retry without digits", "If the field value consists of only ASCII digits, … Otherwise, ignore the field.", "processField"),
  other: rule("unknown field", "Otherwise: The field is ignored.", "processField"),
};

/** What holds for a line besides. */
export const NOTES = {
  bom: rule("BOM", "The UTF-8 decode algorithm strips one leading UTF-8 Byte Order Mark, if any.", "parsing-an-event-stream"),
  space: rule("space", "If value starts with a U+0020 SPACE character, remove it from value."),
  whole: rule("no colon", "Process the field using the whole line as the field name, and the empty string as the field value."),
  discarded: rule("end of the stream", "Once the end of the file is reached, any pending data must be discarded."),
};
