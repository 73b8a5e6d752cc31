import fs from "node:fs";
import http from "node:http";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import { sql } from "kysely";
import { expect, test, vi } from "vitest";

import { freshDatabase } from "./support/database.ts";
import { start, usedFolder } from "./support/embedded.ts";
import {
  freePort,
  type Running,
  siteEnvironment,
  startProcess,
  startSite,
  untilPrinted,
} from "./support/server.ts";
import { filled, nextAddress, visitor } from "./support/visitor.ts";

const TWO = { WEB_CONCURRENCY: "2", LOG_LEVEL: "info" };

/** How often the server has logged something. */
const times = ({ output }: Running, message: string) =>
  output().split(`"msg":"${message}"`).length - 1;

const untilLogged = (server: Running, message: string, often: number) =>
  vi.waitFor(() => expect(times(server, message)).toBeGreaterThanOrEqual(often), 120_000);

/** The status of one request; rejects when the connection breaks. A broken one is never tried again. */
function ask(base: string, path: string, agent: http.Agent, form?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.request(new URL(path, base), {
      agent,
      method: form === undefined ? "GET" : "POST",
      headers: form === undefined ? {} : formHeaders(base),
    });
    request.on("error", reject);
    request.on("response", (response) => {
      response.on("error", reject);
      response.resume().on("end", () => resolve(response.statusCode!));
    });
    request.end(form);
  });
}

const formHeaders = (origin: string) => ({
  origin,
  "content-type": "application/x-www-form-urlencoded",
  "x-forwarded-for": nextAddress(),
});

/** Signs and reads in several loops, each on a connection kept alive or a new one for each request. */
function startLoad(base: string) {
  const outcomes: string[] = [];
  let signers = 0;
  let going = true;
  const attempt = async (path: string, agent: http.Agent, form?: string) => {
    const outcome = await ask(base, path, agent, form).catch((error: unknown) => String(error));
    outcomes.push(`${form === undefined ? "GET" : "POST"} ${outcome}`);
  };
  const loop = async (keepAlive: boolean, thinkMs: number, path: string, signs: boolean) => {
    const agent = new http.Agent({ keepAlive, maxSockets: 1 });
    while (going) {
      const email = `load${signers++}@example.org`;
      const form = new URLSearchParams({ ...filled, email });
      await attempt(path, agent, signs ? form.toString() : undefined);
      await sleep(thinkMs);
    }
    agent.destroy();
  };
  const demand = "/demands/free-the-prisoners";
  const loops = [true, false].flatMap((keepAlive) => [
    loop(keepAlive, 0, `${demand}/sign`, true),
    loop(keepAlive, 20, `${demand}/sign`, true),
    loop(keepAlive, 400, `${demand}/sign`, true),
    loop(keepAlive, 10, "/petitions/1/count.json", false),
    loop(keepAlive, 50, demand, false),
  ]);
  return {
    outcomes,
    stop: async () => {
      going = false;
      await Promise.all(loops);
    },
  };
}

test("every web process is renewed twice under load, and no request fails", async () => {
  await using site = await startSite(TWO);
  const load = startLoad(site.base);
  await vi.waitFor(() => expect(load.outcomes.length).toBeGreaterThan(50), 60_000);
  for (const ended of [2, 4]) {
    site.server.process.kill("SIGHUP");
    await untilLogged(site.server, "a web process has ended", ended);
  }
  const before = load.outcomes.length;
  await vi.waitFor(() => expect(load.outcomes.length).toBeGreaterThan(before + 50), 60_000);
  await load.stop();
  expect([...new Set(load.outcomes)].sort()).toEqual(["GET 200", "POST 303"]);
  const stored = await site.db.selectFrom("signing").select("signer_key").execute();
  expect(stored.length).toBe(load.outcomes.filter((outcome) => outcome === "POST 303").length);
  expect(times(site.server, "a web process died")).toBe(0);
});

