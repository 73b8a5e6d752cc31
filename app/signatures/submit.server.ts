/**
 * What becomes of a posted form: a wish is read, limited by network, sealed into a row and stored
 * together with others'; a confirmation likewise, without limits.
 */
import type { LocaleCode } from "#db/schema.ts";

import { isSlug } from "../demands/demand.ts";
import type { Keys } from "../keys.server.ts";
import { type LimitedKey, type Limits, NETWORK_LIMIT, SIGNING_LIMIT } from "../limits.ts";
import { type Click, type Confirmed, readConfirmLink } from "./confirm.server.ts";
import { type NewSigning, prepareSigning, type SigningOutcome } from "./sign.server.ts";
import {
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
interface Tools {
  keys: Keys;
  grouped: Grouped;
  limits: Limits;
  clock: () => Date;
  locale: LocaleCode;
  visitor: string | undefined;
  fields: URLSearchParams;
}

export type Submitted =
  /** `taken`: stored, and a mail goes if it may. `busy`: nothing was stored, the same may succeed soon. */
  | { result: "taken" | "busy" | "robot" }
  | { result: "problems"; problems: SigningProblems; typed: TypedSigning }
  /** The signer has to say the constituency; without `problem` nobody has asked yet. */
  | { result: "no-place"; problem: PlaceProblem | undefined; unknownPostcode: string | undefined }
  /** The visitor's network has to wait so many seconds. */
  | { result: "limited"; wait: number; typed: TypedSigning };

/** @param slug of the demand whose form was sent, as the path has it */
export async function submitSigning(tools: Tools, slug: string): Promise<Submitted> {
  const { keys, grouped, limits, visitor, locale, fields, clock } = tools;
  const form = readSigningForm(fields, slug, locale);
  if (form.result === "no-place") return { ...form, unknownPostcode: undefined };
  if (form.result !== "wish") return form;
  const { wish, typed } = form;
  const now = clock();
  const counted = visitor === undefined ? [] : limitsOf(slug, visitor);
  const wait = limits.take(counted, now);
  if (wait > 0) return { result: "limited", wait, typed };
  const outcome = await grouped.sign(prepareSigning(keys, wish, now));
  // a demand that does not exist stays counted: making them up must end at the network's limit
  if (outcome === "busy" || outcome === "no-place") limits.giveBack(counted);
  switch (outcome) {
    case "taken":
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

/** A network's limit comes first, so that made-up demands cannot fill the memory of all limits. */
const limitsOf = (slug: string, visitor: string): LimitedKey[] => [
  { key: `sign ${visitor}`, limit: NETWORK_LIMIT },
  { key: `sign ${slug} ${visitor}`, limit: SIGNING_LIMIT },
];

/**
 * @param token as the path has it
 * @returns the slug of the first demand that stands as a signature now; `nothing` for a forged or old
 *   link, or when nothing of it is ticked and still open
 */
export async function submitConfirmation(
  { keys, grouped, clock, fields }: Pick<Tools, "keys" | "grouped" | "clock" | "fields">,
  token: string,
): Promise<{ first: string } | "nothing" | "busy"> {
  const link = readConfirmLink(keys, token, clock());
  if (link.state !== "fresh") return "nothing";
  const chosen = fields.getAll("demand");
  // a program that names no demand means all; a person who unticked every box means none
  const all = chosen.length === 0 && fields.get("chosen") !== "yes";
  const ticked = all ? null : chosen.filter(isSlug);
  const confirmed = await grouped.confirm({ id: link.id, ticked });
  if (confirmed === "busy") return "busy";
  const first = confirmed.slugs[0];
  return first === undefined ? "nothing" : { first };
}
