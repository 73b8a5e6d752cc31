/** The end of a campaign: said in numbers, confirmed by typing, undone within 28 days. */
import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";

import { moveDue } from "#app/demands/life/move-due.server.ts";
import { writeAudit } from "#app/organisers/audit.server.ts";
import { reopenCampaign } from "#app/pages/closing/close-campaign.server.ts";
import { checkTally } from "#app/signatures/tally.server.ts";

import { inOne } from "./support/letters.ts";
import { newOrganiser, signInPath } from "./support/organisers.ts";
import { makeDemand } from "./support/signers.ts";
import { type Site, startSite } from "./support/server.ts";
import { linkIn, visitor } from "./support/visitor.ts";

const path = "/organise/closing";
const name = "Solidarity with Kazakhstan";

async function ownerOf(site: Site) {
  const owner = visitor(site.base);
  await owner.post(await signInPath(site.db), {});
  return owner;
}

async function signAndConfirm(site: Site, email: string): Promise<void> {
  const signer = visitor(site.base);
  await signer.sign("free-the-prisoners", { name: "Secret Signer", email });
  const [mail] = await signer.mails(email);
  await signer.post(linkIn(mail!, "/confirm/"), {});
}

test("closing says what it will do, does it, and is undone", async () => {
  await using site = await startSite();
  await signAndConfirm(site, "ann@example.org");
  const owner = await ownerOf(site);
  const before = (await owner.get(path)).html;
  expect(before).toContain("5 open demands are closed");
  expect(before).toContain("1 signature stays as counted");

  const note = "We *thank* everybody.";
  const refused = await owner.post(path, { intent: "close", note, sure: "solidarity" });
  expect(refused.status).toBe(422);
  expect(refused.html).toContain(note);
  expect(refused.html).toContain('value="solidarity"');

  const close = { intent: "close", note, sure: name };
  expect((await owner.post(path, close)).location).toContain("campaign-closed");
  expect((await owner.post(path, close)).location).toContain("closed-already");
  const page = await owner.get("/en/demands/free-the-prisoners");
  expect(page.status).toBe(200);
  expect(page.html).toContain("<em>thank</em>");
  expect((await owner.sign("free-the-prisoners", { email: "bob@example.org" })).status).toBe(410);
  const stopped = () => site.db.selectFrom("legislature").select("letters_stopped").execute();
  expect(await stopped()).toEqual([{ letters_stopped: true }]);
  expect((await owner.get(path)).html).toContain("The campaign is closed");
  const told = (await owner.get("/organise")).html.replaceAll("<!-- -->", "");
  expect(told).toMatch(/The campaign is closed, since <time[^>]*>[^<]+<\/time>\./);
  expect(told).toMatch(/<a href="\/organise\/closing">Look at it, or open it again until [^<]+</);
  const organiser = visitor(site.base);
  const id = await newOrganiser(site.db, "carol@example.org");
  await organiser.post(await signInPath(site.db, id), {});
  const theirs = (await organiser.get("/organise")).html;
  expect(theirs).toContain("An owner can open it again until");
  expect(theirs).not.toContain('href="/organise/closing"');
  expect(await checkTally(site.db)).toEqual([]);

  expect((await owner.post(path, { intent: "reopen" })).location).toContain("campaign-reopened");
  expect((await owner.post(path, { intent: "reopen" })).location).toContain("not-closed");
  expect((await owner.sign("free-the-prisoners", { email: "bob@example.org" })).status).toBe(303);
  expect(await stopped()).toEqual([{ letters_stopped: false }]);
  expect((await owner.get("/organise")).html).not.toContain("The campaign is closed");
  const open = await site.db.selectFrom("demand").select("state").execute();
  expect(open.map(({ state }) => state)).toEqual(Array.from({ length: 5 }, () => "open"));
  const entries = await site.db
    .selectFrom("audit")
    .select(["action", "subject"])
    .where("action", "in", ["campaign.close", "campaign.reopen", "demand.close", "demand.reopen"])
    .orderBy("id")
    .execute();
  expect(entries).toHaveLength(12);
});

