// Runs as a worker. By its source: dist/ has a copy of the original in it, where no override reaches.
import { Shape, ShapeStream } from "../node_modules/@electric-sql/client/src/index.ts";

const headers = { authorization: TOKEN };
const stream = new ShapeStream({ url: `${location.origin}/v1/shape`, params: { table: "items" }, headers, liveSse: true });
new Shape(stream).subscribe(({ rows }) => postMessage(rows.map(({ title }) => title)));
