// The model's event server: numbers its events, and repeats those behind a last event ID, if it has IDs.

const OPEN = 1;
const ERROR = 2;

export class Server {
  /** Of each event, its ID; `""`: it has none, and is not repeated. */
  #events = [];
  #connections = new Set();
  #world;

  /** @param ids "all", "some" or "none" of the events have one */
  constructor(world, ids) {
    this.#world = world;
    this.ids = ids;
  }

  get count() {
    return this.#events.length;
  }

  hasId(number) {
    return this.#events[number - 1] !== "";
  }

  emit(isLast = false) {
    const { random } = this.#world;
    const hasId = this.ids === "all" || (this.ids === "some" && (isLast || random() < 0.6));
    this.#events.push(hasId ? `id${this.#events.length + 1}` : "");
    for (const connection of this.#connections) if (connection.isOpen) connection.send(this.#events.length);
  }

  /** A connection of a tab's, with its own reconnects, as the class has them. */
  connect(tab, resume) {
    const { clock, random } = this.#world;
    let id = resume;
    let isClosed = false;
    let arrival = 0;
    const deliver = (entry) => {
      arrival = Math.max(arrival, clock.now + 1 + random() * 10);
      clock.after(arrival - clock.now, () => !isClosed && tab.arrive("socket", () => !isClosed && tab.source(entry)));
    };
    const connection = {
      isOpen: false,
      send: (number) => {
        // Its ID is sticky.
        const own = this.#events[number - 1];
        if (own) id = own;
        deliver([0, "", String(number), "", id, id]);
      },
      close: () => {
        isClosed = true;
        this.#connections.delete(connection);
      },
      /** The connection is lost; it is reestablished. */
      drop: () => {
        if (isClosed || !connection.isOpen) return;
        connection.isOpen = false;
        deliver([ERROR, { willReconnect: true, reason: "network", status: undefined }]);
        clock.after(50 + random() * 500, open);
      },
    };
    const open = () => {
      if (isClosed) return;
      if (tab.isRefused) return deliver([ERROR, { willReconnect: false, reason: "status", status: 401 }]);
      connection.isOpen = true;
      deliver([OPEN, [200, [], ""]]);
      const behind = id ? this.#events.lastIndexOf(id) + 1 : this.#events.length;
      for (let number = behind + 1; number <= this.#events.length; number++) if (this.hasId(number)) connection.send(number);
    };
    this.#connections.add(connection);
    clock.after(1 + random() * 20, open);
    return connection;
  }

  /** Loses one of the connections. */
  drop() {
    const [connection] = this.#connections;
    connection?.drop();
  }

  get connections() {
    return this.#connections.size;
  }
}
