/** The server on a real port, by `node:http`, which Deno and Bun have, too. */
import { requestOf } from "./request.js";
import { hasNoBody, type Script } from "./script.js";

// The part of node:http that is used, declared here because src/js has no Node types.
interface Socket {
  resetAndDestroy?(): void;
  destroy(): void;
  end(text: string): void;
}
interface Incoming extends AsyncIterable<Uint8Array> {
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: readonly string[];
  readonly socket: Socket;
}
interface Outgoing {
  writeHead(status: number, headers: Record<string, string>): Outgoing;
  flushHeaders(): void;
  write(bytes: Uint8Array, sent: () => void): void;
  end(body?: string | Uint8Array): void;
  once(type: "close", listener: () => void): void;
}
interface HttpServer {
  listen(port: number, host: string, listening: () => void): void;
  once(type: "error", listener: (error: Error) => void): void;
  address(): { port: number };
  closeAllConnections(): void;
  close(closed: () => void): void;
}
interface Http {
  createServer(options: object, listener: (request: Incoming, response: Outgoing) => void): HttpServer;
}

export interface Port {
  readonly url_: string;
  close_(): Promise<void>;
}

/** Opens a port. @throws {Error} if the runtime cannot listen, or the port is in use */
export async function openPort(script: Script, number: number): Promise<Port> {
  const { createServer } = await nodeHttp();
  let url = "";
  // If a kept-alive connection closed just as a request is sent, it would look like a failure of the stream.
  const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    // This fails only if the client has left.
    handle(script, url, request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(number, "127.0.0.1", resolve);
  });
  url = `http://127.0.0.1:${server.address().port}`;
  return {
    url_: url,
    close_: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function nodeHttp(): Promise<Http> {
  const { process } = globalThis as { process?: { versions?: { node?: string }; getBuiltinModule?(name: string): Http } };
  let http: Http | undefined;
  // Node before 20.16 has no `getBuiltinModule`. The import is disguised, so that bundlers do not touch it.
  if (process?.versions?.node) http = process.getBuiltinModule?.("node:http") ?? (await import(/* webpackIgnore: true */ /* @vite-ignore */ ["node", "http"].join(":")));
  if (!http?.createServer) throw new Error("listen() needs Node, Deno or Bun: nothing else can open a port. Here, give `server.fetch` as the `fetch` option; a page's test can call listen() in its own process.");
  return http;
}

async function handle(script: Script, origin: string, incoming: Incoming, outgoing: Outgoing): Promise<void> {
  const headers = new Headers();
  for (let i = 0; i < incoming.rawHeaders.length; i += 2) headers.append(incoming.rawHeaders[i]!, incoming.rawHeaders[i + 1]!);
  const common = allowing(headers);
  if (incoming.method === "OPTIONS" && headers.has("access-control-request-method")) return void outgoing.writeHead(204, common).end();
  const decoder = new TextDecoder();
  let body = "";
  for await (const chunk of incoming) body += decoder.decode(chunk, { stream: true });
  const request = requestOf(incoming.method, origin + incoming.url, headers, body + decoder.decode());
  const answer = script.answer_(request);
  const cut = (): void => (incoming.socket.resetAndDestroy ? incoming.socket.resetAndDestroy() : incoming.socket.destroy());
  const head = (status: number, fields: Headers): Outgoing => outgoing.writeHead(status, { ...common, "access-control-expose-headers": [...fields.keys()].join(), ...Object.fromEntries(fields) });
  switch (answer.kind) {
    case "refuse":
      // Not simply closed: most clients silently repeat a request if a reused socket is closed without an answer.
      return incoming.socket.end("This is no HTTP: refuse()\r\n\r\n");
    case "stall":
      return;
    case "respond":
      return void head(answer.status, answer.headers).end(hasNoBody(answer.status) ? undefined : answer.body);
    case "connect": {
      head(200, answer.headers).flushHeaders();
      const gone = new Promise<void>((resolve) => outgoing.once("close", resolve));
      const connection = script.connect_(request, {
        write_: (bytes) => Promise.race([gone, new Promise<void>((resolve) => outgoing.write(bytes, resolve))]),
        end_: () => outgoing.end(),
        drop_: cut,
      });
      await gone;
      connection.gone_();
    }
  }
}

/** Returns the CORS headers of every answer: pages of any origin may send any header. */
function allowing(headers: Headers): Record<string, string> {
  const get = (name: string): string | null => headers.get(name);
  return {
    "access-control-allow-origin": get("origin") ?? "*",
    vary: "Origin",
    ...(get("origin") && { "access-control-allow-credentials": "true" }),
    ...(get("access-control-request-method") && { "access-control-allow-methods": get("access-control-request-method")!, "access-control-allow-headers": get("access-control-request-headers") ?? "" }),
  };
}
