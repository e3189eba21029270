// The model's tab: a member with its host, whose inputs wait while it is suspended.

export const INPUT = { wake: 0, sleep: 1, tick: 2, granted: 3, lost: 4, message: 5, source: 6, flush: 7, hidden: 8, reconnect: 9 };
const KIND = { message: 0, open: 1, error: 2, missed: 3 };

export class Tab {
  isAlive = true;
  isSuspended = false;
  isAsleep = false;
  isEnded = false;
  /** It was away at some time. */
  wasAway = false;
  lockArrival = 0;
  /** Of each sender, when its last message arrives. */
  arrivals = new Map();
  /** The last event's number, and whether the user was told that some are missing behind it. */
  last = 0;
  isWarned = false;
  missed = 0;
  isRefused = false;
  #pipes = new Map();
  #isPumping = false;
  #request;
  #connection;
  #timer = Infinity;
  #world;

  constructor(world, name, Member) {
    this.#world = world;
    this.name = name;
    const { hasLocks, random } = world;
    this.member = new Member({ id_: name, print_: "", hasLocks_: hasLocks, isAlone_: false, mayRepeat_: true, random_: random }, [0, 3000, "", ""]);
    this.input(INPUT.wake);
  }

  get leads() {
    return this.#connection !== undefined && this.isAlive;
  }

  input(kind, value) {
    if (!this.isAlive) return;
    for (const [what, argument] of this.member.handle_(kind, this.#world.clock.now, value)) this.#perform(what, argument);
    this.#setTimer();
  }

  #perform(what, argument) {
    const world = this.#world;
    switch (what) {
      case 0:
        return world.post(this, argument);
      case 1:
        return world.post(this, argument, true);
      case 2:
        if (this.#request && (!argument || this.#request.isGranted)) return;
        if (this.#request) world.locks.release(this.#request);
        this.#request = world.locks.request(this, { steal: argument });
        return;
      case 3:
        if (this.#request) world.locks.release(this.#request);
        this.#request = undefined;
        return;
      case 4:
        if (this.#connection) world.complain(`${this.name} opens twice`);
        this.#connection = world.server.connect(this, argument);
        return world.leadersChanged();
      case 5:
        return this.#shut();
      case 6:
        return this.#connection?.drop();
      case 7:
        return this.#delivered(argument);
      case 8:
        return this.arrive("microtask", () => this.input(INPUT.flush));
      case 9:
        return world.complain(`${this.name} is warned`);
      case 10:
        this.#shut();
        this.isEnded = true;
    }
  }

  #shut() {
    this.#connection?.close();
    this.#connection = undefined;
    this.#world.leadersChanged();
  }

  #setTimer() {
    const at = this.member.wakeAt_;
    if (at === Infinity || at >= this.#timer) return;
    this.#timer = at;
    this.#world.clock.after(Math.max(at - this.#world.clock.now, 0), () => {
      if (this.#timer === at) this.#timer = Infinity;
      this.arrive("timer", () => this.input(INPUT.tick));
    });
  }

  // ---- what arrives ----------------------------------------------------------------------------------

  /** What comes by one pipe stays in order; a suspended tab gets it later. */
  arrive(pipe, run) {
    if (!this.isAlive) return;
    if (!this.#pipes.has(pipe)) this.#pipes.set(pipe, []);
    this.#pipes.get(pipe).push(run);
    this.#pump();
  }

  #pump() {
    if (this.#isPumping || this.isSuspended) return;
    this.#isPumping = true;
    this.#world.clock.after(0.01, () => {
      this.#isPumping = false;
      if (this.isSuspended || !this.isAlive) return;
      const micro = this.#pipes.get("microtask");
      const full = micro?.length > 0 ? [micro] : [...this.#pipes.values()].filter((one) => one.length > 0);
      if (full.length === 0) return;
      full[Math.floor(this.#world.random() * full.length)].shift()();
      this.#pump();
    });
  }

  granted(request) {
    if (request !== this.#request) return this.#world.locks.release(request);
    request.isGranted = true;
    this.input(INPUT.granted);
  }

  lost(request) {
    if (request !== this.#request) return;
    this.#request = undefined;
    this.input(INPUT.lost);
  }

  source(entry) {
    if (this.#connection) this.input(INPUT.source, entry);
  }

  #delivered([kind, detail, data, , , resume]) {
    const world = this.#world;
    world.deliveries++;
    if (kind === KIND.missed) {
      this.isWarned = true;
      this.missed++;
      if (detail === 0) world.complain(`${this.name} misses 0`);
      if (!this.wasAway && this.sawId && world.isGentle) world.complain(`${this.name}, never away, missed something`);
    }
    // A connection without IDs loses what comes until it is back, as the class's own does.
    if (kind === KIND.error && !this.sawId) this.isWarned = true;
    if (kind !== KIND.message) return;
    if (resume) this.sawId = true;
    const number = Number(data);
    const { server } = world;
    if (number <= this.last) {
      if (!this.#mayRepeat(number)) world.complain(`${this.name}: ${number} behind ${this.last}`);
      return;
    }
    if (this.last > 0 && !this.isWarned) for (let one = this.last + 1; one < number; one++) if (server.hasId(one) || server.ids === "none") world.complain(`${this.name}: ${one} is lost between ${this.last} and ${number}`);
    this.last = number;
    this.isWarned = false;
  }

  /**
   * Of what has no ID nobody can tell whether it is the same: where a leader was suspended and had a successor, its users may get such an event
   * twice, those that were away may get it late, and where not even the beginning had an ID, an older one once they were told that some are missing.
   */
  #mayRepeat(number) {
    const { isGentle, server } = this.#world;
    return server.hasId(number) ? !isGentle && server.ids === "some" && this.isWarned : !isGentle || this.wasAway;
  }

  // ---- what befalls it -------------------------------------------------------------------------------

  suspend() {
    this.isSuspended = this.wasAway = true;
    this.#world.leadersChanged();
  }

  resume() {
    this.isSuspended = false;
    this.#pump();
    this.#world.leadersChanged();
  }

  /** The page is frozen, or in the back/forward cache: it was told, and hears nothing. */
  sleep() {
    this.wasAway = true;
    this.input(INPUT.sleep);
    this.isAsleep = true;
    this.#pipes.get("channel")?.splice(0);
  }

  wake() {
    this.isAsleep = false;
    this.input(INPUT.wake);
  }

  die() {
    this.isAlive = false;
    this.#connection?.close();
    this.#connection = undefined;
    this.#world.locks.releaseAllOf(this);
    this.#world.leadersChanged();
  }
}
