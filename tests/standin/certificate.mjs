// A key, and a certificate signed with it, for host names that nobody can resolve: X.509 in as much DER as it takes.
import crypto from "node:crypto";

const der = (tag, ...parts) => {
  const content = Buffer.concat(parts.map((part) => (Buffer.isBuffer(part) ? part : Buffer.from(part))));
  const length = content.length < 0x80 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};
const sequence = (...parts) => der(0x30, ...parts);
const set = (...parts) => der(0x31, ...parts);
const time = (date) => der(0x17, `${date.toISOString().replace(/\D/g, "").slice(2, 14)}Z`);

const COMMON_NAME = der(0x06, [0x55, 0x04, 0x03]);
const SUBJECT_ALT_NAME = der(0x06, [0x55, 0x1d, 0x11]);
const ECDSA_WITH_SHA256 = sequence(der(0x06, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));
const DAY = 86_400_000;

/** Valid from yesterday to tomorrow. */
export function certify(hosts) {
  const { privateKey, publicKey } = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(set(sequence(COMMON_NAME, der(0x0c, "eventsource-wasm tests"))));
  const names = sequence(...hosts.map((host) => der(0x82, host)));
  const content = sequence(
    der(0xa0, der(0x02, [2])),
    der(0x02, Buffer.concat([Buffer.from([1]), crypto.randomBytes(8)])),
    ECDSA_WITH_SHA256,
    name,
    sequence(time(new Date(Date.now() - DAY)), time(new Date(Date.now() + DAY))),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(sequence(SUBJECT_ALT_NAME, der(0x04, names)))),
  );
  const signature = crypto.sign("sha256", content, privateKey);
  const bytes = sequence(content, ECDSA_WITH_SHA256, der(0x03, [0], signature));
  const lines = bytes.toString("base64").replace(/.{64}/g, "$&\n");
  return { key: privateKey.export({ type: "pkcs8", format: "pem" }), cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n` };
}
