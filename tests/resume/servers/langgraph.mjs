// LangGraph's own server, of @langchain/langgraph-api, in memory. Its workers look for runs about twice a second each: many of them start one soon.
import path from "node:path";
import { startServer } from "@langchain/langgraph-api/server";

const graphs = { agent: `${path.join(import.meta.dirname, "graph.mjs")}:graph` };
await startServer({ port: Number(process.argv[2]), host: "127.0.0.1", nWorkers: 40, cwd: process.cwd(), graphs });
