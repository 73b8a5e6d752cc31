import { expect, test } from "vitest";

import { approveLetter } from "#app/letters/approve-letter.server.ts";
import { allowRepeats, endRepeats } from "#app/letters/cadence/repeatable.server.ts";
import { cancelLetter } from "#app/letters/cancel-letter.server.ts";
import { draftVersion } from "#app/letters/drafting/seen.server.ts";
import { type DeedName, deedNames, finishing, letterDeeds, refusalOf } from "#app/letters/life.ts";
import { stepLetter } from "#app/letters/move-letter.server.ts";
import { pauseLetter, resumeLetter } from "#app/letters/pause-letter.server.ts";
import { sendLetter } from "#app/letters/send-letter.server.ts";
import {
  reopenLetter,
  scheduleLetter,
  unscheduleLetter,
} from "#app/letters/steering/schedule-letter.server.ts";
import { mailTestCopy } from "#app/letters/test-copy.server.ts";
import { composeLetter, reviseLetter } from "#app/letters/write-letter.server.ts";
import type { Deed } from "#app/words/deed.ts";
import type { Db } from "#db/connection.ts";
import type { LetterState } from "#db/schema.ts";

import { freshDatabase } from "./support/database.ts";
import { keys, later, now, seedDemand, seedHouse } from "./support/house.ts";
import { draft, inOne, letterRow, organiser, seenNow, sendAll } from "./support/letters.ts";

type Tx = Parameters<typeof sendLetter>[0];

/** How each state is come to. */
const ways: Record<LetterState, readonly DeedName[]> = {
  draft: [],
  approved: ["approve"],
  sending: ["approve", "send"],
  paused: ["approve", "send", "pause"],
  sent: ["approve", "send"],
  cancelled: ["cancel"],
};
const states = Object.keys(ways) as LetterState[];

test("every deed in every state moves as the table says, or is refused with its word", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 1);
  const demand = await seedDemand(db, "troops", "Troops out", 100, []);
  const ann = await organiser(db);
  const wish = draft([demand]);
  const other = { ...wish, subject: "Another subject" };
  const how = { live: true, reason: "Each of these letters is about the same demand." };
  const setTime = async (tx: Tx, id: number) => {
    const saw = await seenNow(tx, id);
    return scheduleLetter(tx, id, ann, { sendAt: later(3600), live: true, saw }, now);
  };
  const verbs: Record<DeedName, (tx: Tx, id: number) => Promise<Deed>> = {
    send: (tx, id) => sendLetter(tx, id, how, now),
    approve: async (tx, id) => approveLetter(tx, id, ann, await seenNow(tx, id), true, now),
    pause: (tx, id) => pauseLetter(tx, id),
    resume: (tx, id) => resumeLetter(tx, id, now),
    test: (tx, id) => mailTestCopy(tx, keys, id, "ann@example.org", now, true),
    revise: (tx, id) => reviseLetter(tx, id, ann, other, draftVersion(wish)),
    cancel: (tx, id) => cancelLetter(tx, id, now),
    schedule: setTime,
    unschedule: async (tx, id) => {
      await setTime(tx, id);
      return unscheduleLetter(tx, id);
    },
    reopen: reopenLetter,
    repeat: allowRepeats,
    "no-repeat": async (tx, id) => {
      await allowRepeats(tx, id);
      return endRepeats(tx, id);
    },
  };
  const doing = (id: number, name: DeedName) => inOne(db, (tx) => verbs[name](tx, id));
  const letterIn = async (state: LetterState) => {
    const { id } = await inOne(db, (tx) => composeLetter(tx, ann, wish, now));
    for (const name of ways[state]) await doing(id, name);
    if (state === "sent") await sendAll(db, id);
    expect((await letterRow(db, id)).state).toBe(state);
    return id;
  };
  for (const state of states) {
    for (const name of deedNames) {
      const id = await letterIn(state);
      const before = await letterRow(db, id);
      const { said, changed } = await doing(id, name);
      const after = await letterRow(db, id);
      const seen = [name, state, said, after.state, changed?.action];
      const refused = refusalOf(name, state);
      const { said: word, to, action } = letterDeeds[name];
      // what is approved already, and as it was, is so without another word
      if (name === "approve" && state === "approved") {
        expect([...seen, after]).toEqual([name, state, word, state, undefined, before]);
        continue;
      }
      expect(seen).toEqual(
        refused
          ? [name, state, refused, state, undefined]
          : [name, state, word, to ?? state, action],
      );
      if (refused) expect(after).toEqual(before);
    }
    expect(await ends(db, await letterIn(state))).toBe(finishing.from.includes(state));
  }
});

const ends = (db: Db, id: number) => inOne(db, (tx) => stepLetter(tx, id, finishing));
