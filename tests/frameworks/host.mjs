// A built application as its pages are served: rendered in this process, then hydrated in the browser.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const documentOf = ({ head = "", html }) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>frameworks</title>${head}</head><body><div id="root">${html}</div></body></html>`;

/** Angular renders a whole document. */
const page = ({ document, ...rendered }, given) =>
  (document ?? documentOf(rendered)).replace("</body>", `<script>globalThis.given = ${JSON.stringify(given)}</script><script type="module" src="/main.js"></script></body>`);

/** @returns a listener for what is neither a feed nor an answer. `given`: absolute URLs, so that a source could connect while it is rendered */
export async function hostOf(folder, given) {
  const rendering = path.join(folder, "ssr/render.js");
  const { render = () => ({ html: "" }) } = fs.existsSync(rendering) ? await import(pathToFileURL(rendering)) : {};
  return async (request, response) => {
    if (request.url === "/") {
      try {
        const text = page(await render(given), given);
        return response.writeHead(200, { "content-type": "text/html" }).end(text);
      } catch (error) {
        return response.writeHead(500).end(error.stack);
      }
    }
    const file = path.join(folder, "out", path.normalize(request.url));
    if (!fs.existsSync(file)) return response.writeHead(204).end();
    response.writeHead(200, { "content-type": "text/javascript" }).end(fs.readFileSync(file));
  };
}
