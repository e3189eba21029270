/** `eventsource-wasm/element`: `<event-source>` shows a stream in a page without any script of its own. */
import { ErrorEvent, EventSource } from "./exports.js";

type Source = InstanceType<typeof import("./exports.js").EventSource>;
/** lib.dom's HTMLElement, if the project has lib.dom. */
type BaseElement = typeof globalThis extends { HTMLElement: { prototype: infer Element } } ? Element : EventTarget;

/** The element `<event-source>`. It inserts data as text, or as HTML if it has the attribute `html`. */
export interface EventSourceElement extends BaseElement {
  /** The element's source, for its `readyState` or `reconnect()`. `undefined` until the element is in a document and has a `src`. */
  readonly source: Source | undefined;
}

export interface EventSourceElementConstructor {
  new (): EventSourceElement;
  /** The class that all elements connect with. Set it to `EventSource.with({ headers })` to send a token, for example. */
  EventSource: typeof import("./exports.js").EventSource;
}

declare global {
  interface HTMLElementTagNameMap {
    "event-source": EventSourceElement;
  }
}

/** In server-side rendering there is no HTMLElement; the module must still load, but defines no element. */
const Base: typeof HTMLElement = globalThis.HTMLElement ?? class {};

class Element extends Base {
  static readonly observedAttributes = ["src", "with-credentials", "last-event-id", "events", "close-on"];
  static EventSource: typeof EventSource = EventSource;
  #source: EventSource | undefined;
  /** Not the same as `isConnected`, which is already true before `connectedCallback` when a parsed element is upgraded. */
  #isInDocument = false;

  get source(): EventSource | undefined {
    return this.#source;
  }

  connectedCallback(): void {
    this.#isInDocument = true;
    this.#open();
  }

  disconnectedCallback(): void {
    this.#isInDocument = false;
    this.#source?.close();
  }

  /** Its presence makes `moveBefore()` keep the connection. */
  connectedMoveCallback(): void {}

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after) return;
    if (name === "events" || name === "close-on") return this.#listen();
    this.#source?.close();
    // A different stream has different IDs, so do not resume.
    if (name !== "with-credentials") this.#source = undefined;
    if (this.#isInDocument) this.#open();
  }

  /** Connects. An element that was removed and inserted again resumes with its last event ID. */
  #open(): void {
    const url = this.getAttribute("src");
    if (!url) return;
    const lastEventId = this.#source?.lastEventId || (this.getAttribute("last-event-id") ?? "");
    this.#source = new Element.EventSource(url, { withCredentials: this.hasAttribute("with-credentials"), lastEventId });
    this.#listen();
  }

  /** Adds listeners for all requested types. Adding one twice has no effect, and `#forward` ignores types that are no longer requested. */
  #listen(): void {
    for (const type of ["open", "error", ...this.#typesIn("events"), ...this.#typesIn("close-on")]) this.#source?.addEventListener(type, this.#forward);
  }

  #typesIn(name: "events" | "close-on"): readonly string[] {
    return (this.getAttribute(name) ?? (name === "events" ? "message" : "")).match(/\S+/g) ?? [];
  }

  readonly #forward = (event: any): void => {
    const { isTrusted, ...fields } = event;
    // A server may also send events of the types `open` and `error`.
    const isMessage = "data" in event;
    const isRequested = isMessage && this.#typesIn("events").includes(event.type);
    const isLast = isMessage && this.#typesIn("close-on").includes(event.type);
    if (isMessage && !isRequested && !isLast && !/^(open|error)$/.test(event.type)) return;
    const copy = isMessage
      ? new MessageEvent(event.type, { data: event.data, lastEventId: event.lastEventId, origin: event.origin, cancelable: true })
      : Object.assign("reason" in event ? new ErrorEvent(event.type, event) : new Event(event.type), fields);
    const isAllowed = this.dispatchEvent(copy);
    if (isLast) this.#source?.close();
    if (isRequested && isAllowed) this.#swap(event.data);
  };

  #swap(data: string): void {
    const selector = this.getAttribute("target");
    const target = selector ? (this.getRootNode() as ParentNode).querySelector(selector) : this;
    if (!target) throw new Error(`<event-source>: no element matches its target "${selector}".`);
    const swap = this.getAttribute("swap");
    target[swap === "append" || swap === "prepend" ? swap : "replaceChildren"](this.hasAttribute("html") ? parsed(data) : data);
  }
}

/** Parses HTML in a template, where scripts never run. */
function parsed(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** The class of `<event-source>`. */
export const EventSourceElement: EventSourceElementConstructor = Object.defineProperty(Element, "name", { value: "EventSourceElement" });

if (globalThis.customElements && !customElements.get("event-source")) customElements.define("event-source", Element);
