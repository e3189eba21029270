module.exports = require("eventsource-wasm/fetch-event-source");
