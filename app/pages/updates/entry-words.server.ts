/** An update that is begun from an entry of a timeline. */
import type { Db } from "#db/connection.ts";
import type { UpdateTexts } from "#emails/message.ts";

import { listEntries } from "../../demands/life/entries.server.ts";
import type { DemandChoices } from "../../updates/update-form.ts";

/** The words of an entry, and the demand on whose timeline it stands. @param entry its id as it stands in an address */
export async function readEntryWords(
  db: Db,
  demands: DemandChoices,
  slug: string | null,
  entry: string | null,
): Promise<{ texts: UpdateTexts; demandIds: number[] } | undefined> {
  const demand = demands.find((one) => one.slug === slug);
  if (!demand) return undefined;
  const found = (await listEntries(db, demand.id)).find((one) => String(one.id) === entry);
  const texts = { en: found?.english ?? { subject: "", body: "" }, ...found?.others };
  return { texts, demandIds: [demand.id] };
}
