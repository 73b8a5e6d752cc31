/** What a post says of how often a member’s office wants to be written to. */
import type { RequestContext } from "../../context.server.ts";
import { type Cadence, isSameCadence } from "../../letters/cadence/cadence.ts";
import {
  type CadenceProblems,
  cadenceFields,
  cadenceIn,
  type TypedCadence,
} from "../../letters/cadence/cadence-form.ts";
import { getCadence } from "../../letters/cadence/get-cadence.server.ts";
import { setCadence } from "../../letters/cadence/set-cadence.server.ts";
import { writeAudit } from "../../organisers/audit.server.ts";
import { dropTask, keepTask } from "../../organisers/tasks.server.ts";
import { readForm } from "../read-form.ts";

const office = { keep: keepTask, drop: dropTask, write: writeAudit };

export interface ReadCadence {
  typed: TypedCadence;
  problems: CadenceProblems;
  /** Undefined where something is wrong. */
  cadence: Cadence | undefined;
}

/** @returns undefined where it says nothing of it */
export function readCadence(fields: URLSearchParams): ReadCadence | undefined {
  if (!fields.has("cadence")) return undefined;
  const { typed, problems, values } = readForm(fields, cadenceFields, "repeated");
  if (!values) return { typed, problems, cadence: undefined };
  return { typed, problems: {}, cadence: cadenceIn(values) };
}

/**
 * @param isAlone nothing else was sent; beside an answer, what the form showed by itself is no choice
 * @returns whether it is another choice than before
 */
export async function keepCadence(
  { db, clock }: Pick<RequestContext, "db" | "clock">,
  memberId: number,
  cadence: Cadence,
  isAlone: boolean,
): Promise<boolean> {
  if (!isAlone && isSameCadence((await getCadence(db, memberId)).cadence, cadence)) return false;
  return db.transaction().execute((tx) => setCadence(tx, office, memberId, cadence, clock()));
}
