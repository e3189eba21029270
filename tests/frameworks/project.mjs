// A project: a framework's packages, our tarball, the recipes out of the page, and an application around them.
import fs from "node:fs";
import path from "node:path";
import { pack, unpack } from "../../scripts/pack.mjs";
import { temporaryFolder } from "../behaviour/runners/child.mjs";
import { npmPackages } from "../servers/installed.mjs";
import { writeRecipes } from "./recipes.mjs";

const here = import.meta.dirname;

/** A folder within the one that a `place`'s packages are kept in, by which Node and compilers find them, as in a workspace. */
export async function makeProject(name, place = here) {
  await npmPackages(name, place);
  const kept = path.dirname(fs.realpathSync(path.join(place, "node_modules")));
  const { folder, remove: close } = temporaryFolder("run", kept);
  try {
    unpack(pack(folder), path.join(folder, "node_modules/eventsource-wasm"));
    fs.writeFileSync(path.join(folder, "package.json"), '{"private":true,"type":"module"}');
    fs.copyFileSync(path.join(here, "build.mjs"), path.join(folder, "build.mjs"));
    return { folder, bin: (file) => path.join(kept, "node_modules", file), close, addApp: (app, into) => addApp(app, path.join(folder, into)) };
  } catch (error) {
    close();
    throw error;
  }
}

/** An application with its recipes, and with those of the framework that it builds `on`. @returns its folder */
function addApp({ framework, on = framework, into = "." }, folder) {
  const recipes = path.join(folder, into);
  fs.cpSync(path.join(here, "apps", framework), folder, { recursive: true });
  // Of most frameworks the token is reactive, so that a recipe that tracks it would reconnect.
  if (!fs.existsSync(path.join(recipes, "session.js"))) fs.copyFileSync(path.join(here, "apps/session.js"), path.join(recipes, "session.js"));
  writeRecipes(framework, folder);
  if (on !== framework) writeRecipes(on, recipes);
  writeRecipes("shared", recipes);
  return folder;
}
