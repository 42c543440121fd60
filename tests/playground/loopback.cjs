// The Playground listens on every interface of the machine; here it listens on this machine only.
const net = require("net");
const listen = net.Server.prototype.listen;

net.Server.prototype.listen = function (port, ...rest) {
  const everywhere = typeof port === "number" && typeof rest[0] !== "string";
  return everywhere ? listen.call(this, port, "127.0.0.1", ...rest) : listen.call(this, port, ...rest);
};
