/** Puts an update on the timelines of its demands. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import { addEntry } from "../../demands/life/change-entry.server.ts";
import { listEntries } from "../../demands/life/entries.server.ts";
import { writeAudit } from "../../organisers/audit.server.ts";
import { wholeOf } from "../../updates/get-update.server.ts";
import { moveUpdate } from "../../updates/move-update.server.ts";
import type { Deed } from "../../words/deed.ts";
import { dayOf } from "../../words/format.ts";

/** In every language it has, dated today; where it stands already nothing is added. */
export async function putOnTimeline(
  tx: Transaction<Database>,
  id: number,
  organiserId: number,
  now: Date,
): Promise<Deed> {
  return moveUpdate(tx, id, "timeline", async (row) => {
    const { texts, demandIds } = await wholeOf(tx, row);
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
