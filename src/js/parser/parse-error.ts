/** The error that `onError` receives. */

export type ErrorType = "invalid-retry" | "unknown-field" | "max-buffer-size-exceeded";

/** A problem with a stream, in the shape of npm `eventsource-parser`. */
export class ParseError extends Error {
  /** The kind of problem. */
  type!: ErrorType;
  /** The name of the unknown field. */
  field?: string | undefined;
  /** The field's value. */
  value?: string | undefined;
  /** The whole line. */
  line?: string | undefined;

  constructor(message: string, options: { type: ErrorType; field?: string; value?: string; line?: string }) {
    super(message);
    this.name = "ParseError";
    Object.assign(this, options);
  }
}

/** @internal Creates the error for a line whose field is unknown, or whose `retry` is not a number. */
export function invalidLine(line: string, isRetry: boolean): ParseError {
  const [field] = line.split(":", 1) as [string];
  const value = line.slice(field.length + 1).replace(/^ /, "");
  if (isRetry) return new ParseError(`Invalid \`retry\` value: "${value}"`, { type: "invalid-retry", value, line });
  const shortened = field.length > 20 ? `${field.slice(0, 20)}…` : field;
  return new ParseError(`Unknown field "${shortened}"`, { type: "unknown-field", field, value, line });
}

/** @internal Creates the error for an exceeded `maxBufferSize`. */
export function bufferSizeExceeded(size: number): ParseError {
  return new ParseError(`Buffered data exceeded max buffer size of ${size} characters`, { type: "max-buffer-size-exceeded" });
}