test("a renewal that is asked for too early is made once all web processes serve", async () => {
  const database = await freshDatabase();
  const port = await freePort();
  {
    const env = { ...siteEnvironment(database.url, port), ...TWO };
    await using server = startProcess(env, port);
    await untilLogged(server, "a web process serves", 1);
    // one that is killed while it starts is replaced, as another one serves already
    const { pid } = server.process;
    const children = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
    const last = children.map(Number).find((child) => !server.output().includes(`"pid":${child},`));
    if (last) process.kill(last, "SIGKILL");
    server.process.kill("SIGHUP");
    await untilLogged(server, "a web process has ended", 2);
  }
  await database[Symbol.asyncDispose]();
});

test("SIGTERM ends all web processes, what was begun is answered, and no acknowledged signing is lost", async () => {
  await using site = await startSite(TWO);
  await untilLogged(site.server, "a web process serves", 2);
  const pids = [...site.server.output().matchAll(/"pid":(\d+),"msg":"a web process serves"/g)];
  const load = startLoad(site.base);
  await vi.waitFor(() => expect(load.outcomes.length).toBeGreaterThan(50), 60_000);
  site.server.process.kill("SIGTERM");
  expect(await site.server.ended).toBe(0);
  await load.stop();
  // a new connection that nobody has accepted yet ends with the socket that it came to
  const ends =
    /^(GET 200|POST 303|.* Error: connect ECONN(REFUSED|RESET) .*|.* Error: read ECONNRESET)$/;
  expect(load.outcomes.filter((outcome) => !ends.test(outcome))).toEqual([]);
  const stored = await site.db.selectFrom("signing").select("signer_key").execute();
  expect(stored.length).toBe(load.outcomes.filter((outcome) => outcome === "POST 303").length);
  for (const [, pid] of pids) expect(() => process.kill(Number(pid), 0)).toThrow("ESRCH");
});

test("a web process that is killed is replaced, and the other one answers meanwhile", async () => {
  await using site = await startSite(TWO);
  await untilLogged(site.server, "a web process serves", 2);
  const [, pid] = /"pid":(\d+),"msg":"a web process serves"/.exec(site.server.output())!;
  process.kill(Number(pid), "SIGKILL");
  await untilPrinted(site.server, /"signal":"SIGKILL","msg":"a web process died"/);
  expect((await fetch(`${site.base}/healthz`)).status).toBe(200);
  await untilLogged(site.server, "a web process serves", 3);
  const figures = await (await fetch(`${site.base}/metrics`)).text();
  expect(figures).toContain("web_process_deaths_total 1\n");
});

test("a web process that dies while its successor starts leaves no process too many", async () => {
  await using site = await startSite(TWO);
  await untilLogged(site.server, "a web process serves", 2);
  const pids = (message: string) =>
    [...site.server.output().matchAll(/"pid":(\d+)[^\n]*"msg":"([^"]+)"/g)]
      .filter(([, , found]) => found === message)
      .map(([, pid]) => Number(pid));
  site.server.process.kill("SIGHUP");
  await untilLogged(site.server, "a web process is renewed", 1);
  const [old] = pids("a web process is renewed");
  process.kill(old!, "SIGKILL");
  // the other one is renewed after it, which takes longer than replacing one that died
  await vi.waitFor(() => {
    const other = pids("a web process is renewed")[1]!;
    expect(pids("a web process has ended")).toContain(other);
  }, 120_000);
  const gone = [...pids("a web process died"), ...pids("a web process has ended")];
  const left = pids("a web process serves").filter((pid) => !gone.includes(pid));
  expect(left.length).toBe(2);
  for (const pid of left) expect(process.kill(pid, 0)).toBe(true);
  expect(pids("a web process died")).toEqual([old]);
});

