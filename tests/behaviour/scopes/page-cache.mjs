// The cases that leave their page. Where the browser did not keep it, it is loaded anew, which ends them.
import * as exports from "/dist/index.js";
import { cases } from "../cases/page-cache.mjs";
import { runSuite } from "../suite.mjs";

const settings = new URLSearchParams(location.search);
const key = settings.get("run");
const isNew = sessionStorage.getItem(key) === null;
sessionStorage.setItem(key, "seen");
addEventListener("load", () => {
  // A navigation before the end of loading would replace this page in the history.
  setTimeout(() => runSuite(exports, settings, isNew ? cases : lost));
});

const lost = [
  {
    name: "the page is kept in the cache",
    run: () => Promise.reject(new Error("it was loaded anew")),
  },
];
