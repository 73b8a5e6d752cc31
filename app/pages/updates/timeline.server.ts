/** Puts an update on the timelines of its demands. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import { addEntry } from "../../demands/life/change-entry.server.ts";
import { listEntries } from "../../demands/life/entries.server.ts";
import { writeAudit } from "../../organisers/audit.server.ts";
import { draftVersion, wholeOf } from "../../updates/get-update.server.ts";
import { moveUpdate } from "../../updates/move-update.server.ts";
import type { Deed } from "../../words/deed.ts";
import { dayOf } from "../../words/format.ts";

/**
 * In every language it has, dated today; where it stands already nothing is added. `update-timeline-stale`: it
 * says something else since.
 * @param saw the version of what was seen (`draftVersion`)
 */
export async function putOnTimeline(
  tx: Transaction<Database>,
  id: number,
  organiserId: number,
  saw: string | undefined,
  now: Date,
): Promise<Deed> {
  return moveUpdate(tx, id, "timeline", async (row) => {
    const update = await wholeOf(tx, row);
    if (saw !== draftVersion(update)) return { said: "update-timeline-stale" };
    const { texts, demandIds } = update;
    const { en: english, ...others } = texts;
    const entry = { occurredOn: dayOf(now), english, others, sourceUrl: null };
    for (const demand of demandIds) {
      const stands = (await listEntries(tx, demand)).some(
        (one) =>
          one.removedAt === null &&
          one.english.subject === english.subject &&
          one.english.body === english.body,
      );
      if (stands) continue;
      const { changed } = await addEntry(tx, demand, { ...entry, kind: "update" }, now);
      if (changed) await writeAudit(tx, organiserId, changed, now);
    }
    return { record: { after: { demands: demandIds } } };
  });
}
