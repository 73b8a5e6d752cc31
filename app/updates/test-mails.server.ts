/** The test copies of an update, which go to an organiser. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";
import { enqueue } from "#emails/outbox.ts";

import type { Keys } from "../keys.server.ts";
import { sealTo } from "../mail/seal-to.server.ts";
import type { Deed } from "../words/deed.ts";
import { wholeOf } from "./get-update.server.ts";
import { moveUpdate } from "./move-update.server.ts";
import { languagesOf } from "./update.ts";

/** Mails one in each of its languages to the organiser alone. @param address the organiser's own */
export async function mailTests(
  tx: Transaction<Database>,
  keys: Keys,
  id: number,
  address: string,
  now: Date,
): Promise<Deed> {
  return moveUpdate(tx, id, "test", async (row) => {
    const update = await wholeOf(tx, row);
    const mails = languagesOf(update).map((locale) => ({
      kind: "update-test" as const,
      params: update.texts[locale]!,
      envelope: { ...sealTo(keys, address, now), locale },
    }));
    await enqueue(tx, mails, now);
    return { record: { after: { mails: mails.length } } };
  });
}
