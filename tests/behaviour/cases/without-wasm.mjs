// For eventsource-wasm/js: what is forbidden, and that nobody asked for it. These are the last cases.

/** Who has asked for what; where there is no policy, scopes/forbid-wasm.mjs adds to it. */
export const violations = [];
globalThis.addEventListener?.("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) => violations.push([violatedDirective, blockedURI, sourceFile]));

/** The smallest module. */
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
      // oxlint-disable-next-line eslint/no-eval -- that it is forbidden is what is tested
      t.thrown(() => (0, eval)("1"), "eval");
    },
  },
];
