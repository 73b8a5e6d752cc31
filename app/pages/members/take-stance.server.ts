/** A post with which an organiser records what a member answered, from an email that came in or from elsewhere. */
import { recordFromMail } from "../../answers/inbound/record-from-mail.server.ts";
import { taskOf } from "../../answers/inbound/standing.ts";
import { listStancesByDemand } from "../../answers/list-stances.server.ts";
import { recordStance } from "../../answers/record-stance.server.ts";
import { linesOfStance } from "../../answers/stance-lines.ts";
import { statedOf, versionFor } from "../../answers/stance-version.server.ts";
import { readStance, type StanceProblems, type TypedStance } from "../../answers/stance.ts";
import type { StaleRecord } from "../../words/stale-record.ts";
import type { RequestContext } from "../../context.server.ts";
import { dropTask } from "../../organisers/tasks.server.ts";
import type { Deed } from "../../words/deed.ts";
import { actFor } from "../act-for.server.ts";
import { readVersion } from "../read-form.ts";
import { organiserOf } from "../session.server.ts";
import { readMailId } from "./recorded-mail.server.ts";

/** What the form held; `stale` where another answer stands than the organiser saw. */
export interface StanceAgain {
  form: "stance";
  typed: TypedStance;
  problems: StanceProblems;
  mail?: number | undefined;
  stale?: StaleRecord;
}

export async function takeStance(
  context: RequestContext,
  memberId: number,
  now: Date,
): Promise<{ deed: Deed } | { again: StanceAgain }> {
  const { db, fields } = context;
  const read = readStance(fields, await listStancesByDemand(db, memberId), now);
  const mail = readMailId(fields.get("mail"));
  if ("problems" in read) return { again: { form: "stance", mail, ...read } };
  const { demand, stated, typed } = read;
  const version = readVersion(fields);
  const deed = await actFor(context, organiserOf(context), now, async (tx) => {
    const deed = await recordStance(tx, memberId, demand, stated, versionFor(version, demand.slug));
    if (mail !== undefined && (await recordFromMail(tx, deed, mail, memberId, now)))
      await dropTask(tx, taskOf(mail), now);
    return deed;
  });
  const { said } = deed;
  if (said !== "stance-stale") return { deed };
  const all = await listStancesByDemand(db, memberId);
  const kept = linesOfStance(statedOf(all.find((one) => one.id === demand.id)!));
  const stale = { said, isNamed: version !== undefined, kept, yours: linesOfStance(stated) };
  return { again: { form: "stance", mail, typed, problems: {}, stale } };
}
