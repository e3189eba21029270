import { contestants } from "./contestants.mjs";
import { contestants as onlyHere } from "./contestants-node.mjs";
import { makeRace } from "./race.mjs";

globalThis.bench = { ...makeRace([...contestants, ...onlyHere]), version: () => process.version };
