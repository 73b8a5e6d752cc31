/** Requests that no honest client sends, made at random: text, nesting, repetition, size and framing that hurt. */
import net from "node:net";

import fc from "fast-check";

import { FORM_BYTES, methodsOf, type Pattern, rowOf } from "#app/paths.ts";

import type { Fields } from "./forms.ts";

/** How often each thing is tried; `HELL=1000 npx vitest run from-hell` has it done as long as is wished. */
export const trials = (usual: number): number => Number(process.env["HELL"] ?? usual);

/** What is tried is another each time; a failure names its seed, and `HELL_SEED` tries that once more. */
export const seed = Number(process.env["HELL_SEED"] ?? Date.now() % 0x7fff_ffff);

/**
 * Tries something again and again.
 * @param name of what is tried
 * @param attempt throws where it goes wrong
 */
export async function tryOut<Made>(
  name: string,
  made: fc.Arbitrary<Made>,
  usual: number,
  attempt: (made: Made) => Promise<void>,
  ownSeed = seed,
): Promise<void> {
  const numRuns = trials(usual);
  // to make a request smaller takes requests, and the first one tells enough
  const tried = await fc.check(fc.asyncProperty(made, attempt), {
    numRuns,
    seed: ownSeed,
    endOnFailure: true,
  });
  if (!tried.failed) return;
  const [counterexample] = tried.counterexample!;
  const given = Buffer.isBuffer(counterexample)
    ? counterexample.toString("latin1")
    : fc.stringify(counterexample);
  const why = `${String((tried.errorInstance as Error).stack).slice(0, 1_500)}\nof ${given}`;
  throw new Error(`${name}, HELL_SEED=${seed}, HELL=${numRuns}: ${why.slice(0, 4_000)}`);
}

/** In seconds of the processor: what comes in is read in the background, by a thread of its own or in turns. */
const MOST = 5;

/** Does what must not take long; what others do on the machine is not counted. */
export async function soon(work: () => unknown): Promise<void> {
  const begun = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(begun);
  const took = (user + system) / 1e6;
  if (took > MOST) throw new Error(`takes ${took} s`);
}

const times = (text: string, most: number) =>
  fc.integer({ min: 1, max: most }).map((n) => text.repeat(n));

/** If it stood so in a page, it would run. */
export const SCRIPT = '"><img src=x onerror=hell()>';

const oddWords = [
  ...["", " ", "\0", "a\0b", "\uffff", "\ufffe", "\ufffd", "\ufeff", "\x07", "\x7f", "\u0085"],
  ...["\u202eevil\u202c", "\u2066\u2067\u2068", "\u200b\u2060\u200d", "\u2028\u2029", "\u00ad"],
  ...["ﬀ", "K", "Å", "ｅｖｉｌ", "각", "İ", "ß", "ǆ", "ẞ", "👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "🇰", "𝒜", "\u{10ffff}", "ᚠ"],
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "then", "null", "undefined", "NaN"],
  ...["-0", "-1", "1e999", "0x10", "9".repeat(11), "9".repeat(400), "2147483648", "0.1", "١٢٣"],
  ...["9223372036854775808", "1e-7", "Infinity", "0000-00-00", "2022-02-30", "99999-01-01"],
  ...["'", '"', "\\", "\\u0000", "'; drop table signature;--", "' or 1=1--", "${7*7}", "{{count}}"],
  ...["../../../etc/passwd", "..\\..", "file:///etc/passwd", "//evil.example", "\r\nX-Evil: 1"],
  ...[
    "javascript:hell()",
    SCRIPT,
    "<!--",
    "]]>",
    "&#0;",
    "%00",
    "%",
    "%%",
    "%2e%2e",
    "+",
    "&",
    "=",
  ],
  ...[
    "=cmd|'/c'!A1",
    "$1",
    "\\1",
    "(a+)+$",
    "[[:<:]]",
    "E14001172",
    "SW1A 1AA",
    "a@b.c",
    "1,2",
    "*",
  ],
];

