// As it is where the polyfill has something to do. Not `delete`: in workerd the class is there again.
globalThis.EventSource = undefined;