test("a second SIGTERM cuts off nothing that the first lets end", async () => {
  await using site = await startSite(TWO);
  await untilLogged(site.server, "a web process serves", 2);
  const found = site.server.output().matchAll(/"pid":(\d+),"msg":"a web process serves"/g);
  const pids = [...found].map(([, pid]) => Number(pid));
  const agent = new http.Agent({ keepAlive: false });
  let outcome: Promise<number> | undefined;
  await site.db.transaction().execute(async (holding) => {
    await sql`lock table signing in access exclusive mode`.execute(holding);
    const form = new URLSearchParams({ ...filled, email: "ann@example.org" }).toString();
    outcome = ask(site.base, "/demands/free-the-prisoners/sign", agent, form);
    outcome.catch(() => {});
    await vi.waitFor(async () => {
      const { rows } = await site.database.pool.query(
        "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      expect(rows.length).toBe(1);
    }, 30_000);
    for (const pid of pids) process.kill(pid, "SIGTERM");
    // the one that has nothing to answer is gone; the other one is left with the post
    await untilLogged(site.server, "a web process died", 1);
    const dead = /"pid":(\d+)[^\n]*"msg":"a web process died"/.exec(site.server.output())![1];
    process.kill(
      pids.find((pid) => pid !== Number(dead))!,
      "SIGTERM",
    );
  });
  expect(await outcome).toBe(303);
});

test("any web process gives the figures of all of them", async () => {
  await using site = await startSite(TWO);
  const count = async () => {
    const figures = await (await fetch(`${site.base}/metrics`)).text();
    expect(figures).toMatch(/^mail_queued 0$/m);
    return Number(
      /http_request_seconds_count\{method="HEAD",status="200"\} (\d+)/.exec(figures)?.[1],
    );
  };
  const agent = new http.Agent({ keepAlive: false });
  for (let n = 0; n < 10; n++) {
    await new Promise((resolve) =>
      http.request(`${site.base}/healthz`, { agent, method: "HEAD" }, resolve).end(),
    );
  }
  // new connections go to the processes in turn
  expect([await count(), await count()]).toEqual([10, 10]);
});

test("several web processes share the embedded database and its keys", async () => {
  using data = usedFolder();
  await using server = await start(data.folder, await freePort(), TWO);
  const ann = visitor(server.base);
  expect((await ann.sign("free-the-prisoners")).status).toBe(303);
  const [mail] = await ann.mails("ann@example.org");
  const [link] = /\/confirm\/[\w-]{43}/.exec(mail!.text)!;
  const agent = new http.Agent({ keepAlive: false });
  for (let n = 0; n < 4; n++) expect(await ask(server.base, link, agent)).toBe(200);
});

test("a port in use is said in one line, whichever web process finds it so", async () => {
  await using site = await startSite();
  const busy = net.createServer();
  const port = await freePort();
  await new Promise<void>((resolve) => busy.listen(port, "127.0.0.1", resolve));
  const env = { ...siteEnvironment(site.database.url, port), ...TWO };
  await using server = startProcess(env, port);
  expect(await server.ended).toBe(1);
  expect(server.output()).toBe(`Port ${port} is in use: give another with PORT.\n`);
  busy.close();
});

test("web alone takes signings, and a worker that comes later mails them", async () => {
  await using site = await startSite({ ...TWO, ROLE: "web" });
  const ann = visitor(site.base);
  expect((await ann.sign("free-the-prisoners")).status).toBe(303);
  const queued = await site.db.selectFrom("mail_message").select("state").execute();
  expect(queued).toEqual([{ state: "queued" }]);
  const port = await freePort();
  const env = { ...TWO, APP_ORIGIN: site.base, ROLE: "worker" };
  await using worker = startProcess({ ...siteEnvironment(site.database.url, port), ...env }, port);
  expect((await ann.mails("ann@example.org")).length).toBe(1);
  expect(times(worker, "a web process serves")).toBe(0);
});

test("a single process ends cleanly with its terminal", async () => {
  await using site = await startSite();
  site.server.process.kill("SIGHUP");
  expect(await site.server.ended).toBe(0);
});
