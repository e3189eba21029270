// The build for React Native: its shims beside Node's own classes, and what it says of a `fetch` that cannot stream.
import { Count } from "../count.mjs";
import { cases as classes } from "./classes.mjs";
import { cases as whole } from "./whole.mjs";

const count = new Count();
for (const [name, check] of Object.entries({ ...classes, ...whole })) await count.check(`react-native: ${name}`, check);
count.close("units");
