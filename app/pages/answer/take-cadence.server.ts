/** A post that says how often a member’s office wants to be written to. */
import type { RequestContext } from "../../context.server.ts";
import {
  type CadenceProblems,
  cadenceFields,
  cadenceIn,
  type TypedCadence,
} from "../../letters/cadence/cadence-form.ts";
import { setCadence } from "../../letters/cadence/set-cadence.server.ts";
import { writeAudit } from "../../organisers/audit.server.ts";
import { dropTask, keepTask } from "../../organisers/tasks.server.ts";
import { readForm } from "../read-form.ts";

const office = { keep: keepTask, drop: dropTask, write: writeAudit };

export type CadenceAgain = { typed: TypedCadence; problems: CadenceProblems };

/** @returns what is wrong with it, or undefined where it is kept */
export async function takeCadence(
  { db, fields, clock }: Pick<RequestContext, "db" | "fields" | "clock">,
  memberId: number,
): Promise<CadenceAgain | undefined> {
  const { typed, problems, values } = readForm(fields, cadenceFields, "repeated");
  if (!values) return { typed, problems };
  const cadence = cadenceIn(values);
  await db.transaction().execute((tx) => setCadence(tx, office, memberId, cadence, clock()));
  return undefined;
}
