// What an example finds around it, in every scope: addresses of example.com lead to the test's server. Where there is no standard
// output, console.log goes there, too. `SURROUNDINGS` is put in by surroundings.mjs.
(() => {
  const { origin, other, gone, hasOutput } = SURROUNDINGS;
  const { fetch } = globalThis;
  const here = (url) =>
    url.replace(/^https:\/\/example\.com(?![\w.])/, origin).replace(/^https:\/\/gone\.example\.com(?![\w.])/, gone).replace(/^https:\/\/[\w.]+\.example\.com(?![\w.])/, other);
  globalThis.fetch = (input, init) => fetch(input instanceof Request ? new Request(here(input.url), input) : here(String(input)), init);
  if (hasOutput) return;
  let last = Promise.resolve();
  console.log = (...words) => {
    const body = words.map(String).join(" ");
    last = last.then(() => fetch(`${origin}/said`, { method: "POST", body, mode: "no-cors" }));
  };
  globalThis.afterAllWasSaid = () => last.then(() => fetch(`${origin}/settle`));
})();
