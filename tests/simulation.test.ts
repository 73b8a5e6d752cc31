/**
 * An honest crowd beside a dishonest script, over HTTP: what becomes of each is printed as a table. The
 * suite has a tenth of them; `npm run simulate` has all: 2,000 fakes, 1,000 honest people.
 */
import type { Challenge } from "altcha-lib";
import { expect, test } from "vitest";

import { signerKey } from "#app/keys.server.ts";
import { canonicalAddress } from "#app/signatures/address.ts";
import { checkTally } from "#app/signatures/tally.server.ts";
import type { Db } from "#db/connection.ts";

import { fillPlaces } from "./bench/places.ts";
import { postcodeOf, SEATS } from "./bench/requests.ts";
import { solve } from "./support/crowd.ts";
import { until } from "./support/mails.ts";
import { signInPath } from "./support/organisers.ts";
import { startSite } from "./support/server.ts";
import { testKeys } from "./support/signers.ts";
import { filled, linkIn, visitor } from "./support/visitor.ts";

const SLUG = "free-the-prisoners";
const PART = process.env["SIMULATION"] === "whole" ? 1 : 0.1;
/** Requests at once. */
const AT_ONCE = 24;

interface Signer {
  group: string;
  email: string;
  /** The first three numbers of an IPv4 address. */
  network: string;
  postcode: string;
  /** Whether it solves what is asked, as a browser does. */
  solves: boolean;
}

let seats = 0;
const group = (name: string, number: number, solves: boolean, who: (n: number) => string[]) =>
  Array.from({ length: number * PART }, (_, n): Signer => {
    const [email, network] = who(n);
    // by steps that meet every seat
    const postcode = postcodeOf((seats++ * 7) % SEATS);
    return { group: name, email: email!, network: network!, postcode, solves };
  });

const catchAll = ["stuffing.example", "cheap.example.net", "x.made-up.example.org"];
const homes = ["gmail.com", "outlook.com", "btinternet.com", "ukr.net", "yahoo.co.uk"];

const fake = [
  ...group("fake, catch-all", 1_960, false, (n) => [
    `${n.toString(36)}@${catchAll[n % 3]}`,
    `45.1.${n % (50 * PART)}`,
  ]),
  // one inbox in forty spellings
  ...group("fake, aliases", 40, false, (n) => [
    n % 2 ? `some.body+${n}@gmail.com` : `s.omebody+${n}@googlemail.com`,
    `45.1.${n}`,
  ]),
];

const honest = [
  ...group("honest, carriers", 600, true, (n) => [
    `phone${n}@${homes[n % homes.length]}`,
    `82.132.${n % (20 * PART)}`,
  ]),
  ...group("honest, university", 200, true, (n) => [`s${n}@bristol.ac.uk`, `137.222.${n % 4}`]),
  // a quarter of them at firms, clubs and domains of their own
  ...group("honest, others", 200, true, (n) => [
    n % 4 ? `home${n}@${homes[n % homes.length]}` : `me@club${n}.example`,
    `81.${n % 250}.7`,
  ]),
];

/** Fakes that may be counted before an organiser has done anything: five in a hundred. */
const MOST_FAKES = 0.05 * fake.length;
/** The part of honest people that may be held: two in a hundred. */
const HONEST_HELD = 0.02;

/** Both side by side, each in its pace. */
const together = (a: Signer[], b: Signer[]) =>
  [a, b]
    .flatMap((some) => some.map((one, n) => [n / some.length, one] as const))
    .sort(([x], [y]) => x - y)
    .map(([, one]) => one);

async function inParallel<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const loop = async () => {
    for (const item of queue) await act(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, loop));
}

const keyOf = ({ email }: Signer) => signerKey(testKeys, canonicalAddress(email)).toString("hex");

/** The keys of those whose signatures are counted, or held. */
async function keysThat(db: Db, which: "stand" | "are held"): Promise<Set<string>> {
  const rows = await db
    .selectFrom("signature")
    .select("signer_key")
    .where("set_aside", "is not distinct from", which === "are held" ? "held" : null)
    .execute();
  return new Set(rows.map(({ signer_key }) => signer_key.toString("hex")));
}

/** Seconds that each one's mail was held back, the least of several. */
async function delays(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom("mail_message")
    .select(["recipient_key", "not_before", "created_at"])
    .where("kind", "=", "confirm")
    .execute();
  return new Map(
    rows.map((row) => [
      row.recipient_key!.toString("hex"),
      (row.not_before.getTime() - row.created_at.getTime()) / 1000,
    ]),
  );
}

