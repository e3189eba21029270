/** The response's MIME type, as far as an event source looks at it; `src/connection/mime.rs` does the same. */

/** One of the values that commas separate ([get, decode, and split](https://fetch.spec.whatwg.org/#header-value-get-decode-and-split)): a comma inside a quoted string does not. */
const VALUE = /(?:[^",]|"(?:[^"\\]|\\.)*["\\]?)+/gs;
/** The [essence](https://mimesniff.spec.whatwg.org/#mime-type-essence), if it is a MIME type at all: two tokens. */
const ESSENCE = /^[\t\n\f\r ]*([!#$%&'*+\-.^`|~\w]+\/[!#$%&'*+\-.^`|~\w]+)[\t\n\f\r ]*(?:;|$)/;

/**
 * Whether the essence of the [extracted MIME type](https://fetch.spec.whatwg.org/#concept-header-extract-mime-type) of a
 * `Content-Type` is `text/event-stream`. Of several headers, joined by commas, the last that is a MIME type counts.
 */
export function isEventStream(contentType: string): boolean {
  let last = "";
  for (const value of contentType.match(VALUE) ?? []) {
    const essence = ESSENCE.exec(value)?.[1];
    if (essence !== undefined && essence !== "*/*") last = essence;
  }
  return last.toLowerCase() === "text/event-stream";
}
