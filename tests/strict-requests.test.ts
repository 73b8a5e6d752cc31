/** What the host takes for a request, byte by byte: anything else is refused before a page is asked. */
import zlib from "node:zlib";

import { afterAll, beforeAll, expect, test } from "vitest";

import { wire } from "./support/raw.ts";
import { type Site, startSite } from "./support/server.ts";
import { nextAddress } from "./support/visitor.ts";

let site: Site;
let host: string;
beforeAll(async () => {
  site = await startSite();
  ({ host } = new URL(site.base));
});
afterAll(() => site[Symbol.asyncDispose]());

const SIGN = "/demands/free-the-prisoners/sign";
let number = 0;
const form = (more = "") =>
  `name=Ann&email=strict${++number}@example.org&country=GB&postcode=SW1A+1AA&consent=yes${more}`;

/** A form's post, with these header lines besides its own or in their place. */
function post(
  path: string,
  lines: readonly string[] = [],
  body: string | Buffer = form(),
  length = true,
) {
  const named = (name: string) => lines.some((line) => line.toLowerCase().startsWith(name));
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: ${host}`,
    ...(named("origin") || named("sec-fetch-site") ? [] : [`Origin: ${site.base}`]),
    ...(named("content-type") ? [] : ["Content-Type: application/x-www-form-urlencoded"]),
    ...(length ? [`Content-Length: ${Buffer.byteLength(body)}`] : []),
    `X-Forwarded-For: ${nextAddress()}`,
    ...lines,
  ];
  return wire(site.base, head.join("\r\n"), body);
}

const signings = async () => (await site.db.selectFrom("signing").select("id").execute()).length;

test("a form of which the bytes are no UTF-8 is refused, and nothing of it is stored", async () => {
  const before = await signings();
  for (const name of [
    "J%ff",
    "%C0%80",
    "%E0%80%AF",
    "%ED%A0%80",
    "%ED%A0%BD%ED%B8%80",
    "%F4%90%80%80",
    "%D0",
    "Jos%E9",
    "%zz",
    "100%",
    "%u0410",
  ]) {
    const { status } = await post(SIGN, [], form().replace("Ann", name));
    expect([name, status]).toEqual([name, 400]);
  }
  for (const bytes of [[0xff], [0xe9], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xd0]]) {
    const [head, tail] = form().split("Ann");
    const body = Buffer.concat([Buffer.from(head!), Buffer.from(bytes), Buffer.from(tail!)]);
    expect([bytes, (await post(SIGN, [], body)).status]).toEqual([bytes, 400]);
  }
  // a character of which one half is a byte and the other an escape
  const [head, tail] = form().split("Ann");
  const mixed = Buffer.concat([
    Buffer.from(head!),
    Buffer.from([0xd0]),
    Buffer.from(`%90${tail!}`),
  ]);
  expect((await post(SIGN, [], mixed)).status).toBe(400);
  // wherever it is, in a field that nobody reads too, and in every language
  expect((await post(SIGN, [], form("&website=%ff"))).status).toBe(400);
  expect((await post(SIGN, [], form("&%ff=1"))).status).toBe(400);
  expect((await post(`/uk${SIGN}`, [], form("&updates=%ff"))).status).toBe(400);
  expect((await post("/manage", [], "email=%ff@example.org")).status).toBe(400);
  expect((await post("/organise/sign-in", [], "email=%ff@example.org")).status).toBe(400);
  expect(await signings()).toBe(before);
});

test("every text that is UTF-8 arrives as it was typed, escaped or not", async () => {
  for (const name of ["Ұлы Дала", "José", "阿不都热依木·吐尔逊", "Zoë 𝒜", "A+B", "%41 pc"]) {
    const escaped = await post(SIGN, [], form().replace("Ann", encodeURIComponent(name)));
    expect([name, escaped.status]).toEqual([name, 303]);
  }
  expect((await post(SIGN, [], form().replace("Ann", "Ұлы José"))).status).toBe(303);
  expect((await post(SIGN, [], form().replace("Ann", "Ann%2BBob+Cyd"))).status).toBe(303);
  const typed = await post(SIGN, [], form().replace("Ann", "%00").replace("%40", "@"));
  expect([typed.status, typed.body.includes("strict")]).toEqual([422, true]);
});

test("a search that is no UTF-8 is refused; what other sites add to an address is not ours to judge", async () => {
  const ask = async (path: string) =>
    (await wire(site.base, `GET ${path} HTTP/1.1\r\nHost: ${host}`)).status;
  for (const path of [
    "/?q=%ff",
    "/uk/?q=%ED%A0%80",
    "/constituencies?q=%C0%AF",
    "/members?q=%E9",
    "/petitions.json?q=%ff",
    "/?state=%ff",
    "/demands/%ff",
    "/demands/%C0%AE%C0%AE",
    "/demands/%ED%A0%80",
    "/confirm/%zz",
    "/?q=%00",
    "/demands/a%00b",
    "/?q=é",
    "/demands/é",
  ])
    expect([path, await ask(path)]).toEqual([path, 400]);
  for (const path of [
    "/?utm_source=%CF%F0",
    "/?q=100%",
    "/?q=%D2%B0%D0%BB%D1%8B",
    "/?q=a+%2B",
    "/?q=%ef%bf%BD",
  ])
    expect([path, await ask(path)]).toEqual([path, 200]);
});

test("forms in another charset or type are refused, however the type is spelled", async () => {
  const plain = "application/x-www-form-urlencoded";
  for (const type of [
    `${plain}; charset=iso-8859-1`,
    `${plain};charset=utf-16`,
    `${plain}; charset="windows-1251"`,
    `${plain}; charset=utf-8; charset=utf-16`,
    `${plain}, text/plain`,
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "application/json",
    "text/plain",
    "",
  ]) {
    const { status, headers } = await post(SIGN, [`Content-Type: ${type}`]);
    expect([type, status, headers["accept-encoding"]]).toEqual([type, 415, undefined]);
  }
  const twice = [`Content-Type: ${plain}`, "Content-Type: text/plain"];
  expect((await post(SIGN, twice)).status).toBe(415);
  expect((await post(SIGN, twice.toReversed())).status).toBe(415);
  for (const type of [
    `${plain}; charset=UTF-8`,
    `${plain};charset="utf-8"`,
    plain.toUpperCase(),
    `${plain};`,
  ])
    expect([type, (await post(SIGN, [`Content-Type: ${type}`])).status]).toEqual([type, 303]);
});

test("a body in a coding is refused with the one that is taken, on every path that takes posts", async () => {
  const packed = zlib.gzipSync(form());
  for (const path of [SIGN, "/manage", "/organise/sign-in", "/webhooks/resend", "/unsubscribe/x"]) {
    for (const coding of ["gzip", "GZIP", "br", "deflate", "identity, gzip", "x-unknown", "*"]) {
      const { status, headers } = await post(path, [`Content-Encoding: ${coding}`], packed);
      const told = [path, coding, status, headers["accept-encoding"]];
      expect(told).toEqual([path, coding, 415, "identity"]);
    }
    const twice = ["Content-Encoding: identity", "Content-Encoding: gzip"];
    expect((await post(path, twice, packed)).status).toBe(415);
  }
  for (const coding of ["identity", " Identity "])
    expect((await post(SIGN, [`Content-Encoding: ${coding}`])).status).toBe(303);
});

test("a body of which the end is in doubt is refused", async () => {
  const body = form();
  const chunked = `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n0\r\n\r\n`;
  for (const lines of [
    ["Transfer-Encoding: chunked", "Content-Length: 5"],
    ["Content-Length: 5", "Content-Length: 6"],
    ["Content-Length: 5, 6"],
    ["Content-Length: -1"],
    ["Content-Length: 0x5"],
    ["Transfer-Encoding: gzip, chunked"],
    ["Transfer-Encoding: gzip", "Transfer-Encoding: chunked"],
    ["Transfer-Encoding: chunked, gzip"],
    ["Transfer-Encoding: identity"],
    ["Transfer-Encoding: xchunked"],
    ["Transfer-Encoding : chunked"],
  ])
    expect([lines, (await post(SIGN, lines, chunked, false)).status]).toEqual([lines, 400]);
  for (const coding of ["chunked", "Chunked"]) {
    const lines = [`Transfer-Encoding: ${coding}`];
    const sent = chunked.replace(/strict\d+/, `strict${++number}`.padEnd(7, "x"));
    expect([coding, (await post(SIGN, lines, sent, false)).status]).toEqual([coding, 303]);
  }
  expect((await post(SIGN, ["Expect: 100-continue"])).status).toBe(303);
  expect((await post(SIGN, ["Expect: something-else"])).status).toBe(417);
});

test("a request that names no host, two, or what is none, is refused before anything else", async () => {
  const { port } = new URL(site.base);
  const ask = async (line: string, ...hosts: string[]) =>
    (await wire(site.base, [line, ...hosts.map((one) => `Host: ${one}`)].join("\r\n"))).status;
  for (const path of ["/", "/about", "/icon.svg", "/healthz", "/petitions.json", "/nowhere"]) {
    const line = `GET ${path} HTTP/1.1`;
    expect([path, await ask(line)]).toEqual([path, 400]);
    expect([path, await ask(line, host, "evil.example")]).toEqual([path, 421]);
    expect([path, await ask(line, host, host)]).toEqual([path, 421]);
    for (const odd of [
      "",
      `evil@${host}`,
      `${host}@evil.example`,
      `${host}/evil`,
      `${host}?evil`,
      `${host}#evil`,
      `${host}\\evil`,
      `evil ${host}`,
      `${host}, evil.example`,
      `http://${host}`,
      `127.0.0.1:${port}0000`,
      "127.0.0.1:x",
      "127.0.0.1:-1",
      "127.0.0.1:80:80",
      ":80",
      "[::1",
      "[nothing]",
      "::1",
      "é.example",
      "a%2fb",
      "a..b".padEnd(300, "/"),
      "<script>",
    ])
      expect([path, odd, await ask(line, odd)]).toEqual([path, odd, 421]);
  }
  expect(await ask("PURGE / HTTP/1.1", "a b")).toBe(421);
  for (const path of ["/", "/icon.svg"])
    expect([path, await ask(`GET ${path} HTTP/1.1`, "evil.example")]).toEqual([path, 421]);
  expect(await ask("GET / HTTP/1.1", "a".repeat(300))).toBe(421);
  expect(await ask("GET / HTTP/1.1", "demands.example.org.")).toBe(421);
  expect(await ask("GET /healthz HTTP/1.1", "10.0.0.7:8080")).toBe(200);
  expect(await ask("GET /healthz HTTP/1.1", "my_app")).toBe(200);
  // HTTP/1.0 knows no Host, and what watches over a site may still speak it
  expect(await ask("GET /healthz HTTP/1.0")).toBe(200);
  expect(await ask("GET / HTTP/1.0")).toBe(421);
  for (const name of ["localhost", "LOCALHOST:1", "127.0.0.1:", "[::1]:80"])
    expect([name, await ask("GET /about HTTP/1.1", name)]).toEqual([name, 200]);
});

test("an address with a host in it is refused, and one that looks like a host leads nowhere else", async () => {
  const ask = (target: string) => wire(site.base, `GET ${target} HTTP/1.1\r\nHost: ${host}`);
  for (const target of ["http://evil.example/", "evil.example", "*", "@evil.example/", "?q=x"])
    expect([target, (await ask(target)).status]).toEqual([target, 400]);
  for (const target of ["//evil.example", "//evil.example/about", "/\\evil.example", "/@evil"]) {
    const { status, headers, body } = await ask(target);
    expect([target, status, headers.location]).toEqual([target, 404, undefined]);
    expect(String(body)).not.toMatch(/(href|action|src)="[^"]*evil/);
  }
});

test("of headers that come twice no one is chosen where it matters", async () => {
  const foreign = "https://evil.example";
  for (const lines of [
    [`Origin: ${site.base}`, `Origin: ${foreign}`],
    [`Origin: ${foreign}`, `Origin: ${site.base}`],
    ["Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site"],
    ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-origin"],
  ])
    expect([lines, (await post(SIGN, lines)).status]).toEqual([lines, 403]);
});

test("nothing that was refused was a fault of ours", () => {
  expect(site.server.output()).not.toMatch(/failed|"level":"error"/);
});
