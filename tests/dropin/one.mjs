// `node one.mjs CASE`, in the project: runs one library's case in a process of its own, since libraries take globals, and leave timers behind.
import path from "node:path";

const { default: dropin } = await import(path.resolve("cases", `${process.argv[2]}.mjs`));
try {
  await dropin.run();
  console.log("DROPIN passed");
  process.exit(0);
} catch (error) {
  console.log(error.stack);
  process.exit(1);
}
