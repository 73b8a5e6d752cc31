/** What an organiser is told whose form is older than the update: both texts, and by whom. */
import type { RequestContext } from "../../context.server.ts";
import { listRecords } from "../../organisers/audit.server.ts";
import { listOrganiserAddresses } from "../../organisers/organiser-address.server.ts";
import { listDemandChoices } from "../../updates/demand-choices.server.ts";
import { linesOfDraft, readDraft } from "../../updates/draft-lines.ts";
import { draftVersion } from "../../updates/get-update.server.ts";
import type { Draft } from "../../updates/update.ts";
import type { Flash } from "../../words/flash.ts";
import { requireUpdate } from "./require-update.server.ts";

/**
 * @param saw the version that the form was made from
 * @param typed what was typed over it; else the words of that version are looked for
 */
export async function staleUpdate(
  context: RequestContext,
  id: number,
  said: Flash,
  saw: string | undefined,
  typed?: Draft,
) {
  const { db, keys } = context;
  const update = await requireUpdate(context, String(id));
  const writings = await listRecords(db, `update ${id}`, "update.write");
  const drafts = writings.map(({ after }) => readDraft(after));
  const other = typed ?? drafts.find((draft) => draft !== undefined && draftVersion(draft) === saw);
  const isOther = other !== undefined && draftVersion(other) !== draftVersion(update);
  const demands = await listDemandChoices(db);
  const [last] = writings;
  const addresses = await listOrganiserAddresses(db, keys);
  return {
    said,
    isNamed: saw !== undefined,
    by: last && {
      who: addresses.get(last.organiser_id ?? 0) ?? "Somebody who is no organiser any more",
      at: last.at,
    },
    texts: isOther
      ? { other: linesOfDraft(other, demands), kept: linesOfDraft(update, demands) }
      : undefined,
    differences: [],
  };
}
export type StaleUpdate = Awaited<ReturnType<typeof staleUpdate>>;
