// Runs the cases in the page, one by one, with the package under test.

const control = (path, init) => fetch(path, init).then((response) => response.json());
/** Of a request: what a user of either package could notice at the server. */
const seen = ({ method, url, headers, lastEventId, body }) => ({
  method, query: [...new URL(url, location.href).searchParams].map((pair) => pair.join("=")).sort().join("&"), accept: headers.accept, lastEventId: lastEventId ?? null, body, ...(headers["x-client"] && { client: headers["x-client"] }),
});

const LIMIT = 8000;

async function runOne(module, { name, scripts, run }) {
  const key = `${location.pathname} ${name}`.replaceAll(/\W+/g, "-");
  await control(`/script?key=${key}`, { method: "POST", body: JSON.stringify(scripts) });
  const said = [];
  const limit = new Promise((resolve) => setTimeout(resolve, LIMIT, "late"));
  const context = {
    module,
    url: `/stream/${key}`,
    say: (...words) => said.push(words.length === 1 ? words[0] : words),
    signal: (signal) => control(`/signal?key=${key}&name=${signal}`),
    /** Until the server has had so many requests, and so many of them were broken off. */
    served: (requests, closed = 0) => control(`/log?key=${key}&requests=${requests}&closed=${closed}`),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    /** As if the page were hidden, or seen again. */
    show(isVisible) {
      for (const [property, value] of [["hidden", !isVisible], ["visibilityState", isVisible ? "visible" : "hidden"]])
        Object.defineProperty(document, property, { value, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    },
  };
  try {
    if ((await Promise.race([run(context), limit])) === "late") said.push("late");
  } catch (error) {
    said.push(`threw ${error}`);
  }
  // What belongs to the case is over: later requests are another's.
  const { requests } = await control(`/log?key=${key}`);
  return { said, requests: requests.map(seen) };
}

export async function runAll(module, cases, wanted) {
  const came = {};
  for (const one of cases) if (wanted.test(one.name)) came[one.name] = JSON.parse(JSON.stringify(await runOne(module, one)));
  return came;
}
