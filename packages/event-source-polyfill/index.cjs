module.exports = require("eventsource-wasm/event-source-polyfill");
