import { setTimeout as sleep } from "node:timers/promises";

import { sql } from "kysely";
import { expect, test } from "vitest";

import { pauseLetter, resumeLetter } from "#app/letters/pause-letter.server.ts";
import { releaseCopies } from "#app/letters/leaving/release-copies.server.ts";
import { stopLetters } from "#app/letters/stop-letters.server.ts";
import { mailHearer } from "#app/mail/hearer.server.ts";
import { act, listAudit } from "#app/organisers/audit.server.ts";
import { sendMailAgain } from "#app/organisers/send-again.server.ts";
import { listTasks, raiseTask } from "#app/organisers/tasks.server.ts";
import type { Db } from "#db/connection.ts";
import { uuidv7 } from "#db/uuid.ts";

import { freshDatabase } from "./support/database.ts";
import { keys, now, seedDemand, seedHouse } from "./support/house.ts";
import { approved, draft, inOne, organiser, send, sendAll } from "./support/letters.ts";
import { countStates, queueMail, until } from "./support/mails.ts";

/** Makes every mail one of which nobody knows, in one batch. @returns the task's id */
async function loseMails(db: Db): Promise<number> {
  const batch = uuidv7(now);
  const mails = await db
    .updateTable("mail_message")
    .set({ state: "unknown", batch_id: batch, settled_at: now })
    .returning("id")
    .execute();
  await db
    .insertInto("mail_batch")
    .values({
      id: batch,
      message_ids: mails.map(({ id }) => id),
      state: "unknown",
      lease_until: now,
      created_at: now,
    })
    .execute();
  await raiseTask(db, { kind: "mail-unknown", subject: batch, data: { mails: mails.length } }, now);
  const [task] = await listTasks(db);
  return task!.id;
}

test("mails of which nobody knows are sent again once, and that is on record", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const ann = await organiser(db);
  await queueMail(db, "ada@example.org");
  await queueMail(db, "bob@example.org");
  const task = await loseMails(db);
  const again = () => act(db, ann, now, (tx) => sendMailAgain(tx, mailHearer, task, now));
  expect(await again()).toMatchObject({ said: "sent-again" });
  expect(await countStates(db)).toEqual({ queued: 2 });
  expect(await again()).toEqual({ said: "task-gone" });
  const { entries } = await listAudit(db);
  expect(entries[0]).toMatchObject({ action: "mail.send-again", after: { mails: 2 } });
});

test("copies of a letter that was stopped are not sent again", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 2);
  const demand = await seedDemand(db, "troops", "Troops out", 1, []);
  const ann = await organiser(db);
  const letter = await approved(db, ann, draft([demand]));
  expect(await send(db, letter)).toBe("sending");
  await sendAll(db, letter);
  const task = await loseMails(db);
  await inOne(db, stopLetters);
  const again = await act(db, ann, now, (tx) => sendMailAgain(tx, mailHearer, task, now));
  expect(again).toEqual({ said: "letter-held" });
  expect(await countStates(db)).toEqual({ unknown: 2 });
});

test("whoever has mails sent again while their letter is being paused waits, and finds it held", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 2);
  const demand = await seedDemand(db, "troops", "Troops out", 1, []);
  const ann = await organiser(db);
  const letter = await approved(db, ann, draft([demand]));
  await send(db, letter);
  await releaseCopies(db, keys, "mailbox", now);
  const task = await loseMails(db);
  const again = () => act(db, ann, now, (tx) => sendMailAgain(tx, mailHearer, task, now));
  const asked = await inOne(db, async (tx) => {
    await pauseLetter(tx, letter);
    const asked = again();
    await untilSomebodyWaits(db);
    return { asked };
  });
  expect(await asked.asked).toEqual({ said: "letter-held" });
  expect(await countStates(db)).toEqual({ unknown: 1 });
});

test("a letter that is resumed while all are being stopped stays", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 2);
  const demand = await seedDemand(db, "troops", "Troops out", 1, []);
  const ann = await organiser(db);
  const letter = await approved(db, ann, draft([demand]));
  await send(db, letter);
  await inOne(db, (tx) => pauseLetter(tx, letter));
  const resumed = await inOne(db, async (tx) => {
    await stopLetters(tx);
    const asked = inOne(db, (other) => resumeLetter(other, letter, now));
    await untilSomebodyWaits(db);
    return { asked };
  });
  expect(await resumed.asked).toEqual({ said: "letters-stopped" });
});

/** Waits until a statement waits for a lock of another transaction. */
async function untilSomebodyWaits(db: Db): Promise<void> {
  await until(async () => {
    const { rows } = await sql`select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
    return rows.length > 0;
  });
}

test("two batches of one letter are sent again at once, by two people, and both go", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await seedHouse(db, 2);
  const demand = await seedDemand(db, "troops", "Troops out", 1, []);
  const ann = await organiser(db);
  const letter = await approved(db, ann, draft([demand]));
  await send(db, letter);
  await sendAll(db, letter);
  await loseMails(db);
  await db.updateTable("letter_copy").set({ state: "unknown" }).execute();
  const { id, message_ids } = await db
    .selectFrom("mail_batch")
    .selectAll()
    .where("state", "=", "unknown")
    .executeTakeFirstOrThrow();
  const other = uuidv7(now);
  await db
    .updateTable("mail_batch")
    .set({ message_ids: [message_ids[0]!] })
    .where("id", "=", id)
    .execute();
  await db
    .insertInto("mail_batch")
    .values({
      id: other,
      message_ids: [message_ids[1]!],
      state: "unknown",
      lease_until: now,
      created_at: now,
    })
    .execute();
  await raiseTask(db, { kind: "mail-unknown", subject: other, data: { mails: 1 } }, now);
  const tasks = await listTasks(db);
  expect(tasks).toHaveLength(2);
  // each has looked at the letter before either opens it again
  const slow = {
    ...mailHearer,
    fates: async (...told: Parameters<typeof mailHearer.fates>) => {
      await sleep(300);
      return mailHearer.fates(...told);
    },
  };
  const done = await Promise.all(
    tasks.map((task) => inOne(db, (tx) => sendMailAgain(tx, slow, task.id, now))),
  );
  expect(done.map(({ said }) => said)).toEqual(["sent-again", "sent-again"]);
});
