/** Recognizes the MIME type of an event stream. `src/connection/mime.rs` does the same. */

/** Matches one of the values separated by commas ([get, decode, and split](https://fetch.spec.whatwg.org/#header-value-get-decode-and-split)). A comma inside a quoted string does not separate values. */
const VALUE = /(?:[^",]|"(?:[^"\\]|\\.)*["\\]?)+/gs;
/** Matches the [essence](https://mimesniff.spec.whatwg.org/#mime-type-essence) of a valid MIME type: two tokens. */
const ESSENCE = /^[\t\n\f\r ]*([!#$%&'*+\-.^`|~\w]+\/[!#$%&'*+\-.^`|~\w]+)[\t\n\f\r ]*(?:;|$)/;

/**
 * Returns whether the essence of the [extracted MIME type](https://fetch.spec.whatwg.org/#concept-header-extract-mime-type) of a
 * `Content-Type` is `text/event-stream`. Of several values, separated by commas, the last valid MIME type counts.
 */
export function isEventStream(contentType: string): boolean {
  let last = "";
  for (const value of contentType.match(VALUE) ?? []) {
    const essence = ESSENCE.exec(value)?.[1];
    if (essence !== undefined && essence !== "*/*") last = essence;
  }
  return last.toLowerCase() === "text/event-stream";
}
