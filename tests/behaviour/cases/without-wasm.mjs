// Checks that eventsource-wasm/js never uses what the policy forbids. These cases run last.

/** The violations so far. In runtimes without policies, scopes/forbid-wasm.mjs adds to them. */
export const violations = [];
globalThis.addEventListener?.("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) => violations.push([violatedDirective, blockedURI, sourceFile]));

/** The smallest wasm module. */
const EMPTY = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

export const cases = [
  {
    name: "no case has asked for what the policy forbids",
    run: async (t) => t.same(violations, []),
  },
  {
    name: "neither wasm nor code from a text can be had here",
    async run(t) {
      t.thrown(() => new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(EMPTY))), "wasm");
      t.thrown(() => new Function("return 1"), "new Function");
      // oxlint-disable-next-line eslint/no-eval -- tests that it is forbidden
      t.thrown(() => (0, eval)("1"), "eval");
    },
  },
];
