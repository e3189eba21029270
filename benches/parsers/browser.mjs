import { contestants } from "./contestants.mjs";
import { makeRace } from "./race.mjs";

globalThis.bench = makeRace(contestants);
