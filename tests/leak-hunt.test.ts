/** What people type and what lets them in is put in by every way there is, and looked for wherever a thief, a subpoena or a backup would. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { expect, test } from "vitest";

import { makeIdentity } from "#app/backup/age-keys.server.ts";
import { writeBackup } from "#app/backup/write-backup.server.ts";
import { keepFirstValues } from "#app/campaign/settings.server.ts";
import { linkToken, signerKey } from "#app/keys.server.ts";
import { seedIfEmpty } from "#app/seed/seed.server.ts";
import { canonicalAddress } from "#app/signatures/address.ts";
import { connect, type Db } from "#db/connection.ts";
import { grantAccess } from "#db/grants.ts";
import { startLocalDatabase } from "#db/local/server.ts";
import { migrateToLatest } from "#db/migrate.ts";
import { makeSigningDays } from "#db/partitions.ts";
import { makeRoles } from "#db/roles.ts";

import { dataFolder } from "./support/embedded.ts";
import { mail, multipart, REPLIES } from "./support/inbound-mails.ts";
import {
  dumpOf,
  filesBelow,
  findLeaks,
  spellingsOf,
  STEM,
  tokenSpellings,
} from "./support/leaks.ts";
import { until } from "./support/mails.ts";
import { newOrganiser } from "./support/organisers.ts";
import { mailIn } from "./support/resend-receiving.ts";
import { APP_ROLE, appUrlOf, loginOf } from "./support/roles.ts";
import { startStandIn } from "./support/resend-stand-in.ts";
import {
  APP_KEYS,
  freePort,
  type Running,
  siteEnvironment,
  startProcess,
  untilReady,
} from "./support/server.ts";
import { emailEvent, postWebhook, webhookSecret } from "./support/signed-webhook.ts";
import { testKeys } from "./support/signers.ts";
import { startSmtp } from "./support/smtp-stand-in.ts";
import { idOf, untilState, upload, uploadAndRun } from "./support/uploads.ts";
import { fieldsFor, sureOf, type Values, visitor } from "./support/visitor.ts";

const SLUG = "free-the-prisoners";
const NETWORK = "198.51.100.77";
const POSTCODE = "ZE2 7QX";
/** The mark in letters of another script, which are escaped more often than others. */
const CYRILLIC = "Жщъыфцэхй";
/** What stands in clear until it was imported or thrown away: Postgres's own files hold it for longer. */
const GIVEN = "jwxqkzyvqq";
/** What is left on purpose, so that it must be found. */
const LEFT = "qjzzwkxvqy";

const at = (who: string) => `${STEM}${who}@example.org`;
const keyOf = (address: string) => signerKey(testKeys, canonicalAddress(address));

/** Tokens that were met, by what they open. */
const tokens = new Map<string, string>();

function browserOf(base: string) {
  const ann = visitor(base);
  const seen = {
    "x-forwarded-for": NETWORK,
    "user-agent": `Browser ${STEM}`,
    referer: `${base}/?utm_source=${STEM}`,
  };
  return {
    get: (path: string) => ann.get(path, seen),
    post: (path: string, values: Values) => ann.post(path, values, seen),
    sign: (values: Values) =>
      ann.post(
        `/demands/${SLUG}/sign`,
        {
          name: `${STEM} ${CYRILLIC}`,
          country: "GB",
          postcode: "SW1A 1AA",
          consent: "yes",
          ...values,
        },
        seen,
      ),
    cookie: ann.cookie,
  };
}

type Browser = ReturnType<typeof browserOf>;

