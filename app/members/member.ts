/** A member of a legislature: seats and their holders, and which address a letter goes to. */
import * as v from "valibot";

import { gssCode, words } from "../places/area.ts";
import { readWholeNumber } from "../places/whole-number.ts";
import { readAddress } from "../signatures/address.ts";

export interface Holder {
  /** Parliament's number of the member. */
  id: number;
  name: string;
  full_title: string;
  /** Undefined where the source does not tell: what was known stays. */
  party: string | undefined;
  email: string | undefined;
  /** The day the membership began, `YYYY-MM-DD`; undefined where the source does not tell. */
  started_on: string | undefined;
}

/** A seat as a source lists it. */
export interface ListedSeat {
  /** A GSS code, or the number that Parliament gives the constituency. */
  area: string | number;
  /** Undefined for an empty seat. */
  holder: Holder | undefined;
  /** Where it stands in a file. */
  line?: number;
}

/** @returns the first address that mail can go to among words, lists and slashes */
export function readMemberEmail(text: string): string | undefined {
  for (const part of text.split(/[\s/;,<>]+/)) {
    const read = readAddress(part.replace(/^mailto:/i, ""));
    if ("address" in read) return read.address;
  }
  return undefined;
}

const holderColumns = v.object({
  member_id: v.pipe(
    v.string(),
    v.transform((typed) => readWholeNumber(typed) ?? -1),
    v.minValue(0, "must be a number"),
  ),
  full_title: words,
  display_as: words,
  party_text: words,
  member_email: v.string(),
});

/** What stands in a list where no address is known: nothing, a dash, or words that say so. */
const saysNone = (text: string) =>
  /^\W*$|^\W*(no\b|none|not\b|n\/?a\b|nil|null|unknown|missing|withheld|vacant)/i.test(text);

const isVacant = (text: string) => /^vacant$/i.test(text.trim());

/** One row of a file of members; an empty seat reads `Vacant` where the name would stand. */
export const seatRow = v.pipe(
  v.object({
    pcon_code: gssCode,
    member_id: v.string(),
    full_title: v.string(),
    display_as: v.string(),
    party_text: v.string(),
    member_email: v.string(),
  }),
  v.rawTransform(({ dataset, addIssue, NEVER }): ListedSeat => {
    const row = dataset.value;
    if ([row.member_id, row.full_title, row.display_as].some(isVacant))
      return { area: row.pcon_code, holder: undefined };
    const holder = v.safeParse(holderColumns, row);
    if (!holder.success) {
      for (const issue of holder.issues)
        addIssue({ message: `${v.getDotPath(issue)} ${issue.message}` });
      return NEVER;
    }
    const { member_id, full_title, display_as, party_text, member_email } = holder.output;
    const email = readMemberEmail(member_email);
    if (email === undefined && !saysNone(member_email)) {
      addIssue({ message: `member_email: “${member_email.slice(0, 60)}” is no address` });
      return NEVER;
    }
    return {
      area: row.pcon_code,
      holder: {
        id: member_id,
        name: display_as,
        full_title,
        party: party_text,
        email,
        started_on: undefined,
      },
    };
  }),
);

/** The columns' names in other sources: the House of Commons Library, the Department for Education. */
export const seatColumnNames = {
  pcon_code: [
    "gss_code",
    "ons_code",
    "constituency_code",
    "pcon24cd",
    "ONS ID",
    "code",
    "constituency_gss_code",
  ],
  member_id: ["parliament_id", "mnis_id", "member_mnis_id"],
  full_title: ["name_full_title", "title_and_name", "formal_name"],
  display_as: ["display_name", "name_display_as", "member_name", "mp_name", "name", "mp", "member"],
  party_text: ["party", "party_name"],
  member_email: ["email", "email_address", "mp_email", "parliamentary_email"],
} as const;

export interface Contact {
  source: "file" | "api" | "organiser";
  email: string;
  /** The last day on which the source gave it, `YYYY-MM-DD`. */
  seen_on: string;
  /** The source gave it once and does so no longer. */
  stale: boolean;
}

const sourceRank = { organiser: 0, api: 1, file: 2 } as const;

/** An organiser's address wins; then what a source still gives; then what was seen last. */
export function chooseAddress<C extends Contact>(contacts: readonly C[]): C | undefined {
  return contacts.toSorted(
    (a, b) =>
      Number(b.source === "organiser") - Number(a.source === "organiser") ||
      Number(a.stale) - Number(b.stale) ||
      b.seen_on.localeCompare(a.seen_on) ||
      sourceRank[a.source] - sourceRank[b.source],
  )[0];
}

/** The one that organisers set themselves. */
export const ownAddress = (contacts: readonly Contact[]): string | undefined =>
  contacts.find(({ source }) => source === "organiser")?.email;
