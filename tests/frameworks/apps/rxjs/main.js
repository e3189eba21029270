// A page without a framework: what is shown is subscribed to, what is not shown any more is unsubscribed from.
import { BehaviorSubject, EMPTY, Subject, catchError, map, of, scan, startWith, switchMap } from "rxjs";
import { answer$, messages$ } from "./streams.js";

const { origin } = globalThis.given;
const root = document.getElementById("root");
const room$ = new BehaviorSubject("a");

const feed$ = room$.pipe(
  switchMap((room) =>
    messages$(`${origin}/feed/${room}`).pipe(
      scan((messages, message) => [...messages, message], []),
      startWith([]),
      map((messages) => `<pre>${messages.join("\n")}</pre>`),
      catchError(({ message }) => of(`<p role="alert">${message}</p><pre></pre>`)),
    ),
  ),
);

function show() {
  const place = document.createElement("section");
  place.id = "shown";
  place.innerHTML = "<div></div><button>Ask</button><p></p>";
  root.append(place);
  const asked$ = new Subject();
  place.querySelector("button").onclick = () => asked$.next("Hello");
  const text$ = asked$.pipe(switchMap((prompt) => answer$(prompt).pipe(scan((text, part) => text + part, ""), startWith(""), catchError(() => EMPTY))));
  const subscription = feed$.subscribe((html) => (place.querySelector("div").innerHTML = html));
  subscription.add(text$.subscribe((text) => (place.lastChild.textContent = text)));
  return () => (subscription.unsubscribe(), place.remove());
}

root.innerHTML = ["toggle", "again", "a", "b", "gone"].map((id) => `<button id="${id}"></button>`).join("") + '<i id="renders">0</i>';
const renders = document.getElementById("renders");
const press = {
  toggle: () => (hide = hide ? void hide() : show()),
  again: () => (renders.textContent = Number(renders.textContent) + 1),
  ...Object.fromEntries(["a", "b", "gone"].map((name) => [name, () => room$.next(name)])),
};
for (const [id, run] of Object.entries(press)) document.getElementById(id).onclick = run;
let hide = show();
