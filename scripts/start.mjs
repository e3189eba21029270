// `npm start`: set-up, build, then the demo.
import { build } from "./build.mjs";
import { orExit, setup } from "./setup.mjs";

await orExit(async () => {
  await setup();
  await build();
  const { startDemo } = await import("../www/server.mjs");
  await startDemo();
});
