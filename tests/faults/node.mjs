// Lives in a Node process of its own: they come as a message, the records go back as one.
import { EventSource } from "../../dist/index.js";
import { playAll } from "./play.mjs";

process.on("message", async ({ lives, lanes }) => process.send(await playAll(EventSource, lives, lanes)));
