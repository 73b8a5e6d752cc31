/** Takes away again the forms that were disowned, as far as a restored backup has them still. */
import type { Db } from "#db/connection.ts";

import type { Keys } from "../../keys.server.ts";
import { forgetNetworkOf } from "../manage/forget-outside.server.ts";
import { barInboxOf } from "../not-me.server.ts";
import { formErasure } from "./note-erasures.server.ts";

/** Forms in one portion. */
const PORTION = 2_000;

/**
 * Of each form alone, with what bars mail to its inboxes; other forms, mails and limits of the address stay.
 * @param times by the name of what was erased, in hexadecimal
 * @returns the signers of those that were there, once for each form
 */
export async function disownAgain(
  db: Db,
  keys: Keys,
  times: ReadonlyMap<string, Date>,
): Promise<Buffer[]> {
  const found: Buffer[] = [];
  let last = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const forms = await db
      .selectFrom("signing")
      .select("id")
      .where("id", ">", last)
      .orderBy("id")
      .limit(PORTION)
      .execute();
    for (const { id } of forms) {
      const at = times.get(formErasure(keys, id).toString("hex"));
      const signer = at && (await disownOne(db, id, at));
      if (signer) found.push(signer);
    }
    if (forms.length < PORTION) return found;
    last = forms.at(-1)!.id;
  }
}

const disownOne = (db: Db, id: string, at: Date): Promise<Buffer | undefined> =>
  db.transaction().execute(async (tx) => {
    const gone = await tx
      .deleteFrom("signing")
      .where("id", "=", id)
      .returning(["signer_key", "inbox_key"])
      .executeTakeFirst();
    if (!gone) return undefined;
    await forgetNetworkOf(tx, [id]);
    await barInboxOf(tx, gone, at);
    return gone.signer_key;
  });
