/** Counts what a resumed stream lost or doubled, from event IDs that are consecutive numbers. */
export class Continuity {
  events = 0;
  lost = 0;
  doubled = 0;
  #last;

  /** Takes the ID of the next event. */
  see(id) {
    const number = Number(id);
    this.events++;
    if (this.#last !== undefined && number <= this.#last) {
      this.doubled++;
      return;
    }
    if (this.#last !== undefined) this.lost += number - this.#last - 1;
    this.#last = number;
  }

  /** Writes the three numbers into the elements that carry `data-count`. */
  show(panel) {
    for (const name of ["events", "lost", "doubled"]) {
      const cell = panel.querySelector(`[data-count="${name}"]`);
      cell.textContent = this[name].toLocaleString("en-US");
      cell.classList.toggle("wrong", name !== "events" && this[name] > 0);
    }
  }
}
