/** `eventsource-wasm/testing`: a server that a test drives by hand, through its `fetch` or on a real port. */
import type { TestServer, TestServerOptions } from "../testing/api.js";
import { fetchOf } from "../testing/fetch.js";
import { openPort, type Port } from "../testing/port.js";
import { Script } from "../testing/script.js";
import { turn } from "../testing/turn.js";

export type { TestConnection, TestConnectionOptions, TestEvent, TestRequest, TestResponse, TestServer, TestServerOptions } from "../testing/api.js";

/** Creates a server. Pass its `fetch` to the code under test, or call `listen()` for a real port. */
export function createTestServer(options: TestServerOptions = {}): TestServer {
  const script = new Script(options.timeout);
  let port: Promise<Port> | undefined;
  const close = async (): Promise<void> => {
    script.close_();
    // If the port could not be opened, `listen()` has already rejected.
    await (await port?.catch(() => undefined))?.close_();
    await turn();
  };
  return {
    fetch: fetchOf(script),
    requests: script.requests_,
    async listen(number = 0) {
      if (script.isClosed_) throw new Error("listen(): the server is closed.");
      return (await (port ??= openPort(script, number))).url_;
    },
    connection: (wanted) => script.connection_(wanted),
    respond: (response) => script.respond_(response),
    refuse: () => script.plan_("refuse"),
    stall: () => script.plan_("stall"),
    close,
    ...(Symbol.asyncDispose && { [Symbol.asyncDispose]: close }),
  } as TestServer;
}
