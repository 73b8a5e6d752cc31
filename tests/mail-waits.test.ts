/** A deployment that has not said who it is: sign-in mails leave, all others wait until it has. */
import { expect, test } from "vitest";

import { lackingForLetters, lackingForMail } from "#app/campaign/campaign.ts";
import { getCampaign, keepFirstValues } from "#app/campaign/settings.server.ts";
import { parseConfig } from "#app/config.server.ts";
import { addOrganiser } from "#app/organisers/add-organiser.server.ts";
import { makeFirstLink } from "#app/organisers/sign-in-link.server.ts";
import { freezeBatch, takeOverBatch } from "#emails/dispatch/freeze-batch.ts";

import { freshDatabase } from "./support/database.ts";
import { now as houseNow } from "./support/house.ts";
import { confirmMail, countStates, queueMail } from "./support/mails.ts";
import { newOrganiser, signInPath } from "./support/organisers.ts";
import {
  APP_KEYS,
  freePort,
  siteEnvironment,
  startProcess,
  startSite,
  untilReady,
  untilPrinted,
} from "./support/server.ts";
import { testKeys } from "./support/signers.ts";
import { inviteList, listRow } from "./support/supporters.ts";
import { linkIn, visitor } from "./support/visitor.ts";

const NOBODY = { CAMPAIGN_NAME: "", CAMPAIGN_EMAIL: "", CAMPAIGN_ADDRESS: "" };
const outlet = { name: "resend", batchSize: 100 } as const;
const signInAlone = { ...outlet, kinds: ["sign-in"] } as const;
const signInMail = {
  kind: "sign-in",
  params: { link: "0190a0a0-0000-7000-8000-000000000002" },
} as const;

test("of a queue only the kinds that may leave are frozen, and the others wait as they are", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  for (let n = 0; n < 3; n++) await queueMail(db, `${n}@example.org`);
  const own = await queueMail(db, "chief@example.org", signInMail);
  const now = new Date();
  const batch = await freezeBatch(db, signInAlone, now);
  expect(batch?.rows.map(({ id }) => id)).toEqual([own]);
  expect(await freezeBatch(db, signInAlone, now)).toBeUndefined();
  expect(await countStates(db)).toEqual({ queued: 3, sending: 1 });
  expect((await freezeBatch(db, outlet, now))?.rows).toHaveLength(3);
});

test("a batch that was frozen before is not sent again while its kinds wait", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await queueMail(db, "ann@example.org", confirmMail);
  const now = new Date();
  await freezeBatch(db, outlet, now);
  const later = new Date(now.getTime() + 3_600_000);
  expect(await takeOverBatch(db, signInAlone, later)).toBeUndefined();
  expect((await takeOverBatch(db, outlet, later))?.attempts).toBe(2);
  await queueMail(db, "chief@example.org", signInMail);
  await freezeBatch(db, signInAlone, later);
  expect(
    (await takeOverBatch(db, signInAlone, new Date(later.getTime() + 3_600_000)))?.rows,
  ).toHaveLength(1);
});

test("what a deployment lacks is named; a demo lacks nothing", async () => {
  const given = { ...siteEnvironment("postgres://u@127.0.0.1:1/x", 1), APP_KEYS };
  const lackingAfter = async (env: Record<string, string>) => {
    await using database = await freshDatabase();
    await keepFirstValues(database.db, parseConfig(env).campaign, houseNow);
    const campaign = await getCampaign(database.db);
    expect(campaign.version).toBe(1);
    return [lackingForMail(campaign), lackingForLetters(campaign)].map((all) => all.length);
  };
  expect(await lackingAfter({})).toEqual([0, 0]);
  expect(await lackingAfter({ ...given, ...NOBODY })).toEqual([3, 2]);
  expect(await lackingAfter({ ...given, CAMPAIGN_ADDRESS: "" })).toEqual([1, 2]);
  expect(await lackingAfter(given)).toEqual([0, 2]);
});

test("until a deployment says who it is, people sign, organisers get in, and mail waits; then it leaves", async () => {
  await using site = await startSite(NOBODY);
  const ann = visitor(site.base);
  expect((await ann.sign("free-the-prisoners", { email: "ann@example.org" })).status).toBe(303);
  await addOrganiser(site.db, testKeys, "chief@example.org", "owner", houseNow);
  const chief = visitor(site.base);
  await chief.post("/organise/sign-in", { email: "chief@example.org" });
  const [welcome] = await chief.mails("chief@example.org");
  expect(welcome).toMatchObject({ reply_to: null });
  for (const said of ["campaign@", "Solidarity"]) expect(welcome!.text).not.toContain(said);
  expect(await ann.json("/mailbox.json?to=ann@example.org")).toEqual([]);
  expect((await countStates(site.db))["queued"]).toBe(1);

  await chief.post(linkIn(welcome!, "/organise/sign-in/"), {});
  const overview = (await chief.get("/organise")).html;
  for (const what of ["the campaign’s name", "the reply address", "the postal address"])
    expect(overview).toContain(what);
  expect(await (await fetch(`${site.base}/metrics`)).text()).toContain(
    "\nmail_settings_missing 3\n",
  );
  const output = site.server.output();
  expect(output.match(/only sign-in emails leave/g)).toHaveLength(1);
  expect((await ann.get("/privacy")).html).not.toContain("campaign@example.org");
  expect((await ann.get("/letters")).html).not.toContain("campaign@example.org");

  site.server.process.kill("SIGTERM");
  await site.server.ended;
  const port = await freePort();
  await using named = startProcess(siteEnvironment(site.database.url, port), port);
  await untilReady(named);
  expect(named.output()).not.toContain("only sign-in emails leave");
  const [mail] = await visitor(named.base).mails("ann@example.org");
  expect(mail!.subject).toBe("Please confirm your signature");
});

test("no list of people is begun while nobody has said who writes to them", async () => {
  await using site = await startSite(NOBODY);
  const { id: demand } = await site.db
    .selectFrom("demand")
    .select("id")
    .where("state", "=", "open")
    .executeTakeFirstOrThrow();
  const list = await inviteList(site.db, demand, new Date());
  const chief = visitor(site.base);
  const owner = await newOrganiser(site.db, "chief@example.org", "owner");
  await chief.post(await signInPath(site.db, owner), {});
  const { location } = await chief.post(`/organise/supporters/lists/${list}`, { intent: "begin" });
  expect(location).toContain("list-unsigned");
  expect((await listRow(site.db, list)).state).toBe("read");
});

test("a deployment’s log holds no link that signs in, and a first link opens nothing there", async () => {
  await using site = await startSite({ LOG_LEVEL: "debug" });
  await untilPrinted(site.server, /organiser:add/);
  expect(site.server.output()).not.toMatch(/sign-in\/[\w-]{20}/);
  const token = (await makeFirstLink(site.db, testKeys, new Date()))!;
  expect((await visitor(site.base).post(`/organise/sign-in/${token}`, {})).status).toBe(410);
});
