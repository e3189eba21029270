import { App } from "./app.jsx";

// Rendered for each request: what it is given is known only when it runs.
export const dynamic = "force-dynamic";

export default () => <App origin={process.env.MODEL} />;
