/** What organisers have said is done, by a name each: a copy of the keys kept, first steps put away, a test mailed. */
import type { Db } from "#db/connection.ts";
import type { Json } from "#db/json.ts";
import { enqueue } from "#emails/outbox.ts";

import type { Keys } from "../../keys.server.ts";
import { sealTo } from "../../mail/seal-to.server.ts";
import type { Deed } from "../../words/deed.ts";
import { type Campaign, lackingForMail } from "../campaign.ts";
import { keyLines, keyMark } from "./step.ts";

export const PUT_AWAY = "first-steps-put-away";
export const TEST_MAILED = "test-mailed";

/** Who asks, and when. */
interface Asking {
  organiserId: number;
  now: Date;
}

async function setMark(
  tx: Db,
  name: string,
  data: Json,
  { organiserId, now }: Asking,
): Promise<void> {
  const made = { data: JSON.stringify(data), organiser_id: organiserId, made_at: now };
  await tx
    .insertInto("campaign_mark")
    .values({ name, ...made })
    .onConflict((conflict) => conflict.column("name").doUpdateSet(made))
    .execute();
}

export async function listMarks(db: Db) {
  const rows = await db.selectFrom("campaign_mark").selectAll().execute();
  return new Map(rows.map(({ name, ...mark }) => [name, mark]));
}

/**
 * An organiser says that a copy of the keys is kept. `keys-stale`: the ring is another one than was shown.
 * @param saw the lines that the page showed
 */
export async function markKeysKept(
  tx: Db,
  keys: Pick<Keys, "digits">,
  saw: readonly string[],
  asking: Asking,
): Promise<Deed> {
  const lines = keyLines(keys.digits);
  if (lines.join() !== saw.join()) return { said: "keys-stale" };
  for (const line of lines) await setMark(tx, keyMark(line), {}, asking);
  return { said: "keys-kept", changed: { action: "keys.kept", subject: "key ring", after: lines } };
}

/** The keys of the ring are kept with it: of one that is added later a copy is asked for all the same. */
export async function putFirstStepsAway(
  tx: Db,
  keys: Pick<Keys, "digits">,
  asking: Asking,
): Promise<Deed> {
  await setMark(tx, PUT_AWAY, { keys: keyLines(keys.digits) }, asking);
  return {
    said: "steps-put-away",
    changed: { action: "first-steps.put-away", subject: "campaign" },
  };
}

export async function showFirstSteps(tx: Db): Promise<Deed> {
  await tx.deleteFrom("campaign_mark").where("name", "=", PUT_AWAY).execute();
  return { said: "steps-shown", changed: { action: "first-steps.show", subject: "campaign" } };
}

/** Mails a test to the organiser who asks. @param address their own */
export async function mailTest(
  tx: Db,
  keys: Keys,
  campaign: Campaign,
  address: string,
  asking: Asking,
): Promise<Deed> {
  if (lackingForMail(campaign).length > 0) return { said: "test-waits" };
  const envelope = sealTo(keys, address, asking.now);
  await enqueue(tx, [{ kind: "mail-test", params: {}, envelope }], asking.now);
  await setMark(tx, TEST_MAILED, { mail: envelope.id }, asking);
  return { said: "test-mailed", changed: { action: "mail.test", subject: "campaign" } };
}
