/** Puts members' copies into the outbox, each filled from the letter's own totals. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { enqueue } from "#emails/outbox.ts";

import type { Keys } from "../../keys.server.ts";
import { sealTo } from "../../mail/seal-to.server.ts";
import { listAddresses } from "../../members/addresses.server.ts";
import { listSampleMembers } from "../../members/sample-members.server.ts";
import { type Addressee, listCopyFacts } from "../copy-facts.server.ts";
import { fillLetter } from "../text/fill.ts";
import { type Letter, standIn } from "../letter.ts";
import { unfilledIn } from "../unfilled.server.ts";
import { copiesTo, moveCopies } from "../move-copies.server.ts";
import { keepTries } from "../tries.server.ts";
import { listThreads } from "./threads.server.ts";

/**
 * Each copy keeps its text as mailed. Whoever has no address gets none, unless it is a rehearsal, and nor
 * does a member whom the demo made up.
 * @param copies that wait
 * @returns "unfilled" where a field of one of them is not filled: then none is mailed
 */
export async function mailCopies(
  tx: Db,
  keys: Keys,
  letter: Letter,
  copies: readonly Addressee[],
  now: Date,
): Promise<"mailed" | "unfilled"> {
  const facts = await listCopyFacts(tx, letter, copies);
  if (unfilledIn(letter, facts.values()).length > 0) return "unfilled";
  const addresses = await listAddresses(tx);
  for (const invented of await listSampleMembers(tx)) addresses.delete(invented);
  const addressOf = (memberId: number) =>
    letter.rehearsal ? standIn(memberId) : addresses.get(memberId)?.email;
  const unreachable = copies.map(({ memberId }) => memberId).filter((one) => !addressOf(one));
  const written = copies.flatMap(({ memberId: member, areaCode: area }) =>
    addressOf(member) ? { member, area, ...fillLetter(letter, facts.get(member)!) } : [],
  );
  const threads = await listThreads(tx, letter, written);
  const mails = written.map((copy) => {
    const thread = threads.get(copy.member) ?? [];
    const rehearsal = letter.rehearsal ? true : undefined;
    return {
      kind: "letter" as const,
      params: { letter: letter.id, ...copy, thread, rehearsal },
      envelope: sealTo(keys, addressOf(copy.member)!, now),
    };
  });
  await enqueue(tx, mails, now);
  const members = mails.map(({ params }) => params.member);
  const tries = mails.map(({ params: { member }, envelope }) => {
    return { mail: envelope.id, member, address: addressOf(member)! };
  });
  await keepTries(tx, letter.id, tries, now);
  await sql`
    update letter_copy copy set mail_id = mail.id, subject = mail.subject, body = mail.body
      from unnest(${members}::int[], ${mails.map(({ envelope }) => envelope.id)}::uuid[],
                  ${mails.map(({ params }) => params.subject)}::text[],
                  ${mails.map(({ params }) => params.body)}::text[])
           as mail (member_id, id, subject, body)
     where copy.letter_id = ${letter.id} and copy.member_id = mail.member_id`.execute(tx);
  await moveCopies(tx, "queued", copiesTo(letter.id, members));
  await sql`update letter_copy copy set has_address = false
             where ${copiesTo(letter.id, unreachable)}`.execute(tx);
  await moveCopies(tx, "no-address", copiesTo(letter.id, unreachable));
  return "mailed";
}