/** The same again and again, within itself where that can be. */
export const nested = fc.oneof(
  ...[
    "[",
    '{"a":',
    "> ",
    "- ",
    "* ",
    "(",
    "![",
    "[](",
    "<div>",
    "`",
    "*_",
    "**a",
    "# ",
    "    ",
    "|",
  ].map((text) => times(text, 3_000)),
  ...[
    "a\u0301",
    "e\u0332\u0333\u033f",
    "ก็",
    "\u200d",
    "\u202e",
    "𝒜",
    "é",
    "\r\n",
    "{{",
    "a ",
    "@",
  ].map((text) => times(text, 3_000)),
  fc.integer({ min: 1, max: 300 }).map((n) => `${"* a\n".repeat(n)}${"  ".repeat(n)}* b`),
  fc.integer({ min: 1, max: 2_000 }).map((n) => "[".repeat(n) + "]".repeat(n)),
);

/** Text of any kind, which is well-formed. */
export const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...oddWords) },
  {
    weight: 3,
    arbitrary: fc.string({ unit: "binary", maxLength: 60 }).map((t) => t.toWellFormed()),
  },
  { weight: 2, arbitrary: fc.string({ unit: "grapheme", maxLength: 60 }) },
  { weight: 1, arbitrary: nested },
  { weight: 1, arbitrary: fc.integer().map(String) },
);

/** No UTF-8, lone surrogates and overlong forms among it. */
const broken = fc.constantFrom("%ff", "%ED%A0%80", "%ED%B0%80", "%C0%80", "%F4%90%80%80", "%E2%82");
const anyBytes = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes));

/** As it stands in an address or a body: escaped, half escaped, or as bytes that stand for nothing. */
export const escaped = fc.oneof(
  { weight: 8, arbitrary: text.map(encodeURIComponent) },
  { weight: 1, arbitrary: broken },
  { weight: 1, arbitrary: anyBytes.map((bytes) => bytes.toString("hex").replace(/../g, "%$&")) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("%", "%zz", "%u0410", "a%2", "+", "%2f", "%5c", "%0d%0aX-Evil:1"),
  },
);

/** A field's name with brackets, as others read deep objects from it. */
const deepName = fc
  .tuple(escaped, fc.integer({ min: 0, max: 4_000 }))
  .map(([name, depth]) => name + "[a]".repeat(depth));

export interface HellRequest {
  /** As it is told where it goes wrong. */
  [fc.toStringMethod]?: () => string;
  bytes: Buffer;
  /** It says itself that there is more to come, or is no HTTP: then it may be given up without an answer. */
  isBroken: boolean;
}

/** What a request is made of, beside what hurts. */
export interface Usual {
  pattern: Pattern;
  /** Of something that exists. */
  example: string;
  host: string;
  origin: string;
  /** What the forms of the path send, one of them each time. */
  forms: readonly Fields[];
  cookie: string | undefined;
}

const methods = ["GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT"];
const odd = ["get", "BREW", "PROPFIND", "M-SEARCH", "PRI", "QUERY", "GET\0", "\u00e9"];

const methodFor = (pattern: Pattern) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...methodsOf(rowOf(pattern)), "HEAD") },
    { weight: 2, arbitrary: fc.constantFrom(...methods) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
  );

function pathFor({ pattern, example }: Usual): fc.Arbitrary<string> {
  const names = pattern.match(/:\w+/g) ?? [];
  const parts = pattern.split("/");
  const given = example.split("/");
  const strange = fc
    .tuple(fc.constantFrom(...(names.length > 0 ? names : [""])), escaped)
    .map(([name, value]) =>
      parts.map((part, at) => (name && part === name ? value : (given[at] ?? ""))).join("/"),
    );
  const paths = fc.oneof(
    { weight: 5, arbitrary: fc.constant(example) },
    { weight: names.length > 0 ? 6 : 0, arbitrary: strange },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        ...[`/uk${example}`, `/kk/ru${example}`, `${example}/`, `/${example}`, `${example}/..`],
        ...[`${example}/.`, `/x/..${example}`, `http://evil.example${example}`, "*", "evil:443"],
        ...[`${example}.json`, `${example}%00`, example.toUpperCase(), `${example};a=b`, ""],
        ...[`${example}/${"a/".repeat(3_000)}`, `${example}#part`, `/${"a".repeat(15_000)}`],
      ),
    },
  );
  return paths;
}

