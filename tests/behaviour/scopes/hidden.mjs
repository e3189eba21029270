// The cases whose page must be hidden behind another one.
import * as exports from "/dist/index.js";
import { cases } from "../cases/hidden.mjs";
import { runSuite } from "../suite.mjs";

runSuite(exports, new URLSearchParams(location.search), cases);
