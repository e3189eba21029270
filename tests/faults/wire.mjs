// Records a whole response as it is sent over the wire, so that the position of each byte is known.
import net from "node:net";

const END_OF_HEAD = "\r\n\r\n";

/** Returns the beginning of a chunked body without its framing. */
function unchunked(bytes) {
  const parts = [];
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd < 0) return Buffer.concat(parts);
    const size = Number.parseInt(bytes.subarray(at, lineEnd).toString("latin1"), 16);
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}

/** Requests a response that the server ends, in the same way that a browser requests one that stays open. */
export function measure(port, query) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.write(`GET /events?${query}&most=1000 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    let bytes = Buffer.alloc(0);
    const whole = () => {
      socket.destroy();
      const head = bytes.indexOf(END_OF_HEAD) + END_OF_HEAD.length;
      const isChunked = /^transfer-encoding: chunked\r$/im.test(bytes.subarray(0, head).toString("latin1"));
      // Without the last chunk, which an open stream does not have.
      const length = bytes.length - (isChunked ? "0\r\n\r\n".length : 0);
      const bodies = Array.from({ length: length + 1 }, (_, at) => (isChunked ? unchunked(bytes.subarray(head, at)) : bytes.subarray(head, at)).length);
      // Returns how much of the body is in the first `at` bytes of the response.
      resolve({ head, length, isChunked, body: (at) => bodies[at] });
    };
    socket.on("data", (more) => {
      bytes = Buffer.concat([bytes, more]);
      // Search after the head, which may end with the same bytes.
      if (bytes.indexOf(END_OF_HEAD) + END_OF_HEAD.length < bytes.length && bytes.subarray(-5).toString() === "0\r\n\r\n") whole();
    });
    socket.on("end", whole);
    socket.on("error", reject);
  });
}
