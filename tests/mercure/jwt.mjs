// Tokens as both hubs want them: HS256, with a short life.
import { createHmac, timingSafeEqual } from "node:crypto";

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const signature = (text, secret) => createHmac("sha256", secret).update(text).digest();

/** @param lives seconds until it expires; negative: since it has */
export function sign(claims, secret, { lives = 60, typ = "JWT" } = {}) {
  const text = `${encode({ alg: "HS256", typ })}.${encode({ ...claims, exp: Math.floor(Date.now() / 1000) + lives })}`;
  return `${text}.${signature(text, secret).toString("base64url")}`;
}

/** The claims of a token that holds; `undefined` for any other. */
export function verify(token, secret, typ) {
  const [head, claims, signed] = token.split(".");
  const wanted = signature(`${head}.${claims}`, secret);
  const given = Buffer.from(signed ?? "", "base64url");
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
  const read = (text) => JSON.parse(Buffer.from(text, "base64url").toString());
  return read(head).typ === typ && read(claims).exp * 1000 > Date.now() ? read(claims) : undefined;
}
