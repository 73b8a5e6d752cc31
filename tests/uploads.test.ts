/** Files on their way: bounded, streamed, let in before they are read, and nothing left of half of one. */
import fs from "node:fs";
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, expect, test, vi } from "vitest";

import { wire } from "./support/raw.ts";
import {
  cookieOf,
  type House,
  idOf,
  membersFile,
  read,
  startHouse,
  untilState,
  upload,
} from "./support/uploads.ts";

let house: House;
let cookie: string;
beforeAll(async () => {
  house = await startHouse();
  cookie = await cookieOf(house);
});
afterAll(() => house[Symbol.asyncDispose]());

const MB = 1024 * 1024;
const BOUNDARY = "----WebKitFormBoundaryabcdef";
const path = "/organise/members/import";
const fieldsOf = (kind: string) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="kind"\r\n\r\n${kind}\r\n`;
const fileHead = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="списък.csv"\r\nContent-Type: text/csv\r\n\r\n`;

/** What is kept of files, and of their imports. */
async function kept() {
  const { rows } = await house.database.pool.query<{ runs: number; chunks: number }>(
    "select (select count(*) from import_run) as runs, (select count(*) from import_chunk) as chunks",
  );
  return rows[0]!;
}

/** Begins a post by hand, so that its body can be sent piece by piece. */
function begin(headers: Record<string, string> = {}): http.ClientRequest {
  return http.request(house.base + path, {
    method: "POST",
    headers: {
      ...{ cookie, Origin: house.base, "Transfer-Encoding": "chunked" },
      "Content-Type": `multipart/form-data; boundary=${BOUNDARY}`,
      ...headers,
    },
  });
}

const answerTo = (request: http.ClientRequest) =>
  new Promise<{ status: number; location: string | undefined; text: string }>((resolve, reject) => {
    request.on("error", reject).on("response", (response) => {
      let text = "";
      response
        .on("data", (chunk) => (text += String(chunk)))
        .on("end", () =>
          resolve({ status: response.statusCode!, location: response.headers.location, text }),
        );
    });
  });

const written = (request: http.ClientRequest, bytes: Buffer | string) =>
  new Promise<void>((resolve, reject) =>
    request.write(bytes, (error) => (error ? reject(error) : resolve())),
  );

test("only a path that takes files takes a form with one, and from this site alone", async () => {
  const form = new FormData();
  form.set("file", new Blob(["a,b"]), "a.csv");
  const sent = new Response(form);
  const type = { "Content-Type": sent.headers.get("Content-Type")! };
  // in one piece with its head, for who is refused is not listened to
  const body = await sent.arrayBuffer();
  const to = (where: string, headers: Record<string, string>) =>
    fetch(house.base + where, {
      ...{ method: "POST", redirect: "manual", body },
      headers: { ...type, ...headers },
    });
  const ours = { cookie, Origin: house.base };
  expect((await to("/organise/members/1", ours)).status).toBe(415);
  expect((await to("/demands/free-the-prisoners/sign", ours)).status).toBe(415);
  expect((await to(path, { cookie, Origin: "https://elsewhere.example" })).status).toBe(403);
  expect((await to(path, { cookie })).status).toBe(403);
  expect(await kept()).toEqual({ runs: 0, chunks: 0 });
});

test("who may not import is told so before a byte of the file is read", async () => {
  const viewer = await cookieOf(house, "viewer");
  for (const [who, place] of [
    ["", "/organise/sign-in"],
    [`organiser=${"A".repeat(43)}`, "/organise/sign-in"],
    [viewer, "/organise?said=viewer"],
  ] as const) {
    const request = begin({ cookie: who });
    const answered = answerTo(request);
    // the head alone, and no end
    request.flushHeaders();
    expect(await answered).toMatchObject({ status: 303, location: place });
    request.destroy();
  }
  expect(await kept()).toEqual({ runs: 0, chunks: 0 });
});

