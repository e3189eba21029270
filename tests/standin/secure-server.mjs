// The servers that the README's examples talk to: an HTTPS one, HTTP/2 and HTTP/1.1, and a proxy in front of it.
import http from "node:http";
import http2 from "node:http2";
import net from "node:net";

const listen = (server) => new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server.address().port)));

const STREAM = [
  ": first\n\n",
  "event: notice\nid: 1\ndata: noticed\n\n",
  "event: update\nid: 2\ndata: updated\ndata: twice\n\n",
  "data: a message\n\nevent: message\ndata: named message é€😀\n\n",
  "event: end-of-example\ndata: over\n\n",
];

/**
 * @param {{ key: string, cert: string }} certificate
 * @param {{ onRequest: (request: object) => void, longLine?: boolean }} options `onRequest` is told each request, before it is
 *   answered; `longLine`: the stream is a line that does not end, longer than the example's limit
 */
export async function startSecureServer(certificate, { onRequest, longLine = false }) {
  const tunnelled = new Set();
  const sockets = new Set();

  const server = http2.createSecureServer({ ...certificate, allowHTTP1: true }, (request, response) => {
    const { method, url, httpVersion } = request;
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !name.startsWith(":")));
    onRequest({ method, url, httpVersion, headers, proxied: tunnelled.has(request.socket.remotePort) });
    if (url === "/unauthorized") return void response.writeHead(401, { "content-type": "text/plain" }).end("no");
    response.writeHead(200, { "content-type": "text/event-stream" });
    if (longLine) return void response.write(`data: ${"x".repeat(11 * 1024 * 1024)}`);
    for (const chunk of STREAM) response.write(chunk);
  });
  const port = await listen(server);

  const proxy = http.createServer();
  proxy.on("connect", (request, client) => {
    const upstream = net.connect(port, "127.0.0.1", () => {
      tunnelled.add(upstream.localPort);
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      client.pipe(upstream).pipe(client);
    });
    for (const [one, other] of [[client, upstream], [upstream, client]]) one.on("error", () => other.destroy()).on("close", () => other.destroy());
  });
  const proxyPort = await listen(proxy);

  for (const one of [server, proxy])
    one.on("connection", (socket) => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket)).on("error", () => {});
    });
  return {
    port,
    proxy: `http://127.0.0.1:${proxyPort}`,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      proxy.close();
    },
  };
}
