// The feed is on another port: the proxy makes it this page's own origin, in `vite` and in `vite preview`.
const { origin } = new URL(process.env.STREAM ?? "http://127.0.0.1:8080/api/feed");
const proxy = { "/api": origin };

export default { server: { host: "127.0.0.1", proxy }, preview: { host: "127.0.0.1", proxy } };
