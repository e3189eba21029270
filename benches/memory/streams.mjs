// Responses from memory, so that no sockets are measured.
export const HEAD = { status: 200, headers: { "Content-Type": "text/event-stream" } };

export const addressOfNone = "http://127.0.0.1/none";
