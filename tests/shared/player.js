// One member of a room, in a page or a worker: what it was told, checked as it comes.
import { SharedEventSource } from "/dist/shared.js";

export class Player {
  first = 0;
  last = 0;
  missed = 0;
  complaints = [];
  events = [];

  constructor(url, init, Class = SharedEventSource) {
    const source = (this.source = new Class(url, init));
    source.addEventListener("tick", ({ data, lastEventId }) => this.#take(Number(data), lastEventId));
    source.onmissed = () => {
      this.missed++;
      this.events.push("missed");
    };
    source.onopen = ({ status }) => this.events.push(`open ${status}`);
    source.onerror = ({ reason, status }) => this.events.push(`error ${status ?? reason}`);
  }

  #take(number, id) {
    this.first ||= number;
    if (this.last && number !== this.last + 1) this.complaints.push(`${number} behind ${this.last}`);
    if (Number(id) !== number) this.complaints.push(`${number} has the ID ${id}`);
    this.last = number;
  }

  get report() {
    const { first, last, missed, complaints, events, source } = this;
    const { readyState, lastEventId, reconnectionTime, url } = source;
    return { first, last, missed, complaints, events, readyState, lastEventId, reconnectionTime, url };
  }
}
