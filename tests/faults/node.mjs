// Plays lives in a separate Node process. They arrive as one message, and their records return as one.
import { EventSource } from "../../dist/index.js";
import { playAll } from "./play.mjs";

process.on("message", async ({ lives, lanes }) => process.send(await playAll(EventSource, lives, lanes)));
