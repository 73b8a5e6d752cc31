/**
 * What becomes of a posted form: a wish is read, met as its network's crowd is, sealed into a row and
 * stored together with others'; a confirmation likewise, whoever it comes from.
 */
import type { Db } from "#db/connection.ts";
import type { LocaleCode } from "#db/schema.ts";

import { isSlug } from "../demands/demand.ts";
import { currentSlugs } from "../demands/slugs.server.ts";
import type { Keys } from "../keys.server.ts";
import { type Click, type Confirmed, readConfirmLink } from "./confirm.server.ts";
import { LANE_WAIT } from "./crowd.ts";
import { type CrowdTools, meetCrowd } from "./meet-crowd.server.ts";
import { keepLabel } from "../words/typed/label.ts";
import { type NewSigning, prepareSigning, type SigningOutcome } from "./sign.server.ts";
import {
  keepHome,
  MOST_DEMANDS,
  type PlaceProblem,
  readSigningForm,
  type SigningProblems,
  type TypedSigning,
} from "./signing-form.ts";

/** Group commit: each resolves once its statement is committed, or to `busy` when nothing was stored. */
export interface Grouped {
  sign: (row: NewSigning) => Promise<SigningOutcome | "busy">;
  confirm: (click: Click) => Promise<Confirmed | "busy">;
}

/** What it takes, the request's own among it. */
interface Tools extends CrowdTools {
  db: Db;
  keys: Keys;
  grouped: Grouped;
  clock: () => Date;
  locale: LocaleCode;
  referrer?: string | undefined;
  metrics: CrowdTools["metrics"] & { countQuestion: (outcome: "asked" | "answered") => void };
}

export type Submitted =
  /**
   * `taken`: stored, and a mail goes if it may, with `later` in the slow lane. `busy`: nothing was
   * stored, the same may succeed soon.
   */
  | { result: "taken" | "later" | "busy" }
  | { result: "problems"; problems: SigningProblems; typed: TypedSigning }
  /** The signer has to say the constituency; without `problem` nobody has asked yet. */
  | { result: "no-place"; problem: PlaceProblem | undefined; unknownPostcode: string | undefined }
  /** In the lane of the visitor's network too many wait: try again after so many seconds. */
  | { result: "limited"; wait: number; typed: TypedSigning };

/** @param slug of the demand whose form was sent, as the path has it */
export async function submitSigning(tools: Tools, slug: string): Promise<Submitted> {
  const { db, keys, grouped, locale, fields, clock } = tools;
  keepLabel(fields, tools.referrer);
  keepHome(fields);
  const form = readSigningForm(fields, slug, locale);
  if (form.result === "no-place") return { ...form, unknownPostcode: undefined };
  if (form.result !== "wish") {
    if (form.problems.person) tools.metrics.countQuestion("asked");
    return form;
  }
  const { wish, typed } = form;
  const now = clock();
  const { entry, mailAt, forgive } = await meetCrowd(tools, wish.slugs.length, now);
  if (entry.way === "full") return { result: "limited", wait: LANE_WAIT, typed };
  const send = (slugs: readonly string[]) =>
    grouped.sign(prepareSigning(keys, { ...wish, slugs }, now, mailAt));
  let outcome = await send(wish.slugs);
  if (outcome === "no-demand") {
    // the page may be older than a new slug of one of them
    const renamed = await currentSlugs(db, wish.slugs);
    const slugs = new Set(wish.slugs.map((one) => renamed.get(one) ?? one));
    if (renamed.size > 0) outcome = await send([...slugs]);
  }
  if (outcome !== "taken") forgive(outcome !== "busy");
  switch (outcome) {
    case "taken":
      if (typed.person === "yes") tools.metrics.countQuestion("answered");
      return { result: entry.way === "slow" ? "later" : "taken" };
    case "busy":
      return { result: outcome };
    case "no-place": {
      const problem = fields.has("constituency") ? "constituency-choose" : undefined;
      return { result: outcome, problem, unknownPostcode: wish.person.postcode ?? undefined };
    }
    case "no-demand":
      return { result: "problems", problems: { also: "demand-unknown" }, typed };
  }
}

/** All of a signing, and as many beside it. */
const MOST_TICKED = 2 * MOST_DEMANDS;

/**
 * @param token as the path has it
 * @returns the slug of the first demand that stands as a signature now; `nothing` for a forged or old
 *   link, or when nothing of it is ticked and still open
 */
export async function submitConfirmation(
  {
    keys,
    grouped,
    clock,
    visitor,
    fields,
  }: Pick<Tools, "keys" | "grouped" | "clock" | "visitor" | "fields">,
  token: string,
): Promise<{ first: string } | "nothing" | "busy"> {
  const link = readConfirmLink(keys, token, clock());
  if (link.state !== "fresh") return "nothing";
  const chosen = fields.getAll("demand");
  // a program that names no demand means all; a person who unticked every box means none
  const all = chosen.length === 0 && fields.get("chosen") !== "yes";
  const ticked = all ? null : [...new Set(chosen)].filter(isSlug).slice(0, MOST_TICKED);
  const confirmed = await grouped.confirm({ id: link.id, ticked, visitor });
  if (confirmed === "busy") return "busy";
  const first = confirmed.slugs[0];
  return first === undefined ? "nothing" : { first };
}
