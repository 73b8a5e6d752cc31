import { sql } from "kysely";
import { expect, test } from "vitest";

import { dailyWork } from "#app/jobs/nightly.server.ts";
import { moveDue } from "#app/demands/life/move-due.server.ts";
import { writeAudit } from "#app/organisers/audit.server.ts";
import { seedIfEmpty } from "#app/seed/seed.server.ts";
import { isAway, mayPass } from "#db/faults.ts";
import { makeSigningDays, patiently } from "#db/partitions.ts";

import { takeAway } from "./support/away.ts";
import { freshDatabase } from "./support/database.ts";
import { startSite } from "./support/server.ts";
import { signedWebhook } from "./support/signed-webhook.ts";
import { makeDemand, testKeys } from "./support/signers.ts";
import { filled, visitor } from "./support/visitor.ts";

test("while the database is away posts get 503 and when to come again; it recovers by itself", async () => {
  await using site = await startSite({ LOG_LEVEL: "silent" });
  const ann = visitor(site.base);
  const database = await takeAway(site);
  try {
    const away = await ann.sign("free-the-prisoners", { email: "away@example.org" });
    expect(away.status).toBe(503);
    expect(away.headers.get("retry-after")).toBe("5");
    expect(away.html).toContain("Nothing was stored");
    expect((await ann.get("/readyz")).status).toBe(503);
    expect((await ann.get("/healthz")).status).toBe(200);
    const metrics = await ann.get("/metrics");
    expect(metrics.status).toBe(200);
    expect(metrics.html).not.toMatch(/^mail_queued /m);
  } finally {
    await database.giveBack();
  }
  const back = await ann.sign("free-the-prisoners", { email: "away@example.org" });
  expect(back.status).toBe(303);
  expect((await ann.mails("away@example.org")).length).toBe(1);
  expect((await ann.get("/metrics")).html).toMatch(/^mail_queued \d+$/m);
});

test("a machine of a cluster that was lost in the midst of a transaction may come back", async () => {
  await using database = await freshDatabase();
  const failsWith = (message: string) =>
    sql`do ${sql.lit(`begin raise exception '${message}' using errcode = 'XX000'; end`)}`
      .execute(database.db)
      .catch((error: unknown) => error);
  for (const words of [
    "failure on connection marked as essential: 192.0.2.7:5432",
    "SSL SYSCALL error: EOF detected",
    "server closed the connection unexpectedly",
  ]) {
    const lost = await failsWith(words);
    expect([mayPass(lost), isAway(lost)]).toEqual([true, true]);
  }
  expect(mayPass(await failsWith("cache lookup failed for type 7"))).toBe(false);
});

test("SIGTERM under way: what was begun is answered, nothing is lost", async () => {
  await using site = await startSite();
  const ann = visitor(site.base);
  const answers = Array.from({ length: 20 }, (_, n) =>
    ann.post("/demands/free-the-prisoners/sign", { ...filled, email: `term${n}@example.org` }),
  );
  await Promise.race(answers);
  site.server.process.kill("SIGTERM");
  const settled = await Promise.allSettled(answers);
  expect(await site.server.ended).toBe(0);
  const taken = settled.filter((one) => one.status === "fulfilled" && one.value.status === 303);
  const stored = await site.db.selectFrom("signing").select("id").execute();
  expect(stored.length).toBeGreaterThanOrEqual(taken.length);
  expect(taken.length).toBeGreaterThan(0);
});

