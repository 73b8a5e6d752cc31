/** The life of an update: every deed in every state, who may approve what, what holds it. */
import { expect, test } from "vitest";

import { closeCampaign, reopenCampaign } from "#app/pages/closing/close-campaign.server.ts";
import { rowOf } from "#app/paths.ts";
import { putOnTimeline } from "#app/pages/updates/timeline.server.ts";
import { approveUpdate, reopenUpdate } from "#app/updates/approve-update.server.ts";
import { cancelUpdate } from "#app/updates/cancel-update.server.ts";
import { draftVersion, getUpdate } from "#app/updates/get-update.server.ts";
import { type DeedName, deedNames, finishing, refusalOf, updateDeeds } from "#app/updates/life.ts";
import { stepUpdate } from "#app/updates/move-update.server.ts";
import { pauseUpdate, resumeUpdate } from "#app/updates/pause-update.server.ts";
import { sendUpdate } from "#app/updates/send-update.server.ts";
import { BODY_MAX, SUBJECT_MAX } from "#app/updates/update.ts";
import { mailTests } from "#app/updates/test-mails.server.ts";
import { composeUpdate, reviseUpdate } from "#app/updates/write-update.server.ts";
import type { Deed } from "#app/words/deed.ts";
import type { Db } from "#db/connection.ts";
import type { SupporterUpdateState } from "#db/schema.ts";

import { freshDatabase } from "./support/database.ts";
import { keys, later, now } from "./support/house.ts";
import { inOne, organiser } from "./support/letters.ts";
import { makeDemand } from "./support/signers.ts";
import {
  approvedUpdate,
  people,
  seedSigners,
  sendNow,
  updateDraft,
  updateRow,
} from "./support/updates.ts";

type Tx = Parameters<typeof sendUpdate>[0];

const versionOf = async (db: Db, id: number) => draftVersion((await getUpdate(db, String(id)))!);

/** How each state is come to. */
const ways: Record<SupporterUpdateState, readonly DeedName[]> = {
  draft: [],
  approved: ["approve"],
  sending: ["approve", "send"],
  paused: ["approve", "send", "pause"],
  sent: ["approve", "send"],
  cancelled: ["cancel"],
};

test("every deed in every state moves as the table says, or is refused with its word", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  await seedSigners(db, people(2, demand));
  const ann = await organiser(db);
  const wish = updateDraft([demand]);
  const other = updateDraft([demand], { texts: { en: { subject: "Another", body: "text" } } });
  const verbs: Record<DeedName, (tx: Tx, id: number) => Promise<Deed>> = {
    send: (tx, id) => sendUpdate(tx, id, { reason: "", saw: undefined }, now),
    approve: async (tx, id) => approveUpdate(tx, id, ann, await versionOf(tx, id), now),
    pause: (tx, id) => pauseUpdate(tx, id, now),
    resume: (tx, id) => resumeUpdate(tx, id, now),
    test: (tx, id) => mailTests(tx, keys, id, "ann@example.org", now),
    revise: (tx, id) => reviseUpdate(tx, id, ann, other, draftVersion(wish)),
    reopen: reopenUpdate,
    timeline: async (tx, id) => putOnTimeline(tx, id, ann, await versionOf(tx, id), now),
    cancel: (tx, id) => cancelUpdate(tx, id, undefined, now),
  };
  const doing = (id: number, name: DeedName) => inOne(db, (tx) => verbs[name](tx, id));
  for (const state of Object.keys(ways) as SupporterUpdateState[])
    for (const name of deedNames) {
      const { id } = await inOne(db, (tx) => composeUpdate(tx, ann, wish, now));
      for (const step of ways[state]) await doing(id, step);
      if (state === "sent") await inOne(db, (tx) => stepUpdate(tx, id, finishing));
      const before = await updateRow(db, id);
      expect(before.state).toBe(state);
      const { said, changed } = await doing(id, name);
      const after = await updateRow(db, id);
      const refused = refusalOf(name, state);
      const { said: word, to, action } = updateDeeds[name];
      expect([name, state, said, after.state, changed?.action]).toEqual(
        refused
          ? [name, state, refused, state, undefined]
          : [name, state, word, to ?? state, action],
      );
      if (refused) expect(after).toEqual(before);
    }
  // the same words stand on the timeline once
  const entries = await db.selectFrom("demand_update").selectAll().execute();
  expect(entries.map(({ subject }) => subject)).toEqual(["Handed over"]);
});