test("a file beyond the bound of its kind is a page that says so, with the form, and leaves nothing", async () => {
  const large = await upload(house.base, cookie, { text: new Uint8Array(17 * MB), kind: "areas" });
  expect(large.status).toBe(413);
  const page = await large.text();
  expect(page).toContain("The file is larger than is taken: 16 MB");
  expect(page).toMatch(/<input[^>]*id="kind-areas"[^>]*checked/);
  expect(await kept()).toEqual({ runs: 0, chunks: 0 });
});

test("a form without a file, of no kind, or with an empty one is asked again", async () => {
  for (const [sent, said] of [
    [{ text: "a", kind: "letters" }, "Say what the file is a list of."],
    [{ text: "" }, "The file is empty. Choose another."],
    [{ text: "a", kind: "areas", partOf: "Wales" }, "only for members"],
  ] as const) {
    const refused = await upload(house.base, cookie, sent);
    expect([sent, refused.status]).toEqual([sent, 422]);
    expect(await refused.text()).toContain(said);
  }
  const plain = await fetch(house.base + path, {
    method: "POST",
    headers: { cookie, Origin: house.base },
    body: new URLSearchParams({ kind: "members" }),
  });
  expect(plain.status).toBe(422);
  expect(await plain.text()).toContain("Choose a file.");
  expect(await kept()).toEqual({ runs: 0, chunks: 0 });
});

test("what is no form, or ends before its end, leaves nothing", async () => {
  const { host } = new URL(house.base);
  const post = (type: string, body: string) =>
    wire(
      house.base,
      `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${house.base}\r\nCookie: ${cookie}\r\n` +
        `Content-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}`,
      body,
    );
  const type = `multipart/form-data; boundary=${BOUNDARY}`;
  expect((await post("multipart/form-data", "x")).status).toBe(415);
  expect((await post("multipart/form-data; charset=utf-8", "x")).status).toBe(400);
  expect((await post(type, "no boundary in sight")).status).toBe(400);
  expect((await post(type, `${fieldsOf("members")}--${BOUNDARY}`)).status).toBe(400);
  const cut = await post(type, `${fieldsOf("members")}${fileHead}pcon_code,member_id\r\nE14`);
  expect(cut.status).toBe(400);
  expect(cut.body.toString()).toContain("The file did not arrive whole.");
  expect(await kept()).toEqual({ runs: 0, chunks: 0 });
});

test("who goes away midway leaves nothing, and their place is free again", async () => {
  for (let times = 0; times < 5; times++) {
    const request = begin().on("error", () => {});
    await written(request, fieldsOf("members") + fileHead);
    await written(request, Buffer.alloc(2 * MB, "x"));
    await vi.waitFor(async () => expect((await kept()).chunks).toBeGreaterThan(0), 20_000);
    request.destroy();
    await vi.waitFor(async () => expect(await kept()).toEqual({ runs: 0, chunks: 0 }), 20_000);
  }
});

test("more than three at once are asked to come again", async () => {
  const under = [begin(), begin(), begin()].map((request) => request.on("error", () => {}));
  for (const request of under) await written(request, fieldsOf("members") + fileHead + "pcon_code");
  await vi.waitFor(async () => expect((await kept()).runs).toBe(3), 20_000);
  expect((await upload(house.base, cookie, { text: "a" })).status).toBe(503);
  for (const request of under) request.destroy();
  await vi.waitFor(async () => expect(await kept()).toEqual({ runs: 0, chunks: 0 }), 20_000);
});

