/** Colours text, if the user wants that. */

/** [SGR](https://www.ecma-international.org/publications-and-standards/standards/ecma-48/) parameters. */
const STYLES = { bold: "1", dim: "2", red: "31", yellow: "33", cyan: "36" } as const;

export type Paint = (style: keyof typeof STYLES, text: string) => string;

/** Returns whether to use colours on a stream. FORCE_COLOR wins, as it does in Node. */
export function wantsColour({ isTTY }: { isTTY?: boolean }, { FORCE_COLOR, NO_COLOR, TERM }: NodeJS.ProcessEnv): boolean {
  if (FORCE_COLOR !== undefined) return !/^(0|false)$/.test(FORCE_COLOR);
  return isTTY === true && !NO_COLOR && TERM !== "dumb";
}

export const painter = (colour: boolean): Paint => (style, text) => (colour ? `\x1b[${STYLES[style]}m${text}\x1b[0m` : text);
