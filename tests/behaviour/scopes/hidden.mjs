// The cases that need somebody to put another page in front of theirs.
import * as exports from "/dist/index.js";
import { cases } from "../cases/hidden.mjs";
import { runSuite } from "../suite.mjs";

runSuite(exports, new URLSearchParams(location.search), cases);