test(
  "a file may take longer than a form, and keeps its own name",
  { timeout: 90_000 },
  async () => {
    const request = begin();
    const answered = answerTo(request);
    await written(request, fieldsOf("members") + fileHead);
    const text = membersFile();
    const pieces = 32;
    for (let piece = 0; piece < pieces; piece++) {
      const [from, to] = [piece, piece + 1].map((at) => Math.floor((text.length * at) / pieces));
      await written(request, text.slice(from, to));
      // longer altogether than the 20 s of a form, and the 5 s after which that is seen
      await sleep(1_000);
    }
    request.end(`\r\n--${BOUNDARY}--\r\n`);
    const { status, location } = await answered;
    expect(status).toBe(303);
    const id = Number(/(\d+)\?/.exec(location!)![1]);
    const told = await untilState(house.db, id, "tried");
    expect(told.summary[0]).toBe("Members added: 650, changed: 0, unchanged: 0.");
    expect(await read(house.base, cookie, `${path}/${id}`)).toContain("списък.csv");
    await house.db.deleteFrom("import_run").execute();
  },
);

/** The most memory that a process ever held, in MB (proc_pid_status(5)). */
const peakOf = (pid: number) =>
  Number(/VmHWM:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))![1]) / 1024;

test.skipIf(!fs.existsSync("/proc/self/status"))(
  "memory stays flat while 200 MB arrive",
  { timeout: 120_000 },
  async () => {
    // what a first upload loads is no part of it
    await upload(house.base, cookie, { text: new Uint8Array(12 * MB) });
    await house.db.deleteFrom("import_run").execute();
    const pid = house.server.process.pid!;
    const before = peakOf(pid);
    const request = begin();
    const answered = answerTo(request);
    await written(request, fieldsOf("postcodes") + fileHead);
    const piece = Buffer.alloc(MB, "x");
    for (let sent = 0; sent < 200; sent++) await written(request, piece);
    request.end(`\r\n--${BOUNDARY}--\r\n`);
    expect(await answered).toMatchObject({ status: 303 });
    expect(peakOf(pid) - before).toBeLessThan(80);
    const [run] = await house.db.selectFrom("import_run").select("bytes").execute();
    expect(run!.bytes).toBe(200 * MB);
    await house.db.deleteFrom("import_run").execute();
  },
);

test("files wait for a decision five at a time", async () => {
  const ids: number[] = [];
  for (let times = 0; times < 5; times++)
    ids.push(idOf(await upload(house.base, cookie, { text: "a,b" })));
  for (const id of ids) await untilState(house.db, id, "tried");
  const full = await upload(house.base, cookie, { text: "a,b" });
  expect(full.status).toBe(422);
  expect(await full.text()).toContain("Five imports wait already.");
});

test("a file's name is kept as far as it can be read, whatever it is", async () => {
  await house.db.deleteFrom("import_run").execute();
  const named = async (name: string) => {
    const request = begin();
    const answered = answerTo(request);
    request.end(
      `${fieldsOf("members")}${fileHead.replace("списък.csv", name)}${membersFile()}\r\n--${BOUNDARY}--\r\n`,
    );
    const { status, location } = await answered;
    expect([name.slice(0, 20), status]).toEqual([name.slice(0, 20), 303]);
    const id = Number(/import\/(\d+)/.exec(location!)![1]);
    const row = await house.db
      .selectFrom("import_run")
      .select("name")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    await house.db.deleteFrom("import_run").where("id", "=", id).execute();
    return row.name;
  };
  expect(await named("a\u0000b\tc.csv")).toBe("a b c.csv");
  expect((await named(`${"long".repeat(500)}.csv`)).length).toBeLessThanOrEqual(200);
});

test("files that stopped arriving keep no place from others for longer than an hour", async () => {
  const { db } = house;
  await db.deleteFrom("import_run").execute();
  const run = { kind: "members", source: "file", state: "arriving", name: "lost.csv" } as const;
  const created_at = new Date(Date.now() - 61 * 60_000);
  await db
    .insertInto("import_run")
    .values(Array.from({ length: 5 }, () => ({ ...run, created_at })))
    .execute();
  const answered = await upload(house.base, cookie, { text: membersFile() });
  expect(answered.status).toBe(303);
  await untilState(db, idOf(answered), "tried");
  await db.deleteFrom("import_run").execute();
});
