export const OURS = "eventsource-wasm";
/** The one that all are measured by. */
export const YARDSTICK = "eventsource-parser";
/** Where a rival's output differs by design: said, and passed over when outputs are compared. */
export const DEVIATIONS = [["fetch-event-source", "hands out an empty event for each block without data"]];
