// What a test of a component does where Node plays the page: the same for each stand-in of a page.
import { EventSource } from "eventsource-wasm";
import { createTestServer } from "eventsource-wasm/testing";

/** @param replace puts a function in the place of the global `fetch`, after which a page's class looks for refusals by CORS */
export async function testPage({ expect, advance, replace }) {
  const server = createTestServer();
  replace(server.fetch);
  document.body.innerHTML = "<output></output>";
  const output = document.querySelector("output");
  const errors = [];
  const source = new EventSource("https://example.com/prices", { reconnect: { jitter: 0 } });
  source.onmessage = ({ data }) => (output.textContent = data);
  source.onerror = ({ reason }) => errors.push(reason);

  const first = await server.connection();
  await first.send({ data: "42", id: "1" });
  expect(output.textContent).toBe("42");
  server.refuse();
  await first.drop();
  for (const ms of [3000, 6000]) await advance(ms);
  const second = await server.connection();
  expect(errors).toEqual(["network", "network"]);
  expect([second.request.lastEventId, server.requests.length]).toEqual(["1", 3]);
  source.close();
  expect(await second.closed).toBe("client");
}
