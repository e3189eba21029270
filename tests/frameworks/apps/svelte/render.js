import { render as renderComponent } from "svelte/server";
import App from "./app.svelte";

export async function render(props) {
  const { head, body } = await renderComponent(App, { props });
  return { head, html: body };
}
