// The playground's connection mode without its page: what the address carries, and what the code says.
import { missing, read, written } from "../../www/playground/connection/address.js";
import { codeOf, printed } from "../../www/playground/connection/code.js";
import { EMPTY, initOf, urlOf } from "../../www/playground/connection/config.js";
import { PRESETS } from "../../www/playground/connection/presets.js";

const SECRET = "hunter2-do-not-share";
const FULL = {
  ...EMPTY, url: "https://example.com/stream?topic=a&b=%26", method: "PUT", headers: "X-Plain: 1\nAccept-Language: de, en", body: '{"a":"b\\n"}\n', reconnect: "yes", whenHidden: "after",
  hiddenAfter: "2000", withCredentials: true, secretHeaders: "X-Hidden, x-other", idleTimeout: "45000", connectTimeout: "5000", reconnectionTime: "100", maxEventSize: "1024",
  lastEventId: "é 7", lastEventIdParam: "last_event_id", maxDelay: "9000", factor: "1.5", jitter: "0", maxAttempts: "3", maxElapsed: "60000", resetAfter: "10", statuses: "429 503",
};

/** Headers whose values are secrets, in one spelling or another. */
const SECRETS = ["Authorization", "AUTHORIZATION", "Proxy-Authorization", "cookie", "X-Api-Key", "X-Auth", "X-CSRF-Token", "x-hidden", "X-Other"];

const address = [
  ...SECRETS.map((name) => ({
    name: `address: no value of ${name}`,
    run(assert) {
      const config = { ...FULL, headers: `${name}: Bearer ${SECRET}\nX-Plain: 1` };
      assert.ok(!decodeURIComponent(written(config)).includes(SECRET));
      assert.equal(read(written(config)).headers, `${name}:\nX-Plain: 1`, "its name is there, to be filled in");
      assert.deepEqual(missing(read(written(config))), [name]);
    },
  })),
  {
    name: "address: no user and password of a URL",
    run: (assert) => assert.equal(read(written({ ...EMPTY, url: `https://user:${SECRET}@example.com/a` })).url, "https://example.com/a"),
  },
  { name: "address: everything else comes back", run: (assert) => assert.deepEqual(read(written(FULL)), FULL) },
  { name: "address: without a URL it says nothing", run: (assert) => assert.deepEqual([read(""), read("#method=POST")], [undefined, undefined]) },
  {
    name: "address: unknown names are passed over",
    run: (assert) => assert.deepEqual(read("#url=/a&__proto__=x&toString=y&code=alert(1)"), { ...EMPTY, url: "/a" }),
  },
];

/** The arguments that the shown code gives the constructor. */
function argumentsIn(code) {
  const call = /new EventSource\(([\s\S]*?)\);\nsource\./.exec(code)[1];
  return new Function(`return [${call}]`)();
}

const code = [
  {
    name: "options: each field has its place",
    run(assert) {
      assert.deepEqual(initOf(FULL), {
        method: "PUT", headers: { "X-Plain": "1", "Accept-Language": "de, en" }, body: '{"a":"b\\n"}\n', withCredentials: true, lastEventId: "é 7", lastEventIdParam: "last_event_id",
        idleTimeout: 45000, connectTimeout: 5000, reconnectionTime: 100, maxEventSize: 1024, whenHidden: 2000, secretHeaders: ["X-Hidden", "x-other"],
        reconnect: { maxDelay: 9000, factor: 1.5, jitter: 0, maxAttempts: 3, maxElapsed: 60000, resetAfter: 10, statuses: [429, 503] },
      });
      assert.deepEqual(initOf({ ...EMPTY, body: "a GET has none" }), {});
      assert.deepEqual([initOf({ ...EMPTY, reconnect: "no" }).reconnect, initOf({ ...EMPTY, reconnect: "yes" }).reconnect], [false, true]);
    },
  },
  ...[["everything", FULL], ...Object.entries(PRESETS).map(([name, preset]) => [name, { ...EMPTY, ...preset }])].map(([name, config]) => ({
    name: `code: it says what the page does (${name})`,
    run(assert) {
      const [url, init = {}] = argumentsIn(codeOf(urlOf(config, "https://example.com/playground/connection/"), initOf(config)));
      assert.equal(url, urlOf(config, "https://example.com/playground/connection/"));
      assert.deepEqual(init, initOf(config));
    },
  })),
  {
    name: "code: a text cannot leave its quotes",
    run: (assert) => assert.equal(new Function(`return ${printed({ "a-b": '");alert(1);("\u2028' })}`)()["a-b"], '");alert(1);("\u2028'),
  },
];

export const cases = [...address, ...code];
