/** Returns [`Retry-After`](https://www.rfc-editor.org/rfc/rfc9110#field.retry-after), which is in seconds or a date, in ms from now; NaN if there is none. */
export function retryAfter(headers: Headers): number {
  const value = headers.get("retry-after") ?? "";
  return /^\d+$/.test(value) ? Number(value) * 1000 : Math.max(0, Date.parse(value) - Date.now());
}
