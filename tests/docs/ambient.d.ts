/** What examples find besides the web platform: of Node, whose own types are not installed here, and of the script file. */
declare const process: { readonly env: Record<string, string | undefined>; readonly stdout: { write(text: string): void }; exit(code?: number): never };
declare const EventSourceWasm: typeof import("eventsource-wasm");
declare module "node:http";
declare module "event-source-polyfill";
