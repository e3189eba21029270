/**
 * A number among options.
 * @throws {TypeError} if it is something else, or out of bounds
 */
export function numberOption<K extends string>(options: { readonly [key in K]?: unknown }, name: K, least: number, most: number, path = ""): number | undefined {
  const value: unknown = options[name];
  if (value === undefined || (typeof value === "number" && value >= least && value <= most)) return value;
  throw new TypeError(`EventSource: ${path}${name} must be a number of ${least}${most === Infinity ? " or more" : ` to ${most}`}, not ${String(value)}.`);
}
