// Between this page and the wall.
import { EventSource } from "../dist/index.js";

const WALL = "../api/wall";

/** Base64 of UTF-8: a header has no other place for `Zoë`. */
const authorization = (name) => `Bearer ${btoa(String.fromCharCode(...new TextEncoder().encode(name)))}`;

/** The stream of `session.name`. The URL is asked for at each attempt, so `reconnect()` makes a new list of friends count. */
export const open = (session) =>
  new EventSource(() => `${WALL}?${new URLSearchParams(session.followed.map((name) => ["follow", name]))}`, {
    headers: { Authorization: authorization(session.name) },
    // A page that was reloaded goes on where it was.
    lastEventId: session.lastEventId,
    reconnect: { statuses: [503] },
  });

/** Posts `text`, to one person if `to` is given. @throws an Error with the server's sentence */
export async function post({ name }, text, to) {
  const response = await fetch(WALL, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: authorization(name) },
    body: JSON.stringify({ text, to }),
  });
  if (!response.ok) throw new Error((await response.json()).error);
}
