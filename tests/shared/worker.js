// A member in a worker of any kind. It answers by the port that it is given.
import { Player } from "./player.js";

const player = new Player(`/events/${new URLSearchParams(location.search).get("room")}`, {});
const answer = ({ data }) => data.postMessage(player.report);
addEventListener("message", answer);
addEventListener("connect", ({ ports: [port] }) => (port.onmessage = answer));
