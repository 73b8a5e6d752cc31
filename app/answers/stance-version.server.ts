/** Versions of what is recorded of a member's stances. */
import type { StanceKind } from "#db/schema.ts";
import { versionOf } from "#db/version-of.ts";

import { type Stated, statedIn } from "./stance.ts";

/** Of what is recorded, or of nothing. */
export const stanceVersion = (stated: Stated | undefined): string =>
  versionOf(stated ? { ...statedIn(stated) } : null);

/** Of one answer, of which the demand may be corrected too. */
export const answerVersion = (answer: Stated & { demandId: number }): string =>
  `${answer.demandId}.${stanceVersion(answer)}`;

interface Recorded {
  slug: string;
  /** Null where nothing is recorded, as is the rest. */
  stance: StanceKind | null;
  quote: string | null;
  source: string | null;
  statedOn: string | null;
}

export const statedOf = ({ stance, quote, source, statedOn }: Recorded): Stated | undefined =>
  stance === null
    ? undefined
    : { stance, quote: quote ?? "", source: source ?? "", statedOn: statedOn ?? "" };

/** Of every demand, for a form that can record a stance on any; `versionFor` finds one among them. */
export const stanceVersions = (recorded: readonly Recorded[]): string =>
  recorded.map((one) => `${one.slug}.${stanceVersion(statedOf(one))}`).join(" ");

export const versionFor = (carried: string | undefined, slug: string): string | undefined =>
  carried
    ?.split(" ")
    .find((one) => one.startsWith(`${slug}.`))
    ?.slice(slug.length + 1);
