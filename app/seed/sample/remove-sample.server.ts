/** Takes the demo's sample away: all of it, and nothing that anybody has really given or written. */
import { sql } from "kysely";

import { holdHouses } from "../../letters/send-letter.server.ts";
import type { Deed } from "../../words/deed.ts";
import { countSample, type SampleNumbers } from "./count-sample.server.ts";
import { removeLetters, removeNews } from "./remove-letters.server.ts";
import { holdMembers, removeMembers } from "./remove-members.server.ts";
import { removeSignatures } from "./remove-signatures.server.ts";
import { hasSample } from "../../campaign/sample.server.ts";

/**
 * Signatures come last, so that nobody who signs waits longer than their own statement takes. A second one
 * waits for the first and finds nothing.
 * @param tx a transaction
 * @param seen.answers of sample members, as the page showed them: more may have been recorded since, which go
 *   with the members
 * @returns what was taken away, in numbers
 */
export async function removeSample(
  tx: Parameters<typeof holdHouses>[0],
  now: Date,
  seen?: { answers: number },
): Promise<Deed & { removed: SampleNumbers | undefined }> {
  await sql`set local lock_timeout = '20s'`.execute(tx);
  await sql`lock table sample_row in exclusive mode`.execute(tx);
  if (!(await hasSample(tx))) return { said: "sample-gone", removed: undefined };
  // no letter begins to be sent meanwhile, and no import changes who sits
  await holdHouses(tx);
  await sql`lock table member, membership, member_contact in share row exclusive mode`.execute(tx);
  await holdMembers(tx);
  const removed = await countSample(tx);
  if (seen && seen.answers !== removed.answers) return { said: "sample-stale", removed: undefined };
  await removeLetters(tx);
  await removeNews(tx);
  await removeMembers(tx);
  await sql`delete from sample_row`.execute(tx);
  removed.signatures = await removeSignatures(tx, now);
  const changed = { action: "sample.remove", subject: "sample data", after: { ...removed } };
  return { said: "sample-removed", removed, changed };
}
