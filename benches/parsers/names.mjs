export const OURS = "eventsource-wasm";
/** The parser that all others are compared with. */
export const YARDSTICK = "eventsource-parser";
/** Intended differences in a rival's output. They are reported, and ignored when outputs are compared. */
export const DEVIATIONS = [["fetch-event-source", "hands out an empty event for each block without data"]];
