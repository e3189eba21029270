import { StrictMode } from "react";
import { renderToString } from "react-dom/server";
import { App } from "./app.jsx";

export const render = (given) => ({ html: renderToString(<StrictMode><App {...given} /></StrictMode>) });
