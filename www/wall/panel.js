// The wall's page: signing in, the stream, posting.
import { write } from "../playground/element.js";
import { open, post } from "./client.js";
import { createSession } from "./session.js";
import { addRow, drawPeople, drawTimeline } from "./views.js";

const STATES = ["CONNECTING", "OPEN", "CLOSED"];
const at = (id) => document.getElementById(id);
const session = createSession();
let source;

function show() {
  const isIn = session.name !== "";
  at("sign-in").hidden = isIn;
  at("signed-in").hidden = !isIn;
  write(at("you"), session.name);
  drawTimeline(at("timeline"), session.rows);
  showPeople();
  showState();
}

function showPeople() {
  drawPeople(at("people"), at("to"), session, follow);
  at("nobody").hidden = session.people.length > 0;
}

function showState(message) {
  const state = STATES[source?.readyState ?? 2];
  at("wall").dataset.state = state;
  write(at("state"), state);
  write(at("last"), session.lastEventId || "–");
  if (message !== undefined) write(at("message"), message);
}

function follow(name, isOn) {
  session.follow(name, isOn);
  showPeople();
  // With the new list in its URL, and the last event ID: what is posted meanwhile is not lost.
  source.reconnect();
  showState(isOn ? `You follow ${name}.` : `You no longer follow ${name}.`);
}

function meet(name) {
  if (session.meet(name)) showPeople();
}

/** Events of all three types. */
function receive({ type, data: json, lastEventId }) {
  const data = JSON.parse(json);
  meet(data.from ?? data.name);
  // Who was here already has not come just now.
  if (data.time === undefined) return;
  const row = { type, data };
  session.keep(row, lastEventId);
  addRow(at("timeline"), row);
  showState();
}

function begin() {
  source = open(session);
  for (const type of ["checkin", "forward", "direct"]) source.addEventListener(type, receive);
  source.addEventListener("open", () => showState(session.followed.length > 0 ? `You follow ${session.followed.join(", ")}.` : ""));
  source.addEventListener("error", ({ message, status, body }) => {
    if (status !== 401) return showState(message);
    // The wall does not take the name: another one can be tried at once.
    session.forget();
    show();
    showState(JSON.parse(body).error);
  });
  show();
}

at("sign-in").addEventListener("submit", (event) => {
  event.preventDefault();
  const name = at("name").value.normalize().trim();
  if (!name) return;
  session.name = name;
  session.save();
  begin();
  at("text").focus();
});

at("leave").addEventListener("click", () => {
  source.close();
  session.forget();
  show();
  at("name").focus();
});

at("write").addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = at("text").value;
  const to = at("to").value || undefined;
  if (!text.trim()) return;
  try {
    await post(session, text, to);
    at("text").value = "";
    showState(to ? `Sent to ${to} alone.` : "Posted.");
  } catch (error) {
    showState(error.message);
  }
});

if (session.name) begin();
else show();
