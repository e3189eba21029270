/** `eventsource-wasm/element`: `<event-source>`, a stream that a page shows without a script of its own. */
import { ErrorEvent, EventSource } from "./exports.js";

type Source = InstanceType<typeof import("./exports.js").EventSource>;
/** lib.dom's, where the project has it. */
type BaseElement = typeof globalThis extends { HTMLElement: { prototype: infer Element } } ? Element : EventTarget;

/** Text by default; HTML only where the `html` attribute asks for it. */
export interface EventSourceElement extends BaseElement {
  /** What the element has connected: for its `readyState` or `reconnect()`. `undefined` until it is in a document with a `src`. */
  readonly source: Source | undefined;
}

export interface EventSourceElementConstructor {
  new (): EventSourceElement;
  /** The class that every element connects with; `EventSource.with({ headers })` gives them all a token. */
  EventSource: typeof import("./exports.js").EventSource;
}

declare global {
  interface HTMLElementTagNameMap {
    "event-source": EventSourceElement;
  }
}

/** Servers render pages, too: there the module defines nothing. */
const Base: typeof HTMLElement = globalThis.HTMLElement ?? class {};

class Element extends Base {
  static readonly observedAttributes = ["src", "with-credentials", "last-event-id", "events", "close-on"];
  static EventSource: typeof EventSource = EventSource;
  #source: EventSource | undefined;
  /** Not `isConnected`: while a parsed element is upgraded, that is true before `connectedCallback`. */
  #isHere = false;

  get source(): EventSource | undefined {
    return this.#source;
  }

  connectedCallback(): void {
    this.#isHere = true;
    this.#open();
  }

  disconnectedCallback(): void {
    this.#isHere = false;
    this.#source?.close();
  }

  /** With this, `moveBefore()` keeps the connection. */
  connectedMoveCallback(): void {}

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after) return;
    if (name === "events" || name === "close-on") return this.#listen();
    this.#source?.close();
    // Another stream has other IDs.
    if (name !== "with-credentials") this.#source = undefined;
    if (this.#isHere) this.#open();
  }

  /** An element that is put back goes on where it was. */
  #open(): void {
    const url = this.getAttribute("src");
    if (!url) return;
    const lastEventId = this.#source?.lastEventId || (this.getAttribute("last-event-id") ?? "");
    this.#source = new Element.EventSource(url, { withCredentials: this.hasAttribute("with-credentials"), lastEventId });
    this.#listen();
  }

  /** A listener that is there already is not added again; `#take` ignores types that are no longer asked for. */
  #listen(): void {
    for (const type of ["open", "error", ...this.#words("events"), ...this.#words("close-on")]) this.#source?.addEventListener(type, this.#take);
  }

  #words(name: "events" | "close-on"): readonly string[] {
    return (this.getAttribute(name) ?? (name === "events" ? "message" : "")).match(/\S+/g) ?? [];
  }

  readonly #take = (event: any): void => {
    const { isTrusted, ...fields } = event;
    // A server may name its events `open` and `error`, too.
    const isMessage = "data" in event;
    const isShown = isMessage && this.#words("events").includes(event.type);
    const isLast = isMessage && this.#words("close-on").includes(event.type);
    if (isMessage && !isShown && !isLast && !/^(open|error)$/.test(event.type)) return;
    const copy = isMessage
      ? new MessageEvent(event.type, { data: event.data, lastEventId: event.lastEventId, origin: event.origin, cancelable: true })
      : Object.assign("reason" in event ? new ErrorEvent(event.type, event) : new Event(event.type), fields);
    const isWanted = this.dispatchEvent(copy);
    if (isLast) this.#source?.close();
    if (isShown && isWanted) this.#swap(event.data);
  };

  #swap(data: string): void {
    const selector = this.getAttribute("target");
    const target = selector ? (this.getRootNode() as ParentNode).querySelector(selector) : this;
    if (!target) throw new Error(`<event-source>: no element matches its target "${selector}".`);
    const swap = this.getAttribute("swap");
    target[swap === "append" || swap === "prepend" ? swap : "replaceChildren"](this.hasAttribute("html") ? parsed(data) : data);
  }
}

/** By a template, whose scripts never run. */
function parsed(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** The class of `<event-source>`. */
export const EventSourceElement: EventSourceElementConstructor = Object.defineProperty(Element, "name", { value: "EventSourceElement" });

if (globalThis.customElements && !customElements.get("event-source")) customElements.define("event-source", Element);
