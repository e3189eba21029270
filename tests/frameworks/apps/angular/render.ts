import "@angular/compiler";
import { bootstrapApplication, provideClientHydration, type BootstrapContext } from "@angular/platform-browser";
import { provideServerRendering, renderApplication } from "@angular/platform-server";
import { App, ORIGIN } from "./app.js";

export async function render({ origin }: { origin: string }) {
  const providers = [provideServerRendering(), provideClientHydration(), { provide: ORIGIN, useValue: origin }];
  const document = "<!doctype html><html><head></head><body><app-root></app-root></body></html>";
  const bootstrap = (context: BootstrapContext) => bootstrapApplication(App, { providers }, context);
  return { document: await renderApplication(bootstrap, { document, url: `${origin}/`, allowedHosts: ["127.0.0.1"] }) };
}
