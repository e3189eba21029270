// The cases that leave their page. If the browser does not keep the page in its cache, it loads it again, which ends the cases.
import * as exports from "/dist/index.js";
import { cases } from "../cases/page-cache.mjs";
import { runSuite } from "../suite.mjs";

const settings = new URLSearchParams(location.search);
const key = settings.get("run");
const isNew = sessionStorage.getItem(key) === null;
sessionStorage.setItem(key, "seen");
addEventListener("load", () => {
  // Navigating before the page has loaded would replace it in the history.
  setTimeout(() => runSuite(exports, settings, isNew ? cases : lost));
});

const lost = [
  {
    name: "the page is kept in the cache",
    run: () => Promise.reject(new Error("it was loaded anew")),
  },
];
