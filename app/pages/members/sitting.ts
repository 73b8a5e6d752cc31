/** Those who sit now as organisers narrow and sort them. */
import { isAnswer } from "../../answers/stance.ts";
import type { StanceKind } from "#db/schema.ts";
import type { LastCopy } from "../../letters/last-copies.server.ts";
import type { Sitting } from "../../members/list-sitting.server.ts";
import { type Branch, parentOf } from "../../members/parties.ts";
import type { addressStates } from "../../words/organise/members.ts";
import { dayOf } from "../../words/format.ts";
import { finder } from "../../words/typed/search.ts";

export interface SittingRow extends Sitting {
  last: LastCopy | undefined;
  /** One a demand. */
  stances: { demandId: number; stance: StanceKind; statedOn: string }[];
}

/** What the list is narrowed to, each parameter as `readQuery` gives it; a missing one is all. */
export type Asked = Readonly<Record<string, string>>;

export interface Known {
  demands: readonly { id: number; slug: string }[];
  branches: readonly Branch[];
}

const yesNo = (asked: string | undefined, holds: boolean) =>
  asked === undefined || (asked === "yes") === holds;

/** Those who are all that is asked, in the order that is asked. @param rows by constituency */
export function narrow(rows: readonly SittingRow[], asked: Asked, known: Known): SittingRow[] {
  const { q = "", party, region, demand, answered, address, writing, written, sort } = asked;
  const finds = finder(q);
  const about = known.demands.filter(({ slug }) => demand === undefined || slug === demand);
  if (about.length === 0 && demand !== undefined) return [];
  const isOf = (label: string) =>
    party === undefined || label === party || parentOf(known.branches, label) === party;
  const kept = rows.filter(
    (row) =>
      finds(row.name, row.constituency, row.party) &&
      isOf(row.party) &&
      (region === undefined || row.region === region) &&
      yesNo(answered, hasAnswered(row, about)) &&
      isReached(row, address) &&
      yesNo(writing, row.mayWrite) &&
      yesNo(written, row.last?.written ?? false),
  );
  return sort === undefined ? kept : kept.toSorted(orders[sort]);
}

const hasAnswered = ({ stances }: SittingRow, about: Known["demands"]) =>
  stances.some(
    ({ demandId, stance }) => isAnswer(stance) && about.some(({ id }) => id === demandId),
  );

function isReached({ contact }: SittingRow, address: string | undefined): boolean {
  switch (address) {
    case "known":
      return contact !== undefined;
    case "none":
      return contact === undefined;
    case "stale":
      return contact?.stale === true;
    case "own":
      return contact?.source === "organiser";
    default:
      return true;
  }
}

const { compare } = new Intl.Collator("en");
const lastOn = ({ last }: SittingRow) => last?.countedAt.getTime() ?? 0;

const orders: Record<string, (a: SittingRow, b: SittingRow) => number> = {
  name: (a, b) => compare(a.name, b.name),
  party: (a, b) => compare(a.party, b.party),
  latest: (a, b) => lastOn(b) - lastOn(a),
  longest: (a, b) => lastOn(a) - lastOn(b),
};

/** How letters reach a member. */
export function addressState(contact: Sitting["contact"]): keyof typeof addressStates {
  if (!contact) return "none";
  if (contact.source === "organiser") return "own";
  return contact.stale ? "stale" : "known";
}

/** Whether an answer to a demand of the letter stands that was given on its day or later. */
export const isAnsweredSince = (
  { countedAt, demandIds }: Pick<LastCopy, "countedAt" | "demandIds">,
  stances: SittingRow["stances"],
): boolean =>
  stances.some(
    ({ demandId, stance, statedOn }) =>
      isAnswer(stance) && demandIds.includes(demandId) && statedOn >= dayOf(countedAt),
  );
