// A port on which nothing listens.
import net from "node:net";

/** Returns a port that was free a moment ago. */
export function unusedPort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
