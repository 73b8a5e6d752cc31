/** One member's copy in public, with what an office needs to check it. */
import { nameIn } from "../../campaign/campaign.ts";
import type { RequestContext } from "../../context.server.ts";
import { getPublicCopy } from "../../letters/preview-copy.server.ts";
import type { PublishedLetter } from "../../letters/published.server.ts";
import { getSentCounts } from "../../letters/public/sent-places.server.ts";
import { getArea } from "../../places/place.server.ts";
import { answer } from "../answers.server.ts";

/** @param code of the constituency, as it was asked for */
export async function readCopyPage(
  context: Pick<RequestContext, "reads" | "config" | "campaign">,
  { letter, heading, demands }: PublishedLetter,
  code: string,
) {
  const { reads: db, config } = context;
  const area = await getArea(db, code);
  if (!area) throw answer(404);
  const ids = demands.map(({ id }) => id);
  const [copy, here] = await Promise.all([
    getPublicCopy(db, letter, area.code),
    getSentCounts(db, letter.id, ids, area.code),
  ]);
  const campaign = context.campaign.now();
  const { id, countedAt, rehearsal } = letter;
  return {
    letter: { id, heading, countedAt, rehearsal },
    area: { code: area.code, name: area.name },
    // letters are in English, and so is who writes them
    from: {
      name: nameIn(campaign, "en", new URL(config.origin).host).name,
      address: campaign.address,
      sender: campaign.sender,
      email: campaign.email,
    },
    copy,
    demands: demands.map((demand, index) => ({ ...demand, here: here[index]! })),
  };
}
