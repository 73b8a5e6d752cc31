/** What a member answered to a demand, and the form with which an organiser records it. */
import type { StanceKind } from "#db/schema.ts";

import * as f from "../pages/read-form.ts";
import { dayOf } from "../words/format.ts";
import { formWords, memberWords as say } from "../words/organise-forms.ts";

export const stanceKinds = [
  "supports",
  "partly",
  "opposes",
  "no-answer",
  "declined",
] as const satisfies readonly StanceKind[];

/** Whether somebody has answered: that none came is recorded too. */
export const isAnswer = (stance: StanceKind): boolean => stance !== "no-answer";

export interface Stated {
  stance: StanceKind;
  /** The member's own words; may be empty. */
  quote: string;
  /** Where it can be read: an address or a description. */
  source: string;
  /** `YYYY-MM-DD` */
  statedOn: string;
}

/** Only what was said, of a row that holds more. */
export const statedIn = ({ stance, quote, source, statedOn }: Stated): Stated => ({
  stance,
  quote,
  source,
  statedOn,
});

const QUOTE_MAX = 2_000;
const SOURCE_MAX = 500;

/** @param today the latest day, `YYYY-MM-DD` */
const formFor = <Asked extends { slug: string }>(demands: readonly Asked[], today: string) => ({
  demand: f.parsed(
    (slug) => demands.find((demand) => demand.slug === slug) ?? { problem: say.demand },
  ),
  stance: f.choice(stanceKinds, say.stance),
  date: f.day(today, say.date),
  quote: f.markdown(QUOTE_MAX, { long: say.quote(QUOTE_MAX), odd: say.quote(QUOTE_MAX) }),
  source: f.checked(
    f.text(SOURCE_MAX, { long: say.source(SOURCE_MAX), odd: say.source(SOURCE_MAX) }),
    (source, fields) => {
      if (!isSource(source)) return say.sourceScheme;
      if (source === "" && fields.get("stance")?.trim() !== "no-answer") return say.sourceMissing;
      return undefined;
    },
  ),
});

type Fields = ReturnType<typeof formFor>;
export type TypedStance = f.TypedIn<Fields>;
export type StanceProblems = f.ProblemsIn<Fields, string>;

/** @param demands those that a member can be asked about */
export function readStance<Asked extends { slug: string }>(
  fields: URLSearchParams,
  demands: readonly Asked[],
  now: Date,
):
  | { stated: Stated; demand: Asked; typed: TypedStance }
  | { typed: TypedStance; problems: StanceProblems } {
  const today = dayOf(now);
  const { typed, problems, values } = f.readForm(
    fields,
    formFor(demands, today),
    formWords.repeated,
  );
  if (!values) return { typed, problems };
  const { demand, date, ...said } = values;
  return { demand, stated: { ...said, statedOn: date }, typed };
}

/** An http(s) address, or words; no other scheme, so that no source ever runs as a link. */
const isSource = (source: string) => isWebAddress(source) || !/^[a-z][a-z\d+.-]*:\S/i.test(source);

/** Whether a source may be shown as a link. */
export const isWebAddress = (source: string): boolean =>
  /^https?:\/\/\S+$/i.test(source) && URL.canParse(source);
