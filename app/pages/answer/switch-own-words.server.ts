/** A post with which a member’s office takes letters in people’s own words, or takes none. */
import type { RequestContext } from "../../context.server.ts";
import { writeAudit } from "../../organisers/audit.server.ts";
import { setOwnWords } from "../../write/route.server.ts";

export async function switchOwnWords(
  { db, clock }: Pick<RequestContext, "db" | "clock">,
  memberId: number,
  open: boolean,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { changed } = await setOwnWords(tx, memberId, open);
    if (changed) await writeAudit(tx, null, changed, clock());
  });
}
