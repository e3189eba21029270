import { hydrate } from "solid-js/web";
import { App } from "./app.jsx";

hydrate(() => <App {...globalThis.given} />, document.getElementById("root"));
