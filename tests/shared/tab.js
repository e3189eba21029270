// A tab: `?room=…&tab=…`; `token` for a header of its own, `none` for one that has other members than the page.
import { Player } from "./player.js";

const query = new URLSearchParams(location.search);
const token = query.get("token");
const url = `/events/${query.get("room")}`;
const errors = [];
addEventListener("error", ({ message }) => errors.push(message));
addEventListener("unhandledrejection", ({ reason }) => errors.push(String(reason?.stack ?? reason)));

if (query.has("none")) await import("./members.js");
else globalThis.player = new Player(url, { reconnectionTime: 300, ...(token && { headers: () => ({ authorization: token }) }) });
globalThis.report = () => ({ ...globalThis.player?.report, errors, isSecure: isSecureContext });
