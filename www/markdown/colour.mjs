// Light colours for code, made once, so that no page needs a library: keywords as <b>, strings as <i>, comments as <em>.
import { escape } from "./escape.mjs";

const words = (text) => new RegExp(`\\b(?:${text.replaceAll(" ", "|")})\\b`, "y");
const STRING = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/y;
const SLASHES = /\/\/.*|\/\*[^]*?\*\//y;
const HASH = /#(?![\w[]).*/y;
const WORD = /[\w$]+/y;

const SCRIPT = {
  i: STRING,
  em: SLASHES,
  b: words("as async await break case catch class const continue default else export extends finally for from function if import in instanceof interface let new of optional readonly return switch this throw try type typeof var while yield"),
};
// A lifetime begins like a character.
const RUST = { i: /"(?:\\.|[^"\\])*"/y, em: SLASHES, b: words("as async await break const else enum fn for if impl in let loop match mod move mut pub ref return self struct trait type use where while") };
const MARKUP = { em: /<!--[^]*?-->/y, i: /"[^"\n]*"/y, b: /<\/?[a-z][\w-]*|(?<=[\w"'}])>/y };

const LANGUAGES = {
  js: SCRIPT, jsx: SCRIPT, ts: SCRIPT, tsx: SCRIPT, json: { i: STRING }, rust: RUST,
  html: MARKUP, vue: { ...MARKUP, b: SCRIPT.b }, svelte: { ...MARKUP, b: SCRIPT.b },
  sh: { i: STRING, em: HASH }, toml: { i: STRING, em: HASH }, nginx: { i: STRING, em: HASH },
};

/** Code as HTML. A language that is not known stays plain. */
export function coloured(code, language) {
  const rules = Object.entries(LANGUAGES[language] ?? {});
  let html = "";
  for (let at = 0; at < code.length; ) {
    const match = (pattern) => {
      pattern.lastIndex = at;
      return pattern.exec(code)?.[0];
    };
    const rule = rules.map(([tag, pattern]) => [tag, match(pattern)]).find(([, text]) => text);
    // A word is taken whole: `form` has no keyword in it.
    const text = rule?.[1] ?? match(WORD) ?? code[at];
    html += rule ? `<${rule[0]}>${escape(text)}</${rule[0]}>` : escape(text);
    at += text.length;
  }
  return html;
}
