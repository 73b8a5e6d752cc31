/** A post with which an organiser notes that a member asked not to be written to, or takes that back. */
import type { StaleRecord } from "../../words/stale-record.ts";
import type { RequestContext } from "../../context.server.ts";
import { doNotWrite, doNotWriteAtRest } from "../../letters/leaving/leave-out.server.ts";
import {
  type DoNotWrite,
  type DoNotWriteProblems,
  linesOfDoNotWrite,
  readDoNotWrite,
  type TypedDoNotWrite,
} from "../../members/do-not-write.ts";
import { getDoNotWrite } from "../../members/do-not-write.server.ts";
import type { Deed } from "../../words/deed.ts";
import { dayOf } from "../../words/format.ts";
import { actFor } from "../act-for.server.ts";
import { readVersion } from "../read-form.ts";
import { organiserOf } from "../session.server.ts";

/** What the form held; `stale` where another organiser has filled it in meanwhile. */
export interface DoNotWriteAgain {
  form: "do-not-write";
  typed: TypedDoNotWrite;
  problems: DoNotWriteProblems;
  stale?: StaleRecord;
}

const typedOf = (one: DoNotWrite | undefined, now: Date): TypedDoNotWrite => ({
  reason: one?.reason ?? "",
  asked_on: one?.askedOn ?? dayOf(now),
});

/** @param again whether the member may be written to again */
export async function takeDoNotWrite(
  context: RequestContext,
  memberId: number,
  again: boolean,
  now: Date,
): Promise<{ deed: Deed } | { again: DoNotWriteAgain }> {
  const { db, fields } = context;
  const read = again ? { wish: undefined } : readDoNotWrite(fields, now);
  if ("problems" in read) return { again: { form: "do-not-write", ...read } };
  const { wish } = read;
  const version = readVersion(fields);
  const organiser = organiserOf(context);
  const deed = await actFor(context, organiser, now, (tx) =>
    doNotWrite(tx, memberId, wish, organiser.id, version, now),
  );
  const { said } = deed;
  if (said !== "write-not-stale") return { deed: wish ? await doNotWriteAtRest(db, deed) : deed };
  const kept = await getDoNotWrite(db, memberId);
  const stale = {
    ...{ said, isNamed: version !== undefined },
    kept: linesOfDoNotWrite(kept),
    yours: linesOfDoNotWrite(wish),
  };
  const typed = typedOf(wish ?? kept, now);
  return { again: { form: "do-not-write", typed, problems: {}, stale } };
}
