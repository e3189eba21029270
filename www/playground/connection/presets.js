// Connections to begin with. The URLs are this site's own, from this page.

export const PRESETS = {
  feed: { name: "A feed behind a token", url: "../../api/feed", headers: "Authorization: Bearer demo", idleTimeout: "5000", statuses: "503" },
  chat: { name: "A POST that answers in tokens", url: "../../api/chat", method: "POST", headers: "Content-Type: application/json", body: '{"prompt":"What are server-sent events?"}' },
  busy: { name: "A busy server, and a policy", url: "../../api/busy", statuses: "503", maxDelay: "4000", reconnectionTime: "1000", maxAttempts: "10" },
  pings: { name: "Pings, paused while hidden", url: "../../sse-demo", whenHidden: "pause" },
};