/** What the forms of settings refuse; what they take is for everybody to read. */
async function refuseSettings(chief: Browser, other: Browser): Promise<void> {
  const path = "/organise/settings";
  const about = {
    ...{ name_en: "Ours", name_uk: `${CYRILLIC} ${STEM}`, name_kk: "", name_ru: "" },
    ...{ address: `1 ${STEM} Street`, sender: `${STEM} Ann`, telephone: "020 7946 0999" },
  };
  const { html } = await chief.get(path);
  const seen = fieldsFor(html, "about", "version");
  const answers = [
    await chief.post(path, { ...about, ...seen, telephone: `ring ${STEM}` }),
    await chief.post(path, { ...about, ...seen, version: "0" }),
    await chief.post(path, { ...fieldsFor(html, "reply"), email: `${STEM}@@example.org` }),
    await chief.post("/organise/closing", { intent: "close", note: STEM, sure: STEM }),
    await other.post(path, { ...about, ...seen }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([422, 409, 422, 422, 303]);
  expect(answers[1]!.html).toContain(`${CYRILLIC} ${STEM}`);
  expect(answers[4]!.location).toContain("owners-only");
}

/** An update is written, tried, approved by another, and sent to whoever wants news of a demand. */
async function sendUpdate(chief: Browser, second: Browser): Promise<void> {
  const { location } = await chief.post("/organise/updates/new", {
    ...{ demand: SLUG, subject: "Handed over today", body: "They were handed over." },
    per_hour: "100000",
  });
  const path = location.split("?")[0]!;
  await chief.post(path, fieldsFor((await chief.get(path)).html, "test"));
  const approve = fieldsFor((await second.get(path)).html, "approve");
  expect((await second.post(path, approve)).location).toContain("approved");
  await chief.post(path, fieldsFor((await chief.get(path)).html, "send"));
}

/** A list is given whose other columns are nobody's business, and one that is no list of members at all. */
async function importMembers(db: Db, base: string, chief: Browser): Promise<void> {
  const cookie = chief.cookie();
  const areas = await db.selectFrom("area").select("code").orderBy("code").execute();
  const lines = areas.map(({ code }, index) => {
    const who = [`${9_000 + index}`, `Member ${index} MP`, `Member ${index}`, "Labour"];
    return [code, ...who, `mp-${index}@example.org`, `${GIVEN} ${index}`].join(",");
  });
  const header = "pcon_code,member_id,full_title,display_as,party_text,member_email,notes";
  await uploadAndRun({ base, db }, cookie, { text: [header, ...lines].join("\n") });
  const kept = db.selectFrom("member").select("id").where("id", "<", 10_000);
  expect(await kept.execute()).toHaveLength(areas.length);

  const people = areas.map(({ code }, n) => `${code},${GIVEN}-${n}@example.org,${GIVEN} Ann`);
  const text = ["pcon_code,member_email,full_title", ...people].join("\n");
  const id = idOf(await upload(base, cookie, { text }));
  expect((await untilState(db, id, "tried", "failed")).problems).not.toEqual([]);
  const path = `/organise/members/import/${id}`;
  const { location } = await chief.post(path, fieldsFor((await chief.get(path)).html, "drop"));
  expect(location).toContain("import-dropped");
}

test("nothing that somebody typed, and nothing that lets somebody in, is left in clear anywhere", async () => {
  using data = dataFolder();
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "demands-leaks-"));
  const postgres = await startLocalDatabase(data.folder, "server", ["fsync=off"]);
  const connection = connect(postgres.url, 4);
  const { db, pool } = connection;
  await migrateToLatest(db);
  await makeRoles(db, loginOf(postgres.url), APP_ROLE);
  await grantAccess(db, APP_ROLE.name);
  await makeSigningDays(db, new Date());
  await seedIfEmpty(db, true, new Date());
  await keepFirstValues(
    db,
    {
      name: undefined,
      email: undefined,
      address: undefined,
      sender: "Alex Example",
      telephone: "020 7946 0123",
    },
    new Date(),
  );
  await using standIn = await startStandIn();
  await using smtp = await startSmtp();
  const port = await freePort();
  const env = {
    ...siteEnvironment(appUrlOf(postgres.url), port),
    DATABASE_MIGRATE_URL: postgres.url,
    ...{
      LOG_LEVEL: "debug",
      TMPDIR: temporary,
      DATA_DIR: data.folder,
      MAIL_FROM: "sign@example.org",
    },
    ...{ MAIL_TRANSPORT: "resend", RESEND_API_KEY: `re_${STEM}`, RESEND_BASE_URL: standIn.url },
    ...{
      RESEND_WEBHOOK_SECRET: webhookSecret,
      INBOUND_DOMAIN: REPLIES,
      METRICS_TOKEN: `metrics-${STEM}`,
    },
  };
  let site = startProcess(env, port);
  await untilReady(site);
  const { base } = site;
  const outputs: Running[] = [site];

  const linkTo = async (to: string, part: string): Promise<string> => {
    for (let tries = 0; tries < 400; tries++) {
      const texts = [
        ...standIn.taken.filter((one) => one.to.includes(to)).map(({ text }) => text),
        ...smtp.messages
          .filter((one) => one.includes(to))
          .map((one) => one.replace(/=\r\n/g, "").replaceAll("=3D", "=")),
      ];
      const link = texts
        .map((text) =>
          (text.match(/http:\/\/127[^\s<>"')\]]+/g) ?? []).find((one) => one.includes(part)),
        )
        .findLast((one) => one !== undefined);
      if (link) {
        const { pathname } = new URL(link);
        tokens.set(`${part} of ${to}`, pathname.split("/").at(-1)!);
        return pathname;
      }
      await sleep(50);
    }
    throw new Error(`no mail to ${to} with ${part}`);
  };

  // signing, confirming, and all that the form refuses
  const ann = browserOf(base);
  await ann.get(`/?q=${STEM}`);
  await ann.get(`/constituencies?q=${POSTCODE}`);
  await ann.get(`/postcodes/${POSTCODE.replace(" ", "")}.json`);
  const refused: Values[] = [
    { email: `${STEM}@@example.org` },
    { email: at("x"), name: `see http://${STEM}.example` },
    { email: at("x"), postcode: `${STEM} 1` },
    { email: at("x"), postcode: POSTCODE },
    { email: at("x"), consent: "" },
  ];
  for (const wrong of refused) expect((await ann.sign(wrong)).status).toBe(422);
  expect((await ann.sign({ email: at("a"), updates: "yes" })).status).toBe(303);
  await ann.sign({ email: at("b"), postcode: POSTCODE, constituency: "E14001172" });
  await ann.sign({ email: at("c") });
  await ann.sign({ email: `refused@${STEM}.example` });
  const confirm = await linkTo(at("a"), "/confirm/");
  await ann.get(confirm);
  const ticked = { demand: [SLUG, "withdraw-the-troops"] };
  expect((await ann.post(confirm, ticked)).status).toBe(303);
  await ann.sign({ email: at("a") });
  const other = await linkTo(at("c"), "/confirm/");
  await ann.get(`${other}/not-me`);
  await ann.post(`${other}/not-me`, {});

  // what is kept: asked for, seen, corrected, downloaded, withdrawn, erased
  const manageOf = async (address: string) => {
    await ann.post("/manage", { email: address });
    return linkTo(address, "/manage/");
  };
  const manage = await manageOf(at("a"));
  const kept = await ann.get(manage);
  expect(kept.html).toContain(STEM);
  await ann.post(manage, { intent: "rename", name: `${CYRILLIC} ${STEM}` });
  const { location: file } = await ann.post(manage, { intent: "export" });
  expect((await ann.get(file)).html).toContain(STEM);
  const b = await manageOf(at("b"));
  await ann.post(await linkTo(at("b"), "/confirm/"), {});
  await ann.post(b, sureOf(await ann.post(b, { intent: "erase" })));
  await ann.sign({ email: at("d") });
  await ann.post(await linkTo(at("d"), "/confirm/"), {});
  const d = await manageOf(at("d"));
  await ann.post(d, sureOf(await ann.post(d, { intent: "withdraw", all: "yes" })));
  const left = db.selectFrom("signature").select("signer_key");
  expect(await left.where("signer_key", "=", keyOf(at("d"))).execute()).toEqual([]);
  const unsubscribe = `/unsubscribe/${linkToken(testKeys, "unsubscribe", keyOf(at("a")))}`;
  tokens.set("unsubscribe", unsubscribe.split("/")[2]!);
  await ann.get(unsubscribe);

  // a letter in one's own words
  const write = /href="[^"]*(\/write\/[\w-]+)"/.exec(kept.html)![1]!;
  tokens.set("write", write.split("/")[2]!);
  const typed = {
    name: `${STEM} Ann`,
    address: `1 ${STEM} Street\nLondon`,
    postcode: "SW1A 1AA",
    demand: SLUG,
    ask: `Will you meet ${STEM}?`,
    why: `My sister ${STEM} has not come home since January, and nobody says where she is.`,
  };
  await ann.post(write, { ...typed, intent: "look" });
  expect((await ann.post(write, { ...typed, intent: "send" })).status).toBe(200);
  const own = await linkTo(at("a"), "/own-letter/");
  await ann.get(own);
  await ann.post(own, { intent: "send" });

  // organisers: signing in, inviting, looking for a signer, taking supporters along, inviting a list
  const chief = browserOf(base);
  await newOrganiser(db, at("owner"), "owner");
  await chief.post("/organise/sign-in", { email: at("owner") });
  await chief.post("/organise/sign-in", { email: at("stranger") });
  const entry = await linkTo(at("owner"), "/sign-in/");
  await chief.get(entry);
  expect((await chief.post(entry, {})).location).toBe("/en/organise");
  tokens.set("session", chief.cookie().split("=")[1]!);
  await chief.post("/organise/people", {
    intent: "invite",
    email: at("invited"),
    role: "organiser",
  });
  const invitation = await linkTo(at("invited"), "/invitation/");
  const bo = browserOf(base);
  await bo.post(invitation, {});
  tokens.set("another session", bo.cookie().split("=")[1]!);
  await refuseSettings(chief, bo);
  await sendUpdate(chief, bo);
  await until(() =>
    Promise.resolve(
      standIn.taken.some((one) => one.subject === "Handed over today" && one.to.includes(at("a"))),
    ),
  );
  await bo.get("/organise/sign-out");
  await chief.get("/organise/people");
  await chief.post("/organise/signatures/find", { intent: "find", email: at("a") });
  const supporters = await chief.post("/organise/supporters", {
    intent: "export",
    demand: SLUG,
    recipient: "the union",
    reason: "news",
  });
  expect(supporters.html).toContain(at("a"));
  const form = new FormData();
  for (const [name, value] of Object.entries({
    demand: SLUG,
    locale: "en",
    per_hour: "36000",
    collector: "the Council",
    collected: "May 2026",
    wording: "Write to me",
  }))
    form.set(name, value);
  const rows = Array.from({ length: 8 }, (_, n) => at(`list${n}`));
  form.set(
    "file",
    new Blob([["email", ...rows, `${STEM} is no address`, ""].join("\n")]),
    `${STEM}.csv`,
  );
  const list = await fetch(`${base}/organise/supporters/lists`, {
    method: "POST",
    redirect: "manual",
    body: form,
    headers: { cookie: chief.cookie(), origin: base },
  });
  const listPath = list.headers.get("location")!.split("?")[0]!;
  await chief.post(listPath, fieldsFor((await chief.get(listPath)).html, "begin"));
  const never = await linkTo(at("list1"), "/no-more/");
  await ann.get(never);
  await ann.post(never, {});
  await importMembers(db, base, chief);

  // mails that come in, and what the provider tells
  const { id: memberId } = await db
    .selectFrom("member")
    .select("id")
    .orderBy("id")
    .limit(1)
    .executeTakeFirstOrThrow();
  const to = [`${STEM}@${REPLIES}`];
  const webhook = { url: `${base}/webhooks/resend`, secret: webhookSecret };
  const answer = multipart("b", [
    `Content-Type: text/plain; charset=utf-8\n\nYes. Write to ${at("office")}, ${STEM} ${CYRILLIC}, ring 01632 960123.`,
    `Content-Type: application/pdf; name="${STEM}.pdf"\nContent-Disposition: attachment; filename="${STEM}.pdf"\nContent-Transfer-Encoding: base64\n\n${Buffer.from(STEM).toString("base64")}`,
  ]);
  await mailIn(
    standIn.receiving,
    webhook,
    mail({
      from: `${STEM} <${at("office")}>`,
      subject: `Re ${STEM}`,
      type: 'multipart/mixed; boundary="b"',
      body: answer,
    }),
    to,
  );
  await until(
    async () =>
      (await db.selectFrom("inbound_mail").select("id").where("kind", "is not", null).execute())
        .length === 1,
  );
  const { id: inbound } = await db
    .selectFrom("inbound_mail")
    .select("id")
    .executeTakeFirstOrThrow();
  expect((await chief.get(`/organise/answers/mails/${inbound}`)).html).toContain(STEM);
  const { id: mailed } = await db
    .selectFrom("mail_message")
    .select("id")
    .where("kind", "=", "confirm")
    .limit(1)
    .executeTakeFirstOrThrow();
  for (const type of ["email.bounced", "email.complained", "email.failed", "email.delivered"])
    await postWebhook(
      webhook.url,
      webhook.secret,
      `msg_${type}`,
      emailEvent(type, mailed, {
        to: [at("a")],
        subject: STEM,
        bounce: { type: "Permanent", subType: "General", message: `no ${at("a")}` },
        failed: { reason: `no ${at("a")}` },
      }),
    );
  await postWebhook(
    webhook.url,
    `whsec_${Buffer.from(STEM).toString("base64")}`,
    `msg_forged_${STEM}`,
    { type: STEM },
  );

  expect((await ann.post(unsubscribe, {})).status).toBeLessThan(400);
  const wanted = db.selectFrom("signature").select("updates").where("updates", "=", true);
  expect(await wanted.where("signer_key", "=", keyOf(at("a"))).execute()).toEqual([]);

  // through SMTP, which refuses one in words that name them
  site.process.kill("SIGTERM");
  await site.ended;
  const { RESEND_API_KEY: _, ...rest } = env;
  const smtpUrl = smtp.url;
  site = startProcess(
    {
      ...{ ...rest, RESEND_API_KEY: `re_${STEM}`, MAIL_TRANSPORT: "smtp", SMTP_URL: smtpUrl },
      // it is told that nobody reads it
      [`MAIL_${LEFT}`]: "yes",
    },
    port,
  );
  outputs.push(site);
  await untilReady(site);
  await ann.sign({ email: at("smtp") });
  await ann.sign({ email: `550@${STEM}.example` });
  await until(() => Promise.resolve(smtp.messages.length > 0));

  // what fails: a table that is gone, a row that is refused, a lock that is held, statements that quote what they were given
  await pool.query("alter table demand_update rename to elsewhere");
  expect((await ann.get(`/uk/demands/${SLUG}?q=${STEM}`)).status).toBe(500);
  await pool.query("alter table elsewhere rename to demand_update");
  await pool.query("alter table signing add constraint never check (false) not valid");
  expect((await ann.sign({ email: at("fault") })).status).toBeGreaterThanOrEqual(500);
  await pool.query("alter table signing drop constraint never");
  const holder = await pool.connect();
  await holder.query("begin");
  await holder.query("lock table signing in access exclusive mode");
  const locked = ann.sign({ email: at("locked") });
  await sleep(1_500);
  await holder.query("rollback");
  holder.release();
  await locked;
  await expect(pool.query("select $1::int", [STEM])).rejects.toThrow(STEM);
  await expect(pool.query(`selec '${STEM}'`)).rejects.toThrow("syntax");
  await pool.query(
    `create temporary table t (x text unique check (x <> '!')); insert into t values ('${STEM}')`,
  );
  await expect(pool.query(`insert into t values ('${STEM}')`)).rejects.toThrow("unique");

  await pool.query("create table left_behind (told text)");
  await pool.query(`insert into left_behind values ('${LEFT}')`);

  // all that there is now
  await until(
    async () =>
      (
        await db
          .selectFrom("mail_message")
          .select("id")
          .where("state", "in", ["queued", "sending"])
          .where("kind", "=", "confirm")
          .execute()
      ).length === 0,
  );
  const shown = await Promise.all(
    [
      "/",
      `/demands/${SLUG}`,
      `/demands/${SLUG}/places`,
      "/constituencies",
      "/members",
      `/members/${memberId}`,
      "/letters",
      "/petitions.json",
      "/petitions/1.json",
      "/petitions/2.json",
      "/demands.atom",
      "/sitemap.xml",
      "/metrics",
      "/readyz",
    ].map(async (page): Promise<[string, Buffer]> => {
      const response = await fetch(base + page);
      expect(response.status).toBe(200);
      return [page, Buffer.from(await response.arrayBuffer())];
    }),
  );
  const dump = await dumpOf(connection);
  const backup = path.join(temporary, "backup");
  const recipient = await makeIdentity(path.join(temporary, "identity"), new Date());
  await writeBackup(pool, testKeys, { file: backup, recipient, kind: "whole" }, new Date());
  await pool.query("checkpoint");
  site.process.kill("SIGTERM");
  await site.ended;
  await connection.close();
  await postgres.stop();
  const places = [
    ...shown,
    ...dump,
    ...outputs.map((one, index): [string, Buffer] => [
      `output ${index}`,
      Buffer.from(one.output()),
    ]),
    ...filesBelow(data.folder),
    ...[...filesBelow(temporary)].map(([name, content]): [string, Buffer] => [
      `TMPDIR/${name}`,
      content,
    ]),
  ];
  fs.rmSync(temporary, { recursive: true });
  const needles = [
    ...spellingsOf(STEM),
    ...spellingsOf(CYRILLIC),
    ...[POSTCODE, POSTCODE.replace(" ", ""), NETWORK, "960123"].map((one) => ({
      as: one,
      bytes: Buffer.from(one),
    })),
    ...[...tokens].flatMap(([name, token]) => tokenSpellings(name, token)),
    ...tokenSpellings("the key", APP_KEYS.split(":")[1]!),
  ];
  expect(tokens.size).toBeGreaterThan(10);
  expect(findLeaks(places, needles)).toEqual([]);
  const elsewhere = places.filter(([name]) => !name.startsWith("postgres/"));
  expect(findLeaks(elsewhere, spellingsOf(GIVEN))).toEqual([]);

  // that it finds what is there: a row that was left, and a line of the log
  const found = findLeaks(places, spellingsOf(LEFT)).map((one) => one.split(":")[0]!);
  for (const place of [/^table left_behind$/, /^output 1$/, /^postgres\/base\//, /pg_wal\//])
    expect(found).toContainEqual(expect.stringMatching(place));

  // that it is found where it does stand: in each kind of place, in the midst of what is there
  const kinds = ["table signature", "output 0", "postgres/pg_wal/", "TMPDIR/backup", "/metrics"];
  for (const kind of kinds) {
    const [name, content] = places.find(([one]) => one.includes(kind))!;
    const half = content.length >> 1;
    for (const mark of [STEM, CYRILLIC, POSTCODE, tokens.get("session")!]) {
      const parts = [content.subarray(0, half), Buffer.from(mark), content.subarray(half)];
      expect(findLeaks([[name, Buffer.concat(parts)]], needles)).not.toEqual([]);
    }
  }
});
