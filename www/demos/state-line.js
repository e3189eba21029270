// The line below each panel: ready state, attempt, time to the next try, last event ID, last error.

const NAMES = ["CONNECTING", "OPEN", "CLOSED"];
const COUNTDOWN_MS = 100;

/** Fills `host` with a state line. `set` takes any of readyState, attempt, delay, lastEventId, message. */
export function stateLine(host) {
  host.append(document.querySelector("#state-line").content.cloneNode(true));
  const cell = (name) => host.querySelector(`[data-field="${name}"]`);
  let countdown;

  function write(name, text) {
    // An unchanged live region must stay untouched, or screen readers repeat it with each event.
    const target = cell(name);
    if (target.textContent !== text) target.textContent = text;
  }

  function countDown(delay) {
    clearInterval(countdown);
    const due = performance.now() + delay;
    const show = () => {
      const left = due - performance.now();
      write("next", left > 0 ? `${(left / 1000).toFixed(1)} s` : "now");
      if (left <= 0) clearInterval(countdown);
    };
    countdown = setInterval(show, COUNTDOWN_MS);
    show();
  }

  function set({ readyState, attempt, delay, lastEventId, message }) {
    if (readyState !== undefined) {
      host.dataset.state = NAMES[readyState];
      write("readyState", NAMES[readyState]);
      if (readyState !== 0) {
        clearInterval(countdown);
        write("next", "–");
      }
    }
    if (attempt !== undefined) write("attempt", String(attempt));
    if (lastEventId !== undefined) write("lastEventId", lastEventId || "–");
    if (message !== undefined) {
      write("message", message);
      host.dataset.failed = "yes";
    }
    if (delay !== undefined) countDown(delay);
  }

  set({ readyState: 0 });
  return { set };
}

/** What an error event and its source say, in the words of `set`. */
function failureOf(event, source) {
  return {
    readyState: source.readyState,
    lastEventId: source.lastEventId,
    attempt: event.attempt,
    delay: event.willReconnect ? event.delay : undefined,
    message: event.message,
  };
}

/** Keeps `line` in step with `source`, whose events have the given types. */
export function watch(source, line, types) {
  line.set({ readyState: source.readyState, lastEventId: source.lastEventId });
  source.addEventListener("open", () => line.set({ readyState: source.readyState }));
  source.addEventListener("error", (event) => line.set(failureOf(event, source)));
  for (const type of types) source.addEventListener(type, () => line.set({ lastEventId: source.lastEventId }));
}
