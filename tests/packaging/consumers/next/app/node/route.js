import { entries } from "../../consumer/entries.js";
import { useAll } from "../../consumer/use.js";

export const dynamic = "force-dynamic";
export const GET = async (request) => Response.json(await useAll(entries, { origin: new URL(request.url).searchParams.get("origin") }));