const asked = ["said", "to", "before", "lang", "_data", "intent", "returnTo", "index", "demands"];

function queryFor({ pattern }: Usual): fc.Arbitrary<string> {
  const names = [...Object.keys(rowOf(pattern).query ?? {}), ...asked];
  const name = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...names) },
    { weight: 1, arbitrary: deepName },
  );
  const pair = fc.tuple(name, escaped).map((parts) => parts.join("="));
  const many = fc.tuple(pair, fc.integer({ min: 2, max: 3_000 }));
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant("") },
    {
      weight: 5,
      arbitrary: fc.array(pair, { minLength: 1, maxLength: 6 }).map((all) => `?${all.join("&")}`),
    },
    // a line of a request has 16 kB at most, with its headers
    {
      weight: 1,
      arbitrary: many.map(([one, n]) => `?${Array(n).fill(one).join("&").slice(0, 15_000)}`),
    },
    { weight: 1, arbitrary: fc.constantFrom("?", "??", "?&&&", "?=", "?%", "?#", "?[]=1") },
  );
}

const headerNames = [
  ...["User-Agent", "X-Request-Id", "Accept-Language", "Accept-Encoding", "Accept", "Referer"],
  ...["X-Forwarded-For", "X-Forwarded-Host", "If-None-Match", "If-Modified-Since", "Range", "Via"],
  ...["Svix-Id", "Svix-Timestamp", "Svix-Signature", "Authorization", "Forwarded", "Cookie"],
  ...["Sec-Fetch-Site", "Origin", "Expect", "Upgrade", "TE", "Trailer", "Content-Encoding"],
  ...[
    "Content-Type",
    "X-HTTP-Method-Override",
    "Host",
    "Connection",
    "Transfer-Encoding",
    "Priority",
  ],
];

/** Bytes of a header's value, not all of which a header may have. */
const headerValue = fc.oneof(
  text.map((t) => Buffer.from(t.replace(/[\r\n]/g, "").slice(0, 6_000))),
  anyBytes.map((bytes) => Buffer.from(bytes.filter((byte) => byte !== 10 && byte !== 13))),
  fc
    .constantFrom("q=0", "*;q=1e9", "br;q=-1", "bytes=0-,-1", "W/", '"', "100-continue", "h2c")
    .map((t) => Buffer.from(t)),
  fc
    .constantFrom("chunked", "gzip", "organiser=%00", ";;==,,", "en,".repeat(2_000))
    .map((t) => Buffer.from(t)),
  fc
    .constantFrom(`organiser=${"A".repeat(43)}`, "a=b; ".repeat(900), "127.0.0.1, ::1", "[::1")
    .map((t) => Buffer.from(t)),
);

const line = (name: string, value: Buffer | string) =>
  Buffer.concat([Buffer.from(`${name}: `), Buffer.from(value as string), Buffer.from("\r\n")]);

const headers = fc.oneof(
  { weight: 6, arbitrary: fc.constant([] as Buffer[]) },
  {
    weight: 4,
    arbitrary: fc
      .array(fc.tuple(fc.constantFrom(...headerNames), headerValue), { minLength: 1, maxLength: 3 })
      .map((pairs) => pairs.map(([name, value]) => line(name, value))),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...headerNames), headerValue, fc.integer({ min: 2, max: 2_000 }))
      .map(([name, value, n]) => Array<Buffer>(n).fill(line(name, value.subarray(0, 20)))),
  },
  { weight: 1, arbitrary: anyBytes.map((bytes) => [Buffer.concat([bytes, Buffer.from("\r\n")])]) },
);

