// Loaded before an example: TLS connections to the hosts of its URLs go to the local server, which has a certificate for them.
// Both Node's own fetch and undici's end up here; the example's text stays as it is.
const tls = require("node:tls");

const hosts = process.env.ROUTE_HOSTS.split(",");
const { connect } = tls;
tls.connect = (options, ...rest) => {
  // What comes through a proxy has its socket already.
  if (options.socket || !hosts.includes(options.host)) return connect(options, ...rest);
  return connect({ ...options, servername: options.servername || options.host, host: "127.0.0.1", port: process.env.ROUTE_PORT }, ...rest);
};
