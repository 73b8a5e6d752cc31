/** Who writes words and who withdraws at the same moment wait for each other one way round only. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { sql } from "kysely";
import { expect, test, vi } from "vitest";

import { getKept, wordsVersion } from "#app/demands/writing/kept.server.ts";
import { removeTranslation } from "#app/demands/writing/remove-translation.server.ts";
import { saveWords } from "#app/demands/writing/save-words.server.ts";

import { run } from "./support/command.ts";
import { freshDatabase } from "./support/database.ts";
import { makeDemand, signedAndConfirmed, wishFor } from "./support/signers.ts";

const words = {
  ...{ title: "Назва", summary: "Коротко", body: "Текст", addressee: "уряд", translatedBy: null },
};

test("a translation is written, and taken away, while somebody withdraws: neither is thrown out", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const id = await makeDemand(db, "held");
  await signedAndConfirmed(db, wishFor([id], "ann@example.org"));
  const write = () =>
    db
      .transaction()
      .execute((tx) => saveWords(tx, id, "uk", words, { confirmed: true }, new Date()));
  const remove = async () => {
    const saw = wordsVersion((await getKept(db, id))!, "uk");
    return db.transaction().execute((tx) => removeTranslation(tx, id, "uk", saw, new Date()));
  };
  for (const deed of [write, remove]) {
    // as withdrawing goes: signings first, then the demand
    const done = await db.transaction().execute(async (tx) => {
      await tx
        .deleteFrom("signing")
        .where("id", "=", "00000000-0000-7000-8000-000000000000")
        .execute();
      const writing = deed();
      await sleep(300);
      await tx.selectFrom("demand").select("id").where("id", "=", id).forNoKeyUpdate().execute();
      return { writing };
    });
    expect(await done.writing).toMatchObject({ outcome: deed === write ? "saved" : "removed" });
  }
});

test("files come in while somebody withdraws from several demands: neither is thrown out", async () => {
  await using database = await freshDatabase();
  const { db, url } = database;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "demands-lock-"));
  // by their names the files are taken the other way round
  const ids = [await makeDemand(db, "second"), await makeDemand(db, "first")];
  await signedAndConfirmed(db, wishFor(ids, "ann@example.org"));
  for (const id of ids)
    await db
      .transaction()
      .execute((tx) => saveWords(tx, id, "uk", words, { confirmed: true }, new Date()));
  await db.updateTable("demand").set({ opened_at: new Date() }).execute();
  await run(url, "demands-export", "--to", folder);
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name);
    const text = fs.readFileSync(file, "utf8").replaceAll(/^(title: .*)$/gm, "$1!");
    fs.writeFileSync(file, text.replace(/^position: .*$/m, "position: 9"));
  }
  const isWaiting = async () => {
    const { rows } = await sql<{ waiting: boolean }>`
      select exists (select from pg_stat_activity where datname = current_database()
                        and wait_event_type = 'Lock') as waiting`.execute(db);
    expect(rows[0]!.waiting).toBe(true);
  };
  const { coming } = await db.transaction().execute(async (tx) => {
    await sql`delete from signing where id = '00000000-0000-7000-8000-000000000000'`.execute(tx);
    const lock = (id: number) =>
      tx.selectFrom("demand").select("id").where("id", "=", id).forNoKeyUpdate().execute();
    await lock(ids[0]!);
    const coming = run(url, "demands-import", "--from", folder, "--new-versions");
    await vi.waitFor(isWaiting, { timeout: 30_000, interval: 100 });
    // whoever stands in a circle is thrown out after a second
    await lock(ids[1]!);
    await sleep(1_500);
    return { coming };
  });
  const done = await coming;
  expect([done.error, done.code]).toEqual(["", 0]);
  expect((await getKept(db, ids[1]!))!.words.uk!.title).toBe("Назва!");
});
