/** What of a letter would leave unfilled: no letter is approved, sent or let go on with any of it. */
import type { Db } from "#db/connection.ts";

import { type Addressee, listCopyFacts } from "./copy-facts.server.ts";
import { findUnknownFields } from "./text/fields.ts";
import { blankFields, type CopyFacts } from "./text/fill.ts";
import type { Letter } from "./letter.ts";

type Text = Pick<Letter, "subject" | "body">;

/** What reads as a field of the text and is none; then the fields that have no value in some copy, with their places. */
export function unfilledIn(letter: Text, copies: Iterable<CopyFacts>): string[] {
  const text = `${letter.subject}\n\n${letter.body}`;
  const places = new Map<string, string[]>();
  for (const copy of copies)
    for (const name of blankFields(letter, copy))
      places.set(name, [...(places.get(name) ?? []), copy.constituency]);
  const blanks = [...places].map(([name, all]) => {
    const more = all.length > SHOWN ? ` and ${all.length - SHOWN} more` : "";
    return `{{${name}}} in ${all.slice(0, SHOWN).join(", ")}${more}`;
  });
  return [...findUnknownFields(text), ...blanks];
}

const SHOWN = 5;

/** @param addressees of the copies that there would be, or that wait */
export async function listUnfilled(
  db: Db,
  letter: Letter,
  addressees: readonly Addressee[],
): Promise<string[]> {
  const facts = await listCopyFacts(db, letter, addressees);
  return unfilledIn(letter, facts.values());
}

/** Of a letter that was counted: those whose copies wait for their turn. */
export async function listWaitingAddressees(db: Db, letterId: number): Promise<Addressee[]> {
  return db
    .selectFrom("letter_copy")
    .select(["member_id as memberId", "area_code as areaCode"])
    .where("letter_id", "=", letterId)
    .where("state", "=", "waiting")
    .orderBy("position")
    .execute();
}
