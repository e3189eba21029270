import "@angular/compiler"; // links what the packages hold only in part
import { bootstrapApplication, provideClientHydration } from "@angular/platform-browser";
import { App, ORIGIN } from "./app.js";

const { origin } = (globalThis as unknown as { given: { origin: string } }).given;
await bootstrapApplication(App, { providers: [provideClientHydration(), { provide: ORIGIN, useValue: origin }] });