/** A form of the path with some of its fields changed, doubled, or with others beside them. */
function formFor(forms: readonly Fields[]): fc.Arbitrary<string> {
  const form = fc.constantFrom(...(forms.length > 0 ? forms : [[]]));
  const pairs = fc
    .tuple(form, fc.array(escaped, { minLength: 1, maxLength: 6 }), fc.nat())
    .map(([fields, values, which]) =>
      fields.map(([name, value], at) =>
        (which >> (at % 24)) & 1 ? `${name}=${values[at % values.length]}` : `${name}=${value}`,
      ),
    );
  const extra = fc.tuple(deepName, escaped).map((parts) => parts.join("="));
  return fc.oneof(
    { weight: 8, arbitrary: pairs.map((all) => all.join("&")) },
    { weight: 2, arbitrary: fc.tuple(pairs, extra).map(([all, more]) => [...all, more].join("&")) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(pairs, fc.nat(), fc.integer({ min: 2, max: 10_000 }))
        .map(([all, at, n]) =>
          [...all, ...Array<string>(n).fill(all[at % all.length] ?? "a=b")].join("&"),
        ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom("&", "=", "a", "%", "[".repeat(60_000), "a=".repeat(20_000)),
    },
  );
}

const anyJson = fc.oneof(
  fc.json({ maxDepth: 4 }),
  fc.integer({ min: 10, max: 100_000 }).map((n) => "[".repeat(n)),
  fc.integer({ min: 10, max: 15_000 }).map((n) => '{"a":'.repeat(n) + "1" + "}".repeat(n)),
);

/** A form with a file, whole or not. @param boundary as the type tells it */
const multipart = (boundary: string) =>
  fc
    .tuple(
      fc.array(fc.tuple(text, text), { maxLength: 5 }),
      fc.oneof(
        anyBytes,
        text.map((t) => Buffer.from(t)),
      ),
      fc.nat(9),
    )
    .map(([fields, file, how]) => {
      const mark = how === 0 ? `${boundary}x` : boundary;
      const parts = fields.map(([name, value]) =>
        Buffer.from(
          `--${mark}\r\nContent-Disposition: form-data; name="${name.replace(/["\r\n]/g, "")}"\r\n\r\n${value}\r\n`,
        ),
      );
      const head = `--${mark}\r\nContent-Disposition: form-data; name="file"; filename="${how % 2 ? "a.csv" : "../../x\0.csv"}"${how === 1 ? "" : "\r\nContent-Type: text/csv"}\r\n\r\n`;
      const kind = Buffer.from(
        `--${mark}\r\nContent-Disposition: form-data; name="kind"\r\n\r\n${["members", "areas", "postcodes", "sittings", "__proto__"][how % 5]!}\r\n`,
      );
      const end = [`\r\n--${mark}--\r\n`, `\r\n--${mark}`, "", `\r\n--${mark}--\r\nafter`][
        how % 4
      ]!;
      return Buffer.concat([kind, ...parts, Buffer.from(head), file, Buffer.from(end)]);
    });

interface Body {
  /** Undefined where it says none. */
  type: string | undefined;
  bytes: Buffer;
}

const FORM = "application/x-www-form-urlencoded";

function bodyFor({ pattern, forms }: Usual): fc.Arbitrary<Body> {
  const most = rowOf(pattern).body ?? FORM_BYTES;
  const of = (type: string | undefined, bytes: fc.Arbitrary<Buffer | string>) =>
    bytes.map((one): Body => ({ type, bytes: Buffer.from(one as string) }));
  const sizes = fc.constantFrom(most - 1, most, most + 1, 2 * most);
  return fc.oneof(
    { weight: 10, arbitrary: of(FORM, formFor(forms)) },
    { weight: 1, arbitrary: of(FORM, anyBytes) },
    {
      weight: 1,
      arbitrary: of(
        FORM,
        sizes.map((size) => `a=${"x".repeat(size - 2)}`),
      ),
    },
    { weight: 1, arbitrary: of("application/json", anyJson) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(
          "text/plain",
          `${FORM}; charset=utf-16`,
          "",
          undefined,
          "é",
          `${FORM};${"a".repeat(3_000)}`,
          "multipart/form-data",
        )
        .chain((type) => of(type, formFor(forms))),
    },
    {
      weight: rowOf(pattern).upload ? 8 : 1,
      arbitrary: fc
        .constantFrom("x", "-".repeat(70), "a b", '"')
        .chain((boundary) =>
          of(
            `multipart/form-data; boundary=${boundary === "a b" ? '"a b"' : boundary}`,
            multipart(boundary),
          ),
        ),
    },
  );
}

interface Framed {
  lines: string[];
  bytes: Buffer;
  isBroken: boolean;
}

const chunk = (bytes: Buffer, size = bytes.length.toString(16)) =>
  Buffer.concat([Buffer.from(`${size}\r\n`), bytes, Buffer.from("\r\n")]);

/** How long a body is said to be, rightly or not. */
const framing = (bytes: Buffer): fc.Arbitrary<Framed> => {
  const whole = (lines: string[], sent = bytes): Framed => ({
    lines,
    bytes: sent,
    isBroken: false,
  });
  const wrong = (lines: string[], sent = bytes): Framed => ({ lines, bytes: sent, isBroken: true });
  const size = bytes.length;
  const end = Buffer.from("0\r\n\r\n");
  const TE = "Transfer-Encoding: chunked";
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant(whole([`Content-Length: ${size}`])) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        whole([TE], size > 0 ? Buffer.concat([chunk(bytes), end]) : end),
        whole(
          [TE],
          Buffer.concat([
            ...Array.from(bytes.subarray(0, 300), (byte) => chunk(Buffer.from([byte]))),
            end,
          ]),
        ),
        whole(
          [TE, "Trailer: X-Evil"],
          Buffer.concat([
            ...(size > 0 ? [chunk(bytes)] : []),
            Buffer.from("0\r\nX-Evil: 1\r\n\r\n"),
          ]),
        ),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        wrong([`Content-Length: ${size + 10}`]),
        wrong([`Content-Length: ${Math.max(0, size - 3)}`]),
        wrong([]),
        wrong([`Content-Length: ${size}`, `Content-Length: ${size + 1}`]),
        ...["-1", "+5", "0x5", "5 5", "9".repeat(30), "1e3", ""].map((said) =>
          wrong([`Content-Length: ${said}`]),
        ),
        wrong([TE, `Content-Length: ${size}`], Buffer.concat([chunk(bytes), end])),
        wrong([TE], chunk(bytes)),
        wrong([TE], Buffer.concat([chunk(bytes, "ffffffffffffffff"), end])),
        wrong([TE], Buffer.concat([chunk(bytes, "zz"), end])),
        wrong([TE], Buffer.concat([chunk(bytes, `1;${"a".repeat(20_000)}`), end])),
        wrong(["Transfer-Encoding: gzip, chunked"], Buffer.concat([chunk(bytes), end])),
        wrong(["Transfer-Encoding : chunked"], end),
      ),
    },
  );
};

