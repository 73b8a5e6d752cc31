/** What makes a list of members doubtful: by itself, and beside what was known before. */
import type { Holder, ListedSeat } from "../../members/member.ts";
import { someOf } from "../some.ts";
import { filledDown, threeOf, tooMany } from "./marks.ts";
import { mislabelled } from "./mislabelled.ts";
import { movedAbout, reshuffled } from "./shifted.ts";

interface Listed extends Holder {
  at: string;
}

/** What is stored of a member who is listed again. */
export interface KnownMember {
  name: string;
  party: string;
  /** The address that the same source gave before; undefined where it gave none or withdrew it. */
  email: string | undefined;
}

const holdersOf = (seats: readonly ListedSeat[]): Listed[] =>
  seats.flatMap(({ holder, line }) =>
    holder ? [{ ...holder, at: line === undefined ? holder.name : `line ${line}` }] : [],
  );

/**
 * @param known by member's id
 * @returns a sentence for each doubt; addresses are looked at elsewhere, for they come last
 */
export function doubtsAboutMembers(
  seats: readonly ListedSeat[],
  known: ReadonlyMap<number, KnownMember>,
): string[] {
  const holders = holdersOf(seats);
  const nobodys = holders.filter(({ party }) => party === undefined);
  return [
    ...filledDown(
      holders,
      ({ name }) => name,
      (name, number) => `${number} members have the name ${name}`,
    ),
    ...movedAbout(
      holders.map(({ at, id, name }) => ({ at, before: known.get(id)?.name, now: name })),
      "names",
    ),
    ...reshuffled(
      holders.map(({ at, id, party }) => ({ at, before: known.get(id)?.party, now: party })),
      "parties",
    ),
    ...(tooMany(nobodys.length, holders.length)
      ? [`${nobodys.length} of ${holders.length} members have no party (${threeOf(nobodys)}).`]
      : []),
  ];
}

/** @returns a sentence for each doubt about the addresses of members who are listed */
export function doubtsAboutAddresses(
  seats: readonly ListedSeat[],
  known: ReadonlyMap<number, KnownMember>,
): string[] {
  const holders = holdersOf(seats);
  const had = holders.filter(({ id }) => known.get(id)?.email !== undefined);
  const lost = had.filter(({ email }) => email === undefined);
  const without = holders.filter(({ email }) => email === undefined);
  return [
    ...filledDown(
      holders,
      ({ email }) => email,
      (email, number) => `${email} is the one address of ${number} members`,
    ),
    ...mislabelled(
      holders.map(({ at, id, name, full_title, email }) => ({
        at,
        words: [name, full_title, String(id)],
        label: email?.slice(0, email.lastIndexOf("@")),
      })),
      "addresses",
    ),
    ...movedAbout(
      holders.map(({ at, id, email }) => ({ at, before: known.get(id)?.email, now: email })),
      "addresses",
    ),
    ...(tooMany(lost.length, had.length)
      ? [
          `${lost.length} of ${had.length} addresses known so far are not given any longer, more than 5 % (${threeOf(lost)}).`,
        ]
      : without.length > holders.length / 2
        ? [
            `${someOf(without.length, holders.length, ["member", "members"], ["has", "have"])} no address (${threeOf(without)}).`,
          ]
        : []),
  ];
}
