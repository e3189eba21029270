// The hubs: a real one of 0.x (PyPI's flask-mercure-sse), and the stand-in for 1.0. For each: how one publishes, gets a token, subscribes.
import path from "node:path";
import { pythonPackages } from "../servers/python.mjs";
import { ServerProcess } from "../servers/process.mjs";
import { sign } from "./jwt.mjs";
import { DETAIL, SECRET, startStandIn } from "./standin.mjs";

const PATH = "/.well-known/mercure";

async function post(url, fields, headers) {
  const response = await fetch(url, { method: "POST", body: new URLSearchParams(fields), headers });
  if (!response.ok) throw new Error(`the hub answers ${response.status} to an update`);
  return response.text();
}

export async function flask() {
  const [publisher, subscriber] = ["publisher", "subscriber"].map((role) => `the ${role}'s secret, which is long enough`);
  const python = await pythonPackages("mercure", path.join(import.meta.dirname, "requirements.txt"));
  const server = await ServerProcess.start(({ port }) => ({
    command: python,
    args: [path.join(import.meta.dirname, "hub.py"), String(port), publisher, subscriber],
    env: { PYTHONDONTWRITEBYTECODE: "1" },
  }));
  const authorization = `Bearer ${sign({ mercure: { publish: ["*"] } }, publisher, { lives: 3600 })}`;
  return {
    name: "0.x, flask-mercure-sse",
    url: server.origin + PATH,
    publish: (topic, data, more) => post(server.origin + PATH, { topic, data, ...more }, { authorization }),
    token: (topics, lives) => sign({ mercure: { subscribe: topics } }, subscriber, { lives }),
    to: (topic) => ({ topic }),
    idParam: "lastEventID",
    refusal: 403,
    stop: () => server.stop(),
  };
}

export async function standIn() {
  const server = await startStandIn();
  return {
    name: "1.0, the stand-in",
    url: server.origin + PATH,
    publish: (topic, data, more) => post(server.origin + PATH, { topic, data, ...more }),
    token: (topics, lives) => sign({ authorization_details: [{ type: DETAIL, actions: ["subscribe"], topics: topics.map((match) => ({ match })) }] }, SECRET, { lives, typ: "at+jwt" }),
    to: (match) => ({ match }),
    idParam: "last_event_id",
    refusal: 401,
    endsAtExpiry: true,
    hasPatterns: true,
    tellsGaps: true,
    stop: () => server.stop(),
  };
}