const versions = fc.oneof(
  { weight: 30, arbitrary: fc.constant("HTTP/1.1") },
  {
    weight: 1,
    arbitrary: fc.constantFrom("HTTP/1.0", "HTTP/2.0", "HTTP/0.9", "http/1.1", "", "HTTP/1.1 x"),
  },
);

let networks = 0;
/** Of nobody else in a test, so that no limit of a network is met. */
const nextNetwork = () =>
  `172.${(networks >> 16) & 255}.${(networks++ >> 8) & 255}.${networks & 255}`;

const told = (request: HellRequest): HellRequest => ({
  ...request,
  [fc.toStringMethod]: () => request.bytes.toString("latin1"),
});

/** Requests for a path that hurt in some way, and are as they should be in others. */
export function requestsFor(usual: Usual): fc.Arbitrary<HellRequest> {
  return fc
    .record({
      method: methodFor(usual.pattern),
      path: pathFor(usual),
      query: queryFor(usual),
      version: versions,
      more: headers,
      body: bodyFor(usual),
      isSigned: fc.boolean(),
    })
    .chain((made) => framing(made.body.bytes).map((framed) => ({ ...made, framed })))
    .map(({ method, path, query, version, more, body, framed, isSigned }) => {
      const hasBody = method !== "GET" && method !== "HEAD";
      const head = [
        `${method} ${path}${query} ${version}`,
        `Host: ${usual.host}`,
        `X-Forwarded-For: ${nextNetwork()}`,
        "Connection: close",
        ...(usual.cookie && isSigned ? [`Cookie: ${usual.cookie}`] : []),
        ...(hasBody ? [`Origin: ${usual.origin}`, ...framed.lines] : []),
        ...(hasBody && body.type !== undefined ? [`Content-Type: ${body.type}`] : []),
      ];
      const bytes = Buffer.concat([
        Buffer.from(`${head.join("\r\n")}\r\n`),
        ...more,
        Buffer.from("\r\n"),
        ...(hasBody ? [framed.bytes] : []),
      ]);
      // who asks for a tunnel is left without an answer
      const isBroken = (hasBody && framed.isBroken) || more.length > 0 || method === "CONNECT";
      return told({ bytes, isBroken });
    });
}

