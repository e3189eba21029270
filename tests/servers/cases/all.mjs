import { cases as connection } from "./connection.mjs";
import { cases as content } from "./content.mjs";
import { cases as loop } from "./loop.mjs";
import { cases as request } from "./request.mjs";

/** In their order: a restarted server has forgotten what it saw, so that comes last. */
export const allCases = [...content, ...request, ...loop, ...connection];
