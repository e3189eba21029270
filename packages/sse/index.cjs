module.exports = require("eventsource-wasm/sse");