/** Posts of a path's own forms, well framed, in whose fields stands what nobody types. */
export function postsFor({
  host,
  origin,
  example,
  forms,
  cookie,
}: Usual): fc.Arbitrary<HellRequest> {
  const form = fc.constantFrom(...(forms.length > 0 ? forms : [[]]));
  const values = fc.array(text.map(encodeURIComponent), { minLength: 1, maxLength: 6 });
  // few fields of many, so that what is judged first does not end it each time
  const some = fc.array(fc.nat(60), { minLength: 1, maxLength: 4 });
  return fc.tuple(form, values, some).map(([fields, odd, which]) => {
    const changed = new Set(which.map((one) => one % Math.max(1, fields.length)));
    const body = fields
      .map(([name, value], at) => `${name}=${changed.has(at) ? odd[at % odd.length] : value}`)
      .join("&");
    const head = [
      ...[`POST ${example} HTTP/1.1`, `Host: ${host}`, `Origin: ${origin}`, "Connection: close"],
      ...[`X-Forwarded-For: ${nextNetwork()}`, `Content-Type: ${FORM}`],
      ...[`Content-Length: ${Buffer.byteLength(body)}`, ...(cookie ? [`Cookie: ${cookie}`] : [])],
    ];
    return told({ bytes: Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`), isBroken: false });
  });
}

export interface HellAnswer {
  /** 0 where the connection ended without one. */
  status: number;
  head: string;
  body: string;
  /** In milliseconds, until its last byte. */
  took: number;
}

/** Sends bytes as they are. */
export function send(base: string, { bytes, isBroken }: HellRequest): Promise<HellAnswer> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const begun = performance.now();
    const late = setTimeout(() => {
      reject(new Error("no answer within 60 s"));
      socket.destroy();
    }, 60_000);
    const socket = net.connect({ port: Number(port), host: hostname, allowHalfOpen: true }, () => {
      // who says that there is more and goes away is not waited for
      if (isBroken) socket.end(bytes);
      else socket.write(bytes);
    });
    socket.on("data", (data: Buffer) => chunks.push(data));
    // what arrives after a refusal has its connection reset
    socket.on("error", () => {});
    socket.on("end", () => socket.end());
    socket.on("close", () => {
      clearTimeout(late);
      resolve(readAnswer(Buffer.concat(chunks), performance.now() - begun));
    });
  });
}

function readAnswer(answer: Buffer, took: number): HellAnswer {
  const all = answer.toString().replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, "");
  const end = all.indexOf("\r\n\r\n");
  const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(all)?.[1] ?? 0);
  return { status, head: end < 0 ? all : all.slice(0, end), body: all.slice(end + 4), took };
}

/** What no answer may tell: the program's insides. */
const insides =
  /node_modules|\bat async |ECONN|violates|relation "|Hey developer|syntax error at|invalid byte|file:\/\/\/\S*\.[jt]s|\n {4}at /;

/** @returns what is wrong with an answer; nothing where all is well */
export function faultIn(
  { status, head, body }: HellAnswer,
  { bytes, isBroken }: HellRequest,
): string {
  // who is refused while still sending may have the refusal reset with the connection
  const mayBeReset = isBroken || bytes.length > 200_000;
  if (status === 0) return mayBeReset ? "" : "no answer";
  if (status >= 500 && !(status === 503 && /^retry-after:/im.test(head))) return `status ${status}`;
  const inside = insides.exec(body);
  if (inside) return `tells of ${inside[0]}`;
  if (/^x-evil:/im.test(head)) return "has a header that was asked for";
  if (/^content-type: text\/html/im.test(head) && body.includes(SCRIPT))
    return "would run a script";
  return "";
}
