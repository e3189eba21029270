/** The parser alone, for Cloudflare workerd. Built with `parser-platform.workerd.ts`. */
export * from "../parser/parser.js";
