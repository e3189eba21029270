// What the probes connect to: streams, and the pages and service workers that connect.
import http from "node:http";

/** `texts`: what is served besides, by path: [content type, text]. */
export async function startServer(texts) {
  const server = http.createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    if (texts.has(pathname)) {
      const [type, text] = texts.get(pathname);
      return response.writeHead(200, { "content-type": type }).end(text);
    }
    if (pathname === "/401") return response.writeHead(401).end("no");
    response.writeHead(200, { "content-type": "text/event-stream" });
    // event-source-polyfill sends the ID as a parameter.
    const { "x-probe": header, "last-event-id": lastEventId = searchParams.get("lastEventId") } = request.headers;
    response.write(`retry: 20\nid: 1\ndata: ${JSON.stringify({ method: request.method, header, lastEventId, body })}\n\n`);
    if (pathname.startsWith("/once/")) setTimeout(() => response.destroy(), 50);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
