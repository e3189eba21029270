// For a classic worker: `useAll` and `entries` are there.
addEventListener("message", (event) => {
  const came = useAll(entries, { origin: location.origin }).then((came) => event.ports[0].postMessage(came));
  event.waitUntil?.(came);
});
