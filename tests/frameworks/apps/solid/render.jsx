import { generateHydrationScript, renderToString } from "solid-js/web";
import { App } from "./app.jsx";

export const render = (given) => ({ html: renderToString(() => <App {...given} />), head: generateHydrationScript() });
