// Tabs of an origin, the channel between them, and what befalls them.
import { Clock } from "./clock.mjs";
import { Locks } from "./locks.mjs";
import { Server } from "./server.mjs";
import { INPUT, Tab } from "./tab.mjs";

export class World {
  clock = new Clock();
  deliveries = 0;
  handovers = 0;
  complaints = [];
  /** Ms in which two that were awake had a connection, at most. */
  longestSplit = 0;
  #splitSince;
  #tabs = [];
  #count = 0;
  #Member;

  /** @param isGentle nobody is suspended without a word */
  constructor({ Member, random, hasLocks, ids, most, isGentle }) {
    Object.assign(this, { random, hasLocks, most, isGentle });
    this.#Member = Member;
    this.server = new Server(this, ids);
    this.locks = new Locks(this);
  }

  complain(what) {
    if (this.complaints.length < 5) this.complaints.push(`${(this.clock.now - 1_700_000_000_000).toFixed(1)} ms: ${what}`);
  }

  post(sender, message, isProbe = false) {
    const { clock, random } = this;
    for (const tab of this.#tabs) {
      if (!tab.isAlive || tab.isAsleep || (tab === sender && !isProbe)) continue;
      const at = Math.max(clock.now + 0.5 + random() * 8, tab.arrivals.get(sender) ?? 0);
      tab.arrivals.set(sender, at);
      const copy = structuredClone(message);
      clock.after(at - clock.now, () => !tab.isAsleep && tab.arrive("channel", () => tab.input(INPUT.message, copy)));
    }
  }

  leadersChanged() {
    const leaders = this.#tabs.filter((tab) => tab.leads && !tab.isSuspended);
    const since = this.#splitSince;
    if (leaders.length > 1) this.#splitSince ??= this.clock.now;
    else if (since !== undefined) {
      this.longestSplit = Math.max(this.longestSplit, this.clock.now - since);
      this.#splitSince = undefined;
    }
    const leader = leaders.length === 1 ? leaders[0] : undefined;
    if (leader && leader !== this.lastLeader) {
      this.handovers++;
      this.lastLeader = leader;
    }
  }

  get alive() {
    return this.#tabs.filter(({ isAlive, isEnded }) => isAlive && !isEnded);
  }

  join() {
    this.#tabs.push(new Tab(this, `tab${this.#count++}`, this.#Member));
  }

  #pick(filter) {
    const tabs = this.alive.filter(filter);
    const leader = tabs.find(({ leads }) => leads);
    return leader && this.random() < 0.5 ? leader : tabs[Math.floor(this.random() * tabs.length)];
  }

  /** Something happens to a tab, more often than not to the leader. */
  befall() {
    const { random } = this;
    const isUp = ({ isSuspended, isAsleep }) => !isSuspended && !isAsleep;
    const roll = random();
    if (roll < 0.25 && this.alive.length < this.most) this.join();
    else if (roll < 0.35) this.#pick(isUp)?.die();
    else if (roll < 0.45) {
      const tab = this.#pick(isUp);
      tab?.sleep();
      tab?.die();
    } else if (roll < 0.55) this.#pick(isUp)?.sleep();
    else if (roll < 0.7) this.#pick(({ isAsleep }) => isAsleep)?.wake();
    else if (roll < 0.8) this.#suspend(isUp);
    else if (roll < 0.92) this.#pick(({ isSuspended }) => isSuspended)?.resume();
    else if (roll < 0.95) this.#pick(isUp)?.input(INPUT.reconnect);
    else if (roll < 0.97) this.#pick(isUp)?.input(INPUT.hidden, random() < 0.5);
    else this.server.drop();
  }

  #suspend(filter) {
    if (!this.isGentle) this.#pick(filter)?.suspend();
  }

  calm() {
    for (const tab of this.alive) {
      if (tab.isSuspended) tab.resume();
      if (tab.isAsleep) tab.wake();
      tab.input(INPUT.hidden, false);
    }
    if (this.alive.length === 0) this.join();
  }

  /** One run: faults for a while, then peace, in which all must get all. */
  run() {
    const { clock, random, server } = this;
    for (let i = 0; i < 4; i++) this.join();
    const end = clock.now + 60_000;
    const busy = random() < 0.5 ? 40 : 800;
    while (clock.now < end) {
      clock.run(random() * busy * 2);
      if (random() < 0.7) server.emit();
      else if (random() < 0.15 || busy > 100) this.befall();
    }
    this.calm();
    clock.run(60_000);
    for (let i = 0; i < 3; i++) {
      server.emit(true);
      clock.run(1000);
    }
    for (const tab of this.alive) if (tab.last !== server.count) this.complain(`${tab.name} ends at ${tab.last} of ${server.count}`);
    if (server.connections !== 1) this.complain(`${server.connections} connections in the end`);
    this.leadersChanged();
  }
}
