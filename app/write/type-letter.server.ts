/** Keeps a letter as it was typed, sealed, and has all of it mailed to its writer to be confirmed. */
import type { Db } from "#db/connection.ts";
import type { LocaleCode } from "#db/schema.ts";
import { uuidv7 } from "#db/uuid.ts";
import { enqueue } from "#emails/outbox.ts";

import type { Keys } from "../keys.server.ts";
import { sealTo } from "../mail/seal-to.server.ts";
import { getAreaOfPostcode } from "../places/place.server.ts";
import type { OwnLetter } from "../signatures/own-letters/own-letter.ts";
import type { KeptFrom, Written } from "./letter-form.ts";
import { sealOwn } from "./sealed.server.ts";
import type { Writer } from "./writer.server.ts";

const DAY = 86_400_000;
/** Letters that one person has mailed to themselves in a day. */
const MOST_A_DAY = 5;

/** What only the database tells to be wrong with it. */
export async function findWrong(
  db: Db,
  writer: Writer,
  { postcode, demand }: Written,
): Promise<Partial<Record<"postcode" | "demand", KeptFrom>>> {
  const area = await getAreaOfPostcode(db, postcode);
  const isThere = area?.code === writer.areaCode;
  const isKnown = writer.demands.some(({ slug }) => slug === demand);
  return {
    ...(!isThere && { postcode: "postcode-elsewhere" as const }),
    ...(!isKnown && { demand: "demand-lately" as const }),
  };
}

export function letterOf(writer: Writer, { demand, ...typed }: Written): OwnLetter {
  const { english } = writer.demands.find(({ slug }) => slug === demand)!;
  return {
    ...typed,
    email: writer.person.address,
    title: english,
    member: writer.member,
    constituency: writer.constituency,
    refusal: null,
  };
}

/** @param written in which nothing is wrong @returns "often" where the writer has typed too many today */
export async function typeLetter(
  { db, keys, locale }: { db: Db; keys: Keys; locale: LocaleCode },
  writer: Writer,
  written: Written,
  now: Date,
): Promise<"mailed" | "often"> {
  const { signer, memberId, areaCode } = writer;
  const id = uuidv7(now);
  const demandId = writer.demands.find(({ slug }) => slug === written.demand)!.id;
  return db.transaction().execute(async (tx) => {
    const today = await tx
      .selectFrom("own_letter")
      .select("id")
      .where("signer_key", "=", signer)
      .where("created_at", ">", new Date(now.getTime() - DAY))
      .limit(MOST_A_DAY)
      .execute();
    if (today.length >= MOST_A_DAY) return "often";
    await tx
      .insertInto("own_letter")
      .values({
        ...{ id, signer_key: signer, demand_id: demandId, member_id: memberId },
        ...{ area_code: areaCode, state: "typed", why: null, sketch: null, locale },
        ...{ mail_id: null, created_at: now, outcome: null },
        ...sealOwn(keys, id, letterOf(writer, written)),
      })
      .execute();
    const envelope = { ...sealTo(keys, writer.person.address, now), locale, recipientKey: signer };
    await enqueue(tx, [{ kind: "own-confirm", params: { own: id }, envelope }], now);
    return "mailed";
  });
}