test("webhooks come in over HTTP: signed ones are taken, forged ones refused", async () => {
  const secret = `whsec_${Buffer.alloc(24, 5).toString("base64")}`;
  await using site = await startSite({ RESEND_WEBHOOK_SECRET: secret });
  const post = async (body: string, headers: Record<string, string>) =>
    (
      await fetch(new URL("/webhooks/resend", site.base), {
        method: "POST",
        body,
        headers: { "content-type": "application/json", ...headers },
      })
    ).status;
  const event = { type: "email.unknown_new", created_at: "2026-01-01T00:00:00Z", data: {} };
  const signed = signedWebhook("msg_1", event, new Date(), secret);
  const { body } = signed;
  const headers = Object.fromEntries(signed.headers);
  expect(await post(body, {})).toBe(400);
  expect(await post(`${body} `, headers)).toBe(400);
  expect(await post(body, headers)).toBe(200);
  expect(await post(body, headers)).toBe(200);
  const events = await site.db.selectFrom("webhook_event").select("id").execute();
  expect(events.length).toBe(1);
  const tasks = () => site.db.selectFrom("organiser_task").select(["kind", "done_at"]).execute();
  await post(body, {});
  await post(body, {});
  expect(await tasks()).toEqual([]);
  // the fifth within an hour, and many more
  for (let more = 0; more < 4; more++) expect(await post(body, {})).toBe(400);
  expect(await tasks()).toEqual([{ kind: "webhooks-refused", done_at: null }]);
  const figures = await (await fetch(new URL("/metrics", site.base))).text();
  expect(figures).toContain('access_refused_total{door="webhook"} 8\n');
  const got = await fetch(new URL("/webhooks/resend", site.base));
  expect([got.status, got.headers.get("allow")]).toEqual([405, "POST"]);
});

test("a demand closes at its time, also when nobody looked", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await makeDemand(db, "one");
  const other = await makeDemand(db, "two");
  const now = new Date();
  const due = new Date(now.getTime() - 3_600_000);
  await db.updateTable("demand").set({ closes_at: due }).where("id", "=", id).execute();
  await moveDue(db, writeAudit, now);
  const rows = await db
    .selectFrom("demand")
    .select(["id", "state", "closed_at"])
    .orderBy("id")
    .execute();
  expect(rows).toEqual([
    { id, state: "closed", closed_at: due },
    { id: other, state: "open", closed_at: null },
  ]);
});

test("of the daily work one step that cannot be done keeps no other from being done", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const now = new Date();
  const until = new Date(now.getTime() - 1000);
  await db
    .insertInto("suppression")
    .values({ signer_key: Buffer.alloc(16), reason: "not-me", until, created_at: until })
    .execute();
  await db.schema.dropTable("organiser_link").execute();
  expect(await dailyWork(db, testKeys, now)).toEqual({
    drift: [],
    failed: ["forget sign-in links (42P01)"],
  });
  expect(await db.selectFrom("suppression").selectAll().execute()).toEqual([]);
});

test("a day is made once whoever held the signings lets go", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const later = new Date(Date.now() + 86_400_000);
  const held = await db.startTransaction().execute();
  await held.selectFrom("signing").select("id").execute();
  await expect(makeSigningDays(db, later)).rejects.toMatchObject({ code: "55P03" });
  const made = patiently(() => makeSigningDays(db, later));
  await held.rollback().execute();
  await made;
});

test("a start on a seeded database waits for no import", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedIfEmpty(db, true, new Date());
  const importing = await db.startTransaction().execute();
  await sql`lock table demand, area in share row exclusive mode`.execute(importing);
  expect(await seedIfEmpty(db, true, new Date())).toEqual([]);
  await importing.rollback().execute();
});

test("who waits in vain is asked to come again, and nothing is lost of what was taken", async () => {
  await using site = await startSite();
  const body = new URLSearchParams({
    name: "Ann",
    email: "ann@example.org",
    country: "KZ",
    consent: "yes",
  });
  const post = (_: unknown, n: number) =>
    fetch(`${site.base}/demands/free-the-prisoners/sign`, {
      method: "POST",
      body,
      redirect: "manual",
      headers: { Origin: site.base, "X-Forwarded-For": `192.0.${n}.1` },
    });
  let posts: Promise<Response>[] = [];
  const refused = await site.db.transaction().execute(async (tx) => {
    await sql`lock table signing in access exclusive mode`.execute(tx);
    posts = Array.from({ length: 9 }, post);
    return Promise.race(posts);
  });
  expect(refused.status).toBe(503);
  expect(refused.headers.get("Retry-After")).toBe("5");
  expect(await refused.text()).toContain("We cannot take this right now");
  const statuses = (await Promise.all(posts)).map(({ status }) => status);
  const taken = statuses.filter((status) => status === 303).length;
  expect(statuses.filter((status) => status === 503).length).toBe(9 - taken);
  const { rows } = await sql<{ count: number }>`select count(*) from signing`.execute(site.db);
  expect(rows[0]!.count).toBe(taken);
});
