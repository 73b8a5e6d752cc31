/** Who writes words and who withdraws at the same moment wait for each other one way round only. */
import { setTimeout as sleep } from "node:timers/promises";

import { expect, test } from "vitest";

import { getKept, wordsVersion } from "#app/demands/writing/kept.server.ts";
import { removeTranslation } from "#app/demands/writing/remove-translation.server.ts";
import { saveWords } from "#app/demands/writing/save-words.server.ts";

import { freshDatabase } from "./support/database.ts";
import { makeDemand, signedAndConfirmed, wishFor } from "./support/signers.ts";

const words = {
  ...{ title: "Назва", summary: "", body: "Текст", addressee: "уряд", translatedBy: null },
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
