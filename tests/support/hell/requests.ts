/** Requests that no honest client sends, made at random: text, nesting, repetition, size and framing that hurt. */
import fc from "fast-check";

import { methodsOf, type Pattern, rowOf } from "#app/paths.ts";

import { bodyFor, FORM, framing } from "./bodies.ts";
import type { HellRequest, Usual } from "./request.ts";
import { anyBytes, deepName, escaped, text } from "./text.ts";

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
