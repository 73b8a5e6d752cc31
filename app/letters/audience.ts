/** Whom a letter is for: how it is stored, and how it is said. */
import * as v from "valibot";

import { SHOWN_FROM } from "../places/shown.ts";

export const audienceKinds = [
  "all",
  "region",
  "party",
  "members",
  "threshold",
  "unanswered",
] as const;

/** Members who get none, whomever else the letter is for; absent where there are none. */
const except = v.exactOptional(v.array(v.number()));

const modern = v.variant("to", [
  v.object({ to: v.literal("all"), except }),
  v.object({ to: v.literal("region"), regions: v.array(v.string()), except }),
  v.object({ to: v.literal("party"), parties: v.array(v.string()), except }),
  v.object({ to: v.literal("members"), members: v.array(v.number()), except }),
  /** Where at least so many signed one of the demands. */
  v.object({
    to: v.literal("threshold"),
    threshold: v.pipe(v.number(), v.minValue(SHOWN_FROM)),
    except,
  }),
  /** Who has not said where they stand on one of the demands. */
  v.object({ to: v.literal("unanswered"), except }),
]);
export type LetterAudience = v.InferOutput<typeof modern>;

const one = v.union([
  v.pipe(
    v.object({ to: v.literal("region"), region: v.string() }),
    v.transform(({ to, region }) => ({ to, regions: [region] })),
  ),
  v.pipe(
    v.object({ to: v.literal("party"), party: v.string() }),
    v.transform(({ to, party }) => ({ to, parties: [party] })),
  ),
]);

/** As it is stored; a single region or party may stand there alone. */
export const audience: v.GenericSchema<unknown, LetterAudience> = v.union([modern, one]);

const list = new Intl.ListFormat("en-GB");
const count = (some: readonly unknown[], what: string) =>
  `${some.length} ${what}${some.length === 1 ? "" : "s"}`;

export function describeAudience(whom: LetterAudience): string {
  const but = whom.except ? `, but for ${count(whom.except, "member")}` : "";
  return `${describeWhole(whom)}${but}`;
}

function describeWhole(whom: LetterAudience): string {
  switch (whom.to) {
    case "all":
      return "All members";
    case "region":
      return `Members in ${list.format(whom.regions)}`;
    case "party":
      return `Members of ${list.format(whom.parties)}`;
    case "members":
      return whom.members.length === 1 ? "One chosen member" : count(whom.members, "chosen member");
    case "threshold":
      return `Members where at least ${whom.threshold} people signed`;
    case "unanswered":
      return "Members who have not answered one of the demands";
  }
}
