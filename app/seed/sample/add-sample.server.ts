/** Adds the demo's sample: a campaign in full swing, all of it invented but the places. */
import type { Db } from "#db/connection.ts";

import type { Keys } from "../../keys.server.ts";
import { writeAudit } from "../../organisers/audit.server.ts";
import { addLetter } from "./add-letter.server.ts";
import { addMembers } from "./add-members.server.ts";
import { addNews } from "./add-news.server.ts";
import { addSignatures } from "./add-signatures.server.ts";
import { countSample } from "./count-sample.server.ts";
import { readPlaces } from "./places.server.ts";

/** What the letter, the update and the answer are about; the answer is to the first. */
const told = ["free-the-prisoners", "withdraw-the-troops", "confiscate-the-properties"];

/** @param tx of the seed, on whose demands and places it stands @param campaign who signs the letter */
export async function addSample(tx: Db, keys: Keys, campaign: string, now: Date): Promise<void> {
  const rows = await tx.selectFrom("demand").select(["slug", "id"]).execute();
  const demands = new Map(rows.map(({ slug, id }) => [slug, id]));
  const about = told.map((slug) => demands.get(slug)!);
  const places = readPlaces();
  await addMembers(tx, places, now);
  await addSignatures(tx, keys, places, demands, now);
  await addLetter(tx, about, campaign, now);
  await addNews(tx, about, now);
  const after = { ...(await countSample(tx)) };
  await writeAudit(tx, null, { action: "sample.add", subject: "sample data", after }, now);
}