test("two thousand fakes beside a thousand honest people raise an alarm within a minute and are held, and nobody honest waits", async () => {
  await using site = await startSite({ TRUSTED_PROXY_HOPS: "1" });
  const { db } = site;
  await fillPlaces(db);
  const browser = visitor(site.base);
  const organiser = visitor(site.base);
  await organiser.post(await signInPath(db), {});

  const refused: Signer[] = [];
  const read = new Set<string>();
  let firstFakeAt: Date | undefined;

  async function sign(signer: Signer): Promise<void> {
    const from = { "x-forwarded-for": `9.9.9.9, ${signer.network}.7` };
    const { email, postcode } = signer;
    const asked = await browser.get("/challenge.json?demands=1", from);
    // a site that asks for nothing has no such path
    const challenge = asked.status === 200 ? (JSON.parse(asked.html) as object) : {};
    const proof =
      signer.solves && "parameters" in challenge ? await solve(challenge as Challenge) : "";
    const form = { ...filled, email, postcode, proof };
    const { status } = await browser.post(`/demands/${SLUG}/sign`, form, from);
    if (status !== 303) refused.push(signer);
  }

  /** Everybody whose mail has come follows its link. */
  async function confirm(signers: readonly Signer[]): Promise<void> {
    const mails = await db.selectFrom("mailbox").select(["recipient", "text"]).execute();
    const byAddress = new Map(mails.map((mail) => [mail.recipient.toLowerCase(), mail.text]));
    const due = signers.filter(({ email }) => byAddress.has(email) && !read.has(email));
    await inParallel(due, async ({ group: name, email, network }) => {
      read.add(email);
      if (name.startsWith("fake")) firstFakeAt ??= new Date();
      const mail = { to: email, subject: "", text: byAddress.get(email)!, html: "", headers: {} };
      const from = { "x-forwarded-for": `9.9.9.9, ${network}.7` };
      await browser.post(linkIn(mail, "/confirm/"), {}, from);
    });
  }

  const all = together(fake, honest);
  // so many as cross a line; then nothing comes until an organiser sees the alarm
  const early = all.slice(0, all.indexOf(fake[170]!));
  await inParallel(early, sign);
  let page = "";
  await until(async () => {
    await confirm(early);
    page = (await organiser.get("/organise")).html;
    return page.includes("Somebody may be stuffing the lists.");
  });
  const task = await db.selectFrom("organiser_task").selectAll().executeTakeFirstOrThrow();
  const seenAfter = (task.created_at.getTime() - firstFakeAt!.getTime()) / 1000;
  expect(page).toContain("stuffing.example");
  await until(
    async () => (await browser.get("/metrics")).html.match(/^stuffing_alarm 1$/m) !== null,
  );

  await inParallel(all.slice(early.length), sign);
  await until(async () => {
    await confirm(all);
    return honest.every(({ email }) => read.has(email));
  });

  // what was on its way when its domain's rule was made is held by the next look
  await until(async () => (await keysThat(db, "stand")).size <= honest.length + MOST_FAKES);
  const counted = await keysThat(db, "stand");
  const held = await keysThat(db, "are held");
  const late = await delays(db);
  const isLate = (signer: Signer) => late.get(keyOf(signer))! > 0;
  const table = Object.entries(Object.groupBy(all, (one) => one.group)).map(
    ([name, some = []]) => ({
      who: name,
      signed: some.length,
      refused: some.filter((one) => refused.includes(one)).length,
      "mail later": some.filter(isLate).length,
      counted: new Set(some.map(keyOf).filter((key) => counted.has(key))).size,
      held: new Set(some.map(keyOf).filter((key) => held.has(key))).size,
    }),
  );
  console.table(table);
  console.log(`Seen ${seenAfter.toFixed(0)} s after the first fake was confirmed.`);

  expect(honest.filter((one) => !late.has(keyOf(one)))).toEqual([]);
  expect(refused.filter(({ solves }) => solves)).toEqual([]);
  expect(honest.filter(isLate)).toEqual([]);
  const heldHonest = honest.filter((one) => held.has(keyOf(one)));
  expect(heldHonest.length).toBeLessThanOrEqual(HONEST_HELD * honest.length);
  const gone = honest.filter((one) => !counted.has(keyOf(one)) && !heldHonest.includes(one));
  expect(gone).toEqual([]);
  const countedFakes = new Set(fake.map(keyOf).filter((key) => counted.has(key)));
  expect(countedFakes.size).toBeLessThanOrEqual(MOST_FAKES);
  expect(await checkTally(db)).toEqual([]);
  expect(seenAfter).toBeLessThan(60);
});
