/** The mail that an answer is recorded from: what of it stands in the form already. */
import { getInbound } from "../../answers/inbound/list-mails.server.ts";
import type { TypedStance } from "../../answers/stance.ts";
import type { RequestContext } from "../../context.server.ts";
import { dayOf, formatDate } from "../../words/format.ts";
import { inboundWords as t } from "../../words/organise/inbound.ts";

/** Which a form or an address names; one in the wrong spelling is none. */
export const readMailId = (typed: string | null): number | undefined =>
  typed !== null && /^[1-9]\d{0,8}$/.test(typed) ? Number(typed) : undefined;

interface RecordedMail {
  mail: number;
  typed: Partial<TypedStance>;
  /** As a reader reads it. */
  day: string;
}

/** @returns undefined where there is no such mail of this member */
export async function recordedMail(
  { db, keys }: Pick<RequestContext, "db" | "keys">,
  memberId: number,
  id: number | undefined,
): Promise<RecordedMail | undefined> {
  const found = id === undefined ? undefined : await getInbound(db, keys, id);
  if (!found || found.memberId !== memberId) return undefined;
  const date = dayOf(found.receivedAt);
  const day = formatDate("en", date);
  return { mail: found.id, typed: { date, source: t.recordFrom(day) }, day };
}