test("what somebody closed or opened apart from it is left alone, and letters that were stopped stay so", async () => {
  await using site = await startSite();
  const { db } = site;
  const owner = await ownerOf(site);
  const closedAt = new Date("2026-01-01T00:00:00Z");
  const alone = { state: "closed" as const, closed_at: closedAt };
  await db.updateTable("demand").set(alone).where("id", "=", 1).execute();
  await db.updateTable("legislature").set({ letters_stopped: true }).execute();
  await owner.post(path, { intent: "close", note: "Over.", sure: name });
  await db
    .updateTable("demand")
    .set({ closes_at: new Date(Date.now() - 1000) })
    .where("id", "=", 2)
    .execute();
  await owner.post(path, { intent: "reopen" });
  const states = await db.selectFrom("demand").select("state").orderBy("id").execute();
  expect(states.map(({ state }) => state)).toEqual(["closed", "closed", "open", "open", "open"]);
  expect(await db.selectFrom("legislature").select("letters_stopped").execute()).toEqual([
    { letters_stopped: true },
  ]);
});

test("a draft that was to open by itself does not, once the campaign is closed", async () => {
  await using site = await startSite();
  const { db } = site;
  const id = await makeDemand(db, "to-come", "draft");
  const opened_at = new Date(Date.now() + 3_600_000);
  await db.updateTable("demand").set({ opened_at }).where("id", "=", id).execute();
  const owner = await ownerOf(site);
  expect((await owner.get(path)).html).toContain("1 draft that was to open by itself waits");
  await owner.post(path, { intent: "close", note: "Over.", sure: name });
  await moveDue(db, writeAudit, new Date(opened_at.getTime() + 60_000));
  const draft = db.selectFrom("demand").select("state").where("id", "=", id);
  expect(await draft.executeTakeFirstOrThrow()).toEqual({ state: "draft" });
  const told = db.selectFrom("audit").select("before").where("subject", "=", `demand ${id}`);
  expect(await told.execute()).toEqual([{ before: { openedAt: opened_at.toISOString() } }]);
  await owner.post(path, { intent: "reopen" });
  expect(await draft.executeTakeFirstOrThrow()).toEqual({ state: "draft" });
});

test("after 28 days it cannot be undone, and the page says so", async () => {
  await using site = await startSite();
  const owner = await ownerOf(site);
  await owner.post(path, { intent: "close", note: "Over.", sure: name });
  const closed_at = new Date(Date.now() - 29 * 86_400_000);
  await site.db.updateTable("campaign_closing").set({ closed_at }).execute();
  expect((await owner.get(path)).html).toContain("The 28 days are over");
  const id = await newOrganiser(site.db, "late@example.org", "owner");
  const late = await inOne(site.db, (tx) => reopenCampaign(tx, id, new Date()));
  expect(late.said).toBe("reopen-late");
});

test("all of it is taken along as one zip, without a signer’s data, by an owner who has just signed in", async () => {
  await using site = await startSite();
  await signAndConfirm(site, "ann@example.org");
  const owner = await ownerOf(site);
  const cookie = async () => {
    const answer = await fetch(site.base + (await signInPath(site.db)), {
      method: "POST",
      redirect: "manual",
      headers: { origin: site.base, "content-type": "application/x-www-form-urlencoded" },
    });
    return answer.headers.getSetCookie()[0]!.split(";")[0]!;
  };
  expect((await owner.get(`${path}/export`)).status).toBe(405);
  await site.db.deleteFrom("organiser").execute();
  const answer = await fetch(`${site.base}${path}/export`, {
    method: "POST",
    headers: {
      cookie: await cookie(),
      origin: site.base,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "intent=export",
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-disposition")).toMatch(/campaign-\d{4}-\d\d-\d\d\.zip/);
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  expect(Object.keys(files).toSorted()).toEqual([
    "answers.csv",
    "audit-log.csv",
    "letter-copies.csv",
    "letters.csv",
    "totals-by-day.csv",
    "totals-by-place.csv",
    "totals.csv",
  ]);
  const all = Object.values(files).map((bytes) => strFromU8(bytes));
  for (const text of all) expect(text).not.toMatch(/Secret Signer|ann@example\.org/);
  expect(strFromU8(files["totals.csv"]!)).toMatch(/"free-the-prisoners".*,"open","none",1,/);
  // one signature in a place is nobody's business
  expect(strFromU8(files["totals-by-place.csv"]!)).toBe("");
  const { after } = await site.db
    .selectFrom("audit")
    .select("after")
    .where("action", "=", "campaign.export")
    .executeTakeFirstOrThrow();
  expect(after).toMatchObject({ "totals.csv": 6 });
});