test("nobody approves their own words while another could, and an approval is of exactly what was seen", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  await seedSigners(db, people(1, demand));
  const [ann, bo] = [await organiser(db), await organiser(db, "bo@example.org")];
  const { id } = await inOne(db, (tx) => composeUpdate(tx, ann, updateDraft([demand]), now));
  const saw = await versionOf(db, id);
  const approves = (who: number, version: string | undefined) =>
    inOne(db, (tx) => approveUpdate(tx, id, who, version, now));
  expect((await approves(ann, saw)).said).toBe("update-approve-other");
  const more = updateDraft([demand], {
    texts: { ...updateDraft([]).texts, uk: { subject: "Передано", body: "Так" } },
  });
  expect((await inOne(db, (tx) => reviseUpdate(tx, id, ann, more, "old"))).said).toBe(
    "update-revise-stale",
  );
  await inOne(db, (tx) => reviseUpdate(tx, id, ann, more, saw));
  // another language is another version
  expect((await approves(bo, saw)).said).toBe("update-approve-stale");
  expect((await approves(bo, undefined)).said).toBe("update-approve-stale");
  expect((await approves(bo, await versionOf(db, id))).said).toBe("update-approved");
  await db.updateTable("supporter_update").set({ per_hour: 5 }).where("id", "=", id).execute();
  expect(await sendNow(db, id)).toBe("update-send-stale");
});

test("what is put on the timeline is what was seen", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  const ann = await organiser(db);
  const { id } = await inOne(db, (tx) => composeUpdate(tx, ann, updateDraft([demand]), now));
  const saw = await versionOf(db, id);
  const texts = { en: { subject: "Another", body: "text" } };
  await inOne(db, (tx) => reviseUpdate(tx, id, ann, updateDraft([demand], { texts }), saw));
  for (const version of [saw, undefined]) {
    const done = await inOne(db, (tx) => putOnTimeline(tx, id, ann, version, now));
    expect(done.said).toBe("update-timeline-stale");
  }
  expect(await db.selectFrom("demand_update").selectAll().execute()).toEqual([]);
});

test("four texts at their longest are a form that is taken", () => {
  const letters = "щ".repeat(BODY_MAX);
  const subject = "щ".repeat(SUBJECT_MAX);
  const fields = new URLSearchParams({
    ...{ subject, subject_uk: subject, subject_kk: subject, subject_ru: subject },
    ...{ body: letters, body_uk: letters, body_kk: letters, body_ru: letters },
  });
  for (const pattern of ["/organise/updates/new", "/organise/updates/:id/edit"] as const)
    expect(rowOf(pattern).body).toBeGreaterThan(fields.toString().length + 5_000);
});

test("a closed campaign holds what is on its way, and nothing is sent or goes on before it is opened again", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const demand = await makeDemand(db, "one");
  await seedSigners(db, people(3, demand));
  const ann = await organiser(db);
  const [one, two] = [
    await approvedUpdate(db, ann, updateDraft([demand])),
    await approvedUpdate(db, ann, updateDraft([demand])),
  ];
  await sendNow(db, one);
  await inOne(db, (tx) => closeCampaign(tx, "Thank you", ann, later(1)));
  expect((await updateRow(db, one)).state).toBe("paused");
  expect(await sendNow(db, two)).toBe("update-closed");
  const resumes = () => inOne(db, (tx) => resumeUpdate(tx, one, later(2)));
  expect((await resumes()).said).toBe("update-closed");
  await inOne(db, (tx) => reopenCampaign(tx, ann, later(3)));
  expect((await resumes()).said).toBe("update-resumed");
});
